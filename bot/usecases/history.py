"""Reading back."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.domain.care import FEWEST_FOR_A_FIGURE
from bot.domain.recognition import Story
from bot.domain.visibility import (
    NO_CARE,
    Asker,
    Care,
    Cared,
    ChannelKind,
    Refusal,
    Scope,
    Wish,
    may_read_channel,
    may_read_circle,
    may_read_person,
)
from bot.domain.words import NAME_LENGTH
from bot.domain.workspace import Workspace
from bot.storage import access, circles, people, stories, workspaces
from bot.storage.engine import Transaction
from bot.storage.stories import Filters

LATELY = timedelta(days=30)
"""What counts as lately in a circle's overview."""
PAGE = 10
"""Stories in one answer, at most."""
MOST_CHARACTERS = 9_000
"""Characters of words and names in one answer: Slack refuses longer messages (`msg_blocks_too_long`)."""


@dataclass(frozen=True, slots=True)
class AboutPerson:
    """What a person received, or gave."""

    person: str
    given: bool = False


@dataclass(frozen=True, slots=True)
class AboutChannel:
    """What was given in a channel. `is_member` says whether the asker is in it now."""

    channel: str
    kind: ChannelKind
    is_member: bool


@dataclass(frozen=True, slots=True)
class AboutCircle:
    """What the people of a circle received, or gave."""

    circle: str
    given: bool = False


About = AboutPerson | AboutChannel | AboutCircle


@dataclass(frozen=True, slots=True)
class Page:
    """Some stories, newest first, and the id before which older ones begin, if there are any."""

    stories: tuple[Story, ...]
    older: str | None


def ask(
    tx: Transaction,
    workspace: Workspace,
    asker: Asker,
    about: About,
    filters: Filters,
    before: str | None = None,
    *,
    channels: frozenset[str] = frozenset(),
) -> Page | Refusal:
    """Answer a question about the past, as far as the asker may know; `before` is a page's `older`.

    `channels` are the private ones that the asker is in now, which matters to a lead. Whoever is asked about
    by somebody else reads later that they were; going on to older pages is the same look.
    """
    scope = _scope(tx, workspace, asker, about, channels)
    if isinstance(scope, Refusal):
        return scope
    if isinstance(about, AboutChannel):
        filters = replace(filters, channels=())
    if isinstance(scope, Cared) and before is None:
        kind = "circle" if isinstance(about, AboutCircle) else "person"
        access.record(tx, workspace.id, scope.people, asker.id, {"kind": kind, "given": scope.given})
    # One more than is shown tells whether there are older ones.
    found = stories.page(tx, workspace, scope, filters, limit=PAGE + 1, before=before)
    shown = _fitting(found[:PAGE])
    return Page(shown, shown[-1].id if len(found) > len(shown) else None)


def _scope(
    tx: Transaction,
    workspace: Workspace,
    asker: Asker,
    about: About,
    channels: frozenset[str],
) -> Scope | Refusal:
    match about:
        case AboutChannel(channel, kind, is_member):
            return may_read_channel(asker, channel, kind, is_member=is_member)
        case AboutPerson(person, given):
            cared = NO_CARE if person == asker.id else care(tx, workspace, asker, channels)
            return may_read_person(asker, person, given=given, care=cared)
        case AboutCircle(circle, given):
            cared = care(tx, workspace, asker, channels)
            return may_read_circle(asker, circles.members(tx, circle), given=given, care=cared)


def care(tx: Transaction, workspace: Workspace, asker: Asker, channels: frozenset[str]) -> Care:
    """Whom somebody is a lead of; `channels` are the private ones that they are in now."""
    is_on = workspaces.leads_are_on(tx, workspace.id)
    return Care(circles.cared_for(tx, workspace.id, asker.id), channels, is_on)


@dataclass(frozen=True, slots=True)
class Overview:
    """A circle as a whole. `values` are keys of those it lived lately, none for few people.

    `not_thanked` are people whom the asker has not thanked lately: seen by the asker alone.
    """

    values: tuple[str, ...]
    not_thanked: tuple[str, ...]


def overview(
    tx: Transaction, workspace: Workspace, asker: Asker, circle: str, *, channels: frozenset[str]
) -> Overview | None:
    """What a lead may know of a circle as a whole; None for anybody else."""
    cared = care(tx, workspace, asker, channels)
    scope = may_read_circle(asker, circles.members(tx, circle), given=False, care=cared)
    if not isinstance(scope, Cared):
        return None
    return overview_of(tx, workspace, asker.id, scope, since=tx.now - LATELY)


def overview_of(
    tx: Transaction, workspace: Workspace, lead: str, scope: Cared, *, since: datetime
) -> Overview:
    """The people of a scope as a whole: values since then, and whom the lead has not thanked `LATELY`."""
    thanked = stories.thanked_by(tx, workspace, lead, scope.people, since=tx.now - LATELY)
    unwilling = {p for p, wish in people.wishes(tx, workspace.id, scope.people).items() if wish is Wish.NEVER}
    many = len(scope.people) >= FEWEST_FOR_A_FIGURE
    values = stories.values_in(tx, workspace, scope, since=since) if many else ()
    return Overview(values, tuple(sorted(scope.people - thanked - unwilling)))


def _fitting(found: list[Story]) -> tuple[Story, ...]:
    """As many stories as one answer holds; one always fits."""
    room = MOST_CHARACTERS
    for number, story in enumerate(found):
        room -= len(story.words) + NAME_LENGTH * len({*story.givers, *story.recipients, *story.voices})
        if room < 0 and number:
            return tuple(found[:number])
    return tuple(found)
