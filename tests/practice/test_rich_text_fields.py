"""Rich text that an app puts into a field: what Slack cannot send back before the person changes it."""

from __future__ import annotations

from typing import Any

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from bot.practice.company import ANA
from bot.practice.entries import UNSENDABLE
from bot.practice.server import Practice
from tests.practice.forms import Json, field, modal
from tests.practice.receiver import Receiver


def rich(*elements: Json, kind: str = "rich_text_section") -> Json:
    return {"type": "rich_text", "elements": [{"type": kind, "elements": list(elements)}]}


def listed(*elements: Json) -> Json:
    section = {"type": "rich_text_section", "elements": list(elements)}
    return {
        "type": "rich_text",
        "elements": [{"type": "rich_text_list", "style": "bullet", "elements": [section]}],
    }


WORDS: Json = {"type": "text", "text": "for the night of the release, "}
MAYA: Json = {"type": "user", "user_id": "U0MAYA001"}
MENTIONS = {
    "a person": rich(WORDS, MAYA),
    "a person alone": rich(MAYA),
    "a channel": rich(WORDS, {"type": "channel", "channel_id": "C0DESIGN1"}),
    "in a quote": rich(WORDS, MAYA, kind="rich_text_quote"),
    "in a list": listed(WORDS, MAYA),
}
SENDABLE = {
    "words": rich(WORDS),
    "an emoji": rich(WORDS, {"type": "emoji", "name": "tada"}),
    "a link": rich(WORDS, {"type": "link", "url": "https://brightside.example"}),
    "style": rich({**WORDS, "style": {"bold": True}}),
    "a list": listed(WORDS),
}


async def show(practice: Practice, client: AsyncWebClient, receiver: Receiver, value: Json) -> Json:
    await practice.shortcut(ANA.id, "give")
    view = modal(field("words", "rich_text_input", initial_value=value))
    trigger_id = receiver.received[-1].payload["trigger_id"]
    shown: Json = (await client.views_open(trigger_id=trigger_id, view=view))["view"]
    receiver.received.clear()
    return shown


def sent(receiver: Receiver) -> Any:
    (received,) = receiver.received
    return received.payload["view"]["state"]["values"]["words"]["words"]["rich_text_value"]


@pytest.mark.parametrize("name", MENTIONS)
async def test_untouched_mention_cannot_be_sent(
    practice: Practice, client: AsyncWebClient, receiver: Receiver, name: str
) -> None:
    value = MENTIONS[name]
    shown = await show(practice, client, receiver, value)
    # Neither as it is, nor after the app has changed the view around it, nor as the page sends it back.
    for attempt in ({}, {"words": value}, {}):
        with pytest.raises(ValueError, match=UNSENDABLE):
            await practice.submit(ANA.id, attempt)
        view = practice.find_view(ANA.id)
        assert view
        assert view.errors == {"words": UNSENDABLE}
        again = modal(field("words", "rich_text_input", initial_value=value), callback_id="again")
        await client.views_update(view_id=shown["id"], view=again)
    assert receiver.received == []
    touched = rich(WORDS, MAYA, WORDS)
    await practice.submit(ANA.id, {"words": touched})
    assert sent(receiver) == touched


@pytest.mark.parametrize("name", SENDABLE)
async def test_untouched_text_without_mention_can_be_sent(
    practice: Practice, client: AsyncWebClient, receiver: Receiver, name: str
) -> None:
    await show(practice, client, receiver, SENDABLE[name])
    await practice.submit(ANA.id)
    assert sent(receiver) == SENDABLE[name]


async def test_typed_mention_can_be_sent(
    practice: Practice, client: AsyncWebClient, receiver: Receiver
) -> None:
    shown = await show(practice, client, receiver, rich(WORDS))
    typed = rich(WORDS, MAYA)
    practice.fill(ANA.id, {"words": typed})
    again = modal(field("words", "rich_text_input", initial_value=typed))
    await client.views_update(view_id=shown["id"], view=again)
    await practice.submit(ANA.id)
    assert sent(receiver) == typed


async def test_cleared_field_counts_as_touched(
    practice: Practice, client: AsyncWebClient, receiver: Receiver
) -> None:
    await practice.shortcut(ANA.id, "give")
    view = modal(field("words", "rich_text_input", initial_value=MENTIONS["a person"], optional=True))
    await client.views_open(trigger_id=receiver.received.pop().payload["trigger_id"], view=view)
    await practice.submit(ANA.id, {"words": None})
    assert sent(receiver) is None
