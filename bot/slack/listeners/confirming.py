"""Telling a giver what they gave: when it is kept, and after they changed something about it."""

from collections.abc import Mapping, Sequence

from bot.domain.commands.meaning import NearMiss
from bot.domain.name_matches import NO_MATCHES, NameMatches
from bot.domain.recognition import LeftOut, Story
from bot.domain.values import Values
from bot.domain.visibility import ChannelKind
from bot.domain.workspace import Workspace
from bot.slack.blocks import adding_recipients, placing
from bot.slack.blocks import giving as blocks
from bot.slack.blocks.document import Message
from bot.slack.blocks.inline import Spans
from bot.slack.desk import Desk, Reader
from bot.slack.listeners.placing import Placed
from bot.slack.rendering import people_in
from bot.storage import workspaces
from bot.storage.engine import Transaction
from bot.usecases import give
from bot.usecases.give import Given


class Confirming:
    """Shows the private answer to a thanks as it is now."""

    def __init__(self, desk: Desk) -> None:
        """Prepare."""
        self._desk = desk

    async def first(
        self,
        workspace: Workspace,
        reader: Reader,
        values: Values,
        given: Given,
        placed: Placed,
        *,
        quietly: bool,
        near: Sequence[NearMiss] = (),
        unread_groups: bool = False,
        matches: NameMatches = NO_MATCHES,
        broadcast: str = "",
    ) -> Message:
        """What was kept just now, with all that is worth knowing about how it was delivered."""
        language, channel = reader.language, placed.channel
        people = people_in([given.story]) | set(given.left_out) | set(given.kept_private)
        names = await self._desk.names(workspace, people)
        details: list[Spans] = blocks.left_out(language, names, given.left_out)
        if unread_groups:
            details.append(blocks.unread_group(language))
        if given.kept_private and channel.kind is not ChannelKind.DIRECT and not quietly:
            details.append(blocks.kept_private(language, names, given.kept_private))
        if channel.kind is ChannelKind.DIRECT and not quietly:
            details.append(blocks.private_in_direct_messages(language))
        if given.has_shout_out and placed.stays:
            details += placing.stays_here(language, placed.stays)
        if given.has_shout_out and placed.is_moved:
            details.append(placing.stands_elsewhere(language))
        if given.has_shout_out and not channel.can_post:
            details.append(blocks.invite_there(language) if placed.is_elsewhere else blocks.invite(language))
        details += adding_recipients.notes(language, matches, broadcast)
        return blocks.confirmation(
            language,
            names,
            values,
            given.story,
            giver=reader.person.id,
            in_channel=given.has_shout_out,
            reading_alone=given.reading_alone,
            details=details,
            near=near,
            more_buttons=adding_recipients.buttons(language, matches, broadcast, given.story.id),
        )

    async def again(
        self,
        workspace: Workspace,
        reader: Reader,
        told: Story,
        left_out: Mapping[str, LeftOut] | None = None,
    ) -> Message:
        """What stands now, for its giver alone; `left_out` are those who could not be added just now."""

        def look_up(tx: Transaction) -> tuple[Values, bool, tuple[str, ...]]:
            return (
                workspaces.values(tx, workspace.id),
                give.has_shout_out(tx, told.id),
                give.reading_alone(tx, workspace, told.id),
            )

        values, in_channel, alone = await self._desk.deps.database.read(look_up)
        names = await self._desk.names(workspace, people_in([told]) | set(left_out or ()))
        return blocks.confirmation(
            reader.language,
            names,
            values,
            told,
            giver=reader.person.id,
            in_channel=in_channel,
            reading_alone=alone,
            details=blocks.left_out(reader.language, names, left_out or {}),
        )
