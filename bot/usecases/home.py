"""A person's Home: what it shows of them, to nobody but themselves."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from bot.domain.home import MOST_JOINED, OPEN_FOR, Section, sections, shown
from bot.domain.people import Person
from bot.domain.recognition import Story
from bot.domain.values import Values
from bot.domain.visibility import Asker, JoinedBy, Refusal
from bot.domain.voices import own_part
from bot.domain.workspace import Workspace
from bot.storage import admins, circles, homes, pages, workspaces
from bot.storage.circles import Circle
from bot.storage.engine import Transaction
from bot.storage.pages import NO_FILTERS, Place
from bot.usecases import history, privacy, workspace_settings
from bot.usecases.history import AboutPeople, Page
from bot.usecases.privacy import Privacy
from bot.usecases.workspace_settings import Configuration

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Shown:
    """A section of a Home, and all those that this person has; `content` is None where there is nothing.

    `joined` are recognitions of others that they joined in lately, below the newest that they gave.
    """

    section: Section
    offered: tuple[Section, ...]
    values: Values
    content: Page | Privacy | tuple[Circle, ...] | Configuration | None
    joined: tuple[Story, ...] = ()
    is_newcomer: bool = False
    """Has neither thanked anybody nor been thanked."""


def opened(tx: Transaction, workspace: Workspace, person: str) -> Section:
    """Let somebody open their Home; answers the section to show: after a short while, the one left before."""
    before = homes.get(tx, workspace.id, person, since=tx.now - OPEN_FOR)
    section = before.section if before else Section.RECEIVED
    homes.open_(tx, workspace.id, person, section, "")
    return section


def acting(
    tx: Transaction, workspace: Workspace, person: str, section: Section, page: str, act: Callable[[], T]
) -> T:
    """Let somebody do something on their Home, of which this is open; it is shown to them at once."""
    done = act()
    homes.open_(tx, workspace.id, person, section, page)
    return done


def show(
    tx: Transaction, workspace: Workspace, person: Person, wanted: Section, place: Place | None
) -> Shown:
    """What a section shows now, of a history the page at this place."""
    person = admins.as_known(tx, workspace.id, person)
    is_lead = workspaces.leads_are_on(tx, workspace.id) and circles.is_lead(tx, workspace.id, person.id)
    offered = sections(person, is_lead=is_lead)
    section = shown(wanted, offered)
    values = workspaces.values(tx, workspace.id)
    content = _content(tx, workspace, person, section, place)
    is_newest = isinstance(content, Page) and not content.has_newer
    joined = _joined(tx, workspace, person) if section is Section.GIVEN and is_newest else ()
    is_empty = isinstance(content, Page) and not content.stories and section is Section.RECEIVED
    is_newcomer = is_empty and place is None and not _has_given(tx, workspace, person)
    return Shown(section, offered, values, content, joined, is_newcomer)


def _has_given(tx: Transaction, workspace: Workspace, person: Person) -> bool:
    given = _content(tx, workspace, person, Section.GIVEN, None)
    return isinstance(given, Page) and bool(given.stories)


def _joined(tx: Transaction, workspace: Workspace, person: Person) -> tuple[Story, ...]:
    found = pages.page(tx, workspace, JoinedBy(person.id), NO_FILTERS, limit=MOST_JOINED)
    return tuple(own_part(told, person.id) for told in found)


def _content(
    tx: Transaction, workspace: Workspace, person: Person, section: Section, place: Place | None
) -> Page | Privacy | tuple[Circle, ...] | Configuration | None:
    match section:
        case Section.RECEIVED | Section.GIVEN:
            asker = Asker(person.id, person.is_guest or person.is_unknown, person.is_foreign)
            about = AboutPeople((person.id,), given=section is Section.GIVEN)
            scope = history.ask(tx, workspace, asker, about)
            return None if isinstance(scope, Refusal) else history.read(tx, workspace, scope, place=place)
        case Section.VALUES:
            return None
        case Section.CHOICES:
            return privacy.show(tx, workspace, person.id)
        case Section.CIRCLES:
            return tuple(circles.led_by(tx, workspace.id, person.id))
        case Section.SETTINGS:
            return workspace_settings.show(tx, workspace, person)
