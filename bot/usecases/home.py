"""A user's Home."""

from collections.abc import Callable
from typing import Any, TypeVar

from msgspec import Struct

from bot.domain.circle import Circle
from bot.domain.endorsement import reduce_to_endorser
from bot.domain.history import NO_FILTERS, Cursor
from bot.domain.home import MAX_ENDORSED, OPEN_PERIOD, HomeSection, choose_section, list_sections
from bot.domain.ids import UserId
from bot.domain.recognition import RecognitionView
from bot.domain.scopes import EndorsedScope, ScopeRefusal, make_reader
from bot.domain.user import User
from bot.domain.values import Values
from bot.domain.workspace import Workspace
from bot.storage import admins, circles, homes, pages, workspaces
from bot.storage.engine import Transaction
from bot.usecases import history, preferences, workspace_settings
from bot.usecases.history import HistoryOfUsers, HistoryPage
from bot.usecases.preferences import PreferencesPage
from bot.usecases.workspace_settings import SettingsOverview

T = TypeVar("T")


class HomeContent(Struct, frozen=True):
    """A section of a Home, and all those that this user has; `content` is None where there is nothing.

    `joined` are recognitions of others that they joined in lately, below the newest that they gave.
    """

    section: HomeSection
    offered: tuple[HomeSection, ...]
    values: Values
    content: HistoryPage | PreferencesPage | tuple[Circle, ...] | SettingsOverview | None
    joined: tuple[RecognitionView, ...] = ()
    is_newcomer: bool = False
    """Has neither given nor received a recognition."""


def open_home(tx: Transaction, workspace: Workspace, user: UserId) -> HomeSection:
    """Record that a user opened their Home; return the section to show, the last one for a while."""
    before = homes.get(tx, workspace.id, user, since=tx.now - OPEN_PERIOD)
    section = before.section if before else HomeSection.RECEIVED
    homes.record_opening(tx, workspace.id, user, section, "")
    return section


HomeUseCase = Callable[[Transaction, Workspace, UserId, Any], T]
"""What a user can do on their Home: a use case of the workspace, the user's id, and what it is about."""


def record_open_page(
    tx: Transaction, workspace: Workspace, user: UserId, section: HomeSection, page: str
) -> None:
    """Record what a user has open on their Home."""
    homes.record_opening(tx, workspace.id, user, section, page)


def run_on_home(
    tx: Transaction,
    workspace: Workspace,
    user: UserId,
    section: HomeSection,
    page: str,
    use_case: HomeUseCase[T],
    what: Any,
) -> T:
    """Run a use case for a user, and record what is open on their Home, so it is updated at once."""
    result = use_case(tx, workspace, user, what)
    homes.record_opening(tx, workspace.id, user, section, page)
    return result


def read_home(
    tx: Transaction, workspace: Workspace, user: User, wanted: HomeSection, place: Cursor | None
) -> HomeContent:
    """Return what a section shows now; a history starts at the cursor."""
    user = admins.mark_if_appointed(tx, workspace.id, user)
    is_lead = workspaces.has_leads(tx, workspace.id) and circles.is_lead(tx, workspace.id, user.id)
    offered = list_sections(user, is_lead=is_lead)
    section = choose_section(wanted, offered)
    values = workspaces.find_values(tx, workspace.id)
    content = _read_content(tx, workspace, user, section, place)
    is_newest = isinstance(content, HistoryPage) and not content.has_newer
    joined = _list_endorsed(tx, workspace, user) if section is HomeSection.GIVEN and is_newest else ()
    is_empty = (
        isinstance(content, HistoryPage) and not content.recognitions and section is HomeSection.RECEIVED
    )
    is_newcomer = is_empty and place is None and not _has_given(tx, workspace, user)
    return HomeContent(section, offered, values, content, joined, is_newcomer)


def _has_given(tx: Transaction, workspace: Workspace, user: User) -> bool:
    given = _read_content(tx, workspace, user, HomeSection.GIVEN, None)
    return isinstance(given, HistoryPage) and bool(given.recognitions)


def _list_endorsed(tx: Transaction, workspace: Workspace, user: User) -> tuple[RecognitionView, ...]:
    recognitions = pages.read_page(tx, workspace, EndorsedScope(user.id), NO_FILTERS, limit=MAX_ENDORSED)
    return tuple(reduce_to_endorser(recognition, user.id) for recognition in recognitions)


def _read_content(
    tx: Transaction, workspace: Workspace, user: User, section: HomeSection, place: Cursor | None
) -> HistoryPage | PreferencesPage | tuple[Circle, ...] | SettingsOverview | None:
    match section:
        case HomeSection.RECEIVED | HomeSection.GIVEN:
            reader = make_reader(user)
            about = HistoryOfUsers((user.id,), given=section is HomeSection.GIVEN)
            scope = history.authorize(tx, workspace, reader, about)
            return (
                None
                if isinstance(scope, ScopeRefusal)
                else history.read_page(tx, workspace, scope, place=place)
            )
        case HomeSection.VALUES:
            return None
        case HomeSection.PREFERENCES:
            return preferences.find_page(tx, workspace, user.id)
        case HomeSection.CIRCLES:
            return tuple(circles.list_led_circles(tx, workspace.id, user.id))
        case HomeSection.SETTINGS:
            return workspace_settings.find_overview(tx, workspace, user)
