"""What a form of the page says about fields, as people's acts take it."""

from __future__ import annotations

from starlette.datastructures import FormData

from bot.practice.entries import KEYS, elements_of
from bot.practice.page import fields, written
from bot.practice.page.reader import Reader
from bot.practice.records import JsonObject
from bot.practice.workspace import Workspace


def entries(
    blocks: list[JsonObject], form: FormData, workspace: Workspace, reader: Reader
) -> dict[str, dict[str, object]]:
    """By `block_id` and `action_id`: what stands in the fields of these blocks that the form has.

    Rich text that says the same as before stays as it was, with all that a plain field does not show.
    """
    found: dict[str, dict[str, object]] = {}
    for block, element in elements_of(blocks):
        sent = form.getlist(fields.name(element, block["block_id"]))
        if sent and element["type"] in KEYS:
            values = [each.replace("\r\n", "\n") for each in sent if isinstance(each, str) and each]
            found.setdefault(block["block_id"], {})[element["action_id"]] = _value(
                element, values, workspace, reader
            )
    return found


def _value(element: JsonObject, values: list[str], workspace: Workspace, reader: Reader) -> object:
    if KEYS[element["type"]].endswith("s"):
        return values
    text = values[-1] if values else ""
    if element["type"] != "rich_text_input":
        return text
    before = element.get("initial_value")
    return before if text == written.words(before, reader) else written.rich_text(workspace, reader.me, text)
