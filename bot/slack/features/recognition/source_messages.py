"""Edits and deletions of messages that a recognition was recorded from: authors learn how to follow up."""

from collections.abc import Mapping

from msgspec.structs import replace

from bot.domain.recognition import RecognitionView
from bot.domain.workspace import Workspace
from bot.slack.context import Context
from bot.slack.features.conversation import handlers as conversation_handlers
from bot.slack.features.recognition import source_message_views
from bot.slack.outbound.rendering import users_in
from bot.slack.payloads.messages import MessageChangedEvent, UserMessage
from bot.usecases import pending_recognitions


async def handle_change(context: Context, workspace: Workspace, change: MessageChangedEvent) -> None:
    """Handle an edit or deletion of a direct message; channels are ignored."""
    message = change.message
    if not message.is_direct or message.is_by_app or not message.user:
        return
    if not change.is_deleted and message.text.split() == change.previous_text.split():
        return
    if message.user == workspace.identity.bot_user_id:
        return
    if not change.is_deleted:
        await conversation_handlers.handle_message(context, workspace, replace(message, is_edited=True))
        return
    # What the author was asked about is dropped.
    await context.deps.database.write(
        pending_recognitions.cancel, workspace, message.user, message.deduplication_key
    )
    recorded = await conversation_handlers.find_recorded(context, workspace, message)
    if recorded:
        await _explain_deletion(context, workspace, message, recorded)


async def _explain_deletion(
    context: Context, workspace: Workspace, message: UserMessage, recorded: Mapping[str, RecognitionView]
) -> None:
    reader = await context.reader(workspace, message.user)
    names = await context.names(workspace, users_in([*recorded.values()]))
    for key, recognition in recorded.items():
        answer = source_message_views.deleted_message(reader.language, names, recognition)
        await conversation_handlers.answer_once(context, workspace, f"deleted:{key}", message, answer)
