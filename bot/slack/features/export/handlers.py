"""Exporting the reader's own data."""

from bot.domain.commands.command import ExportCommand
from bot.domain.workspace import Workspace
from bot.slack.context import Context
from bot.slack.features.export import views as export_views
from bot.slack.request import Reader, Request
from bot.slack.ui.message import Message
from bot.usecases import export


async def answer_command(context: Context, request: Request, _: ExportCommand) -> Message:
    """Start the export and confirm it."""
    is_new = await start_export(context, request.workspace, request.reader, request.key)
    return export_views.confirmation_message(request.reader.language, is_new=is_new)


async def start_export(context: Context, workspace: Workspace, reader: Reader, key: str) -> bool:
    """Start an export, once for each `key`; return False if one is in progress already."""
    return await context.deps.database.write(export.request_export, workspace, reader.user.id, key)
