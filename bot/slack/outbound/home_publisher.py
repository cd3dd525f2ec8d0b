"""Showing people their Home, as it is at that moment."""

import asyncio
from dataclasses import replace
from typing import assert_never

import structlog

from bot.deps import Deps
from bot.domain.outbox_messages import HomePublication
from bot.domain.user import User
from bot.domain.workspace import Workspace
from bot.errors import SlackError, SlackRefusedError
from bot.slack.api.client import SlackClient
from bot.slack.api.directory import Directory
from bot.slack.api.reachable_links import reachable
from bot.slack.features.home import view_state
from bot.slack.features.home import views as home_views
from bot.slack.features.preferences import views as preferences_views
from bot.slack.outbound.failures import is_workspace_refused, read_failure
from bot.slack.outbound.rendering import users_in
from bot.slack.ui.inline import Spans
from bot.slack.ui.language import Language, language
from bot.slack.ui.modal import View
from bot.storage import homes
from bot.storage.engine import Transaction
from bot.storage.homes import Home
from bot.usecases import home
from bot.usecases.delivery_results import DeliveryDone, DeliveryResult
from bot.usecases.history import HistoryPage
from bot.usecases.home import HomeContent
from bot.usecases.preferences import PreferencesPage
from bot.usecases.workspace_settings import SettingsOverview

IN_TIME = 2.0
"""Seconds that showing it may take while somebody waits for it."""

_UNSEEN = ("not_enabled", "user_disabled", "user_not_found")
"""Refusals that say that nobody sees this Home."""
_REFUSING_PICTURES = ("invalid_arguments", "invalid_blocks", "invalid_blocks_format")
"""Refusals by which Slack may mean a picture in a view."""

_log = structlog.get_logger(__name__)


class HomePublisher:
    """Publishes what people have open."""

    def __init__(self, deps: Deps, client: SlackClient, directory: Directory) -> None:
        """Prepare."""
        self._deps = deps
        self._client = client
        self._directory = directory

    async def show(self, workspace: Workspace, user: User, news: Spans = ()) -> None:
        """Show a user what they have just opened. What takes too long is published by a delivery."""
        try:
            async with asyncio.timeout(IN_TIME):
                await self._publish(workspace, user, news)
        except (SlackError, TimeoutError) as error:
            # One that Slack refuses is cleared by the delivery: it may show what was removed.
            _log.warning("home not shown yet", error=str(error) or type(error).__name__)
            await self._deps.database.write(homes.enqueue_refresh, workspace.id, user.id)

    async def deliver(self, workspace: Workspace, publication: HomePublication) -> DeliveryResult:
        """Publish a Home for a delivery. A Home that Slack refuses is as good as none."""
        user = publication.destination
        try:
            # It may show what was removed, and is not open any longer.
            is_stale = publication.held_since is not None and not await self._is_open(workspace, user)
            if publication.is_cleared or is_stale:
                await self._clear(workspace, user)
            else:
                users = await self._directory.people(workspace, [user])
                await self._publish(workspace, users[user])
        except SlackRefusedError as error:
            if is_workspace_refused(error):
                return read_failure(error, is_message_call=True)
            _log.warning("home refused", error=error.error)
            if publication.is_cleared:
                return _not_cleared(error)
            return await self._clear_refused(workspace, user)
        except SlackError as error:
            return read_failure(error, is_message_call=True)
        return DeliveryDone()

    async def _clear_refused(self, workspace: Workspace, user: str) -> DeliveryResult:
        """Clear a Home that cannot be shown as it is now: it may show what was taken away."""
        try:
            await self._call(user, home_views.build_erased_home(self._language(workspace.language)))
        except SlackRefusedError as error:
            return _not_cleared(error)
        except SlackError as error:
            return read_failure(error, is_message_call=True)
        return DeliveryDone()

    async def _clear(self, workspace: Workspace, user: str) -> None:
        """Let nothing of somebody stand there who was erased, unless they came back since."""
        if not await self._is_open(workspace, user):
            # Nobody is looked up, or they would be known again.
            await self._call(user, home_views.build_erased_home(self._language(workspace.language)))

    async def _is_open(self, workspace: Workspace, user: str) -> bool:
        found = await self._deps.database.read(homes.get, workspace.id, user)
        return found is not None

    def _language(self, tag: str) -> Language:
        return language(tag, self._deps.settings.commands[0])

    async def _publish(self, workspace: Workspace, user: User, news: Spans = ()) -> None:
        """Publish what is open now. Raises `SlackError`."""
        try:
            await self._publish_once(workspace, user, news)
        except SlackRefusedError as error:
            if error.error != "hash_conflict":
                raise
            # Something was published in between, or in an unknown way: it is drawn again.
            await self._publish_once(workspace, user, news, is_forced=True)

    async def _publish_once(
        self, workspace: Workspace, user: User, news: Spans, *, is_forced: bool = False
    ) -> None:
        """Publish it in the place of what was published last or, `is_forced`, of whatever there is."""
        database = self._deps.database
        found = await database.read(_found, workspace, user)
        if found is None:
            return
        open_, shown = found
        before = "" if is_forced else open_.hash
        view = await self._drawn(workspace, user, open_, shown, news)
        try:
            hash_ = await self._call(user.id, view, before)
        except SlackRefusedError as error:
            if error.error not in _REFUSING_PICTURES or not _has_faces(view):
                raise
            # Slack refuses a view whole if it cannot load one of its pictures.
            _log.warning("home shown without faces", error=error.error)
            view = await self._drawn(workspace, user, open_, shown, news, has_faces=False)
            hash_ = await self._call(user.id, view, before)
        await database.write(homes.set_hash, workspace.id, user.id, hash_)

    async def _call(self, user: str, view: View, hash_: str = "") -> str:
        answer = await self._client.call("views.publish", user_id=user, view=view, hash=hash_ or None)
        published = answer.get("view")
        mark = published.get("hash") if isinstance(published, dict) else None
        return mark if isinstance(mark, str) else ""

    async def _drawn(
        self,
        workspace: Workspace,
        user: User,
        open_: Home,
        shown: HomeContent,
        news: Spans,
        *,
        has_faces: bool = True,
    ) -> View:
        speech = self._language(user.locale)
        if not shown.offered:
            return home_views.build_foreign_home(speech)
        shown = await self._with_reachable_links(workspace, user, shown)
        known = await self._directory.last_known(workspace, _people(shown))
        names = {id_: one.name for id_, one in known.items()}
        faces = {id_: one.picture for id_, one in known.items() if one.picture} if has_faces else {}
        opened = view_state.find_view(shown.section, open_.page)
        return home_views.build_home(speech, names, user, shown, opened, news=news, faces=faces)

    async def _with_reachable_links(
        self, workspace: Workspace, user: User, shown: HomeContent
    ) -> HomeContent:
        joined = await reachable(self._directory, workspace, user, shown.joined)
        content = shown.content
        if isinstance(content, HistoryPage):
            recognitions = await reachable(self._directory, workspace, user, content.recognitions)
            content = replace(content, recognitions=recognitions)
        return replace(shown, joined=joined, content=content)


def _has_faces(view: View) -> bool:
    elements = (one for block in view["blocks"] if block["type"] == "context" for one in block["elements"])
    return any(element["type"] == "image" for element in elements)


def _not_cleared(error: SlackRefusedError) -> DeliveryResult:
    """Return what follows if a Home cannot even be cleared: it is tried again, unless nobody sees it."""
    if is_workspace_refused(error):
        return read_failure(error, is_message_call=True)
    _log.warning("home not cleared", error=error.error)
    return DeliveryDone() if error.error in _UNSEEN else read_failure(error, is_message_call=True)


def _found(tx: Transaction, workspace: Workspace, user: User) -> tuple[Home, HomeContent] | None:
    open_ = homes.get(tx, workspace.id, user.id)
    if open_ is None:
        return None
    place = view_state.find_view(open_.section, open_.page).page_request.cursor
    return open_, home.read_home(tx, workspace, user, open_.section, place)


def _people(shown: HomeContent) -> set[str]:
    """Everybody whose name appears."""
    match shown.content:
        case HistoryPage(recognitions):
            return users_in([*recognitions, *shown.joined])
        case PreferencesPage() as seen:
            return preferences_views.collect_users(seen)
        case tuple() as circles:
            return {member for circle in circles for member in circle.members}
        case SettingsOverview(_, appointed):
            return {*appointed}
        case None:
            return set()
        case other:
            assert_never(other)
