"""Publishes users' Homes."""

import asyncio
from typing import assert_never

import structlog
from msgspec.structs import replace

from bot.deps import Deps
from bot.domain.ids import UserId
from bot.domain.outbox_messages import HomePublication
from bot.domain.user import User
from bot.domain.workspace import Workspace
from bot.errors import SlackError, SlackRefusedError
from bot.slack.api.client import SlackClient
from bot.slack.api.directory import Directory
from bot.slack.api.reachable_links import keep_reachable_links
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

PUBLISH_TIMEOUT = 2.0
"""Seconds that a user who opens the Home waits for it."""

_NO_HOME_ERRORS = ("not_enabled", "user_disabled", "user_not_found")
"""Refusals that say that the user sees no Home."""
_PICTURE_ERRORS = ("invalid_arguments", "invalid_blocks", "invalid_blocks_format")
"""Errors that may be about a picture in a view."""

_log = structlog.get_logger(__name__)


class HomePublisher:
    """Publishes the view that a user has open in their Home."""

    def __init__(self, deps: Deps, client: SlackClient, directory: Directory) -> None:
        """Publish with this client, and look up users in the directory."""
        self._deps = deps
        self._client = client
        self._directory = directory

    async def show(self, workspace: Workspace, user: User, news: Spans = ()) -> None:
        """Publish the view that a user just opened. If it takes too long, a delivery publishes it."""
        try:
            async with asyncio.timeout(PUBLISH_TIMEOUT):
                await self._publish(workspace, user, news)
        except (SlackError, TimeoutError) as error:
            # If Slack refuses it, the delivery clears it: it may show removed text.
            _log.warning("home not shown yet", error=str(error) or type(error).__name__)
            await self._deps.database.write(homes.enqueue_refresh, workspace.id, user.id)

    async def deliver(self, workspace: Workspace, publication: HomePublication) -> DeliveryResult:
        """Publish a Home for a delivery. Clear it if Slack refuses the view."""
        user = publication.destination
        try:
            # It may show removed text, and is no longer open.
            is_stale = publication.held_since is not None and not await self._is_open(workspace, user)
            if publication.is_cleared or is_stale:
                await self._clear(workspace, user)
            else:
                users = await self._directory.users.find(workspace, [user])
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

    async def _clear_refused(self, workspace: Workspace, user: UserId) -> DeliveryResult:
        """Clear a Home whose view Slack refuses: it may show removed text."""
        try:
            await self._call(
                workspace, user, home_views.build_erased_home(self._language(workspace.language))
            )
        except SlackRefusedError as error:
            return _not_cleared(error)
        except SlackError as error:
            return read_failure(error, is_message_call=True)
        return DeliveryDone()

    async def _clear(self, workspace: Workspace, user: UserId) -> None:
        """Clear the Home of a user who was erased, unless they opened it again since."""
        if not await self._is_open(workspace, user):
            # Do not look them up: Hearten would store them again.
            await self._call(
                workspace, user, home_views.build_erased_home(self._language(workspace.language))
            )

    async def _is_open(self, workspace: Workspace, user: UserId) -> bool:
        found = await self._deps.database.read(homes.get, workspace.id, user)
        return found is not None

    def _language(self, tag: str) -> Language:
        return language(tag, self._deps.settings.commands[0])

    async def _publish(self, workspace: Workspace, user: User, news: Spans = ()) -> None:
        """Publish the view that is open now. Raise `SlackError`."""
        try:
            await self._publish_once(workspace, user, news)
        except SlackRefusedError as error:
            if error.error != "hash_conflict":
                raise
            # Another view was published in between, or an answer got lost: build it again.
            await self._publish_once(workspace, user, news, is_forced=True)

    async def _publish_once(
        self, workspace: Workspace, user: User, news: Spans, *, is_forced: bool = False
    ) -> None:
        """Publish the view if Slack still shows the last one, or in any case if `is_forced`."""
        database = self._deps.database
        found = await database.read(_read_open_home, workspace, user)
        if found is None:
            return
        open_home, shown = found
        before = "" if is_forced else open_home.hash
        view = await self._build_view(workspace, user, open_home, shown, news)
        try:
            view_hash = await self._call(workspace, user.id, view, before)
        except SlackRefusedError as error:
            if error.error not in _PICTURE_ERRORS or not _has_faces(view):
                raise
            # Slack refuses the whole view if it cannot load one of its pictures.
            _log.warning("home shown without faces", error=error.error)
            view = await self._build_view(workspace, user, open_home, shown, news, has_faces=False)
            view_hash = await self._call(workspace, user.id, view, before)
        await database.write(homes.set_hash, workspace.id, user.id, view_hash)

    async def _call(self, workspace: Workspace, user: UserId, view: View, view_hash: str = "") -> str:
        answer = await self._client.call(
            workspace.id, "views.publish", user_id=user, view=view, hash=view_hash or None
        )
        published = answer.get("view")
        mark = published.get("hash") if isinstance(published, dict) else None
        return mark if isinstance(mark, str) else ""

    async def _build_view(
        self,
        workspace: Workspace,
        user: User,
        open_home: Home,
        shown: HomeContent,
        news: Spans,
        *,
        has_faces: bool = True,
    ) -> View:
        speech = self._language(user.locale)
        if not shown.offered:
            return home_views.build_foreign_home(speech)
        shown = await self._with_reachable_links(workspace, user, shown)
        known = await self._directory.users.find_stored(workspace, _find_users(shown))
        names = {id_: one.name for id_, one in known.items()}
        faces = {id_: one.picture for id_, one in known.items() if one.picture} if has_faces else {}
        opened = view_state.find_view(shown.section, open_home.page)
        return home_views.build_home(speech, names, user, shown, opened, news=news, faces=faces)

    async def _with_reachable_links(
        self, workspace: Workspace, user: User, shown: HomeContent
    ) -> HomeContent:
        joined = await keep_reachable_links(self._directory, workspace, user, shown.joined)
        content = shown.content
        if isinstance(content, HistoryPage):
            recognitions = await keep_reachable_links(self._directory, workspace, user, content.recognitions)
            content = replace(content, recognitions=recognitions)
        return replace(shown, joined=joined, content=content)


def _has_faces(view: View) -> bool:
    elements = (one for block in view["blocks"] if block["type"] == "context" for one in block["elements"])
    return any(element["type"] == "image" for element in elements)


def _not_cleared(error: SlackRefusedError) -> DeliveryResult:
    """Return the result if a Home cannot be cleared: it is tried again, unless the user sees no Home."""
    if is_workspace_refused(error):
        return read_failure(error, is_message_call=True)
    _log.warning("home not cleared", error=error.error)
    return DeliveryDone() if error.error in _NO_HOME_ERRORS else read_failure(error, is_message_call=True)


def _read_open_home(tx: Transaction, workspace: Workspace, user: User) -> tuple[Home, HomeContent] | None:
    open_home = homes.get(tx, workspace.id, user.id)
    if open_home is None:
        return None
    place = view_state.find_view(open_home.section, open_home.page).page_request.cursor
    return open_home, home.read_home(tx, workspace, user, open_home.section, place)


def _find_users(shown: HomeContent) -> set[UserId]:
    """Return the users whose names appear."""
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
