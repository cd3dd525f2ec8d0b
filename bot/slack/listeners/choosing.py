"""One's own page, and changing what stands on it."""

from bot.domain import choices
from bot.domain.choices import Preference
from bot.domain.commands.meaning import Choose, ShowPrivacy
from bot.domain.workspace import Workspace
from bot.slack.blocks import export as export_blocks
from bot.slack.blocks import privacy as blocks
from bot.slack.blocks.document import Message
from bot.slack.blocks.inline import Spans
from bot.slack.desk import Desk, Reader
from bot.slack.listeners.exporting import Exporting
from bot.slack.payloads import BadPayloadError
from bot.usecases import privacy


class Choosing:
    """Answers `/kudos privacy …` and the buttons of its page."""

    def __init__(self, desk: Desk) -> None:
        """Prepare."""
        self._desk = desk
        self._exporting = Exporting(desk)

    async def answer(self, workspace: Workspace, reader: Reader, meaning: ShowPrivacy | Choose) -> Message:
        """Show the page, or say what was changed."""
        if isinstance(meaning, Choose):
            await self._choose(workspace, reader, meaning.choice)
            return blocks.chosen(reader.language, meaning.choice)
        return await self._show(workspace, reader)

    async def send_data(self, workspace: Workspace, reader: Reader, trigger_id: str) -> Message:
        """Let the reader have their data, and show the page with the answer to that."""
        is_new = await self._exporting.begin(workspace, reader, trigger_id)
        return await self._show(workspace, reader, export_blocks.on_its_way(reader.language, is_new=is_new))

    async def pressed(self, workspace: Workspace, reader: Reader, name: str) -> Message:
        """Choose what an option says (`messages:daily`), and show the page. Raises `BadPayloadError`."""
        about, _, option = name.partition(":")
        choice = choices.find_preference(about, option)
        if choice is None:
            raise BadPayloadError("value")
        seen = await self._choose(workspace, reader, choice)
        return await self._page(workspace, reader, seen, blocks.from_now_on(reader.language, choice))

    async def _choose(self, workspace: Workspace, reader: Reader, choice: Preference) -> privacy.Privacy:
        seen = await self._desk.deps.database.write(
            lambda tx: privacy.choose(tx, workspace, reader.person.id, choice)
        )
        self._desk.deps.wake()
        return seen

    async def _show(self, workspace: Workspace, reader: Reader, news: Spans = ()) -> Message:
        seen = await self._desk.deps.database.read(lambda tx: privacy.show(tx, workspace, reader.person.id))
        return await self._page(workspace, reader, seen, news)

    async def _page(
        self, workspace: Workspace, reader: Reader, seen: privacy.Privacy, news: Spans
    ) -> Message:
        names = await self._desk.names(workspace, blocks.people(seen))
        return blocks.page(reader.language, names, seen, zone=reader.person.timezone, news=news)
