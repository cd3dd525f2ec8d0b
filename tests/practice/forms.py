"""Blocks and views that several tests put before people."""

from __future__ import annotations

from typing import Any

Json = dict[str, Any]


def plain(text: str = "words") -> Json:
    return {"type": "plain_text", "text": text}


def options(*values: str) -> list[Json]:
    return [{"text": plain(value.title()), "value": value} for value in values]


def field(block_id: str, kind: str, *, optional: bool = False, dispatch: bool = False, **more: Any) -> Json:
    """An input block whose element has the block's id as its `action_id`."""
    found: Json = {
        "type": "input",
        "block_id": block_id,
        "label": plain(block_id.title()),
        "element": {"type": kind, "action_id": block_id, **more},
    }
    if optional:
        found["optional"] = True
    if dispatch:
        found["dispatch_action"] = True
    return found


def modal(*blocks: Json, **more: Any) -> Json:
    return {
        "type": "modal",
        "callback_id": "give",
        "title": plain("Give thanks"),
        "submit": plain("Send"),
        "blocks": list(blocks) or [field("words", "plain_text_input")],
        **more,
    }


EVERY_FIELD: list[Json] = [
    field("words", "plain_text_input", multiline=True, max_length=50, placeholder=plain()),
    field("rich", "rich_text_input"),
    field("value", "static_select", options=options("trust", "care")),
    field("values", "multi_static_select", options=options("trust", "care"), max_selected_items=2),
    field("person", "users_select"),
    field("people", "multi_users_select"),
    field("place", "conversations_select", filter={"include": ["public", "private"]}),
    field("places", "multi_conversations_select", initial_conversations=["C0DESIGN1"]),
    field("day", "datepicker", initial_date="2026-11-23"),
    field("time", "timepicker", initial_time="09:30"),
    field("boxes", "checkboxes", options=options("quietly", "later"), initial_options=options("later")),
    field("radio", "radio_buttons", options=options("public", "private")),
]
