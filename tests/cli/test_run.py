"""`hearten run`: what it needs, what it serves, and how it ends."""

from __future__ import annotations

import asyncio
import signal
import socket
import sys
from pathlib import Path

import aiohttp

from bot.practice.server import Practice
from tests.cli.process import PATIENCE, hearten, start

DESIGN = "C0DESIGN1"


async def shout_out(practice: Practice) -> str:
    """Ana thanks Maya; answers what #design reads of it."""
    workspace = practice.workspace
    answer = await practice.command(
        workspace.person("ana").id, DESIGN, "@maya thanks for the sketches #creativity"
    )
    assert answer.status == 200
    async with asyncio.timeout(PATIENCE):
        while True:
            seen = workspace.revision
            shown = workspace.visible_messages(DESIGN, workspace.person("maya").id)
            if shown:
                return shown[0].text
            await workspace.wait_for_change(seen)


async def status(port: int, path: str) -> int:
    async with aiohttp.ClientSession() as session, session.get(f"http://127.0.0.1:{port}{path}") as answer:
        return answer.status


async def test_run_serves_socket_mode(
    practice: Practice, by_socket: dict[str, str], database_url: str, tmp_path: Path
) -> None:
    async with start(tmp_path, "run", environment=by_socket | {"DATABASE_URL": database_url}) as bot:
        serving = await bot.logged("serving")
        assert serving["mode"] == "socket"
        await practice.connected()
        assert await status(serving["port"], "/healthz") == 200
        assert await status(serving["port"], "/readyz") == 200
        assert await status(serving["port"], "/metrics") == 200
        assert "thanks for the sketches" in await shout_out(practice)
        bot.send(signal.SIGTERM)
        ended = await bot.ended()
    assert ended.status == 0
    assert "Traceback" not in ended.said
    assert "sketches" not in ended.said


async def test_run_serves_signed_http(practice: Practice, by_http: dict[str, str], tmp_path: Path) -> None:
    async with start(tmp_path, "run", environment=by_http) as bot:
        serving = await bot.logged("serving")
        assert serving["mode"] == "http"
        practice.events_url = f"http://127.0.0.1:{serving['port']}/slack/events"
        assert await status(serving["port"], "/readyz") == 200
        assert "thanks for the sketches" in await shout_out(practice)
        bot.send(signal.SIGINT)
        ended = await bot.ended()
    assert ended.status == 0
    assert "Traceback" not in ended.said


async def test_run_names_missing_settings_and_the_demo(tmp_path: Path) -> None:
    ended = await hearten(tmp_path, "run", environment={})
    assert ended.status == 2
    assert ended.out == ""
    for name in ("SLACK_BOT_TOKEN", "SLACK_APP_TOKEN", "SLACK_SIGNING_SECRET", "hearten demo"):
        assert name in ended.err


async def test_python_m_bot_is_hearten(tmp_path: Path) -> None:
    ended = await hearten(tmp_path, "run", environment={}, program=[sys.executable, "-m", "bot"])
    assert ended.status == 2
    assert "SLACK_BOT_TOKEN" in ended.err


async def test_taken_port_is_named(by_socket: dict[str, str], tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        ended = await hearten(tmp_path, "run", environment=by_socket | {"PORT": str(port)})
    assert ended.status == 1
    assert str(port) in ended.err
    assert "Address already in use" in ended.err
    assert len(ended.err.splitlines()) == 2


async def test_run_serves_while_slack_is_unavailable(by_socket: dict[str, str], tmp_path: Path) -> None:
    away = by_socket | {"SLACK_API_URL": "http://127.0.0.1:1/"}
    async with start(tmp_path, "run", environment=away) as bot:
        serving = await bot.logged("serving")
        assert await status(serving["port"], "/healthz") == 200
        assert await status(serving["port"], "/readyz") == 503
        bot.send(signal.SIGTERM)
        ended = await bot.ended()
    assert ended.status == 0
    assert "Traceback" not in ended.said


async def test_killed_process_leaves_a_workflows_step_to_the_next(
    practice: Practice, by_socket: dict[str, str], tmp_path: Path
) -> None:
    """It is ended once: neither the acknowledged answer nor the step's end is lost."""
    workspace = practice.workspace
    ana, general = workspace.person("ana").id, workspace.channel("general").id
    inputs = {"people": [workspace.person("maya").id], "words": "thanks for the map", "channel": general}
    # The first process is refused as often as it tries.
    practice.fail("functions.completeSuccess", status=503)
    async with start(tmp_path, "run", environment=by_socket) as bot:
        await bot.logged("serving")
        await practice.connected()
        execution = await practice.run_step(ana, general, "thank", inputs)
        while not (asked := workspace.visible_messages(workspace.dm_channel(ana).id, ana)):
            await workspace.wait_for_change(workspace.revision)
        answer = await practice.press(ana, asked[0].channel, asked[0].ts, "answer-question:post")
        assert answer.status == 200
        while practice.faults:  # noqa: ASYNC110 -- calls use it up
            await asyncio.sleep(0.01)
        bot.send(signal.SIGKILL)
        await bot.ended()
    assert execution.state == "running"
    async with start(tmp_path, "run", environment=by_socket) as bot:
        async with asyncio.timeout(PATIENCE):
            while execution.state == "running":
                await workspace.wait_for_change(workspace.revision)
        bot.send(signal.SIGTERM)
        await bot.ended()
    (post,) = workspace.visible_messages(general, ana)[:1]
    assert (execution.state, execution.outputs) == ("completed", {"link": workspace.permalink(post)})
    ends = [call for call in practice.calls if call.method == "functions.completeSuccess"]
    assert len(ends) == 2
