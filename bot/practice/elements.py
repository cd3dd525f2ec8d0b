"""The parts that blocks are made of: text objects, confirmations, options, buttons and pictures."""

from __future__ import annotations

from bot.practice.schema import Check, boolean, choice, exactly_one, integer, items, record, text, typed


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
_url = text(3000, pattern=r"[a-z][a-z0-9+.-]*:\S+")

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
        "url": _url,
        "style": choice("primary", "danger"),
        "confirm": CONFIRM,
        "accessibility_label": text(75),
    },
)
_parameter = record({"name": text(255), "value": text(3000)})
WORKFLOW_BUTTON = record(
    {
        "text": plain_text(75),
        "workflow": record(
            {"trigger": record({"url": _url}, {"customizable_input_parameters": items(_parameter, 100)})}
        ),
    },
    {"action_id": ACTION_ID, "style": choice("primary", "danger"), "accessibility_label": text(75)},
)
OVERFLOW = record(
    {
        "options": items(
            record(
                {"text": plain_text(75), "value": text(150)}, {"description": plain_text(75), "url": _url}
            ),
            5,
        )
    },
    {"action_id": ACTION_ID, "confirm": CONFIRM},
)
_picture: dict[str, Check] = {
    "image_url": text(3000, pattern=r"https?://\S+"),
    "slack_file": record({}, {"id": text(30), "url": text(3000)}, exactly_one("id", "url")),
}
_one_source = exactly_one("image_url", "slack_file")

IMAGE_ELEMENT = record(
    {"alt_text": text(2000)},
    {
        **_picture,
        "image_width": integer(0, 10**5),
        "image_height": integer(0, 10**5),
        "image_bytes": integer(0, 10**9),
    },
    _one_source,
)
IMAGE_BLOCK = record(
    {"alt_text": text(2000)},
    {**_picture, "title": plain_text(2000), "block_id": text(255)},
    _one_source,
)
