"""Edits and deletions of messages of which a recognition was recorded: authors are told how to follow up."""

from bot.domain.recognition import RecognitionView
from bot.domain.workspace import Workspace
from bot.slack.context import Desk
from bot.slack.features.conversation.handlers import Mentioning
from bot.slack.features.recognition import source_message_views
from bot.slack.outbound.rendering import people_in
from bot.slack.payloads import MessageChangedEvent, UserMessage
from bot.storage.engine import Transaction
from bot.usecases import pending_recognitions


class MessageChanges:
    """Tells authors, once for each message, that what was recorded did not change with it."""

    def __init__(self, desk: Desk, mentioning: Mentioning) -> None:
        """Create the listener; `mentioning` reads messages of which nothing was recorded."""
        self._desk = desk
        self._mentioning = mentioning

    async def heard(self, change: MessageChangedEvent) -> None:
        """Take in a change of a direct message. Nothing is read in channels."""
        message = change.message
        if not message.is_direct or message.is_by_app or not message.person:
            return
        if not change.is_deleted and message.text.split() == change.previous_text.split():
            return
        workspace = await self._desk.workspace()
        if message.person == workspace.identity.bot_user_id:
            return
        story = await self._recorded(workspace, message, is_deleted=change.is_deleted)
        if story:
            await self._tell(workspace, message, story, is_deleted=change.is_deleted)
        elif not change.is_deleted:
            await self._mentioning.heard(message)

    async def _recorded(
        self, workspace: Workspace, message: UserMessage, *, is_deleted: bool
    ) -> RecognitionView | None:
        """Return what was recorded of a message; a question about a deleted one is dropped."""
        giver, origin = message.person, message.origin

        def look_up(tx: Transaction) -> RecognitionView | None:
            if is_deleted:
                pending_recognitions.cancel(tx, workspace, giver, origin)
            return pending_recognitions.recorded(tx, workspace, giver, origin)

        database = self._desk.deps.database
        return await (database.write(look_up) if is_deleted else database.read(look_up))

    async def _tell(
        self, workspace: Workspace, message: UserMessage, story: RecognitionView, *, is_deleted: bool
    ) -> None:
        reader = await self._desk.reader(workspace, message.person)
        names = await self._desk.names(workspace, people_in([story]))
        render = source_message_views.deleted if is_deleted else source_message_views.edited
        key = f"{'deleted' if is_deleted else 'edited'}:{message.origin}"
        await self._mentioning.tell_once(workspace, key, message, render(reader.language, names, story))
