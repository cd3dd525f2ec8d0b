"""The elements that Slack accepts in blocks: texts, buttons, menus, fields, pictures and rich text."""

from collections.abc import Iterator

from bot.practice.checks.schema import (
    Check,
    boolean,
    choice,
    exactly_one,
    integer,
    items,
    problem,
    record,
    text,
    typed,
)
from bot.practice.custom_emoji import EMOJI_NAME


def text_kinds(maximum: int) -> dict[str, Check]:
    """Return the two kinds of text object by their `type`, with at most so many characters each."""
    return {
        "plain_text": record({"text": text(maximum)}, {"emoji": boolean}),
        "mrkdwn": record({"text": text(maximum)}, {"verbatim": boolean}),
    }


def plain_text(maximum: int) -> Check:
    """Return a `plain_text` object of at most so many characters."""
    return typed({"plain_text": text_kinds(maximum)["plain_text"]})


def any_text(maximum: int) -> Check:
    """Return a `plain_text` or `mrkdwn` object of at most so many characters."""
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


MANY = 1000
"""Slack publishes no limit for the pieces of a rich text; its total length is limited with the message's."""

_identifier = text(30, pattern="[A-Z][A-Z0-9]+")
_style: dict[str, Check] = {"style": record({}, dict.fromkeys(("bold", "italic", "strike", "code"), boolean))}
_border = integer(0, 1)
_rich_text = record({"text": text(MANY * 100)}, _style)
_rich_link = record(
    {"url": text(3000, pattern=r"(https?://|mailto:|tel:)\S+")}, {"text": text(MANY * 100), **_style}
)
_inline: dict[str, Check] = {
    "text": _rich_text,
    "link": _rich_link,
    "user": record({"user_id": _identifier}),
    "channel": record({"channel_id": _identifier}),
    "emoji": record({"name": text(100, pattern=EMOJI_NAME)}, {"skin_tone": integer(2, 6)}),
}

_section = record({"elements": items(typed(_inline), MANY, minimum=0)})

RICH_TEXT = record(
    {
        "elements": items(
            typed(
                {
                    "rich_text_section": _section,
                    "rich_text_list": record(
                        {
                            "style": choice("bullet", "ordered"),
                            "elements": items(typed({"rich_text_section": _section}), MANY),
                        },
                        {"indent": integer(0, 8), "offset": integer(0, 10**6), "border": _border},
                    ),
                    "rich_text_quote": record(
                        {"elements": items(typed(_inline), MANY, minimum=0)}, {"border": _border}
                    ),
                    "rich_text_preformatted": record(
                        {"elements": items(typed({"text": _rich_text, "link": _rich_link}), MANY, minimum=0)},
                        {"border": _border},
                    ),
                }
            ),
            MANY,
        )
    },
    {"block_id": text(255)},
)


WRITTEN = 3000
"""Characters that a text field takes at most."""
CONVERSATION_KINDS = ("im", "mpim", "private", "public")

_person = text(30, pattern="[UW][A-Z0-9]+")
_conversation = text(30, pattern="[CDGUW][A-Z0-9]+")
_date = text(10, pattern=r"\d{4}-\d{2}-\d{2}")
_time = text(5, pattern=r"([01]\d|2[0-3]):[0-5]\d")
_options = items(OPTION, 100)
_box = record({"text": any_text(75), "value": text(150)}, {"description": any_text(75)})
_boxes = items(_box, 10)

_field = {"action_id": ACTION_ID, "focus_on_load": boolean}
_menu: dict[str, Check] = {**_field, "placeholder": plain_text(150)}
_many: dict[str, Check] = {**_menu, "max_selected_items": integer(1, 1000)}
_filter = record(
    {},
    {
        "include": items(choice(*CONVERSATION_KINDS), 4),
        "exclude_external_shared_channels": boolean,
        "exclude_bot_users": boolean,
    },
)
_conversations: dict[str, Check] = {"default_to_current_conversation": boolean, "filter": _filter}


def _listed(value: object) -> list[object]:
    return value if isinstance(value, list) else []


def _initially_offered(value: object, pointer: str) -> Iterator[str]:
    """Yield a problem for each initial option that is not among the options."""
    if not isinstance(value, dict):
        return
    offered = [_identity(option) for option in _listed(value.get("options"))]
    if "initial_option" in value and _identity(value["initial_option"]) not in offered:
        yield problem("must match one of the options", f"{pointer}/initial_option")
    for number, option in enumerate(_listed(value.get("initial_options"))):
        if _identity(option) not in offered:
            yield problem("must match one of the options", f"{pointer}/initial_options/{number}")


def _identity(option: object) -> object:
    """Return what makes two options the same: the value and the words, however these are marked up."""
    if not isinstance(option, dict) or not isinstance(option.get("text"), dict):
        return None
    return option.get("value"), option["text"].get("text")


_BOXES: dict[str, Check] = {
    "checkboxes": record({"options": _boxes}, {**_field, "initial_options": _boxes}, _initially_offered),
    "radio_buttons": record({"options": _boxes}, {**_field, "initial_option": _box}, _initially_offered),
}
_PICKERS: dict[str, Check] = {
    "datepicker": record({}, {**_menu, "initial_date": _date}),
    "timepicker": record({}, {**_menu, "initial_time": _time}),
}
_ONE: dict[str, Check] = {
    "static_select": record({"options": _options}, {**_menu, "initial_option": OPTION}, _initially_offered),
    "users_select": record({}, {**_menu, "initial_user": _person}),
    "conversations_select": record({}, {**_menu, **_conversations, "initial_conversation": _conversation}),
}
_SEVERAL: dict[str, Check] = {
    "multi_static_select": record(
        {"options": _options}, {**_many, "initial_options": _options}, _initially_offered
    ),
    "multi_users_select": record({}, {**_many, "initial_users": items(_person, 100)}),
    "multi_conversations_select": record(
        {}, {**_many, **_conversations, "initial_conversations": items(_conversation, 100)}
    ),
}
_line: dict[str, Check] = {
    **_field,
    "placeholder": plain_text(150),
    "initial_value": text(WRITTEN, minimum=0),
}
_WRITING: dict[str, Check] = {
    "plain_text_input": record(
        {},
        {
            **_line,
            "multiline": boolean,
            "max_length": integer(1, WRITTEN),
        },
    ),
    "rich_text_input": record({}, {**_line, "initial_value": typed({"rich_text": RICH_TEXT})}),
}

IN_ACTIONS: dict[str, Check] = {"button": BUTTON, "overflow": OVERFLOW, **_ONE, **_PICKERS, **_BOXES}
"""The elements of an actions block."""
IN_SECTIONS: dict[str, Check] = {**IN_ACTIONS, **_SEVERAL}
"""The elements beside the text of a section, besides a picture."""
IN_INPUTS: dict[str, Check] = {
    **_WRITING,
    **_ONE,
    **_SEVERAL,
    **_PICKERS,
    **_BOXES,
    "conversations_select": record(
        {},
        {
            **_menu,
            **_conversations,
            "response_url_enabled": boolean,
            "initial_conversation": _conversation,
        },
    ),
}
"""What an input block asks with."""
