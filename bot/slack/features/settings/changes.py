"""Pages of the settings' changes, for admins."""

from bot.domain.workspace import Workspace
from bot.slack.context import Context
from bot.slack.features.settings import change_views, views
from bot.slack.payloads.interactions import Press
from bot.slack.private_data import parse_recognition_id
from bot.slack.request import Reader
from bot.slack.ui.message import Message
from bot.usecases import workspace_settings


async def turn_page(context: Context, workspace: Workspace, reader: Reader, press: Press) -> Message:
    """Show the page that a button leads to. Raises `InvalidPayloadError`."""
    older_than = parse_recognition_id(press.value) if press.value else ""
    return await build_page(context, workspace, reader, older_than)


async def build_page(context: Context, workspace: Workspace, reader: Reader, older_than: str = "") -> Message:
    """Build the page of changes before the one with this id, or of the latest."""
    changes = await context.deps.database.read(
        workspace_settings.list_changes, workspace, reader.user, older_than
    )
    if changes is None:
        return views.refusal_message(reader.language)
    names = await context.names(workspace, change_views.collect_users(changes))
    return change_views.build_page(
        reader.language, names, changes, zone=reader.user.timezone, is_first=not older_than
    )
