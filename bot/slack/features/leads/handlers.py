"""Leads: appointing them, and what they and admins see."""

from collections.abc import Collection, Sequence

from bot.domain.circle import (
    MAX_CIRCLE,
    MAX_UNCONFIRMED_CIRCLE,
    Circle,
    CircleSource,
    may_configure,
    may_lead,
)
from bot.domain.commands.command import LeadsChangeCommand, LeadsCommand, LeadsNoteCommand, LeadsSwitchCommand
from bot.domain.ids import UserId
from bot.domain.user import User
from bot.domain.workspace import Workspace
from bot.errors import SlackError, TooManyMembersError
from bot.slack.context import Context
from bot.slack.features.leads import appointment_views
from bot.slack.features.leads import views as leads_views
from bot.slack.payloads.interactions import Press
from bot.slack.payloads.submissions import Submission
from bot.slack.private_data import MAX_PRIVATE_METADATA, MAX_VALUE, dump, fits, load
from bot.slack.request import Reader, Request
from bot.slack.ui.inline import Names
from bot.slack.ui.message import Message
from bot.slack.ui.modal import Answer, View, errors, message_view, replace_view
from bot.usecases import lead_notes, leads
from bot.usecases.leads import CircleAssignment, LeadsRefusal


async def answer_command(
    context: Context,
    request: Request,
    command: LeadsCommand | LeadsChangeCommand | LeadsSwitchCommand | LeadsNoteCommand,
) -> Message:
    """Show the leads, appoint or dismiss one, or switch leads or the note on or off."""
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
    circles = await database.read(leads.list_circles, workspace)
    is_on = await database.read(leads.has_leads, workspace)
    own_circles = [circle for circle in circles if reader.user.id in circle.leads] if is_on else []
    visible_circles = circles if may_configure(reader.user) else own_circles
    names = await context.names(workspace, _collect_users(visible_circles))
    parts = []
    if own_circles:
        parts.append(leads_views.build_own_circles(reader.language, names, own_circles, reader.user.id))
    if may_configure(reader.user):
        parts.append(appointment_views.build_leads_list(reader.language, names, circles, is_on=is_on))
    return leads_views.join_sections(parts) if parts else leads_views.not_lead_message(reader.language)


async def _switch_leads(context: Context, request: Request, *, is_on: bool) -> Message:
    language = request.reader.language
    refusal = await context.deps.database.write(
        leads.switch_leads, request.workspace, request.reader.user, on=is_on
    )
    return (
        appointment_views.refusal_message(language, {}, refusal)
        if refusal
        else appointment_views.switch_message(language, on=is_on)
    )


async def _switch_note(context: Context, request: Request, *, is_on: bool) -> Message:
    is_lead = await context.deps.database.write(
        lead_notes.switch_lead_note, request.workspace, request.reader.user, on=is_on
    )
    return leads_views.note_switch_message(request.reader.language, on=is_on, is_lead=is_lead)


async def open_form(context: Context, workspace: Workspace, reader: Reader, press: Press) -> Message | None:
    """Open the form for admins, or return a message to others."""
    if not may_configure(reader.user):
        return appointment_views.refusal_message(reader.language, {}, LeadsRefusal.NO_ADMIN)
    groups = await context.directory.groups.find_all(workspace)
    form = appointment_views.build_form(reader.language, groups)
    return await context.open_or_explain(workspace, press.trigger_id, press.response_url, form, reader)


async def submit(
    context: Context, workspace: Workspace, reader: Reader, submission: Submission
) -> Answer | None:
    """Apply the form, and show the result in its place. Raises `InvalidPayloadError`."""
    change = LeadsChangeCommand(
        is_added=submission.typed(appointment_views.CARES) != appointment_views.REMOVED,
        lead=submission.selected_user(appointment_views.LEAD),
        channels=submission.selected_channels(appointment_views.CHANNELS),
        groups=submission.selected(appointment_views.GROUPS),
        users=submission.selected_users(appointment_views.PEOPLE),
    )
    if not (change.channels or change.groups or change.users):
        return errors({appointment_views.CHANNELS: appointment_views.no_circle_error(reader.language)})
    result = await _appoint(context, workspace, reader, change, in_form=True)
    return _show_in_form(reader, result)


def _show_in_form(reader: Reader, result: Message | View) -> Answer:
    """Show a message, or the form that asks, in the form's place."""
    if result.get("type") == "modal":
        return replace_view(result)
    _ = reader.language.gettext
    return replace_view(message_view(_("Leads"), result, close=_("Close")))


async def confirm(context: Context, workspace: Workspace, reader: Reader, submission: Submission) -> Answer:
    """Appoint after the form asked for confirmation. Raises `InvalidPayloadError`."""
    change = load(LeadsChangeCommand, submission.context)
    return _show_in_form(reader, await _appoint(context, workspace, reader, change, is_confirmed=True))


async def decide(context: Context, workspace: Workspace, reader: Reader, press: Press) -> Message:
    """Appoint after a typed command was confirmed, or cancel. Raises `InvalidPayloadError`."""
    if press.detail == appointment_views.NO:
        return appointment_views.cancellation_message(reader.language)
    return await _appoint(
        context, workspace, reader, load(LeadsChangeCommand, press.value), is_confirmed=True
    )


def _build_question(
    reader: Reader,
    names: Names,
    change: LeadsChangeCommand,
    assignments: Sequence[CircleAssignment],
    *,
    in_form: bool,
) -> Message | View | None:
    """Return the question that comes before many users are written to; None if they are few."""
    leadable = [circle for circle in assignments if may_lead(circle.lead)]
    if sum(len(circle.users) for circle in leadable) <= MAX_UNCONFIRMED_CIRCLE:
        return None
    if not fits(change, MAX_PRIVATE_METADATA if in_form else MAX_VALUE):
        return appointment_views.too_many_members_message(reader.language)
    ask = appointment_views.build_confirmation_form if in_form else appointment_views.build_confirmation
    return ask(reader.language, names, change.lead, assignments, dump(change))


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
        return appointment_views.refusal_message(language, names, LeadsRefusal.NO_ADMIN)
    try:
        assignments = await _find_circles(context, workspace, change)
    except (SlackError, TimeoutError):
        return appointment_views.unread_circle_message(language)
    except TooManyMembersError:
        return appointment_views.too_many_members_message(language)
    if not change.is_added:
        outcomes = await database.write(
            lambda tx: [
                leads.dismiss_lead(tx, workspace, reader.user, assignment) for assignment in assignments
            ]
        )
        refusal = next((outcome for outcome in outcomes if outcome), None)
        if refusal:
            return appointment_views.refusal_message(language, names, refusal, change.lead)
        return appointment_views.dismissal_message(language, names, change.lead)
    if not is_confirmed:
        question = _build_question(reader, names, change, assignments, in_form=in_form)
        if question:
            return question
    results = await database.write(
        lambda tx: [leads.appoint_lead(tx, workspace, reader.user, assignment) for assignment in assignments]
    )
    circles = [circle for circle in results if isinstance(circle, Circle)]
    refusals = [result for result in results if isinstance(result, LeadsRefusal)]
    if refusals:
        return appointment_views.refusal_message(language, names, refusals[0], change.lead)
    _learn_users(context, workspace, assignments)
    names = await context.names(workspace, {change.lead, *_collect_users(circles)})
    return appointment_views.appointment_message(language, names, change.lead, circles)


def _learn_users(context: Context, workspace: Workspace, assignments: Sequence[CircleAssignment]) -> None:
    """Look up users that could not be looked up in time: some may be bots, or have left."""
    for circle in assignments:
        if circle.source is not CircleSource.NAMED and not all(user.name for user in circle.users):
            context.background_tasks.start(
                context.circle_sync.learn(workspace, circle.source, circle.source_id)
            )


async def _find_circles(
    context: Context, workspace: Workspace, change: LeadsChangeCommand
) -> list[CircleAssignment]:
    """Return the circles that a change is about, with their current members. Raises `SlackError`."""
    directory = context.directory
    lead = (await directory.users.find(workspace, [change.lead]))[change.lead]
    circles = []
    for channel in change.channels:
        members: tuple[User, ...] = ()
        if change.is_added:
            async with context.in_time():
                ids = await directory.memberships.fetch_members(workspace, channel, MAX_CIRCLE)
            members = await _look_up_users(context, workspace, ids)
        circles.append(CircleAssignment(lead, CircleSource.CHANNEL, channel, "", members))
    for group in change.groups:
        async with context.in_time():
            in_group, handle = (
                await directory.groups.fetch_members(workspace, group),
                await directory.groups.fetch_handle(workspace, group),
            )
        users = await _look_up_users(context, workspace, in_group)
        circles.append(CircleAssignment(lead, CircleSource.GROUP, group, handle, users))
    if change.users:
        users = await _look_up_users(context, workspace, change.users)
        circles.append(CircleAssignment(lead, CircleSource.NAMED, lead.id, "", users))
    return circles


async def _look_up_users(context: Context, workspace: Workspace, ids: Collection[UserId]) -> tuple[User, ...]:
    return tuple((await context.directory.users.find_stored(workspace, ids)).values())


def _collect_users(circles: Sequence[Circle]) -> set[UserId]:
    return {user for circle in circles for user in (*circle.leads, *circle.members)}
