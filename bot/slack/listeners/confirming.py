"""Telling a giver once more what they gave, after they changed something about it."""

from bot.domain.recognition import Story
from bot.domain.values import Values
from bot.domain.workspace import Workspace
from bot.slack.blocks import giving as blocks
from bot.slack.blocks.document import Message
from bot.slack.desk import Desk, Reader
from bot.slack.sender import people_in
from bot.storage import workspaces
from bot.storage.engine import Transaction
from bot.usecases import give


class Confirming:
    """Shows the private answer to a thanks as it is now."""

    def __init__(self, desk: Desk) -> None:
        """Prepare."""
        self._desk = desk

    async def again(self, workspace: Workspace, reader: Reader, told: Story) -> Message:
        """What stands now, for its giver alone."""

        def look_up(tx: Transaction) -> tuple[Values, bool, tuple[str, ...]]:
            return (
                workspaces.values(tx, workspace.id),
                give.has_shout_out(tx, told.id),
                give.reading_alone(tx, workspace, told.id),
            )

        values, in_channel, alone = await self._desk.deps.database.read(look_up)
        return blocks.confirmation(
            reader.language,
            await self._desk.names(workspace, people_in([told])),
            values,
            told,
            giver=reader.person.id,
            in_channel=in_channel,
            reading_alone=alone,
        )
