"""What a person does with the buttons and fields that the app has put before them, in messages and modals."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from starlette.datastructures import FormData

from bot.practice.entries import as_filled
from bot.practice.page import forms, view
from bot.practice.page.refusal import RefusalError
from bot.practice.page.shapes import mapping, string
from bot.practice.parsing import parsed
from bot.practice.records import JsonObject, Person

if TYPE_CHECKING:
    from bot.practice.server import Practice


async def press(practice: Practice, me: Person, here: str, form: FormData) -> None:
    """Press the button `press` of the message `ts`, or tell what stands in the field before it."""
    pressed, ts = _pressed(form), string(form.get("ts"))
    value = pressed.value
    if value is None:
        blocks = practice.workspace.message(here, ts).blocks
        value = _in_field(practice, me, blocks, form, pressed)
    answer = await practice.press(me.id, here, ts, pressed.action_id, value=value, block_id=pressed.block_id)
    if answer.failure:
        raise RefusalError(f"The app did not take that ({answer.failure}).")


async def press_on_home(practice: Practice, me: Person, _: str, form: FormData) -> None:
    """Press the button `press` of one's Home, or tell what stands in the field before it."""
    pressed, shown = _pressed(form), practice.home_of(me.id)
    value = pressed.value
    if value is None and shown is not None:
        value = _in_field(practice, me, shown.blocks, form, pressed)
    answer = await practice.press_on_home(me.id, pressed.action_id, value, block_id=pressed.block_id)
    if answer.failure:
        raise RefusalError(f"The app did not take that ({answer.failure}).")


async def use_modal(practice: Practice, me: Person, _: str, form: FormData) -> None:
    """Fill in the modal `view` as the form says, and do what was asked for: press, close or submit.

    What becomes of it is told in the modal itself.
    """
    shown = practice.view_of(me.id)
    if shown is None or shown.id != form.get("view"):
        raise RefusalError("That window is closed already.")
    blocks, workspace = as_filled(shown.blocks, shown.values), practice.workspace
    practice.fill(me.id, forms.entries(blocks, form, workspace, view.reader(workspace, me.id)))
    if "press" in form:
        pressed = _pressed(form)
        value = pressed.value
        if value is None:
            value = _in_field(practice, me, blocks, form, pressed)
        await practice.press_in_view(me.id, pressed.action_id, value, block_id=pressed.block_id)
    elif "close" in form:
        await practice.close(me.id)
    else:
        await _submit(practice, me)


async def _submit(practice: Practice, me: Person) -> None:
    try:
        await practice.submit(me.id)
    except ValueError as refusal:
        shown = practice.view_of(me.id)
        if shown is None or not shown.errors:
            raise RefusalError(str(refusal)) from refusal


@dataclass(frozen=True, slots=True)
class _Pressed:
    action_id: str
    block_id: str
    value: str | None
    """The option of a menu that was chosen, or None."""


def _pressed(form: FormData) -> _Pressed:
    try:
        button = mapping(parsed(string(form.get("press"))))
    except ValueError:
        button = {}
    if not button:
        raise RefusalError("That button could not be read.")
    value = button.get("value")
    return _Pressed(
        string(button.get("action_id")),
        string(button.get("block_id")),
        value if isinstance(value, str) else None,
    )


def _in_field(
    practice: Practice, me: Person, blocks: list[JsonObject], form: FormData, pressed: _Pressed
) -> Any:
    """What stands in the field that a button belongs to; None if it stands for itself."""
    reader = view.reader(practice.workspace, me.id)
    found = forms.entries(blocks, form, practice.workspace, reader)
    return found.get(pressed.block_id, {}).get(pressed.action_id)
