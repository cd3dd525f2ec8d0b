"""Settings that admins type."""

from collections.abc import Mapping

from bot.domain.circle import may_configure
from bot.domain.commands.parse_error import ParseError, ParseErrorKind
from bot.domain.commands.settings_command import (
    AdminsCommand,
    DeactivatedDaysCommand,
    DigestEditorsCommand,
    PublicLanguageCommand,
    RetentionCommand,
    SettingsCommand,
    SettingsCommands,
    SettingsHistoryCommand,
    TargetChannelCommand,
    ValuesInFormCommand,
)
from bot.domain.ids import ChannelId
from bot.domain.retention import DAYS, HOLD_PERIOD, MONTHS
from bot.domain.target_channel import find_target_channel_problem
from bot.slack.context import Context
from bot.slack.features.help import views as help_views
from bot.slack.features.settings import changes as settings_changes
from bot.slack.features.settings import views as settings_views
from bot.slack.request import Request
from bot.slack.ui.language import available_tags, is_available
from bot.slack.ui.message import Message
from bot.usecases import workspace_settings
from bot.usecases.workspace_settings import AdminRefusal, SettingsChange, SettingsOverview


async def answer_command(context: Context, request: Request, settings_command: SettingsCommands) -> Message:
    """Show the settings, as they are or after a change."""
    workspace, reader, database = request.workspace, request.reader, context.deps.database
    if not may_configure(reader.user):
        return settings_views.refusal_message(reader.language)
    match settings_command:
        case SettingsCommand():
            overview = await database.read(workspace_settings.find_overview, workspace, reader.user)
            return await _build_page(context, request, overview)
        case SettingsHistoryCommand():
            return await settings_changes.build_page(context, workspace, reader)
        case RetentionCommand(months):
            return await _build_question(context, request, {MONTHS: months}) or await _change_setting(
                context, request, SettingsChange(months=months)
            )
        case DeactivatedDaysCommand(days):
            return await _build_question(context, request, {DAYS: days}) or await _change_setting(
                context, request, SettingsChange(deactivated_days=days)
            )
        case DigestEditorsCommand(by):
            return await _change_setting(context, request, SettingsChange(digests_by=by))
        case ValuesInFormCommand(are_asked):
            return await _change_setting(context, request, SettingsChange(values_asked=are_asked))
        case PublicLanguageCommand(tag):
            return await _set_language(context, request, tag)
        case TargetChannelCommand(channel):
            return await _set_shout_out_channel(context, request, channel)
        case AdminsCommand():
            return await _change_admins(context, request, settings_command)


async def _build_question(context: Context, request: Request, requested: Mapping[str, int]) -> Message | None:
    """Return the question that comes before anything is erased; None if nothing would be."""
    deps, reader = context.deps, request.reader
    erasures = await deps.database.read(workspace_settings.list_erasures, request.workspace, requested)
    begins, zone = deps.clock.now() + HOLD_PERIOD, reader.user.timezone
    return settings_views.build_question(reader.language, erasures, begins, zone) if erasures else None


async def _change_setting(context: Context, request: Request, change: SettingsChange) -> Message:
    overview = await context.deps.database.write(
        workspace_settings.change_settings, request.workspace, request.reader.user, change
    )
    return await _build_page(context, request, overview)


async def _set_language(context: Context, request: Request, tag: str) -> Message:
    if is_available(tag):
        return await _change_setting(context, request, SettingsChange(language=tag))
    tags = tuple(f"language {tag}" for tag in available_tags())
    error = ParseError(ParseErrorKind.LANGUAGE, tag, tags)
    return help_views.error_message(request.reader.language, error, request.typed)


async def _set_shout_out_channel(context: Context, request: Request, channel: ChannelId) -> Message:
    if channel:
        looked_up = await context.directory.channels.find(request.workspace, channel)
        problem = find_target_channel_problem(
            looked_up.kind, can_post=looked_up.can_post, is_shared=looked_up.is_shared
        )
        if problem:
            language = request.reader.language
            return settings_views.not_set_message(
                language, settings_views.target_channel_error(language, problem)
            )
    return await _change_setting(context, request, SettingsChange(shout_outs_in=channel))


async def _change_admins(context: Context, request: Request, change: AdminsCommand) -> Message:
    workspace, by, database = request.workspace, request.reader.user, context.deps.database
    if change.is_added:
        users = await context.directory.users.find(workspace, change.users)
        overview = await database.write(workspace_settings.appoint_admins, workspace, by, users.values())
    else:
        overview = await database.write(workspace_settings.dismiss_admins, workspace, by, change.users)
    if isinstance(overview, AdminRefusal):
        language = request.reader.language
        return settings_views.not_set_message(language, settings_views.appointment_error(language, overview))
    return await _build_page(context, request, overview)


async def _build_page(context: Context, request: Request, overview: SettingsOverview | None) -> Message:
    language = request.reader.language
    if overview is None:
        return settings_views.refusal_message(language)
    names = await context.names(request.workspace, overview.admins)
    zone = request.reader.user.timezone
    return settings_views.build_page(language, names, overview, zone)
