"""Reading the rest of a long digest, for those who see its post."""

import structlog

from bot.domain.digest import after
from bot.domain.values import Values
from bot.domain.visibility import ChannelKind
from bot.domain.workspace import Workspace
from bot.slack import digest_pages
from bot.slack.blocks import weekly as blocks
from bot.slack.blocks.document import Message
from bot.slack.client import SlackError
from bot.slack.desk import Desk, Reader
from bot.slack.memory import PATIENCE
from bot.slack.payloads import BadPayloadError, Press
from bot.slack.rendering import people_in
from bot.storage import workspaces
from bot.storage.engine import Transaction
from bot.usecases import deliver
from bot.usecases.contents import WeeklyDigest

_log = structlog.get_logger(__name__)


class ReadingRest:
    """Shows page after page of what the post has no room for."""

    def __init__(self, desk: Desk) -> None:
        """Prepare."""
        self._desk = desk

    async def began(self, workspace: Workspace, reader: Reader, press: Press) -> None:
        """Show the first page to whoever pressed the digest's button, and leave the digest as it is."""
        await self._desk.tell(press.response_url, await self.page(workspace, reader, press))

    async def page(self, workspace: Workspace, reader: Reader, press: Press) -> Message:
        """The page that a button asks for. Whether they may read it is decided anew."""
        try:
            turn = digest_pages.rest(press.value)
        except BadPayloadError:
            _log.warning("a button of a digest that cannot be read")
            return blocks.gone(reader.language)

        def look(tx: Transaction) -> tuple[WeeklyDigest | None, Values]:
            values = workspaces.values(tx, workspace.id)
            return deliver.weekly_digest(tx, workspace, values, turn.digest), values

        database = self._desk.deps.database
        try:
            async with self._desk.in_time():
                if not await self._reads(workspace, reader, press.channel):
                    return blocks.gone(reader.language)
                await self._desk.audiences.keep_to_what_all_may_see(workspace, turn.digest, PATIENCE)
        except (SlackError, TimeoutError) as error:
            _log.warning("nobody knows who may read on", error=str(error) or type(error).__name__)
            return blocks.gone(reader.language)
        content, values = await database.read(look)
        if content is None or content.digest.channel != press.channel:
            return blocks.gone(reader.language)
        left = after(content.chapters, turn.after, values)
        names = await self._desk.names(workspace, people_in(s for chapter in left for s in chapter.stories))
        return blocks.rest(reader.language, names, values, left, content, turn)

    async def _reads(self, workspace: Workspace, reader: Reader, channel: str) -> bool:
        """Whether they read this channel now, where Slack says that they pressed. Raises `SlackError`."""
        found = await self._desk.directory.channel(workspace, channel)
        if found.kind is ChannelKind.PUBLIC:
            return True
        return await self._desk.directory.is_member(channel, reader.person.id)
