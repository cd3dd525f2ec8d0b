"""How the blocks of a message are counted, and who is told that they are too many."""

from __future__ import annotations

import pytest
from aiohttp import web
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook.async_client import AsyncWebhookClient

from bot.practice.checks.blocks import BLOCK, MESSAGE_CHARACTERS, PART, check_blocks, count_characters
from bot.practice.company import ANA
from bot.practice.records import SlackError
from bot.practice.server import Practice
from tests.practice.conftest import Refused
from tests.practice.forms import Json, plain
from tests.practice.receiver import Receiver

DESIGN = "C0DESIGN1"


def section(text: str) -> Json:
    return {"type": "section", "text": {"type": "mrkdwn", "text": text}}


def sections(characters: int) -> list[Json]:
    """Return blocks that count exactly so much."""
    full, overhead = 3000, BLOCK + PART
    count, rest = divmod(characters, full + overhead)
    blocks = [section("x" * full)] * count
    return [*blocks, section("x" * (rest - overhead))] if rest > overhead else blocks


def rich(*elements: Json) -> Json:
    return {
        "type": "rich_text",
        "elements": [{"type": "rich_text_section", "elements": list(elements)}],
    }


def words(text: str, **style: bool) -> Json:
    return {"type": "text", "text": text, **({"style": style} if style else {})}


EMPTY_RICH_TEXT = BLOCK + PART


@pytest.mark.parametrize(
    ("blocks", "counted"),
    [
        ([{"type": "divider"}], BLOCK),
        ([section("thanks")], BLOCK + PART + 6),
        ([section("a & b <c>")], BLOCK + PART + len("a &amp; b &lt;c&gt;")),
        ([rich(words("ありがとう"))], EMPTY_RICH_TEXT + PART + 5),
        ([rich(words("🎉"))], EMPTY_RICH_TEXT + PART + 2),
        ([rich(words("a", bold=True, italic=True))], EMPTY_RICH_TEXT + PART + 1),
        ([rich({"type": "user", "user_id": "U0ANA0001"})], EMPTY_RICH_TEXT + PART + len("<@U0ANA0001>")),
        ([rich({"type": "emoji", "name": "tada"})], EMPTY_RICH_TEXT + PART + len(":tada:")),
        ([rich({"type": "link", "url": "https://a.b", "text": "a"})], EMPTY_RICH_TEXT + PART + 12),
        (
            [{"type": "actions", "elements": [{"type": "button", "text": plain("Undo"), "value": "x" * 99}]}],
            BLOCK + 2 * PART + 4,
        ),
        ([section("a"), {"type": "divider"}], 2 * BLOCK + PART + 1),
    ],
)
def test_characters_are_counted(blocks: list[Json], counted: int) -> None:
    assert count_characters(check_blocks(blocks)) == counted


def test_largest_message_is_accepted() -> None:
    assert count_characters(sections(MESSAGE_CHARACTERS)) == MESSAGE_CHARACTERS
    assert check_blocks(sections(MESSAGE_CHARACTERS))
    with pytest.raises(SlackError, match="msg_blocks_too_long"):
        check_blocks(sections(MESSAGE_CHARACTERS + 1))


TOO_LONG = {
    "rich text that was refused in a report": [rich(words("x" * 11_341))],
    "a digest of many small parts": [rich(*[words("x" * 40)] * 300)],
    "many mentions": [rich(*[{"type": "user", "user_id": "U0ANA0001"}] * 600)],
    "many emoji": [rich(*[{"type": "emoji", "name": "tada"}] * 900)],
    "escapes": [rich(words("&" * 2_300))],
    "pictographs": [rich(words("🎉" * 5_700))],
    "a text for those who see no picture": [
        {"type": "image", "image_url": "https://a.b/c.png", "alt_text": "x" * 2000}
    ]
    * 6,
}


@pytest.mark.parametrize("name", TOO_LONG)
def test_too_long_messages_are_refused(name: str) -> None:
    with pytest.raises(SlackError, match="msg_blocks_too_long"):
        check_blocks(TOO_LONG[name])


PLANNED = {
    "few long parts": [rich(*[words("x" * 790)] * 10)],
    "many short parts": [rich(*[words("x" * 20)] * 300)],
    "single letters": [rich(*[words("x")] * 900)],
    "mentions": [rich(*[{"type": "user", "user_id": "U0ANA0001"}] * 380)],
    "forty small blocks": [section("x" * 170)] * 47,
}


@pytest.mark.parametrize("name", PLANNED)
def test_eight_thousand_characters_are_accepted(name: str) -> None:
    assert check_blocks(PLANNED[name])


async def test_every_way_to_send_refuses_too_long_blocks(
    practice: Practice, client: AsyncWebClient, receiver: Receiver, refused: Refused
) -> None:
    blocks = sections(MESSAGE_CHARACTERS + 1)
    posted = await client.chat_postMessage(channel=DESIGN, text="short")
    for call in (
        client.chat_postMessage(channel=DESIGN, text="long", blocks=blocks),
        client.chat_postEphemeral(channel=DESIGN, user=ANA.id, text="long", blocks=blocks),
        client.chat_update(channel=DESIGN, ts=posted["ts"], text="long", blocks=blocks),
    ):
        assert (await refused(call))["error"] == "msg_blocks_too_long"

    receiver.always(lambda: web.json_response({"text": "long", "blocks": blocks}))
    await practice.command(ANA.id, DESIGN, "help")
    shown = practice.workspace.visible_messages(DESIGN, ANA.id)
    assert [message.text for message in shown] == [
        "short",
        "/kudos failed with the error “invalid_command_response”",
    ]
    webhook = AsyncWebhookClient(receiver.received[-1].payload["response_url"])
    answer = await webhook.send(text="long", blocks=blocks)
    assert (answer.status_code, "msg_blocks_too_long" in answer.body) == (400, True)
