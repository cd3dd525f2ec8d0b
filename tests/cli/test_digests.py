"""`hearten digests`: what is due at a moment, made once."""

from __future__ import annotations

import signal
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.practice.server import Practice
from tests.cli.process import hearten, start

DESIGN = "C0DESIGN1"


def shown(practice: Practice) -> list[str]:
    workspace = practice.workspace
    return [message.text for message in workspace.visible_messages(DESIGN, workspace.person("maya").id)]


async def test_a_digest_is_made_once(
    practice: Practice, by_socket: dict[str, str], database_url: str, tmp_path: Path
) -> None:
    settings = by_socket | {"DATABASE_URL": database_url}
    ana = practice.workspace.person("ana").id
    async with start(tmp_path, "run", **settings) as bot:
        await practice.connected()
        await practice.command(ana, DESIGN, "digest on monday 09:00 Europe/Berlin")
        await practice.command(ana, DESIGN, "@maya thanks for the sketches #creativity")
        bot.send(signal.SIGTERM)
        assert (await bot.ended()).status == 0
    before = shown(practice)

    in_a_week = (datetime.now(UTC) + timedelta(days=7)).isoformat()
    first = await hearten(tmp_path, "digests", "--as-of", in_a_week, **settings)
    assert first.status == 0
    (line,) = first.out.splitlines()
    assert line.startswith("Brightside #design: ")
    assert line.endswith(": posted")
    (digest,) = [text for text in shown(practice)[len(before) :] if "thanked" in text]
    assert "thanks for the sketches" in digest

    after = shown(practice)
    second = await hearten(tmp_path, "digests", "--as-of", in_a_week, **settings)
    assert second.status == 0
    assert second.out == "No digest is due.\n"
    assert shown(practice) == after


async def test_a_week_without_thanks_posts_nothing(
    practice: Practice, by_socket: dict[str, str], tmp_path: Path
) -> None:
    async with start(tmp_path, "run", **by_socket) as bot:
        await practice.connected()
        await practice.command(practice.workspace.person("ana").id, DESIGN, "digest on")
        bot.send(signal.SIGTERM)
        await bot.ended()
    before = shown(practice)
    in_a_week = (datetime.now(UTC) + timedelta(days=7)).isoformat()
    ended = await hearten(tmp_path, "digests", "--as-of", in_a_week, **by_socket)
    assert ended.status == 0
    assert ended.out.endswith("nothing was given, so nothing is posted\n")
    assert shown(practice) == before


async def test_without_a_moment_it_is_now(by_socket: dict[str, str], tmp_path: Path) -> None:
    ended = await hearten(tmp_path, "digests", **by_socket)
    assert ended.status == 0
    assert ended.out == "No digest is due.\n"


@pytest.mark.parametrize("moment", ["2026-11-30T08:00:00", "2026-11-30", "next monday", ""])
async def test_a_moment_needs_its_zone(by_socket: dict[str, str], tmp_path: Path, moment: str) -> None:
    ended = await hearten(tmp_path, "digests", "--as-of", moment, **by_socket)
    assert ended.status == 2
    assert "2026-11-30T08:00:00Z" in ended.err
    assert len(ended.err.splitlines()) == 1
    assert not list(tmp_path.iterdir())


async def test_no_token(tmp_path: Path) -> None:
    ended = await hearten(tmp_path, "digests")
    assert ended.status == 2
    assert "SLACK_BOT_TOKEN" in ended.err
