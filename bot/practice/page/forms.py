"""What a person enters and presses in messages, modals and the Home, read from a submitted form."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

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


def in_words(error: SlackError) -> str:
    """Return a sentence for a refusal of the workspace."""
    return _REFUSALS.get(error.error, f"That is not possible here ({error.error}).")


_REFUSALS: Final = {
    "channel_not_found": "That channel isn't one you can see.",
    "not_in_channel": "You aren't a member of this channel, so you can't write here.",
    "restricted_action": "People of other organisations can't use commands and shortcuts here.",
    "account_inactive": "This account is deactivated.",
    "action_not_found": "That button is gone.",
    "option_not_found": "That can't be chosen any more.",
    "is_archived": "This channel is archived.",
    "restricted_action_read_only_channel": "Only admins can post in this channel.",
    "messages_tab_disabled": "Sending messages to this app has been turned off.",
    "message_not_found": "That message is gone.",
    "thread_not_found": "The message that this thread began with is gone.",
    "cant_update_message": "Only who wrote a message can edit it.",
    "cant_delete_message": "Only who wrote a message can delete it.",
    "no_text": "A message needs at least one word. To take it away, delete it.",
}


def entries(
    blocks: list[JsonObject], form: FormData, workspace: Workspace, reader: Reader
) -> dict[str, dict[str, object]]:
    """By `block_id` and `action_id`: what is in the fields of these blocks that the form has.

    Rich text that says the same as before stays as it was, with all that a plain field does not show.
    """
    found: dict[str, dict[str, object]] = {}
    for block, element in iterate_elements(blocks):
        sent = form.getlist(markup.field_name(element, block["block_id"]))
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
    return (
        before
        if text == field_text.words(before, reader)
        else field_text.rich_text(workspace, reader.me, text)
    )


async def press(practice: Practice, me: Person, here: str, form: FormData) -> None:
    """Press the button `press` of the message `ts`, or tell what is in the field before it."""
    pressed, ts = _pressed(form), string(form.get("ts"))
    value = _value_of(pressed, practice, me, practice.workspace.message(here, ts).blocks, form)
    check_taken(
        await practice.press(me.id, here, ts, pressed.action_id, value=value, block_id=pressed.block_id)
    )


async def press_on_home(practice: Practice, me: Person, _: str, form: FormData) -> None:
    """Press the button `press` of one's Home, or tell what is in the field before it."""
    pressed, home = _pressed(form), practice.home_of(me.id)
    value = _value_of(pressed, practice, me, home.blocks if home else [], form)
    check_taken(await practice.press_on_home(me.id, pressed.action_id, value, block_id=pressed.block_id))


def check_taken(answer: Answer) -> None:
    """Raise `RefusalError` if the app did not acknowledge what it was sent."""
    if answer.failure:
        raise RefusalError(f"The app did not take that ({answer.failure}).")


async def use_modal(practice: Practice, me: Person, _: str, form: FormData) -> None:
    """Fill in the modal `view` as the form says, and do what was asked for: press, close or submit.

    What becomes of it is sent in the modal itself.
    """
    shown = practice.view_of(me.id)
    if shown is None or shown.id != form.get("view"):
        raise RefusalError("That window is closed already.")
    blocks, workspace = fill_blocks(shown.blocks, shown.values), practice.workspace
    practice.fill(me.id, entries(blocks, form, workspace, view.reader(workspace, me.id)))
    if "press" in form:
        pressed = _pressed(form)
        value = _value_of(pressed, practice, me, blocks, form)
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
        button = mapping(parse_json(string(form.get("press"))))
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


def _value_of(
    pressed: _Pressed, practice: Practice, me: Person, blocks: list[JsonObject], form: FormData
) -> Any:
    """Return the option that was chosen, or what is in the field of a button; None if it means itself."""
    if pressed.value is not None:
        return pressed.value
    filled = entries(blocks, form, practice.workspace, view.reader(practice.workspace, me.id))
    return filled.get(pressed.block_id, {}).get(pressed.action_id)
