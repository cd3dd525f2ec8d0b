"""The elements in which people choose and write: menus, pickers, boxes, and the fields of a form."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal, InvalidOperation

from bot.practice.elements import (
    ACTION_ID,
    BUTTON,
    CONFIRM,
    OPTION,
    OVERFLOW,
    WORKFLOW_BUTTON,
    any_text,
    plain_text,
)
from bot.practice.rich_text import RICH_TEXT
from bot.practice.schema import (
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
_menu: dict[str, Check] = {**_field, "placeholder": plain_text(150), "confirm": CONFIRM}
_many: dict[str, Check] = {**_menu, "max_selected_items": integer(1, 1000)}
_filter = record(
    {},
    {
        "include": items(choice(*CONVERSATION_KINDS), 4),
        "exclude_external_shared_channels": boolean,
        "exclude_bot_users": boolean,
    },
)
_answering: dict[str, Check] = {"response_url_enabled": boolean}
_conversations: dict[str, Check] = {"default_to_current_conversation": boolean, "filter": _filter}
_grouped: dict[str, Check] = {
    "options": _options,
    "option_groups": items(record({"label": plain_text(75), "options": _options}), 100),
}
_one_list = exactly_one("options", "option_groups")


def offered_options(element: object) -> list[object]:
    """All options of a menu or of boxes, those in groups too; nothing from what is none of these."""
    if not isinstance(element, dict):
        return []
    groups = [element]
    groups += [group for group in _listed(element.get("option_groups")) if isinstance(group, dict)]
    return [option for group in groups for option in _listed(group.get("options"))]


def _listed(value: object) -> list[object]:
    return value if isinstance(value, list) else []


def _initially_offered(value: object, pointer: str) -> Iterator[str]:
    """A rule for what is chosen at first: it is among the options."""
    if not isinstance(value, dict):
        return
    offered = [_identity(option) for option in offered_options(value)]
    if "initial_option" in value and _identity(value["initial_option"]) not in offered:
        yield problem("must match one of the options", f"{pointer}/initial_option")
    for number, option in enumerate(_listed(value.get("initial_options"))):
        if _identity(option) not in offered:
            yield problem("must match one of the options", f"{pointer}/initial_options/{number}")


def _identity(option: object) -> object:
    """What makes two options the same: the value and the words, however these are marked up."""
    if not isinstance(option, dict) or not isinstance(option.get("text"), dict):
        return None
    return option.get("value"), option["text"].get("text")


def _lengths_in_order(value: object, pointer: str) -> Iterator[str]:
    if not isinstance(value, dict):
        return
    least, most = value.get("min_length"), value.get("max_length")
    if isinstance(least, int) and isinstance(most, int) and least > most:
        yield problem("must be less than or equal to max_length", f"{pointer}/min_length")


_BOXES: dict[str, Check] = {
    "checkboxes": record(
        {"options": _boxes}, {**_field, "initial_options": _boxes, "confirm": CONFIRM}, _initially_offered
    ),
    "radio_buttons": record(
        {"options": _boxes}, {**_field, "initial_option": _box, "confirm": CONFIRM}, _initially_offered
    ),
}
_PICKERS: dict[str, Check] = {
    "datepicker": record({}, {**_menu, "initial_date": _date}),
    "timepicker": record({}, {**_menu, "initial_time": _time, "timezone": text(50)}),
}
_MOMENT: dict[str, Check] = {
    # Ten digits, in seconds since 1970.
    "datetimepicker": record(
        {}, {**_field, "initial_date_time": integer(10**9, 10**10 - 1), "confirm": CONFIRM}
    )
}
_ONE: dict[str, Check] = {
    "static_select": record(
        {}, {**_menu, **_grouped, "initial_option": OPTION}, _one_list, _initially_offered
    ),
    "external_select": record({}, {**_menu, "initial_option": OPTION, "min_query_length": integer(0, 75)}),
    "users_select": record({}, {**_menu, "initial_user": _person}),
    "channels_select": record({}, {**_menu, "initial_channel": _conversation}),
    "conversations_select": record({}, {**_menu, **_conversations, "initial_conversation": _conversation}),
}
_SEVERAL: dict[str, Check] = {
    "multi_static_select": record(
        {}, {**_many, **_grouped, "initial_options": _options}, _one_list, _initially_offered
    ),
    "multi_external_select": record(
        {}, {**_many, "initial_options": _options, "min_query_length": integer(0, 75)}
    ),
    "multi_users_select": record({}, {**_many, "initial_users": items(_person, 100)}),
    "multi_channels_select": record({}, {**_many, "initial_channels": items(_conversation, 100)}),
    "multi_conversations_select": record(
        {}, {**_many, **_conversations, "initial_conversations": items(_conversation, 100)}
    ),
}
_dispatching = record({"trigger_actions_on": items(choice("on_enter_pressed", "on_character_entered"), 2)})
_line: dict[str, Check] = {
    **_field,
    "placeholder": plain_text(150),
    "initial_value": text(WRITTEN, minimum=0),
    "dispatch_action_config": _dispatching,
}
_number = text(30, pattern=r"[+-]?\d+(\.\d+)?")


def _numbers_in_order(value: object, pointer: str) -> Iterator[str]:
    if not isinstance(value, dict):
        return
    try:
        least, first, most = (
            Decimal(str(value.get(key, default)))
            for key, default in (("min_value", "-inf"), ("initial_value", "nan"), ("max_value", "inf"))
        )
    except InvalidOperation:
        return
    if least > most:
        yield problem("must be less than or equal to max_value", f"{pointer}/min_value")
    elif not first.is_nan() and not least <= first <= most:
        yield problem("must be between min_value and max_value", f"{pointer}/initial_value")


_WRITING: dict[str, Check] = {
    "plain_text_input": record(
        {},
        {
            **_line,
            "multiline": boolean,
            "min_length": integer(0, WRITTEN),
            "max_length": integer(1, WRITTEN),
        },
        _lengths_in_order,
    ),
    "rich_text_input": record({}, {**_line, "initial_value": typed({"rich_text": RICH_TEXT})}),
    "email_text_input": record({}, _line),
    "url_text_input": record({}, _line),
    "number_input": record(
        {"is_decimal_allowed": boolean},
        {**_line, "initial_value": _number, "min_value": _number, "max_value": _number},
        _numbers_in_order,
    ),
}
_FILES = record({}, {"action_id": ACTION_ID, "filetypes": items(text(30), 100), "max_files": integer(1, 10)})

_anywhere: dict[str, Check] = {
    "button": BUTTON,
    "overflow": OVERFLOW,
    "workflow_button": WORKFLOW_BUTTON,
    **_ONE,
    **_PICKERS,
    **_BOXES,
}
IN_ACTIONS: dict[str, Check] = {**_anywhere, **_MOMENT}
"""What stands in an actions block."""
IN_SECTIONS: dict[str, Check] = {**_anywhere, **_SEVERAL}
"""What stands beside the text of a section, besides a picture."""
IN_INPUTS: dict[str, Check] = {
    **_WRITING,
    **_ONE,
    **_SEVERAL,
    **_PICKERS,
    **_MOMENT,
    **_BOXES,
    "file_input": _FILES,
    "channels_select": record({}, {**_menu, **_answering, "initial_channel": _conversation}),
    "conversations_select": record(
        {}, {**_menu, **_conversations, **_answering, "initial_conversation": _conversation}
    ),
}
"""What an input block asks with."""
