"""A question about the past, as buttons and forms carry it."""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from msgspec import Meta, Struct
from msgspec.structs import replace

from bot.domain.history import Cursor, HistoryFilters, PageSide
from bot.domain.ids import ChannelId, UserId
from bot.domain.plain_data import to_plain
from bot.errors import InvalidPayloadError
from bot.slack.private_data import RowId, dump, fits, load, read
from bot.usecases.history import HistoryPage

MAX_CHARACTERS = 1_400
"""Characters of a question as JSON: a button's value has 2,000."""
MAX_STARTS = 10
"""Earlier pages that are shown again as they were; those before them are filled as far as possible."""

Moment = Annotated[datetime, Meta(tz=True)]
ShortId = Annotated[str, Meta(pattern=r"^[0-9a-f]{32}\Z")]
"""The id of a row without its hyphens, since there can be many."""


class HistoryQuestion(Struct, frozen=True):
    """Ids of users, circles, groups and channels; keys of values; phrases. The reader is not in it.

    Without users, circles, groups and channels it is about the reader; `since` and `until` are as in
    `HistoryFilters`, `counterparts` as in `HistoryOfUsers`.
    """

    users: tuple[UserId, ...] = ()
    circles: tuple[RowId, ...] = ()
    groups: tuple[str, ...] = ()
    channels: tuple[ChannelId, ...] = ()
    values: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()
    given: bool = False
    since: Moment | None = None
    until: Moment | None = None
    counterparts: tuple[UserId, ...] = ()

    @property
    def is_about_people(self) -> bool:
        """Return True if the question is about users, not about everything in its channels."""
        subjects = self.users or self.circles or self.groups or self.counterparts
        return bool(subjects or not self.channels)

    def filters(self) -> HistoryFilters:
        """Return the filters of the question."""
        channels = self.channels if self.is_about_people else ()
        return HistoryFilters(self.since, self.until, channels, self.values, self.phrases)

    @property
    def fits(self) -> bool:
        """Return True if a button can carry it."""
        return fits(self, MAX_CHARACTERS)


def is_circle_id(text: str) -> bool:
    """Return True for the id of a circle, rather than one of Slack's ids."""
    try:
        return bool(UUID(text))
    except ValueError:
        return False


class _HistoryPageData(Struct, frozen=True):
    """A page as a button carries it: `at` is the id that the cursor is at.

    `question` has the fields of a `HistoryQuestion`.
    """

    question: dict[str, Any]
    starts: tuple[ShortId, ...]
    side: PageSide | None = None
    at: RowId | None = None


class PageRequest(Struct, frozen=True):
    """A page of a question. `starts` are ids of the recognitions that the pages before it began with."""

    question: HistoryQuestion
    cursor: Cursor | None = None
    starts: tuple[str, ...] = ()

    def as_value(self) -> str:
        """Return the page as a button's value."""
        starts = tuple(start.replace("-", "") for start in self.starts)
        side, at = (self.cursor.side, self.cursor.id) if self.cursor else (None, None)
        return dump(_HistoryPageData(to_plain(self.question), starts, side, at))

    def older(self, page: HistoryPage) -> "PageRequest | None":
        """Return the page after the one that was shown; None if it is the last."""
        if not page.has_older:
            return None
        starts = (*self.starts, page.recognitions[0].id)[-MAX_STARTS:]
        return replace(self, cursor=Cursor(PageSide.OLDER, page.recognitions[-1].id), starts=starts)

    def newer(self, page: HistoryPage) -> "PageRequest | None":
        """Return the page before the one that was shown; None if it is the first."""
        if self.starts:
            *starts, begin = self.starts
            return replace(self, cursor=Cursor(PageSide.FROM, begin), starts=tuple(starts))
        if not page.has_newer:
            return None
        return replace(self, cursor=Cursor(PageSide.NEWER, page.recognitions[0].id))


def parse_page(value: str) -> PageRequest:
    """Parse what `as_value` returned. Raises `InvalidPayloadError`."""
    page = load(_HistoryPageData, value)
    # A filter that this version does not know must not be left out.
    if page.question.keys() - set(HistoryQuestion.__struct_fields__):
        raise InvalidPayloadError("question")
    question = read(HistoryQuestion, page.question)
    starts = tuple(str(UUID(start)) for start in page.starts)
    if page.side is None:
        return PageRequest(question, starts=starts)
    if page.at is None:
        raise InvalidPayloadError("at")
    return PageRequest(question, Cursor(page.side, page.at), starts)
