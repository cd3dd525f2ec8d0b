"""`hearten doctor --live`: what Slack does is tried, reported without names, and nothing of it stays."""

from __future__ import annotations

import asyncio
import json
import signal
from pathlib import Path

import pytest

from bot.doctor.command_trials import large_answer
from bot.doctor.live import try_slack
from bot.doctor.trial import Trial
from bot.practice.records import Channel
from bot.practice.server import Practice
from bot.settings import Secret, Settings
from tests.cli.conftest import Invoke
from tests.cli.process import PATIENCE, hearten, start

PUBLIC, PRIVATE = "C0DESIGN1", "C0SECRET1"
NEITHER = "public channel, not joined"
JOINED = "private channel, joined"


@pytest.fixture
def practice(practice: Practice) -> Practice:
    """A workspace with a public channel without the bot, and a private one with it."""
    workspace = practice.workspace
    workspace.channels[PUBLIC].members.discard(workspace.bot_user_id)
    workspace.add(Channel(PRIVATE, "secret-plans", "private", {workspace.bot_user_id}))
    return practice


def left_over(practice: Practice) -> list[object]:
    """Return the messages and files that the trials left."""
    workspace = practice.workspace
    messages = [workspace.messages.get(channel, {}).values() for channel in (PUBLIC, PRIVATE)]
    in_channels = [message for each in messages for message in each if not message.ephemeral_to]
    return [*in_channels, *workspace.files.announced.values()]


async def tried(practice: Practice, *channels: str, stopping: asyncio.Event | None = None) -> list[Trial]:
    settings = Settings(slack_api_url=practice.api_url, bot_token=Secret(practice.bot_token))
    reported: list[Trial] = []
    trials = await try_slack(
        settings, channels, 0, stopping or asyncio.Event(), report=reported.append, ask=lambda _: None
    )
    assert trials == reported
    return trials


def summary(trials: list[Trial]) -> list[tuple[str, str, str, str]]:
    return [(trial.place, trial.subject, trial.outcome, trial.reason) for trial in trials]


async def test_all_is_tried_and_nothing_stays(
    practice: Practice, by_socket: dict[str, str], tmp_path: Path
) -> None:
    ana = practice.workspace.person("ana").id
    arguments = ("doctor", "--json", "--live", "#design", "--live", "secret-plans")
    async with start(tmp_path, *arguments, environment=by_socket) as trial:
        assert (await trial.aside()).startswith("Type `/kudos help` in Slack now: you have 120 seconds")
        # Other payloads are not for the trials.
        other = asyncio.create_task(practice.command(ana, PUBLIC, "@maya thanks for the sketches"))
        while not any(each.sendings for each in practice._socket_mode._envelopes.values()):  # noqa: ASYNC110
            await asyncio.sleep(0)
        answer = await practice.command(ana, PUBLIC, "help")
        assert answer.status == 200
        assert await trial.aside() == "A form opened in Slack: press Try without changing anything."
        await practice.submit(ana)
        ended = await trial.ended()
        other.cancel()
    assert ended.status == 0, ended.out
    report = json.loads(ended.out)
    found = [(each["place"], each["subject"], each["outcome"]) for each in report["trials"]]
    in_channel = [
        ("post", "worked"),
        ("update of 3,800 bytes", "worked"),
        ("update of 7,600 bytes, which are 3,800 characters", "refused"),
        ("picture in a message", "worked"),
        ("delete", "worked"),
    ]
    assert found == [
        *[(NEITHER, *each) for each in in_channel],
        *[(JOINED, *each) for each in in_channel],
        ("typed command", "form with names filled in", "worked"),
        ("typed command", "answer of 20,000 bytes through response_url", "worked"),
        ("typed command", "the same form, submitted untouched", "worked"),
        ("everywhere", "clean up", "worked"),
    ]
    assert report["trials"][2]["reason"] == "msg_too_long"
    assert left_over(practice) == []
    for name in ("design", "secret", "Brightside", "Ana", "sketches", PUBLIC, ana):
        assert name not in ended.out
    sizes = {len(call.args["text"].encode()) for call in practice.calls if call.method == "chat.update"}
    assert sizes == {3_800, 7_600}
    assert len(json.dumps(large_answer(), ensure_ascii=False).encode()) > 20_000


async def test_interrupted_trials_clean_up(
    practice: Practice, by_socket: dict[str, str], tmp_path: Path
) -> None:
    practice.fail("chat.postMessage", hang=1.0)
    seen = practice.workspace.revision
    async with start(tmp_path, "doctor", "--live", PUBLIC, environment=by_socket) as trial:
        async with asyncio.timeout(PATIENCE):
            while not left_over(practice):
                await practice.workspace.wait_for_change(seen)
                seen = practice.workspace.revision
        trial.send(signal.SIGINT)
        ended = await trial.ended()
    assert ended.status == 1
    assert left_over(practice) == []
    assert "Traceback" not in ended.said
    lines = [line for line in ended.out.splitlines() if line.startswith("worked")]
    assert [line.split("  ")[-1] for line in lines] == ["post", "clean up"]
    assert ended.out.count("not tried ") == 4
    assert "typed command               form with names filled in: stopped" in ended.out


async def test_refusals_are_named_and_cleaned_up(practice: Practice) -> None:
    practice.fail("chat.update", error="edit_window_closed")
    practice.fail("chat.postMessage", retry_after=1)
    practice.fail("files.completeUploadExternal", error="file_update_failed")
    practice.fail("chat.delete", error="internal_error")
    trials = await tried(practice, "#design", "#nowhere", "C0NOWHERE1")
    unknown = "channel_not_found: write it as in Slack, and `/invite` Hearten if it is private"
    without = "without SLACK_APP_TOKEN no command arrives here"
    assert summary(trials) == [
        (NEITHER, "post", "worked", ""),
        (NEITHER, "update of 3,800 bytes", "refused", "edit_window_closed"),
        (NEITHER, "update of 7,600 bytes, which are 3,800 characters", "refused", "msg_too_long"),
        (NEITHER, "picture in a message", "refused", "file_update_failed"),
        (NEITHER, "delete", "refused", "internal_error"),
        ("unknown channel", "find the channel", "refused", unknown),
        ("unknown channel", "find the channel", "refused", unknown),
        (JOINED, "everything", "not tried", "name one with --live"),
        ("typed command", "form with names filled in", "not tried", without),
        ("typed command", "the same form, submitted untouched", "not tried", without),
        ("typed command", "answer of 20,000 bytes through response_url", "not tried", without),
        ("everywhere", "clean up", "worked", ""),
    ]
    assert [trial.subject for trial in trials if trial.is_problem and trial.place == NEITHER] == [
        "update of 3,800 bytes",
        "picture in a message",
        "delete",
    ]


async def test_picture_is_posted_once_slack_has_processed_it(practice: Practice) -> None:
    practice.workspace.channels[PUBLIC].members.add(practice.workspace.bot_user_id)

    def delay_picture(trial: Trial) -> None:
        if trial.subject.startswith("update of 7,600"):
            practice.fail("chat.postMessage", error="invalid_blocks")

    settings = Settings(slack_api_url=practice.api_url, bot_token=Secret(practice.bot_token))
    trials = await try_slack(settings, [PUBLIC], 0, asyncio.Event(), report=delay_picture, ask=lambda _: None)
    (picture,) = [trial for trial in trials if trial.subject == "picture in a message"]
    assert (picture.place, picture.outcome) == ("public channel, joined", "worked")
    assert picture.seconds >= 1
    assert left_over(practice) == []


async def test_lost_answer_is_named(practice: Practice) -> None:
    practice.fail("chat.postMessage", cut=True, acts=True)
    trials = await tried(practice, PUBLIC)
    assert summary(trials)[0] == (NEITHER, "post", "refused", "chat.postMessage: ServerDisconnectedError")
    assert summary(trials)[-1][2:] == (
        "refused",
        "an answer got lost: look for a message of the trial, and delete it",
    )


async def test_no_command_comes(practice: Practice, by_socket: dict[str, str], tmp_path: Path) -> None:
    ended = await hearten(tmp_path, "doctor", "--live", PUBLIC, "--wait", "1", environment=by_socket)
    assert ended.status == 0
    assert ended.out.count(": no command came") == 3
    practice.fail("apps.connections.open", error="invalid_auth")
    ended = await hearten(tmp_path, "doctor", "--live", PUBLIC, environment=by_socket)
    assert ended.out.count(": no connection by Socket Mode (invalid_auth)") == 3
    assert left_over(practice) == []


def test_trials_need_a_bot_token(invoke: Invoke) -> None:
    ended = invoke("doctor", "--live", "#design")
    assert ended.exit_code == 2
    assert ended.stderr == "To try Slack, SLACK_BOT_TOKEN must be set in the environment or in .env.\n"
