"""What is typed about a channel's weekly digest."""

from dataclasses import replace

from bot.domain.audience import Audience, Coverage
from bot.domain.calendar import find_zone, to_local_date
from bot.domain.commands.command import (
    DigestOffCommand,
    DigestOnCommand,
    DigestPreviewCommand,
    DigestStatusCommand,
    ParseError,
    ParseErrorKind,
    UnclearDigestCommand,
)
from bot.domain.visibility import ChannelKind
from bot.domain.workspace import Workspace
from bot.slack.api.directory import Channel
from bot.slack.context import Desk
from bot.slack.features.digest import views as digest_views
from bot.slack.features.digest.form import SettingUp
from bot.slack.features.digest.preview import Previews
from bot.slack.features.help import views as help_views
from bot.slack.outbound.digest_links import with_open_channels
from bot.slack.outbound.rendering import people_in
from bot.slack.request import Request
from bot.slack.ui.language import Language, is_spoken, spoken
from bot.slack.ui.message import Message
from bot.storage import digests as stored
from bot.storage import workspaces
from bot.storage.digests import Subscription
from bot.usecases import digests
from bot.usecases.outbox_messages import WeeklyDigest


class DigestCommands:
    """Answers `/kudos digest …`."""

    def __init__(self, desk: Desk) -> None:
        """Prepare."""
        self._desk = desk
        self._setting_up = SettingUp(desk)
        self._previews = Previews(desk.client)

    async def answer(
        self,
        request: Request,
        meaning: DigestOnCommand
        | DigestOffCommand
        | DigestPreviewCommand
        | DigestStatusCommand
        | UnclearDigestCommand,
    ) -> Message | None:
        """Set, end, show or tell. Return None where a form asks for what was not understood."""
        command, workspace = request.command, request.workspace
        channel = await self._desk.directory.channel(workspace, command.channel, request.conversation)
        if channel.kind is ChannelKind.DIRECT:
            return digest_views.needs_channel(request.reader.language)
        match meaning:
            case DigestOnCommand():
                return await self._on(request, channel, self._with_weekday(request, meaning))
            case UnclearDigestCommand(wish):
                asked = replace(meaning, request=self._with_weekday(request, wish))
                return await self._ask(request, channel, asked)
            case DigestOffCommand():
                return await self._off(request, channel)
            case DigestPreviewCommand():
                return await self._preview(request, channel.id)
            case DigestStatusCommand():
                return await self._status(request, channel.id)

    def _with_weekday(self, request: Request, wish: DigestOnCommand) -> DigestOnCommand:
        """Return the wish with the weekday that "tomorrow" is."""
        if wish.in_days is None:
            return wish
        zone = wish.zone or find_zone(request.reader.person.timezone)
        today = to_local_date(self._desk.deps.clock.now(), zone)
        return replace(wish, weekday=(today.weekday() + wish.in_days) % 7, in_days=None)

    async def _on(self, request: Request, channel: Channel, wish: DigestOnCommand) -> Message | None:
        speech, workspace = request.reader.language, request.workspace
        if wish.language and not is_spoken(wish.language):
            known = tuple(f"language {tag}" for tag, _ in spoken())
            puzzle = ParseError(ParseErrorKind.LANGUAGE, wish.language, known)
            return help_views.not_understood(speech, puzzle, request.typed)
        if not (wish.zone or request.reader.person.timezone or await self._find(workspace, channel.id)):
            return await self._ask(
                request, channel, UnclearDigestCommand(wish, ParseError(ParseErrorKind.NO_ZONE, ""))
            )
        refused = await self._refused(request, channel)
        return refused or await self._setting_up.set_up(workspace, request.reader, channel.id, wish)

    async def _ask(self, request: Request, channel: Channel, unclear: UnclearDigestCommand) -> Message | None:
        """Open the form with what was understood, or say in words what was not."""
        if refused := await self._refused(request, channel):
            return refused
        if await self._setting_up.open(request, channel.id, unclear):
            return None
        return help_views.not_understood(request.reader.language, unclear.error, request.typed)

    async def _refused(self, request: Request, channel: Channel) -> Message | None:
        if not channel.can_post:
            return digest_views.needs_invitation(request.reader.language)
        return await self._setting_up.refused(request.workspace, request.reader, channel, typed_there=True)

    async def _off(self, request: Request, channel: Channel) -> Message:
        workspace = request.workspace
        refused = await self._setting_up.refused(workspace, request.reader, channel, typed_there=True)
        if refused:
            return refused
        set_by = await self._desk.deps.database.write(stored.unsubscribe, workspace.id, channel.id)
        return digest_views.switched_off(request.reader.language, channel.id, had_one=set_by is not None)

    async def _status(self, request: Request, channel: str) -> Message:
        workspace = request.workspace
        found = await self._find(workspace, channel)
        names = await self._desk.names(workspace, [found.set_by] if found else [])
        zone = found.schedule.zone if found else ""
        others = await self._setting_up.other_zones(workspace, channel, zone) if found else ()
        audience = await self._audience(workspace, found)
        return digest_views.status(request.reader.language, names, channel, found, others, audience)

    async def _preview(self, request: Request, channel: str) -> Message:
        workspace, person = request.workspace, request.command.person
        zone = find_zone(request.reader.person.timezone)
        audience = await self._audience(workspace, await self._find(workspace, channel))
        seen, spoken_here = await self._desk.deps.database.read(
            lambda tx: (
                digests.preview(tx, workspace, channel, person, zone, audience),
                workspaces.get(tx, workspace.id).language,
            )
        )
        told = [story for chapter in seen.chapters for story in chapter.recognitions]
        names = await self._desk.names(workspace, people_in(told) | {seen.subscription.set_by})
        posted_in = self._desk.language(seen.digest.contents.language or spoken_here)
        content = WeeklyDigest(seen.digest, seen.chapters, seen.first_givers, seen.display_order)
        content = await with_open_channels(self._desk.directory, workspace, content, content.shown)
        self._show_picture(request, content, posted_in)
        return digest_views.preview(request.reader.language, names, request.values, seen, posted_in, content)

    def _show_picture(self, request: Request, content: WeeklyDigest, posted_in: Language) -> None:
        """Let the picture follow: it takes Slack longer to take it in than an answer may take."""
        if response_url := request.command.response_url:
            speech, values = request.reader.language, request.values
            self._desk.afterwards.start(self._previews.show(speech, posted_in, values, content, response_url))

    async def _find(self, workspace: Workspace, channel: str) -> Subscription | None:
        return await self._desk.deps.database.read(stored.subscription, workspace.id, channel)

    async def _audience(self, workspace: Workspace, found: Subscription | None) -> Audience | None:
        """Who reads the channel, where that matters."""
        if found is None or found.contents.covers is Coverage.CHANNEL:
            return None
        return await self._desk.audiences.read_in_time(workspace, found.channel)
