"""One's own page, and changing what stands on it."""

from bot.domain.commands.command import PreferenceCommand, PrivacyCommand
from bot.domain.preferences import Preference, find_preference
from bot.domain.workspace import Workspace
from bot.errors import InvalidPayloadError
from bot.slack.context import Desk, Reader
from bot.slack.features.export import views as export_views
from bot.slack.features.export.handlers import Exporting
from bot.slack.features.preferences import views as preferences_views
from bot.slack.ui.inline import Spans
from bot.slack.ui.message import Message
from bot.usecases import preferences


class Choosing:
    """Answers `/kudos privacy …` and the buttons of its page."""

    def __init__(self, desk: Desk) -> None:
        """Prepare."""
        self._desk = desk
        self._exporting = Exporting(desk)

    async def answer(
        self, workspace: Workspace, reader: Reader, meaning: PrivacyCommand | PreferenceCommand
    ) -> Message:
        """Show the page, or say what was changed."""
        if isinstance(meaning, PreferenceCommand):
            await self._choose(workspace, reader, meaning.preference)
            return preferences_views.chosen(reader.language, meaning.preference)
        return await self._show(workspace, reader)

    async def send_data(self, workspace: Workspace, reader: Reader, trigger_id: str) -> Message:
        """Let the reader have their data, and show the page with the answer to that."""
        is_new = await self._exporting.begin(workspace, reader, trigger_id)
        return await self._show(workspace, reader, export_views.on_its_way(reader.language, is_new=is_new))

    async def pressed(self, workspace: Workspace, reader: Reader, name: str) -> Message:
        """Choose what an option says (`messages:daily`), and show the page. Raises `InvalidPayloadError`."""
        about, _, option = name.partition(":")
        choice = find_preference(about, option)
        if choice is None:
            raise InvalidPayloadError("value")
        seen = await self._choose(workspace, reader, choice)
        return await self._page(
            workspace, reader, seen, preferences_views.from_now_on(reader.language, choice)
        )

    async def _choose(self, workspace: Workspace, reader: Reader, choice: Preference) -> preferences.Privacy:
        return await self._desk.deps.database.write(preferences.choose, workspace, reader.person.id, choice)

    async def _show(self, workspace: Workspace, reader: Reader, news: Spans = ()) -> Message:
        seen = await self._desk.deps.database.read(preferences.show, workspace, reader.person.id)
        return await self._page(workspace, reader, seen, news)

    async def _page(
        self, workspace: Workspace, reader: Reader, seen: preferences.Privacy, news: Spans
    ) -> Message:
        names = await self._desk.names(workspace, preferences_views.people(seen))
        return preferences_views.page(reader.language, names, seen, zone=reader.person.timezone, news=news)
