"""The form for the settings: opening, checking and saving it."""

from typing import Any

from msgspec.structs import replace

from bot.domain.circle import may_configure
from bot.domain.commands.settings import MAX_DAYS, MAX_MONTHS, MIN_MONTHS
from bot.domain.digest import DigestEditors
from bot.domain.retention import DAYS, HOLD_PERIOD, MONTHS
from bot.domain.target_channel import find_target_channel_problem
from bot.domain.workspace import Workspace
from bot.errors import InvalidPayloadError
from bot.slack.context import Context
from bot.slack.features.settings import form_views as settings_form_views
from bot.slack.features.settings import views as settings_views
from bot.slack.features.settings.form_views import SettingsEntries, SettingsFormData
from bot.slack.payloads.interactions import Press
from bot.slack.payloads.submissions import Submission
from bot.slack.private_data import dump, load
from bot.slack.request import Reader
from bot.slack.ui.language import available_languages, is_available
from bot.slack.ui.message import Message
from bot.slack.ui.modal import Answer, errors, message_view, replace_view
from bot.usecases import workspace_settings
from bot.usecases.workspace_settings import (
    AdminRefusal,
    SettingsChange,
    SettingsConflict,
    SettingsForm,
    SettingsOverview,
)


async def open_form(context: Context, workspace: Workspace, reader: Reader, press: Press) -> Message | None:
    """Open the form; return a refusal to a reader who is no admin if there's no message to answer."""
    overview = await context.deps.database.read(workspace_settings.find_overview, workspace, reader.user)
    if overview is None:
        if not press.response_url:
            return settings_views.refusal_message(reader.language)
        await context.answer_privately(press.response_url, settings_views.refusal_message(reader.language))
        return None
    view = settings_form_views.build_form(reader.language, overview, available_languages())
    if press.view_id and not press.is_on_home and await context.push(workspace, press.trigger_id, view):
        return None
    return await context.open_or_explain(workspace, press.trigger_id, press.response_url, view, reader)


async def submit(context: Context, workspace: Workspace, reader: Reader, submission: Submission) -> Answer:
    """Save the form and show the result in its place, or return errors. Raises `InvalidPayloadError`."""
    language = reader.language
    if not may_configure(reader.user):
        return _show_in_form(reader, settings_views.refusal_message(language))
    opened = _find_opened(load(SettingsFormData, submission.context))
    entries = _read_entries(submission, opened)
    field_errors = await _find_errors(context, workspace, reader, opened, entries)
    if field_errors:
        return errors(field_errors)
    return await _build_question(context, workspace, reader, opened, entries) or await _save(
        context, workspace, reader, opened, entries
    )


async def confirm(context: Context, workspace: Workspace, reader: Reader, submission: Submission) -> Answer:
    """Save the form after its erasures were confirmed. Raises `InvalidPayloadError`."""
    if not may_configure(reader.user):
        return _show_in_form(reader, settings_views.refusal_message(reader.language))
    form_data = load(SettingsFormData, submission.context)
    opened, entries = _find_opened(form_data), form_data.entries
    if entries is None:
        raise InvalidPayloadError("entries")
    if await _find_errors(context, workspace, reader, opened, entries):
        # The settings changed meanwhile: the form shows its errors again.
        return replace_view(
            settings_form_views.build_form(reader.language, opened, available_languages(), entries)
        )
    return await _save(context, workspace, reader, opened, entries, is_confirmed=True)


async def _build_question(
    context: Context, workspace: Workspace, reader: Reader, opened: SettingsOverview, entries: SettingsEntries
) -> Answer | None:
    """Return the question that comes before anything is erased; None if nothing would be."""
    typed = {MONTHS: int(entries.months), DAYS: int(entries.deactivated_days)}
    current = {MONTHS: opened.settings.months, DAYS: opened.settings.deactivated_days}
    touched = {setting: number for setting, number in typed.items() if number != current[setting]}
    erasures = await context.deps.database.read(workspace_settings.list_erasures, workspace, touched)
    if not erasures:
        return None
    begins, zone = context.deps.clock.now() + HOLD_PERIOD, reader.user.timezone
    form_data = dump(SettingsFormData(opened.settings, opened.admins, entries))
    return replace_view(
        settings_form_views.build_confirmation_form(reader.language, erasures, begins, zone, form_data)
    )


async def decide(context: Context, workspace: Workspace, reader: Reader, press: Press) -> Message:
    """Apply a typed setting after it was confirmed, or cancel. Raises `InvalidPayloadError`."""
    if press.detail == settings_views.NO:
        return settings_views.cancellation_message(reader.language)
    setting, number = _parse_number(press)
    requested: dict[str, Any] = {setting: number}
    change = SettingsChange(**requested)
    overview = await context.deps.database.write(
        workspace_settings.change_settings, workspace, reader.user, change
    )
    return await _build_page(context, workspace, reader, overview)


async def undo_change(context: Context, workspace: Workspace, reader: Reader, press: Press) -> Message:
    """Undo a setting that has not erased anything yet. Raises `InvalidPayloadError`."""
    setting, number = _parse_number(press)
    overview = await context.deps.database.write(
        workspace_settings.cancel_erasure, workspace, reader.user, setting, number
    )
    return await _build_page(context, workspace, reader, overview)


async def _build_page(
    context: Context, workspace: Workspace, reader: Reader, overview: SettingsOverview | None
) -> Message:
    if overview is None:
        return settings_views.refusal_message(reader.language)
    names = await context.names(workspace, overview.admins)
    zone = reader.user.timezone
    return settings_views.build_page(reader.language, names, overview, zone)


async def _save(
    context: Context,
    workspace: Workspace,
    reader: Reader,
    opened: SettingsOverview,
    entries: SettingsEntries,
    *,
    is_confirmed: bool = False,
) -> Answer:
    """Save the form, and show the result in its place."""
    language = reader.language
    settings = replace(
        entries.settings, months=int(entries.months), deactivated_days=int(entries.deactivated_days)
    )
    added = [user_id for user_id in entries.admins if user_id not in opened.admins]
    users = await context.directory.users.find(workspace, added)
    filled = SettingsForm(
        opened.settings,
        settings,
        appointed=tuple(users.values()),
        dismissed=tuple(user_id for user_id in opened.admins if user_id not in entries.admins),
    )
    outcome = await context.deps.database.write(
        workspace_settings.submit_form, workspace, reader.user, filled
    )
    match outcome:
        case None:
            return _show_in_form(reader, settings_views.refusal_message(language))
        case AdminRefusal() if is_confirmed:
            return _show_in_form(
                reader,
                settings_views.not_set_message(language, settings_views.appointment_error(language, outcome)),
            )
        case AdminRefusal():
            return errors({settings_form_views.ADMINS: settings_views.appointment_error(language, outcome)})
        case SettingsConflict(fields, current):
            # The next submission is compared with the current settings.
            overview = SettingsOverview(current, opened.admins)
            return replace_view(
                settings_form_views.build_form(language, overview, available_languages(), entries, fields)
            )
        case SettingsOverview():
            names = await context.names(workspace, outcome.admins)
            zone = reader.user.timezone
            page = settings_views.build_page(language, names, outcome, zone)
            return _show_in_form(reader, page)


async def _find_errors(
    context: Context, workspace: Workspace, reader: Reader, opened: SettingsOverview, entries: SettingsEntries
) -> dict[str, str]:
    """Return what is wrong, by field."""
    language, field_errors = reader.language, dict[str, str]()
    if not _is_between(entries.months, MIN_MONTHS, MAX_MONTHS):
        field_errors[settings_form_views.MONTHS] = settings_views.months_error(language)
    if not _is_between(entries.deactivated_days, 0, MAX_DAYS):
        field_errors[settings_form_views.DAYS] = settings_views.days_error(language)
    channel = entries.settings.shout_outs_in
    if channel and channel != opened.settings.shout_outs_in:
        channel_ = await context.directory.channels.find(workspace, channel)
        problem = find_target_channel_problem(
            channel_.kind, can_post=channel_.can_post, is_shared=channel_.is_shared
        )
        if problem:
            field_errors[settings_form_views.SHOUT_OUTS] = settings_views.target_channel_error(
                language, problem
            )
    return field_errors


def _show_in_form(reader: Reader, message: Message) -> Answer:
    """Show a message in the form's place, without its buttons, which don't work there."""
    _ = reader.language.gettext
    blocks = [block for block in message["blocks"] if block["type"] != "actions"]
    return replace_view(message_view(_("Hearten's settings"), {"blocks": blocks}, close=_("Close")))


def _is_between(typed: str, minimum: int, maximum: int) -> bool:
    return typed.isascii() and typed.isdecimal() and minimum <= int(typed) <= maximum


def _find_opened(form_data: SettingsFormData) -> SettingsOverview:
    """Return the settings that a form was opened with."""
    return SettingsOverview(form_data.settings, form_data.admins)


def _parse_number(press: Press) -> tuple[str, int]:
    """Return the setting and the number of a button. Raises `InvalidPayloadError`."""
    setting, _, number = press.value.partition(":")
    limits = {MONTHS: (MIN_MONTHS, MAX_MONTHS), DAYS: (0, MAX_DAYS)}
    if setting not in limits or not _is_between(number, *limits[setting]):
        raise InvalidPayloadError("value")
    return setting, int(number)


def _read_entries(submission: Submission, opened: SettingsOverview) -> SettingsEntries:
    """Return the form's entries; without a field for it the language stays. Raises `InvalidPayloadError`."""
    tag = submission.typed(settings_form_views.LANGUAGE) or opened.settings.language
    try:
        by = DigestEditors(submission.typed(settings_form_views.DIGESTS))
    except ValueError as error:
        raise InvalidPayloadError("state") from error
    if tag != opened.settings.language and not is_available(tag):
        raise InvalidPayloadError("state")
    return SettingsEntries(
        months=submission.typed(settings_form_views.MONTHS).strip(),
        deactivated_days=submission.typed(settings_form_views.DAYS).strip(),
        settings=replace(
            opened.settings,
            digests_by=by,
            leads_are_on=submission.typed(settings_form_views.LEADS) == settings_form_views.ON,
            language=tag,
            values_asked=submission.typed(settings_form_views.VALUES) == settings_form_views.ASKED,
            shout_outs_in=submission.selected_channel(settings_form_views.SHOUT_OUTS),
        ),
        admins=submission.selected_users(settings_form_views.ADMINS),
    )
