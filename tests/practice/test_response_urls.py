"""What an app sends to a `response_url`."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import timedelta
from typing import Any

import aiohttp
import pytest

from bot.practice.company import ANA, JONAS, MAYA
from bot.practice.records import Message
from bot.practice.server import Practice
from tests.practice.conftest import Clock
from tests.practice.receiver import Receiver

DESIGN, LEADS = "C0DESIGN1", "C0LEADS01"
BUTTON = {
    "type": "actions",
    "elements": [{"type": "button", "action_id": "a", "text": {"type": "plain_text", "text": "A"}}],
}

Post = Callable[..., Awaitable[tuple[int, str]]]


@pytest.fixture
async def post(receiver: Receiver) -> AsyncIterator[Post]:
    """Responds to the latest payload; gives the status and the text of what came back."""
    async with aiohttp.ClientSession() as session:

        async def respond(body: dict[str, Any] | None = None, **more: Any) -> tuple[int, str]:
            url = receiver.received[-1].payload["response_url"]
            async with session.post(url, **({"json": body} if body is not None else more)) as response:
                return response.status, await response.text()

        yield respond


@pytest.fixture
def shown(practice: Practice) -> Message:
    return practice.workspace.post(DESIGN, user="U0HEARTEN", bot_id="B0HEARTEN", text="Done", blocks=[BUTTON])


async def test_response_is_private_unless_in_channel(practice: Practice, post: Post) -> None:
    await practice.command(ANA.id, DESIGN, "help")
    assert await post({"text": "for you"}) == (200, "ok")
    assert await post({"text": "for all", "response_type": "in_channel"}) == (200, "ok")
    for_you, for_all = practice.workspace.visible_messages(DESIGN, ANA.id)
    assert (for_you.ephemeral_to, for_all.ephemeral_to) == (ANA.id, None)
    assert for_all.via_response_url
    assert for_all.bot_id == "B0HEARTEN"


async def test_response_reaches_channels_without_the_app(practice: Practice, post: Post) -> None:
    await practice.command(JONAS.id, LEADS, "help")
    assert (await post({"text": "hello", "response_type": "in_channel"}))[0] == 200
    assert [m.text for m in practice.workspace.visible_messages(LEADS, JONAS.id)] == ["hello"]


@pytest.mark.parametrize("response_type", ["in_channel", "ephemeral"])
async def test_response_can_be_in_a_thread(
    practice: Practice, post: Post, shown: Message, response_type: str
) -> None:
    reply = await practice.say(MAYA.id, DESIGN, "well done", thread_ts=shown.ts)
    await practice.press(ANA.id, DESIGN, shown.ts, "a")
    answer = {"text": "Joined", "response_type": response_type}
    assert await post({**answer, "thread_ts": reply.ts}) == (200, "ok")
    assert await post(answer) == (200, "ok")
    in_thread, in_channel = practice.workspace.visible_messages(DESIGN, ANA.id)[2:]
    assert (in_thread.thread_ts, in_thread.is_in_channel) == (shown.ts, False)
    assert (in_channel.thread_ts, in_channel.is_in_channel) == (None, True)
    alone = {None} if response_type == "in_channel" else {ANA.id}
    assert {in_thread.ephemeral_to, in_channel.ephemeral_to} == alone


async def test_response_in_a_thread_needs_a_thread(practice: Practice, post: Post, shown: Message) -> None:
    await practice.press(ANA.id, DESIGN, shown.ts, "a")
    assert await post({"text": "unseen", "thread_ts": shown.ts}) == (200, "ok")
    for wrong, error in (("1.2", "thread_not_found"), (12, "invalid_thread_ts")):
        assert await post({"text": "no", "thread_ts": wrong}) == (400, f'{{"ok":false,"error":"{error}"}}')
    assert practice.workspace.visible_messages(DESIGN, ANA.id) == [shown]


@pytest.mark.parametrize("channel", [LEADS, "C0DRAFTS1", DESIGN])
async def test_press_in_a_response_is_sent(
    practice: Practice, post: Post, receiver: Receiver, channel: str
) -> None:
    """Of such a message, the press is the first that tells the app where it is."""
    members = practice.workspace.channel(channel).members
    who = next(each for each in ("U0PRIYA01", JONAS.id) if each in members)
    await practice.command(who, channel, "@maya thanks")
    await post({"text": "Thanks", "blocks": [BUTTON], "response_type": "in_channel"})
    (shown,) = practice.workspace.visible_messages(channel, who)
    await practice.press(who, channel, shown.ts, "a")
    payload = receiver.received[-1].payload
    assert payload["container"] == {
        "type": "message",
        "message_ts": shown.ts,
        "channel_id": channel,
        "is_ephemeral": False,
    }
    assert (payload["channel"]["id"], payload["message"]["ts"]) == (channel, shown.ts)
    assert await post({"text": "Changed", "replace_original": True}) == (200, "ok")
    assert (shown.text, shown.blocks) == ("Changed", [])
    await post({"delete_original": True})
    assert practice.workspace.visible_messages(channel, who) == []


async def test_response_url_works_five_times(practice: Practice, post: Post) -> None:
    await practice.command(ANA.id, DESIGN, "help")
    for number in range(5):
        assert (await post({"text": str(number)}))[0] == 200
    assert await post({"text": "6"}) == (404, '{"ok":false,"error":"used_url"}')


async def test_response_url_works_for_thirty_minutes(practice: Practice, post: Post, clock: Clock) -> None:
    await practice.command(ANA.id, DESIGN, "help")
    await clock.advance(timedelta(minutes=30))
    assert (await post({"text": "just in time"}))[0] == 200
    await clock.advance(timedelta(seconds=1))
    assert await post({"text": "too late"}) == (404, '{"ok":false,"error":"expired_url"}')


@pytest.mark.parametrize("true", [True, "true"])
async def test_original_is_replaced_and_deleted(
    practice: Practice, post: Post, shown: Message, true: object
) -> None:
    await practice.press(ANA.id, DESIGN, shown.ts, "a")
    await post({"text": "Changed", "replace_original": true})
    assert (shown.text, shown.blocks, bool(shown.edited_ts)) == ("Changed", [], True)
    await post({"delete_original": true})
    assert practice.workspace.visible_messages(DESIGN, ANA.id) == []
    assert await post({"delete_original": true}) == (400, '{"ok":false,"error":"message_not_found"}')


async def test_ephemeral_original_is_replaced(practice: Practice, post: Post) -> None:
    shown = practice.workspace.post(
        DESIGN, user="U0HEARTEN", text="Done", blocks=[BUTTON], ephemeral_to=MAYA.id
    )
    await practice.press(MAYA.id, DESIGN, shown.ts, "a")
    await post({"text": "Taken back", "replace_original": True})
    assert practice.workspace.visible_messages(DESIGN, MAYA.id) == [shown]
    assert (shown.text, bool(shown.edited_ts)) == ("Taken back", False)


async def test_response_without_replace_is_a_new_message(
    practice: Practice, post: Post, shown: Message
) -> None:
    await practice.press(ANA.id, DESIGN, shown.ts, "a")
    await post({"text": "also"})
    assert [m.text for m in practice.workspace.visible_messages(DESIGN, ANA.id)] == ["Done", "also"]
    assert [m.text for m in practice.workspace.visible_messages(DESIGN, MAYA.id)] == ["Done"]


async def test_replacement_after_a_command_is_a_new_message(practice: Practice, post: Post) -> None:
    await practice.command(ANA.id, DESIGN, "help")
    await post({"text": "one"})
    await post({"text": "two", "replace_original": True})
    assert [m.text for m in practice.workspace.visible_messages(DESIGN, ANA.id)] == ["one", "two"]


@pytest.mark.parametrize(
    ("request_", "answer"),
    [
        ({"data": "{"}, "invalid_payload"),
        ({"data": "[]"}, "invalid_payload"),
        ({"json": {}}, '{"ok":false,"error":"no_text"}'),
        ({"json": {"text": 1}}, '{"ok":false,"error":"no_text"}'),
        ({"json": {"blocks": [{"type": "section"}]}}, '{"ok":false,"error":"invalid_blocks"}'),
    ],
)
async def test_invalid_responses_are_refused(
    practice: Practice, post: Post, request_: dict[str, Any], answer: str
) -> None:
    await practice.command(ANA.id, DESIGN, "help")
    assert await post(**request_) == (400, answer)


async def test_unknown_response_url_is_refused(practice: Practice) -> None:
    async with (
        aiohttp.ClientSession() as session,
        session.post(f"{practice.url}/response/guessed", json={"text": "hello"}) as response,
    ):
        assert response.status == 404
