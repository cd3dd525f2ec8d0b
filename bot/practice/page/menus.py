"""What a person chooses from the menus of the page: shortcuts, and what can be done about a message."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.datastructures import FormData

from bot.practice.page.refusal import RefusalError
from bot.practice.page.shapes import string
from bot.practice.records import Person

if TYPE_CHECKING:
    from bot.practice.delivery import Answer
    from bot.practice.server import Practice


async def about_message(practice: Practice, me: Person, here: str, form: FormData) -> None:
    """Delete the message `ts`, or choose a `shortcut` of the app for it."""
    ts = string(form.get("ts"))
    if "delete" in form:
        await practice.delete(me.id, here, ts)
    else:
        callback_id = string(form.get("shortcut"))
        _check_offered(practice, "message", callback_id)
        _check_taken(await practice.message_action(me.id, callback_id, here, ts))


async def edit(practice: Practice, me: Person, here: str, form: FormData) -> None:
    """Replace the words of the message `ts` by the `text`."""
    await practice.edit(me.id, here, string(form.get("ts")), string(form.get("text")).replace("\r\n", "\n"))


async def shortcut(practice: Practice, me: Person, _: str, form: FormData) -> None:
    """Choose a `shortcut` of the app that belongs to no message."""
    callback_id = string(form.get("shortcut"))
    _check_offered(practice, "global", callback_id)
    _check_taken(await practice.shortcut(me.id, callback_id))


def _check_offered(practice: Practice, kind: str, callback_id: str) -> None:
    offered = practice.workspace.shortcuts
    if not any(each.kind == kind and each.callback_id == callback_id for each in offered):
        raise RefusalError("There is no such shortcut.")


def _check_taken(answer: Answer) -> None:
    if answer.failure:
        raise RefusalError(f"The app did not take that ({answer.failure}).")
