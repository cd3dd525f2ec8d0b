"""Names of emoji: with one skin tone or two, in any script, and what only looks like one."""

from __future__ import annotations

from typing import Any

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from bot.practice.checks.blocks import check_blocks
from bot.practice.company import ANA, HEARTEN, MAYA
from bot.practice.records import SlackError
from bot.practice.server import Practice
from tests.practice.receiver import Receiver

DESIGN = "C0DESIGN1"
NAMES = [
    "tada",
    "+1::skin-tone-6",
    "handshake::skin-tone-2-3",
    "people_holding_hands::skin-tone-6-2",
    "ありがとう",
    "спасибо",
    "ขอบคุณ",
    "धन्यवाद",
    "grüße",
]


@pytest.mark.parametrize("name", NAMES)
async def test_reactions_take_valid_names(
    practice: Practice, receiver: Receiver, client: AsyncWebClient, name: str
) -> None:
    practice.workspace.scopes.add("channels:history")
    said = await practice.say(MAYA.id, DESIGN, "done")
    await practice.react(ANA.id, DESIGN, said.ts, name)
    await practice.unreact(ANA.id, DESIGN, said.ts, name)
    assert [received.payload["event"]["reaction"] for received in receiver.received] == [name, name]
    await practice.react(ANA.id, DESIGN, said.ts, name)
    history = await client.conversations_history(channel=DESIGN)
    assert history["messages"][0]["reactions"][0]["name"] == name


@pytest.mark.parametrize("name", ["", "two words", "tada::skin-tone-7", "tada::skin-tone-2-3-4", ":tada:"])
async def test_invalid_names_are_refused(practice: Practice, name: str) -> None:
    said = await practice.say(MAYA.id, DESIGN, "done")
    with pytest.raises(SlackError, match="invalid_name"):
        await practice.react(ANA.id, DESIGN, said.ts, name)


@pytest.mark.parametrize("name", NAMES)
def test_rich_text_takes_valid_names(name: str) -> None:
    emoji = {"type": "emoji", "name": name}
    section = {"type": "rich_text_section", "elements": [emoji]}
    assert check_blocks([{"type": "rich_text", "elements": [section]}])


def text(words: str) -> dict[str, Any]:
    return {"type": "text", "text": words}


def emoji(name: str, **more: Any) -> dict[str, Any]:
    return {"type": "emoji", "name": name, **more}


@pytest.mark.parametrize(
    ("typed", "elements"),
    [
        (":tada:", [emoji("tada")]),
        (":tada::tada:", [emoji("tada"), emoji("tada")]),
        (":wave::skin-tone-3: hi", [emoji("wave", skin_tone=3), text(" hi")]),
        (":handshake::skin-tone-2-3:", [emoji("handshake::skin-tone-2-3")]),
        (":ありがとう: !", [emoji("ありがとう"), text(" !")]),
        (":sunny-side:", [emoji("sunny-side")]),
        ("std::vector::iterator", [text("std::vector::iterator")]),
        ("at 10:30:45", [text("at 10:30:45")]),
        (":nobody-has-this:", [text(":nobody-has-this:")]),
    ],
)
async def test_typed_emoji_become_rich_text(
    practice: Practice, receiver: Receiver, typed: str, elements: list[dict[str, Any]]
) -> None:
    practice.workspace.scopes.add("app_mentions:read")
    practice.workspace.emoji.add("ありがとう", b"")
    await practice.say(ANA.id, DESIGN, f"@hearten {typed}")
    (block,) = receiver.received[-1].payload["event"]["blocks"]
    mention, first, *rest = block["elements"][0]["elements"]
    assert mention == {"type": "user", "user_id": HEARTEN.id}
    if elements[0]["type"] == "text":
        assert first == text(f" {elements[0]['text']}")
        assert rest == elements[1:]
    else:
        assert first == text(" ")
        assert rest == elements
