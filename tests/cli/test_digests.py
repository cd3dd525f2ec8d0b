"""`hearten digests`: what is due at a moment, made once."""

from __future__ import annotations

import signal
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.practice.server import Practice
from tests.cli.conftest import Invoke
from tests.cli.process import hearten, start

DESIGN = "C0DESIGN1"


def shown(practice: Practice) -> list[str]:
    workspace = practice.workspace
    return [message.text for message in workspace.visible_messages(DESIGN, workspace.person("maya").id)]


async def test_digest_is_posted_once(practice: Practice, by_socket: dict[str, str], tmp_path: Path) -> None:
    ana = practice.workspace.person("ana").id
    async with start(tmp_path, "run", environment=by_socket) as bot:
        await practice.connected()
        await practice.command(ana, DESIGN, "digest on monday 09:00 Europe/Berlin")
        await practice.command(ana, DESIGN, "@maya thanks for the sketches #creativity")
        bot.send(signal.SIGTERM)
        assert (await bot.ended()).status == 0
    before = shown(practice)

    in_a_week = (datetime.now(UTC) + timedelta(days=7)).isoformat()
    first = await hearten(tmp_path, "digests", "--as-of", in_a_week, environment=by_socket)
    assert first.status == 0
    (line,) = first.out.splitlines()
    assert line.startswith("Brightside #design: ")
    assert line.endswith(": posted")
    (digest,) = [text for text in shown(practice)[len(before) :] if "thanked" in text]
    assert "thanks for the sketches" in digest

    after = shown(practice)
    second = await hearten(tmp_path, "digests", "--as-of", in_a_week, environment=by_socket)
    assert second.status == 0
    assert second.out == "No digest is due.\n"
    assert shown(practice) == after


async def test_week_without_thanks_posts_nothing(
    practice: Practice, by_socket: dict[str, str], tmp_path: Path
) -> None:
    async with start(tmp_path, "run", environment=by_socket) as bot:
        await practice.connected()
        await practice.command(practice.workspace.person("ana").id, DESIGN, "digest on")
        bot.send(signal.SIGTERM)
        await bot.ended()
    before = shown(practice)
    in_a_week = (datetime.now(UTC) + timedelta(days=7)).isoformat()
    ended = await hearten(tmp_path, "digests", "--as-of", in_a_week, environment=by_socket)
    assert ended.status == 0
    assert ended.out.endswith("a quiet week, no digest\n")
    assert shown(practice) == before


@pytest.mark.parametrize("moment", ["2026-11-30T08:00:00", "2026-11-30", "next monday", ""])
def test_as_of_needs_a_zone(invoke: Invoke, tmp_path: Path, moment: str) -> None:
    ended = invoke("digests", "--as-of", moment, SLACK_BOT_TOKEN="xoxb-hush")
    assert ended.exit_code == 2
    assert "2026-11-30T08:00:00Z" in ended.stderr
    assert len(ended.stderr.splitlines()) == 1
    assert not list(tmp_path.iterdir())
