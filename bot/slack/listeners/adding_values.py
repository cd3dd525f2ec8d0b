"""Adding values to a thanks of one's own: by a button for each, or by form."""

from bot.domain.workspace import Workspace
from bot.slack import payloads
from bot.slack.blocks import adding_values as blocks
from bot.slack.blocks import giving
from bot.slack.blocks.document import Message
from bot.slack.blocks.form import Answer, errors
from bot.slack.desk import Desk, Reader
from bot.slack.listeners.confirming import Confirming
from bot.slack.payloads import Press, Submission
from bot.usecases import add_values


class AddingValues:
    """Adds what was pressed, opens the form, and takes in what it says."""

    def __init__(self, desk: Desk) -> None:
        """Prepare."""
        self._desk = desk
        self._confirming = Confirming(desk)

    async def one(self, workspace: Workspace, reader: Reader, press: Press, key: str) -> Message:
        """Add the value of the button, and show below what was given what stands now."""
        added = await self._desk.deps.database.write(
            lambda tx: add_values.add_values(tx, workspace, reader.person.id, press.recognition, [key])
        )
        self._desk.deps.wake()
        if added is None:
            return giving.gone(reader.language)
        return await self._confirming.again(workspace, reader, added.story)

    async def pressed(self, workspace: Workspace, reader: Reader, press: Press) -> Message | None:
        """Open the form, or say why there is none."""
        found = await self._desk.deps.database.read(
            lambda tx: add_values.extendable(tx, workspace, reader.person.id, press.recognition)
        )
        if found is None:
            return await self._desk.tell(press.response_url, giving.gone(reader.language))
        if not found.others:
            return await self._desk.tell(press.response_url, blocks.all_carried(reader.language))
        form = blocks.adding_values(reader.language, found.others, found.story.id)
        return await self._desk.open_or_tell(press.trigger_id, press.response_url, form, reader)

    async def submitted(self, workspace: Workspace, reader: Reader, submission: Submission) -> Answer | None:
        """Add what was chosen, or say at the field why not. Raises `BadPayloadError`."""
        recognition = payloads.recognition_id(submission.context)
        chosen = submission.selected(blocks.VALUES)
        added = await self._desk.deps.database.write(
            lambda tx: add_values.add_values(tx, workspace, reader.person.id, recognition, chosen)
        )
        self._desk.deps.wake()
        if added is None:
            return errors(blocks.gone(reader.language))
        if added.is_closed:
            return errors(blocks.closed(reader.language))
        return errors(blocks.retired(reader.language)) if added.is_retired else None
