"""The reader's own page, and changing preferences on it."""

from bot.domain.commands.command import PreferenceCommand, PrivacyCommand
from bot.domain.preferences import Preference, find_preference
from bot.domain.workspace import Workspace
from bot.errors import InvalidPayloadError
from bot.slack.context import Context
from bot.slack.features.export import handlers as export_handlers
from bot.slack.features.export import views as export_views
from bot.slack.features.preferences import views as preferences_views
from bot.slack.payloads.interactions import Press
from bot.slack.request import Reader, Request
from bot.slack.ui.inline import Spans
from bot.slack.ui.message import Message
from bot.usecases import preferences


async def answer_command(
    context: Context, request: Request, command: PrivacyCommand | PreferenceCommand
) -> Message:
    """Show the page, or confirm what was changed."""
    workspace, reader = request.workspace, request.reader
    if isinstance(command, PreferenceCommand):
        await _store_preference(context, workspace, reader, command.preference)
        return preferences_views.confirmation_message(reader.language, command.preference)
    return await _show_page(context, workspace, reader)


async def send_export(context: Context, workspace: Workspace, reader: Reader, press: Press) -> Message:
    """Start the reader's export, and show the page with the answer to it."""
    is_new = await export_handlers.start_export(context, workspace, reader, press.trigger_id)
    return await _show_page(
        context, workspace, reader, export_views.confirmation_spans(reader.language, is_new=is_new)
    )


async def choose_option(context: Context, workspace: Workspace, reader: Reader, press: Press) -> Message:
    """Save what an option says (`messages:daily`), and show the page. Raises `InvalidPayloadError`."""
    about, _, option = press.value.partition(":")
    choice = find_preference(about, option)
    if choice is None:
        raise InvalidPayloadError("value")
    seen = await _store_preference(context, workspace, reader, choice)
    return await _build_page(
        context, workspace, reader, seen, preferences_views.change_note(reader.language, choice)
    )


async def _store_preference(
    context: Context, workspace: Workspace, reader: Reader, preference: Preference
) -> preferences.PreferencesPage:
    return await context.deps.database.write(
        preferences.change_preference, workspace, reader.user.id, preference
    )


async def _show_page(context: Context, workspace: Workspace, reader: Reader, news: Spans = ()) -> Message:
    seen = await context.deps.database.read(preferences.find_page, workspace, reader.user.id)
    return await _build_page(context, workspace, reader, seen, news)


async def _build_page(
    context: Context, workspace: Workspace, reader: Reader, privacy: preferences.PreferencesPage, news: Spans
) -> Message:
    names = await context.names(workspace, preferences_views.collect_users(privacy))
    return preferences_views.build_page(reader.language, names, privacy, zone=reader.user.timezone, news=news)
