"""The form for the settings: opening it, and what it says when it is sent."""

import json
from dataclasses import replace
from typing import Any

from bot.domain.circle import may_configure
from bot.domain.commands.settings import MAX_DAYS, MAX_MONTHS, MIN_MONTHS
from bot.domain.digest import DigestEditors
from bot.domain.retention import DAYS, HOLD_PERIOD, MONTHS
from bot.domain.target_channel import find_target_channel_problem
from bot.domain.workspace import Workspace
from bot.domain.workspace_settings import WorkspaceSettings
from bot.errors import InvalidPayloadError
from bot.slack.context import Context
from bot.slack.features.settings import form_views as settings_form_views
from bot.slack.features.settings import views as settings_views
from bot.slack.features.settings.form_views import Entries
from bot.slack.payloads import Press, Submission
from bot.slack.reader import Reader
from bot.slack.ui.language import is_spoken, spoken
from bot.slack.ui.message import Message
from bot.slack.ui.modal import Answer, errors, instead, showing
from bot.usecases import workspace_settings
from bot.usecases.workspace_settings import (
    AdminRefusal,
    SettingsChange,
    SettingsConflict,
    SettingsForm,
    SettingsOverview,
)


async def open_form(context: Context, workspace: Workspace, reader: Reader, press: Press) -> Message | None:
    """Open the form; whoever is no admin reads so. Answers what to say where no message can tell it."""
    shown = await context.deps.database.read(workspace_settings.find_overview, workspace, reader.user)
    if shown is None:
        if not press.response_url:
            return settings_views.refused(reader.language)
        await context.tell(press.response_url, settings_views.refused(reader.language))
        return None
    view = settings_form_views.settings(reader.language, shown, spoken())
    if press.view_id and not press.is_on_home and await context.push(press.trigger_id, view):
        return None
    return await context.open_or_tell(press.trigger_id, press.response_url, view, reader)


async def submit(context: Context, workspace: Workspace, reader: Reader, submission: Submission) -> Answer:
    """Do what the form says and show it in its place, or say at the field what is wrong.

    Raises `InvalidPayloadError`.
    """
    language = reader.language
    if not may_configure(reader.user):
        return _show_in_form(reader, settings_views.refused(language))
    opened = _opened(submission.context)
    entries = _entries(submission, opened)
    wrong = await _find_errors(context, workspace, reader, opened, entries)
    if wrong:
        return errors(wrong)
    return await _build_question(context, workspace, reader, opened, entries) or await _save(
        context, workspace, reader, opened, entries
    )


async def confirm(context: Context, workspace: Workspace, reader: Reader, submission: Submission) -> Answer:
    """Do what the form said whose erasures were asked about. Raises `InvalidPayloadError`."""
    if not may_configure(reader.user):
        return _show_in_form(reader, settings_views.refused(reader.language))
    opened, entries = _opened(submission.context), _entries_in(submission.context)
    if await _find_errors(context, workspace, reader, opened, entries):
        # It changed while they thought about it: at the fields, it is said again what is wrong.
        return instead(settings_form_views.settings(reader.language, opened, spoken(), entries))
    return await _save(context, workspace, reader, opened, entries, is_confirmed=True)


async def _build_question(
    context: Context, workspace: Workspace, reader: Reader, opened: SettingsOverview, entries: Entries
) -> Answer | None:
    """Return the question that comes before anything is erased; None if nothing would be."""
    typed = {MONTHS: int(entries.months), DAYS: int(entries.deactivated_days)}
    shown = {MONTHS: opened.settings.months, DAYS: opened.settings.deactivated_days}
    touched = {setting: number for setting, number in typed.items() if number != shown[setting]}
    found = await context.deps.database.read(workspace_settings.list_erasures, workspace, touched)
    if not found:
        return None
    begins, zone = context.deps.clock.now() + HOLD_PERIOD, reader.user.timezone
    private_metadata = settings_form_views.context_with(opened, entries)
    return instead(settings_form_views.confirming(reader.language, found, begins, zone, private_metadata))


async def decide(context: Context, workspace: Workspace, reader: Reader, press: Press) -> Message:
    """Set what was typed and asked about, or leave it. Raises `InvalidPayloadError`."""
    if press.detail == settings_views.NO:
        return settings_views.left(reader.language)
    setting, number = _number(press)
    wished: dict[str, Any] = {setting: number}
    change = SettingsChange(**wished)
    shown = await context.deps.database.write(
        workspace_settings.change_settings, workspace, reader.user, change
    )
    return await _build_page(context, workspace, reader, shown)


async def take_back_change(context: Context, workspace: Workspace, reader: Reader, press: Press) -> Message:
    """Set what erases nothing yet to what it was. Raises `InvalidPayloadError`."""
    setting, number = _number(press)
    shown = await context.deps.database.write(
        workspace_settings.cancel_erasure, workspace, reader.user, setting, number
    )
    return await _build_page(context, workspace, reader, shown)


async def _build_page(
    context: Context, workspace: Workspace, reader: Reader, shown: SettingsOverview | None
) -> Message:
    if shown is None:
        return settings_views.refused(reader.language)
    names = await context.names(workspace, shown.admins)
    zone = reader.user.timezone
    return settings_views.page(reader.language, names, shown, zone)


async def _save(
    context: Context,
    workspace: Workspace,
    reader: Reader,
    opened: SettingsOverview,
    entries: Entries,
    *,
    is_confirmed: bool = False,
) -> Answer:
    """Do what the form says, and show it in its place."""
    language = reader.language
    kept = replace(entries.kept, months=int(entries.months), deactivated_days=int(entries.deactivated_days))
    added = [one for one in entries.admins if one not in opened.admins]
    users = await context.directory.people(workspace, added)
    filled = SettingsForm(
        opened.settings,
        kept,
        appointed=tuple(users.values()),
        dismissed=tuple(one for one in opened.admins if one not in entries.admins),
    )
    outcome = await context.deps.database.write(
        workspace_settings.submit_form, workspace, reader.user, filled
    )
    match outcome:
        case None:
            return _show_in_form(reader, settings_views.refused(language))
        case AdminRefusal() if is_confirmed:
            return _show_in_form(
                reader, settings_views.not_set(language, settings_views.not_appointed(language, outcome))
            )
        case AdminRefusal():
            return errors({settings_form_views.ADMINS: settings_views.not_appointed(language, outcome)})
        case SettingsConflict(fields, current):
            # Sent again, it is known what it changes.
            now = SettingsOverview(current, opened.admins)
            return instead(settings_form_views.settings(language, now, spoken(), entries, fields))
        case SettingsOverview():
            names = await context.names(workspace, outcome.admins)
            zone = reader.user.timezone
            page = settings_views.page(language, names, outcome, zone)
            return _show_in_form(reader, page)


async def _find_errors(
    context: Context, workspace: Workspace, reader: Reader, opened: SettingsOverview, entries: Entries
) -> dict[str, str]:
    """What is wrong, by field."""
    language, wrong = reader.language, dict[str, str]()
    if not _is_between(entries.months, MIN_MONTHS, MAX_MONTHS):
        wrong[settings_form_views.MONTHS] = settings_views.no_months(language)
    if not _is_between(entries.deactivated_days, 0, MAX_DAYS):
        wrong[settings_form_views.DAYS] = settings_views.no_days(language)
    channel = entries.kept.shout_outs_in
    if channel and channel != opened.settings.shout_outs_in:
        found = await context.directory.channel(workspace, channel)
        why = find_target_channel_problem(found.kind, can_post=found.can_post, is_shared=found.is_shared)
        if why:
            wrong[settings_form_views.SHOUT_OUTS] = settings_views.unfit(language, why)
    return wrong


def _show_in_form(reader: Reader, message: Message) -> Answer:
    """A message in the form's place; its buttons have no place there."""
    _ = reader.language.gettext
    told = [block for block in message["blocks"] if block["type"] != "actions"]
    return instead(showing(_("Hearten's settings"), {"blocks": told}, close=_("Close")))


def _is_between(typed: str, fewest: int, most: int) -> bool:
    return typed.isascii() and typed.isdecimal() and fewest <= int(typed) <= most


def _opened(context: str) -> SettingsOverview:
    """What a form was opened with. Raises `InvalidPayloadError`."""
    try:
        found: dict[str, Any] = json.loads(context)
        kept = WorkspaceSettings(
            **{**found["kept"], "digests_by": DigestEditors(found["kept"]["digests_by"])}
        )
        return SettingsOverview(kept, tuple(map(str, found["admins"])))
    except (ValueError, TypeError, KeyError) as error:
        raise InvalidPayloadError("private_metadata") from error


def _entries_in(context: str) -> Entries:
    """What a form said before it was asked about. Raises `InvalidPayloadError`."""
    try:
        found = json.loads(context)["entries"]
        kept = WorkspaceSettings(
            **{**found["kept"], "digests_by": DigestEditors(found["kept"]["digests_by"])}
        )
        return Entries(
            str(found["months"]), str(found["deactivated_days"]), kept, tuple(map(str, found["admins"]))
        )
    except (ValueError, TypeError, KeyError) as error:
        raise InvalidPayloadError("private_metadata") from error


def _number(press: Press) -> tuple[str, int]:
    """The setting and the number that a button is about. Raises `InvalidPayloadError`."""
    setting, _, number = press.value.partition(":")
    limits = {MONTHS: (MIN_MONTHS, MAX_MONTHS), DAYS: (0, MAX_DAYS)}
    if setting not in limits or not _is_between(number, *limits[setting]):
        raise InvalidPayloadError("value")
    return setting, int(number)


def _entries(submission: Submission, opened: SettingsOverview) -> Entries:
    """What stands in the form; a language that was not asked for stays. Raises `InvalidPayloadError`."""
    tag = submission.typed(settings_form_views.LANGUAGE) or opened.settings.language
    try:
        by = DigestEditors(submission.typed(settings_form_views.DIGESTS))
    except ValueError as error:
        raise InvalidPayloadError("state") from error
    if tag != opened.settings.language and not is_spoken(tag):
        raise InvalidPayloadError("state")
    return Entries(
        months=submission.typed(settings_form_views.MONTHS).strip(),
        deactivated_days=submission.typed(settings_form_views.DAYS).strip(),
        kept=replace(
            opened.settings,
            digests_by=by,
            leads_are_on=submission.typed(settings_form_views.LEADS) == settings_form_views.ON,
            language=tag,
            values_asked=submission.typed(settings_form_views.VALUES) == settings_form_views.ASKED,
            shout_outs_in=submission.typed(settings_form_views.SHOUT_OUTS),
        ),
        admins=submission.selected(settings_form_views.ADMINS),
    )
