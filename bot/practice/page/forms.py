"""What a person enters and presses in messages, modals and the Home, read from a submitted form."""

from __future__ import annotations

import tomllib
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from starlette.datastructures import FormData

from bot.practice.checks.schema import parse_json
from bot.practice.entries import KEYS, fill_blocks, iterate_elements
from bot.practice.page import field_text, markup, view
from bot.practice.page.reader import Reader, mapping, string
from bot.practice.records import JsonObject, Person, SlackError
from bot.practice.workspace import Workspace

if TYPE_CHECKING:
    from bot.practice.delivery import Answer
    from bot.practice.server import Practice


class RefusalError(Exception):
    """Something that cannot be done; its words are shown to the person who tried."""


_REFUSALS: Final[dict[str, str]] = tomllib.loads(
    files("bot.practice.page").joinpath("refusals.toml").read_text(encoding="utf-8")
)


def in_words(error: SlackError) -> str:
    """Return a sentence for a refusal of the workspace."""
    return _REFUSALS.get(error.error, f"That is not possible here ({error.error}).")


def entries(
    blocks: list[JsonObject], form: FormData, workspace: Workspace, reader: Reader
) -> dict[str, dict[str, object]]:
    """Return by `block_id` and `action_id` what is in the fields of these blocks that the form has.

    Rich text that says the same as before stays as it was, with all that a plain field does not show.
    """
    filled: dict[str, dict[str, object]] = {}
    for block, element in iterate_elements(blocks):
        sent = form.getlist(markup.field_name(element, block["block_id"]))
        if sent and element["type"] in KEYS:
            values = [each.replace("\r\n", "\n") for each in sent if isinstance(each, str) and each]
            entry = _value(element, values, workspace, reader)
            filled.setdefault(block["block_id"], {})[element["action_id"]] = entry
    return filled


def _value(element: JsonObject, values: list[str], workspace: Workspace, reader: Reader) -> object:
    if KEYS[element["type"]].endswith("s"):
        return values
    text = values[-1] if values else ""
    if element["type"] != "rich_text_input":
        return text
    before = element.get("initial_value")
    if text == field_text.words(before, reader):
        return before
    return field_text.rich_text(workspace, reader.me, text)


async def press(practice: Practice, me: Person, here: str, form: FormData) -> None:
    """Press the button `press` of the message `ts`, or send what is in the field before it."""
    ts = string(form.get("ts"))
    pressed = _pressed(practice, me, practice.workspace.message(here, ts).blocks, form)
    block_id, value = pressed.block_id, pressed.value
    check_taken(await practice.press(me.id, here, ts, pressed.action_id, value=value, block_id=block_id))


async def press_on_home(practice: Practice, me: Person, _: str, form: FormData) -> None:
    """Press the button `press` of one's Home, or send what is in the field before it."""
    home = practice.find_home(me.id)
    pressed = _pressed(practice, me, home.blocks if home else [], form)
    check_taken(
        await practice.press_on_home(me.id, pressed.action_id, pressed.value, block_id=pressed.block_id)
    )


def check_taken(answer: Answer) -> None:
    """Raise `RefusalError` if the app did not acknowledge what it was sent."""
    if answer.failure:
        raise RefusalError(f"The app did not take that ({answer.failure}).")


async def use_modal(practice: Practice, me: Person, _: str, form: FormData) -> None:
    """Fill in the modal `view` as the form says, and do what was asked for: press, close or submit.

    What becomes of it is sent in the modal itself.
    """
    shown = practice.find_view(me.id)
    if shown is None or shown.id != form.get("view"):
        raise RefusalError("That window is closed already.")
    blocks, workspace = fill_blocks(shown.blocks, shown.values), practice.workspace
    practice.fill(me.id, entries(blocks, form, workspace, view.build_reader(workspace, me.id)))
    if "press" in form:
        pressed = _pressed(practice, me, blocks, form)
        await practice.press_in_view(me.id, pressed.action_id, pressed.value, block_id=pressed.block_id)
    elif "close" in form:
        await practice.close(me.id)
    else:
        await _submit(practice, me)


async def _submit(practice: Practice, me: Person) -> None:
    try:
        await practice.submit(me.id)
    except ValueError as refusal:
        shown = practice.find_view(me.id)
        if shown is None or not shown.errors:
            raise RefusalError(str(refusal)) from refusal


class _Pressed(NamedTuple):
    action_id: str
    block_id: str
    value: Any
    """The option of a menu that was chosen, or what is in the field of the button; None if it has none."""


def _pressed(practice: Practice, me: Person, blocks: list[JsonObject], form: FormData) -> _Pressed:
    try:
        button = mapping(parse_json(string(form.get("press"))))
    except ValueError:
        button = {}
    if not button:
        raise RefusalError("That button could not be read.")
    action_id, block_id, value = (button.get(key) for key in ("action_id", "block_id", "value"))
    if not isinstance(value, str):
        filled = entries(blocks, form, practice.workspace, view.build_reader(practice.workspace, me.id))
        value = filled.get(string(block_id), {}).get(string(action_id))
    return _Pressed(string(action_id), string(block_id), value)
