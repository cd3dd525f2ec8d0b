"""The parts that blocks are made of: text objects, confirmations, options, buttons and pictures."""

from __future__ import annotations

from bot.practice.schema import Check, boolean, choice, exactly_one, items, record, text, typed


def text_kinds(maximum: int) -> dict[str, Check]:
    """The two kinds of text object by their `type`, with at most so many characters each."""
    return {
        "plain_text": record({"text": text(maximum)}, {"emoji": boolean}),
        "mrkdwn": record({"text": text(maximum)}, {"verbatim": boolean}),
    }


def plain_text(maximum: int) -> Check:
    """A `plain_text` object of at most so many characters."""
    return typed({"plain_text": text_kinds(maximum)["plain_text"]})


def any_text(maximum: int) -> Check:
    """A `plain_text` or `mrkdwn` object of at most so many characters."""
    return typed(text_kinds(maximum))


ACTION_ID = text(255)

CONFIRM = record(
    {"title": plain_text(100), "text": any_text(300), "confirm": plain_text(30), "deny": plain_text(30)},
    {"style": choice("primary", "danger")},
)
OPTION = record({"text": plain_text(75), "value": text(150)}, {"description": plain_text(75)})

BUTTON = record(
    {"text": plain_text(75)},
    {
        "action_id": ACTION_ID,
        "value": text(2000),
        "style": choice("primary", "danger"),
        "confirm": CONFIRM,
        "accessibility_label": text(75),
    },
)
OVERFLOW = record({"options": items(OPTION, 5)}, {"action_id": ACTION_ID})
_picture: dict[str, Check] = {
    "image_url": text(3000, pattern=r"https?://\S+"),
    "slack_file": record({"id": text(30)}),
}
_one_source = exactly_one("image_url", "slack_file")

IMAGE_ELEMENT = record({"alt_text": text(2000)}, _picture, _one_source)
IMAGE_BLOCK = record({"alt_text": text(2000)}, {**_picture, "block_id": text(255)}, _one_source)
