"""Setting up a channel's weekly digest."""

from bot.domain.calendar import known_zone
from bot.domain.commands.meaning import DigestOff, DigestOn, DigestPreview, DigestStatus
from bot.domain.visibility import ChannelKind
from bot.slack.blocks import digest as blocks
from bot.slack.blocks.document import Message
from bot.slack.desk import Desk
from bot.slack.listeners.request import Request
from bot.slack.sender import people_in
from bot.storage import digests as stored
from bot.usecases import digests


class DigestCommands:
    """Answers `/kudos digest …`."""

    def __init__(self, desk: Desk) -> None:
        """Prepare."""
        self._desk = desk

    async def answer(
        self, request: Request, meaning: DigestOn | DigestOff | DigestPreview | DigestStatus
    ) -> Message:
        """Set, end, show or tell."""
        language, command, workspace = request.reader.language, request.command, request.workspace
        channel = await self._desk.directory.channel(workspace, command.channel, command.channel_name)
        if channel.kind is ChannelKind.DIRECT:
            return blocks.needs_channel(language)
        zone = known_zone(request.reader.person.timezone)
        database = self._desk.deps.database
        match meaning:
            case DigestOn():
                if not channel.can_post:
                    return blocks.needs_invitation(language)
                subscription = await database.write(
                    lambda tx: digests.switch_on(tx, workspace, channel.id, command.person, zone, meaning)
                )
                others = await self._other_zones(request, subscription.schedule.zone)
                return blocks.switched_on(language, subscription, others)
            case DigestOff():
                had_one = await database.write(lambda tx: stored.unsubscribe(tx, workspace.id, channel.id))
                return blocks.switched_off(language, channel.id, had_one=had_one)
            case DigestPreview():
                return await self._preview(request, channel.id, zone)
            case DigestStatus():
                found = await database.read(lambda tx: stored.subscription(tx, workspace.id, channel.id))
                names = await self._desk.names(workspace, [found.set_by] if found else [])
                others = await self._other_zones(request, found.schedule.zone) if found else ()
                return blocks.status(language, names, channel.id, found, others)

    async def _preview(self, request: Request, channel: str, zone: str) -> Message:
        workspace = request.workspace
        seen = await self._desk.deps.database.read(
            lambda tx: digests.preview(tx, workspace, channel, request.command.person, zone)
        )
        told = [story for chapter in seen.chapters for story in chapter.stories]
        names = await self._desk.names(workspace, people_in(told) | {seen.subscription.set_by})
        return blocks.preview(
            request.reader.language, names, request.values, seen.chapters, seen.subscription, seen.period
        )

    async def _other_zones(self, request: Request, zone: str) -> tuple[str, ...]:
        """Up to four zones in which members of the channel live, besides the digest's own."""
        zones = await self._desk.directory.member_zones(request.workspace, request.command.channel)
        return tuple(other for other in zones if known_zone(other) != zone)[:4]
