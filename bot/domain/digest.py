"""Digests: which recognitions a channel reads again, in which order, and the lines around them."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from enum import StrEnum

from msgspec import Struct

from bot.domain.audience import Coverage
from bot.domain.calendar import Period, Schedule, find_day_start, to_local_date
from bot.domain.circle import may_configure
from bot.domain.ids import ChannelId, RecognitionId, UserId, WorkspaceId
from bot.domain.prompt import WeeklyPrompt, find_weekly_prompt
from bot.domain.recognition import RecognitionView
from bot.domain.scopes import DigestScope
from bot.domain.user import User
from bot.domain.values import Value, Values

VARIATIONS = len(WeeklyPrompt)
"""Closing questions and lines for quiet weeks that take turns."""
MAX_DIGEST_DELAY = timedelta(days=3)
"""How long after its hour a digest that was missed is posted by itself."""


class DigestContents(Struct, frozen=True):
    """What a channel wishes to read in its digest.

    `quiet_weeks` says whether a week without thanks gets a line, `picture` whether there is one;
    `language` is a tag such as `de`, or "" for the workspace's.
    """

    covers: Coverage = Coverage.CHANNEL
    quiet_weeks: bool = False
    picture: bool = True
    language: str = ""


class DigestEditors(StrEnum):
    """Who may set up digests, as the workspace chooses."""

    MEMBERS = "members"
    """Members of the channel."""
    ADMINS = "admins"
    """Admins, in the channels that they are in."""


class DigestEnd(StrEnum):
    """Why a channel's digest ended by itself."""

    ARCHIVED = "archived"
    DELETED = "deleted"
    LEFT = "left"
    """The bot is no longer in the channel."""
    READ_ONLY = "read only"
    """The bot is not among those who may post in the channel."""


class DigestRefusal(StrEnum):
    """Why a user may not set up a channel's digest."""

    NO_MEMBER = "no member"
    NO_ADMIN = "no admin"


def find_digest_refusal(user: User, *, is_member: bool, by: DigestEditors) -> DigestRefusal | None:
    """Return why this user may not set up the digest of a channel; None if they may.

    Users of other organisations may not: it is this workspace's.
    """
    if not is_member or user.is_foreign:
        return DigestRefusal.NO_MEMBER
    return DigestRefusal.NO_ADMIN if by is DigestEditors.ADMINS and not may_configure(user) else None


class DigestChapter(Struct, frozen=True):
    """Recognitions of one value, or those without one (`value` is None), in the order of the days."""

    value: Value | None
    recognitions: tuple[RecognitionView, ...]


def group_by_value(recognitions: Sequence[RecognitionView], values: Values) -> tuple[DigestChapter, ...]:
    """Group recognitions by value, in the workspace's order, those without a value last.

    A recognition with several values is shown once, under the first of them. A chapter is in order of time:
    nothing here ranks.
    """
    by_value: dict[str | None, list[RecognitionView]] = {}
    for recognition in sorted(recognitions, key=lambda s: s.id):
        first = next(iter(values.sort_keys(recognition.values)), None)
        by_value.setdefault(first.key if first else None, []).append(recognition)
    grouped = [
        DigestChapter(value, tuple(by_value[value.key]))
        for value in values.sort_keys(k for k in by_value if k)
    ]
    if None in by_value:
        grouped.append(DigestChapter(None, tuple(by_value[None])))
    return tuple(grouped)


def flatten_chapters(told: Iterable[DigestChapter]) -> tuple[RecognitionView, ...]:
    """Return all recognitions of a digest as they were given, one after the other."""
    return tuple(
        sorted((recognition for chapter in told for recognition in chapter.recognitions), key=lambda s: s.id)
    )


def are_two_quiet(begins_at: datetime, latest: datetime | None, end: datetime) -> bool:
    """Return True if the digest that ends then is the second in a row without recognitions.

    It began at `begins_at`, and the `latest` one with recognitions ended then; None if none was posted.
    """
    # Two weeks, less what a change of clocks or of the hour takes.
    two_weeks_ago = end - timedelta(days=13)
    return begins_at <= two_weeks_ago and (latest is None or latest <= two_weeks_ago)


class DigestCursor(Struct, frozen=True):
    """Somewhere in a digest: after the recognition with this id, in the chapter of this value ("" for none).

    Of a recognition that is longer than one message, `paragraphs` is how many were shown; 0 if all were.
    """

    value: str
    recognition: RecognitionId
    paragraphs: int = 0


def skip_to_cursor(
    told: Iterable[DigestChapter], place: DigestCursor, values: Values
) -> tuple[DigestChapter, ...]:
    """Return the chapters after the cursor, even if its recognition was withdrawn since."""
    order = {value.key: number for number, value in enumerate(values.with_retired.all)}
    here = order.get(place.value, len(order))
    left: list[DigestChapter] = []
    for chapter in told:
        number = order[chapter.value.key] if chapter.value else len(order)
        rest = tuple(s for s in chapter.recognitions if number > here or _is_left(s, place))
        if number >= here and rest:
            left.append(DigestChapter(chapter.value, rest))
    return tuple(left)


def _is_left(recognition: RecognitionView, place: DigestCursor) -> bool:
    """Return True if a recognition of the place's own chapter is not shown whole by then."""
    return recognition.id > place.recognition or (
        recognition.id == place.recognition and place.paragraphs > 0
    )


def choose_variation(period: Period, before: int | None) -> int:
    """Return the number of the closing sentence: by the week, but never that of the previous digest."""
    turn = tuple(WeeklyPrompt).index(find_weekly_prompt(period.end.date()))
    return turn if turn != before else (turn + 1) % VARIATIONS


def is_still_news(end: datetime, now: datetime) -> bool:
    """Return True if a digest may still be posted: `MAX_DIGEST_DELAY` after `end` it goes into the next."""
    return now - end <= MAX_DIGEST_DELAY


DEFAULT_CONTENTS = DigestContents()
"""What digests held before one could choose."""


class Subscription(Struct, frozen=True):
    """A channel's wish for a weekly digest.

    `begins_at` is where its first period starts, `covered_until` where the next one does; all UTC.
    """

    workspace_id: WorkspaceId
    channel: ChannelId
    schedule: Schedule
    set_by: UserId
    begins_at: datetime
    covered_until: datetime
    next_due: datetime
    contents: DigestContents = DEFAULT_CONTENTS


class Digest(Struct, frozen=True):
    """A digest that was made: its period, and who had set it up.

    Its id is also that of its outbox message. `contents` covers as much as the readers of the channel may
    see; `is_quiet` is True for a week without recognitions; `variation` is the closing sentence that it uses.
    One that `is_requested` was asked for by a member, for days that they named.
    """

    id: str
    workspace_id: WorkspaceId
    channel: ChannelId
    period: Period
    zone: str
    set_by: UserId
    contents: DigestContents = DEFAULT_CONTENTS
    is_quiet: bool = False
    variation: int = 0
    is_requested: bool = False

    @property
    def named_period(self) -> Period:
        """Return the period as people read it: of one that was asked for, each day that it touches."""
        if not self.is_requested:
            return self.period
        first = to_local_date(self.period.start, self.zone)
        last = to_local_date(self.period.end - timedelta(microseconds=1), self.zone)
        return Period(find_day_start(first, self.zone), find_day_start(last + timedelta(days=1), self.zone))

    @property
    def scope(self) -> DigestScope:
        """Return what it covers of what it was made of."""
        is_wide = self.contents.covers is not Coverage.CHANNEL
        return DigestScope(self.channel, Coverage.WORKSPACE if is_wide else Coverage.CHANNEL)
