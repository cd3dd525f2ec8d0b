"""What Slack adds to the blocks that it takes."""

from __future__ import annotations

from bot.practice.checks.blocks import complete_blocks
from bot.practice.company import brightside
from bot.practice.records import JsonObject
from tests.practice.forms import plain


def test_text_defaults_are_added() -> None:
    section: JsonObject = {
        "type": "section",
        "text": {"type": "mrkdwn", "text": "a"},
        "fields": [plain("b"), {**plain("c"), "emoji": False}],
    }
    (block,) = complete_blocks([section], lambda: "made")
    assert block == {
        "type": "section",
        "block_id": "made",
        "text": {"type": "mrkdwn", "text": "a", "verbatim": False},
        "fields": [{**plain("b"), "emoji": True}, {**plain("c"), "emoji": False}],
    }
    assert "verbatim" not in section["text"]


def test_rich_text_is_left_alone() -> None:
    section = {"type": "rich_text_section", "elements": [{"type": "text", "text": "a"}]}
    rich: JsonObject = {"type": "rich_text", "block_id": "own", "elements": [section]}
    assert complete_blocks([rich], lambda: "made") == [rich]


def test_interactive_elements_get_an_action_id() -> None:
    button = {"type": "button", "text": plain()}
    image = {"type": "image", "image_url": "https://a.example", "alt_text": "a"}
    blocks: list[JsonObject] = [
        {"type": "actions", "elements": [button, button]},
        {"type": "section", "text": plain(), "accessory": button},
        {"type": "section", "text": plain(), "accessory": image},
    ]
    posted = brightside().post("C0DESIGN1", user="U0HEARTEN", text="?", blocks=blocks).blocks
    ids = [*(each["action_id"] for each in posted[0]["elements"]), posted[1]["accessory"]["action_id"]]
    assert all(ids)
    assert len(set(ids)) == 3
    assert "action_id" not in posted[2]["accessory"]
