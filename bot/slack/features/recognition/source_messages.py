"""Edits and deletions of messages that a recognition was recorded from: authors learn how to follow up."""

from bot.domain.recognition import RecognitionView
from bot.domain.workspace import Workspace
from bot.slack.context import Context
from bot.slack.features.conversation import handlers as conversation_handlers
from bot.slack.features.recognition import source_message_views
from bot.slack.outbound.rendering import users_in
from bot.slack.payloads.messages import MessageChangedEvent, UserMessage
from bot.usecases import pending_recognitions


async def handle_change(context: Context, change: MessageChangedEvent) -> None:
    """Handle an edit or deletion of a direct message; channels are ignored."""
    message = change.message
    if not message.is_direct or message.is_by_app or not message.user:
        return
    if not change.is_deleted and message.text.split() == change.previous_text.split():
        return
    workspace = await context.workspace()
    if message.user == workspace.identity.bot_user_id:
        return
    recognition = await _find_recorded(context, workspace, message, is_deleted=change.is_deleted)
    if recognition:
        await _explain(context, workspace, message, recognition, is_deleted=change.is_deleted)
    elif not change.is_deleted:
        await conversation_handlers.handle_message(context, message)


async def _find_recorded(
    context: Context, workspace: Workspace, message: UserMessage, *, is_deleted: bool
) -> RecognitionView | None:
    """Return what was recorded from a message; drop a question about a deleted one."""
    giver, key = message.user, message.origin
    database = context.deps.database
    if is_deleted:
        await database.write(pending_recognitions.cancel, workspace, giver, key)
    return await database.read(pending_recognitions.find_recorded, workspace, giver, key)


async def _explain(
    context: Context,
    workspace: Workspace,
    message: UserMessage,
    recognition: RecognitionView,
    *,
    is_deleted: bool,
) -> None:
    reader = await context.reader(workspace, message.user)
    names = await context.names(workspace, users_in([recognition]))
    render = source_message_views.deleted_message if is_deleted else source_message_views.edited_message
    key = f"{'deleted' if is_deleted else 'edited'}:{message.origin}"
    await conversation_handlers.answer_once(
        context, workspace, key, message, render(reader.language, names, recognition)
    )
