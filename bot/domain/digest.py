"""Digests: which stories a channel reads again, in which order, and what is said around them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bot.domain.audience import Coverage
from bot.domain.calendar import Period
from bot.domain.care import may_configure
from bot.domain.people import Person
from bot.domain.questions import Question, of_week
from bot.domain.recognition import Story
from bot.domain.values import Value, Values

VARIATIONS = len(Question)
"""Closing questions and lines for quiet weeks that take turns."""
STILL_NEWS = timedelta(days=3)
"""How long after its hour a digest that was missed is posted by itself."""


@dataclass(frozen=True, slots=True)
class Contents:
    """What a channel wishes to read in its digest.

    `quiet_weeks` says whether a week without thanks gets a line, `picture` whether there is one;
    `language` is a tag such as `de`, or "" for the workspace's.
    """

    covers: Coverage = Coverage.CHANNEL
    quiet_weeks: bool = False
    picture: bool = True
    language: str = ""


class SetBy(StrEnum):
    """Who may set up digests, as the workspace chooses."""

    MEMBERS = "members"
    """Whoever is in the channel."""
    ADMINS = "admins"
    """Admins, in the channels that they are in."""


class Ended(StrEnum):
    """Why a channel's digest ended without anybody's wish."""

    ARCHIVED = "archived"
    DELETED = "deleted"
    LEFT = "left"
    """The bot is not in the channel any more."""
    READ_ONLY = "read only"
    """The bot is not among those who may post in the channel."""


class NotSetUp(StrEnum):
    """Why somebody may not set up a channel's digest."""

    NO_MEMBER = "no member"
    NO_ADMIN = "no admin"


def refusal(person: Person, *, is_member: bool, by: SetBy) -> NotSetUp | None:
    """Why this person may not set up the digest of a channel; None where they may.

    People of other organisations may not: it is this workspace's.
    """
    if not is_member or person.is_foreign:
        return NotSetUp.NO_MEMBER
    return NotSetUp.NO_ADMIN if by is SetBy.ADMINS and not may_configure(person) else None


@dataclass(frozen=True, slots=True)
class Chapter:
    """Stories of one value, or those without one (`value` is None), in the order of the days."""

    value: Value | None
    stories: tuple[Story, ...]


def chapters(stories: Sequence[Story], values: Values) -> tuple[Chapter, ...]:
    """Group stories by value, in the workspace's own order, those without a value last.

    A story with several values is told once, under the first of them. The order within a chapter is that
    of time: nothing here ranks.
    """
    by_value: dict[str | None, list[Story]] = {}
    for story in sorted(stories, key=lambda s: s.id):
        first = next(iter(values.in_order(story.values)), None)
        by_value.setdefault(first.key if first else None, []).append(story)
    grouped = [
        Chapter(value, tuple(by_value[value.key])) for value in values.in_order(k for k in by_value if k)
    ]
    if None in by_value:
        grouped.append(Chapter(None, tuple(by_value[None])))
    return tuple(grouped)


def in_order_of_days(told: Iterable[Chapter]) -> tuple[Story, ...]:
    """All stories of a digest as they were given, one after the other."""
    return tuple(sorted((story for chapter in told for story in chapter.stories), key=lambda s: s.id))


@dataclass(frozen=True, slots=True)
class Place:
    """Somewhere in a digest: after the story with this id, in the chapter of this value ("" for none).

    Of a story that is longer than one message, `paragraphs` is how many were shown; 0 if all were.
    """

    value: str
    story: str
    paragraphs: int = 0


def after(told: Iterable[Chapter], place: Place, values: Values) -> tuple[Chapter, ...]:
    """What a digest tells after a place, also where the story there was taken back since."""
    order = {value.key: number for number, value in enumerate(values.ever.all)}
    here = order.get(place.value, len(order))
    left: list[Chapter] = []
    for chapter in told:
        number = order[chapter.value.key] if chapter.value else len(order)
        rest = tuple(s for s in chapter.stories if number > here or _is_left(s, place))
        if number >= here and rest:
            left.append(Chapter(chapter.value, rest))
    return tuple(left)


def _is_left(story: Story, place: Place) -> bool:
    """Return True if a story of the place's own chapter is not shown whole by then."""
    return story.id > place.story or (story.id == place.story and place.paragraphs > 0)


def variation(period: Period, before: int | None) -> int:
    """Which of `VARIATIONS` sentences a digest uses: the week decides, but never as in the one before."""
    turn = tuple(Question).index(of_week(period.end.date()))
    return turn if turn != before else (turn + 1) % VARIATIONS


def is_still_news(end: datetime, now: datetime) -> bool:
    """Whether a digest whose period ended then is posted; what was missed for longer goes into the next."""
    return now - end <= STILL_NEWS
