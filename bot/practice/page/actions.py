"""What a person does on the page, read from a submitted form and done in the practice workspace."""

from __future__ import annotations

import re
from dataclasses import asdict
from typing import TYPE_CHECKING, Final

from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from bot.practice.page import failures, forms, templates, times, view
from bot.practice.page.forms import RefusalError, in_words
from bot.practice.page.reader import string
from bot.practice.records import Person, SlackError
from bot.practice.typed_text import as_message
from bot.practice.workflows import CHANNEL

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from bot.practice.server import Practice

    Action = Callable[[Practice, Person, str, FormData], Awaitable[None]]


_USER: Final = re.compile("<@([^<>|]+)>")


async def about_message(practice: Practice, me: Person, here: str, form: FormData) -> None:
    """Delete the message `ts`, or choose a `shortcut` of the app for it."""
    ts = string(form.get("ts"))
    if "delete" in form:
        await practice.delete(me.id, here, ts)
    else:
        callback_id = _chosen_shortcut(practice, "message", form)
        forms.check_taken(await practice.message_action(me.id, callback_id, here, ts))


async def edit(practice: Practice, me: Person, here: str, form: FormData) -> None:
    """Replace the text of the message `ts` by `text`."""
    await practice.edit(me.id, here, string(form.get("ts")), string(form.get("text")).replace("\r\n", "\n"))


async def shortcut(practice: Practice, me: Person, _: str, form: FormData) -> None:
    """Choose a `shortcut` of the app that belongs to no message."""
    forms.check_taken(await practice.shortcut(me.id, _chosen_shortcut(practice, "global", form)))


def _chosen_shortcut(practice: Practice, kind: str, form: FormData) -> str:
    callback_id = string(form.get("shortcut"))
    if (kind, callback_id) not in {(each.kind, each.callback_id) for each in practice.workspace.shortcuts}:
        raise RefusalError("There is no such shortcut.")
    return callback_id


async def write(practice: Practice, me: Person, here: str, form: FormData) -> None:
    """Say the `text`, or run it as a slash command if it starts with ``/``; nothing if it is blank.

    In a `thread` it is a reply, which goes to the channel, too, if it is `broadcast`.
    """
    text, thread = string(form.get("text")).strip(), string(form.get("thread")) or None
    if not text.startswith("/"):
        if text:
            await practice.say(me.id, here, text, thread_ts=thread, is_broadcast="broadcast" in form)
        return
    if thread:
        raise RefusalError("Slack takes no commands in threads. Write it in the channel.")
    name, *rest = text.split(maxsplit=1)
    if all(name != command.name for command in practice.workspace.commands):
        raise RefusalError(f"“{name}” is not a command here. Text that starts with “/” always is one.")
    await practice.command(me.id, here, "".join(rest), name=name)


async def run_step(practice: Practice, me: Person, here: str, form: FormData) -> None:
    """Use a workflow here that has the `step` of the app, with what is in the form's fields."""
    callback_id = string(form.get("step"))
    step = practice.workspace.steps.get(callback_id)
    if step is None:
        raise RefusalError("There is no such workflow.")
    inputs: dict[str, object] = {}
    for name, definition in step["input_parameters"].items():
        typed = as_message(practice.workspace, me.id, string(form.get(name)).strip())
        match definition["type"]:
            case "array":
                inputs[name] = _USER.findall(typed)
            case "string":
                inputs[name] = typed
            case kind if kind == CHANNEL:
                inputs[name] = here
    try:
        await practice.run_step(me.id, here, callback_id, inputs)
    except ValueError as error:
        raise RefusalError(f"The workflow doesn't start: {error}.") from error


async def react(practice: Practice, me: Person, here: str, form: FormData) -> None:
    """Put the `emoji` on the message `ts`, or take it off again if one has put it there before."""
    ts, name = string(form.get("ts")), string(form.get("emoji"))
    reactions = practice.workspace.message(here, ts).reactions
    if any(reaction.name == name and me.id in reaction.users for reaction in reactions):
        await practice.unreact(me.id, here, ts, name)
    else:
        await practice.react(me.id, here, ts, name)


async def let_pass(practice: Practice, me: Person, _: str, form: FormData) -> None:
    """Let time pass in the `way` that was chosen."""
    way = times.WAYS.get(string(form.get("way")))
    if way is None:
        raise RefusalError("Time doesn't pass that way.")
    reader = view.build_reader(practice.workspace, me.id)
    try:
        await practice.advance(way(reader.now, reader.zone))
    except ValueError as error:
        raise RefusalError(str(error)) from error


async def start_over(practice: Practice, _: Person, __: str, ___: FormData) -> None:
    """Have a fresh company move in."""
    try:
        practice.start_over()
    except ValueError as error:
        raise RefusalError(str(error)) from error


async def fail(practice: Practice, _: Person, __: str, form: FormData) -> None:
    """Have calls of the `method` go wrong in the `way` that was chosen, so many `times`."""
    way = failures.WAYS.get(string(form.get("way")))
    method, times = string(form.get("method")), string(form.get("times"))
    if way is None or method not in failures.CALLS or times not in failures.TIMES:
        raise RefusalError("Slack doesn't fail that way.")
    if way.methods and method not in way.methods:
        only = ", ".join(words for name, words in failures.CALLS.items() if name in way.methods)
        raise RefusalError(f"That only happens to: {only}.")
    practice.fail(method, times=int(times), **asdict(way.failure))


async def trouble(practice: Practice, _: Person, __: str, form: FormData) -> None:
    """Bring disorder into the events or order, drop the app's connections, or make all well again."""
    match form.get("trouble"):
        case "disorder":
            practice.disturb(repeat=failures.REPEAT, within=failures.WITHIN)
        case "order":
            practice.disturb()
        case "drop":
            await practice.cut_connections()
        case "heal":
            practice.heal()
            practice.disturb()
        case _:
            raise RefusalError("There is no such trouble.")


async def join(practice: Practice, me: Person, here: str, _: FormData) -> None:
    """Become a member of the channel."""
    await practice.join(me.id, here)


ACTIONS: Final[dict[str, Action]] = {
    "write": write,
    "press": forms.press,
    "modal": forms.use_modal,
    "react": react,
    "message": about_message,
    "edit": edit,
    "shortcut": shortcut,
    "pass": let_pass,
    "start-over": start_over,
    "fail": fail,
    "trouble": trouble,
    "join": join,
    "step": run_step,
}
"""The actions by the last part of the address that they are sent to."""
HOME_ACTIONS: Final[dict[str, Action]] = {
    "press": forms.press_on_home,
    **{name: ACTIONS[name] for name in ("modal", "pass", "start-over", "fail", "trouble")},
}
"""Those at the app's Home."""


async def answer(
    request: Request, action: Action | None, practice: Practice, person: Person, channel_id: str
) -> Response:
    """Do what a form asks for; the answer is empty, or says why it was not done.

    A refusal is no error of HTTP, as browsers report those in their console; it triggers `refused`.
    """
    if action is None:
        raise HTTPException(404)
    try:
        async with request.form() as form:
            await action(practice, person, channel_id, form)
    except (RefusalError, SlackError) as error:
        words = in_words(error) if isinstance(error, SlackError) else str(error)
        return HTMLResponse(templates.fill("notice.html", words=words), headers={"hx-trigger": "refused"})
    return HTMLResponse("", headers={"hx-refresh": "true"} if action is join else None)
