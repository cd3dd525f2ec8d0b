"""A person's Home: opened, turned, and what is pressed there."""

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from bot.domain.home import HomeSection
from bot.domain.preferences import find_preference
from bot.domain.workspace import Workspace
from bot.errors import InvalidPayloadError
from bot.slack import payloads
from bot.slack.context import Desk, Reader
from bot.slack.features.export import views as export_views
from bot.slack.features.export.handlers import Exporting
from bot.slack.features.history import query_state
from bot.slack.features.history import views as history_views
from bot.slack.features.home import given_views, view_state, year_views
from bot.slack.features.home import views as home_views
from bot.slack.features.home.view_state import Opened
from bot.slack.features.home.year import OwnYear
from bot.slack.features.leads import views as leads_views
from bot.slack.features.onboarding.handlers import Touring
from bot.slack.features.preferences import views as preferences_views
from bot.slack.features.recognition import views as recognition_views
from bot.slack.payloads import Press
from bot.slack.request_record import saving_aside
from bot.slack.ui.inline import Spans, fill
from bot.slack.ui.language import Language
from bot.slack.ui.message import Message
from bot.slack.ui.modal import window
from bot.storage.engine import Transaction
from bot.usecases import history as asked
from bot.usecases import home, preferences, withdrawals

T = TypeVar("T")


class Home:
    """Shows people their own, and lets them act on it in its place."""

    def __init__(self, desk: Desk) -> None:
        """Prepare."""
        self._desk = desk
        self._exporting = Exporting(desk)
        self._touring = Touring(desk)
        self._year = OwnYear(desk)

    async def opened(self, body: Mapping[str, Any]) -> None:
        """Show it to whoever opens it; the app's other tabs are Slack's own. Raises `InvalidPayloadError`."""
        if payloads.event_field(body, "tab") != "home":
            return
        workspace = await self._desk.workspace()
        reader = await self._desk.reader(workspace, payloads.event_field(body, "user"))
        await self._desk.deps.database.write(home.opened, workspace, reader.person.id)
        self._show(workspace, reader)
        await self._touring.meet(workspace, reader)

    async def pressed(self, workspace: Workspace, reader: Reader, press: Press) -> bool:
        """Do what a button says that has its answer on the Home itself; answers False for any other.

        Raises `InvalidPayloadError`.
        """
        action, _, detail = press.action.partition(":")
        before = view_state.read(press.context)
        match action:
            case home_views.HOME:
                await self._turn(workspace, reader, view_state.opened(_section(detail)))
            case history_views.OLDER | history_views.NEWER:
                turn = query_state.turn(press.value)
                section = HomeSection.GIVEN if turn.question.given else HomeSection.RECEIVED
                await self._turn(workspace, reader, view_state.opened(section, turn.as_value()))
            case recognition_views.UNDO:
                await self._undo(workspace, reader, press, before)
            case preferences_views.CHOOSE:
                await self._choose(workspace, reader, press.value, before)
            case year_views.YEAR:
                await self._remember(workspace, reader, before)
                if not await self._year.open(workspace, reader, press):
                    self._show(workspace, reader, _not_opened(reader.language))
            case leads_views.NOT_THANKED:
                await self._tell_not_thanked(workspace, reader, before)
            case preferences_views.EXPORT:
                is_new = await self._exporting.begin(workspace, reader, press.trigger_id)
                news = export_views.on_its_way(reader.language, is_new=is_new)
                await self._turn(workspace, reader, before, news)
            case _:
                # It is in use: what comes of the press is to be seen there.
                await self._remember(workspace, reader, before)
                return False
        return True

    async def answered(self, workspace: Workspace, reader: Reader, press: Press, answer: Message) -> None:
        """Show what would be said in a message's place: as a window or, where that fails, on the Home."""
        if not await self._desk.open(press.trigger_id, window(reader.language, answer)):
            await self._desk.homes.show(workspace, reader.person, _not_opened(reader.language))

    async def _undo(self, workspace: Workspace, reader: Reader, press: Press, before: Opened) -> None:
        recognition, person = press.recognition, reader.person.id
        taken = await self._act(
            workspace, reader, before, lambda tx: withdrawals.take_back(tx, workspace, person, recognition)
        )
        self._show(workspace, reader, given_views.taken_back(reader.language, taken))

    async def _choose(self, workspace: Workspace, reader: Reader, name: str, before: Opened) -> None:
        about, _, option = name.partition(":")
        choice = find_preference(about, option)
        if choice is None:
            raise InvalidPayloadError("value")
        await self._act(
            workspace, reader, before, lambda tx: preferences.choose(tx, workspace, reader.person.id, choice)
        )
        self._show(workspace, reader, preferences_views.from_now_on(reader.language, choice))

    async def _tell_not_thanked(self, workspace: Workspace, reader: Reader, before: Opened) -> None:
        """Name, on the lead's Home alone, those in their care whom the lead has not thanked lately."""
        people = await self._desk.deps.database.read(asked.not_thanked_lately, workspace, reader.person.id)
        names = await self._desk.names(workspace, people or ())
        await self._turn(workspace, reader, before, leads_views.not_thanked(reader.language, names, people))

    async def _turn(self, workspace: Workspace, reader: Reader, to: Opened, news: Spans = ()) -> None:
        await self._remember(workspace, reader, to)
        self._show(workspace, reader, news)

    async def _remember(self, workspace: Workspace, reader: Reader, open_: Opened) -> None:
        """Remember what is open. It is not what the press asks for: that may fail all the same."""
        with saving_aside():
            await self._act(workspace, reader, open_, lambda _: None)

    def _show(self, workspace: Workspace, reader: Reader, news: Spans = ()) -> None:
        """Publish the Home without letting Slack wait for its acknowledgement."""
        self._desk.afterwards.start(self._desk.homes.show(workspace, reader.person, news))

    async def _act(
        self, workspace: Workspace, reader: Reader, open_: Opened, act: Callable[[Transaction], T]
    ) -> T:
        """Do something, and remember what is open, in one transaction."""
        return await self._desk.deps.database.write(
            lambda tx: home.acting(
                tx, workspace, reader.person.id, open_.section, open_.page, lambda: act(tx)
            )
        )


def _not_opened(language: Language) -> Spans:
    sentence = language.gettext("That didn't open just now, and nothing was changed. Please try again.")
    return fill(sentence)


def _section(name: str) -> HomeSection:
    try:
        return HomeSection(name)
    except ValueError as error:
        raise InvalidPayloadError("action_id") from error
