"""Leads: appointing them, and what they and admins see."""

import json
from collections.abc import Collection, Sequence
from dataclasses import asdict
from typing import Any

from bot.domain.circle import (
    MAX_CIRCLE,
    MAX_UNCONFIRMED_CIRCLE,
    Circle,
    CircleSource,
    may_configure,
    may_lead,
)
from bot.domain.commands.command import LeadsChangeCommand, LeadsCommand, LeadsNoteCommand, LeadsSwitchCommand
from bot.domain.user import User
from bot.domain.workspace import Workspace
from bot.errors import InvalidPayloadError, SlackError, TooManyMembersError
from bot.slack.context import Context
from bot.slack.features.leads import appointment_views
from bot.slack.features.leads import views as leads_views
from bot.slack.payloads import Press, Submission
from bot.slack.reader import Reader
from bot.slack.request import Request
from bot.slack.ui.inline import Names
from bot.slack.ui.message import Message
from bot.slack.ui.modal import MAX_CONTEXT, Answer, View, errors, instead, showing
from bot.usecases import lead_notes, leads
from bot.usecases.leads import CircleAssignment, LeadsRefusal

MAX_VALUE_LENGTH = 2_000
"""Characters that a button carries (https://docs.slack.dev/reference/block-kit/block-elements/button-element)."""


async def answer_command(
    context: Context,
    request: Request,
    command: LeadsCommand | LeadsChangeCommand | LeadsSwitchCommand | LeadsNoteCommand,
) -> Message:
    """Show, change or switch."""
    match command:
        case LeadsCommand():
            return await _show_leads(context, request)
        case LeadsChangeCommand():
            return await _appoint(context, request.workspace, request.reader, command)
        case LeadsSwitchCommand(is_on):
            return await _switch_leads(context, request, is_on=is_on)
        case LeadsNoteCommand(is_on):
            return await _switch_note(context, request, is_on=is_on)


async def _show_leads(context: Context, request: Request) -> Message:
    workspace, reader = request.workspace, request.reader
    database = context.deps.database
    every = await database.read(leads.list_circles, workspace)
    is_on = await database.read(leads.has_leads, workspace)
    mine = [circle for circle in every if reader.user.id in circle.leads] if is_on else []
    shown = every if may_configure(reader.user) else mine
    names = await context.names(workspace, _people(shown))
    parts = []
    if mine:
        parts.append(leads_views.mine(reader.language, names, mine, reader.user.id))
    if may_configure(reader.user):
        parts.append(appointment_views.all_of_them(reader.language, names, every, is_on=is_on))
    return leads_views.listed(parts) if parts else leads_views.nothing_to_do_with_it(reader.language)


async def _switch_leads(context: Context, request: Request, *, is_on: bool) -> Message:
    language = request.reader.language
    refused = await context.deps.database.write(
        leads.switch_leads, request.workspace, request.reader.user, on=is_on
    )
    return (
        appointment_views.not_done(language, {}, refused)
        if refused
        else appointment_views.switched(language, on=is_on)
    )


async def _switch_note(context: Context, request: Request, *, is_on: bool) -> Message:
    is_lead = await context.deps.database.write(
        lead_notes.switch_lead_note, request.workspace, request.reader.user, on=is_on
    )
    return leads_views.note_switched(request.reader.language, on=is_on, is_lead=is_lead)


async def open_form(context: Context, workspace: Workspace, reader: Reader, press: Press) -> Message | None:
    """Open the form for admins; answers what to show in its place."""
    if not may_configure(reader.user):
        return appointment_views.not_done(reader.language, {}, LeadsRefusal.NO_ADMIN)
    groups = await context.directory.groups(workspace)
    form = appointment_views.appointing(reader.language, groups)
    return await context.open_or_tell(press.trigger_id, press.response_url, form, reader)


async def submit(
    context: Context, workspace: Workspace, reader: Reader, submission: Submission
) -> Answer | None:
    """Do what the form says, and show it in its place. Raises `InvalidPayloadError`."""
    change = LeadsChangeCommand(
        is_added=submission.typed(appointment_views.CARES) != appointment_views.REMOVED,
        lead=submission.typed(appointment_views.LEAD),
        channels=submission.selected(appointment_views.CHANNELS),
        groups=submission.selected(appointment_views.GROUPS),
        users=submission.selected(appointment_views.PEOPLE),
    )
    if not (change.channels or change.groups or change.users):
        return errors({appointment_views.CHANNELS: appointment_views.nobody_chosen(reader.language)})
    shown = await _appoint(context, workspace, reader, change, in_form=True)
    return _show_in_form(reader, shown)


def _show_in_form(reader: Reader, shown: Message | View) -> Answer:
    """Show a message, or the form that asks, in a form's place."""
    if shown.get("type") == "modal":
        return instead(shown)
    _ = reader.language.gettext
    return instead(showing(_("Leads"), shown, close=_("Close")))


async def confirm(context: Context, workspace: Workspace, reader: Reader, submission: Submission) -> Answer:
    """Appoint as a form said that was asked about. Raises `InvalidPayloadError`."""
    change = _change(submission.context)
    return _show_in_form(reader, await _appoint(context, workspace, reader, change, is_confirmed=True))


async def decide(context: Context, workspace: Workspace, reader: Reader, press: Press) -> Message:
    """Appoint as was typed and asked about, or leave it. Raises `InvalidPayloadError`."""
    if press.detail == appointment_views.NO:
        return appointment_views.left(reader.language)
    return await _appoint(context, workspace, reader, _change(press.value), is_confirmed=True)


def _build_question(
    reader: Reader,
    names: Names,
    change: LeadsChangeCommand,
    wanted: Sequence[CircleAssignment],
    *,
    in_form: bool,
) -> Message | View | None:
    """Return the question that comes before many people are written to; None if they are not many."""
    able = [one for one in wanted if may_lead(one.lead)]
    if sum(len(one.users) for one in able) <= MAX_UNCONFIRMED_CIRCLE:
        return None
    value = json.dumps(asdict(change), separators=(",", ":"))
    if len(value) > (MAX_CONTEXT if in_form else MAX_VALUE_LENGTH):
        return appointment_views.too_many(reader.language)
    ask = appointment_views.confirming if in_form else appointment_views.asking
    return ask(reader.language, names, change.lead, wanted, value)


async def _appoint(
    context: Context,
    workspace: Workspace,
    reader: Reader,
    change: LeadsChangeCommand,
    *,
    is_confirmed: bool = False,
    in_form: bool = False,
) -> Message | View:
    database, language = context.deps.database, reader.language
    names = await context.names(workspace, [change.lead])
    if not may_configure(reader.user):
        return appointment_views.not_done(language, names, LeadsRefusal.NO_ADMIN)
    try:
        wanted = await _find_circles(context, workspace, change)
    except (SlackError, TimeoutError):
        return appointment_views.unread(language)
    except TooManyMembersError:
        return appointment_views.too_many(language)
    if not change.is_added:
        outcomes = await database.write(
            lambda tx: [leads.dismiss_lead(tx, workspace, reader.user, one) for one in wanted]
        )
        refused = next((outcome for outcome in outcomes if outcome), None)
        if refused:
            return appointment_views.not_done(language, names, refused, change.lead)
        return appointment_views.dismissed(language, names, change.lead)
    if not is_confirmed:
        asked = _build_question(reader, names, change, wanted, in_form=in_form)
        if asked:
            return asked
    made = await database.write(
        lambda tx: [leads.appoint_lead(tx, workspace, reader.user, one) for one in wanted]
    )
    done = [circle for circle in made if isinstance(circle, Circle)]
    refusals = [why for why in made if isinstance(why, LeadsRefusal)]
    if refusals:
        return appointment_views.not_done(language, names, refusals[0], change.lead)
    _learn_users(context, wanted)
    names = await context.names(workspace, {change.lead, *_people(done)})
    return appointment_views.appointed(language, names, change.lead, done)


def _learn_users(context: Context, wanted: Sequence[CircleAssignment]) -> None:
    """Get to know those who could not be looked up in time: some may be bots, or have left."""
    for one in wanted:
        if one.source is not CircleSource.NAMED and not all(user.name for user in one.users):
            context.background_tasks.start(context.circle_sync.learn(one.source, one.source_id))


async def _find_circles(
    context: Context, workspace: Workspace, change: LeadsChangeCommand
) -> list[CircleAssignment]:
    """The circles that a change is about, with who is in them now. Raises `SlackError`."""
    directory = context.directory
    lead = (await directory.people(workspace, [change.lead]))[change.lead]
    found = []
    for channel in change.channels:
        members: tuple[User, ...] = ()
        if change.is_added:
            async with context.in_time():
                ids = await directory.channel_members(channel, MAX_CIRCLE)
            members = await _look_up_users(context, workspace, ids)
        found.append(CircleAssignment(lead, CircleSource.CHANNEL, channel, "", members))
    for group in change.groups:
        async with context.in_time():
            in_group, handle = await directory.read_group(group), await directory.group_handle(group)
        users = await _look_up_users(context, workspace, in_group)
        found.append(CircleAssignment(lead, CircleSource.GROUP, group, handle, users))
    if change.users:
        named = await _look_up_users(context, workspace, change.users)
        found.append(CircleAssignment(lead, CircleSource.NAMED, lead.id, "", named))
    return found


async def _look_up_users(context: Context, workspace: Workspace, ids: Collection[str]) -> tuple[User, ...]:
    return tuple((await context.directory.last_known(workspace, ids)).values())


def _change(value: str) -> LeadsChangeCommand:
    """What a question was about. Raises `InvalidPayloadError`."""
    try:
        found: dict[str, Any] = json.loads(value)
        ids = {name: tuple(map(str, found[name])) for name in ("channels", "groups", "users")}
        return LeadsChangeCommand(is_added=True, lead=str(found["lead"]), **ids)
    except (ValueError, TypeError, KeyError) as error:
        raise InvalidPayloadError("value") from error


def _people(found: Sequence[Circle]) -> set[str]:
    return {user for circle in found for user in (*circle.leads, *circle.members)}
