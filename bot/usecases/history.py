"""History of recognitions: who may read it, and its pages."""

from datetime import timedelta

from msgspec import Struct
from msgspec.structs import replace

from bot.domain.audit import AuditedCircle, AuditedQuery, AuditKind
from bot.domain.circle import Circle, CircleSource
from bot.domain.endorsement import MAX_COMMENTS_SHOWN
from bot.domain.history import NO_FILTERS, Cursor, HistoryFilters, PageSide
from bot.domain.ids import ChannelId, UserId
from bot.domain.message_text import MENTION_LENGTH
from bot.domain.recognition import RecognitionView
from bot.domain.reply import MAX_REPLIES_SHOWN, MAX_REPLY_SHOWN
from bot.domain.scopes import (
    NO_LED_USERS,
    CircleScope,
    HistoryReader,
    ReceivedScope,
    RequestedChannel,
    Scope,
    ScopeRefusal,
    decide_channel_scope,
    decide_user_scope,
)
from bot.domain.values import Values
from bot.domain.workspace import Workspace
from bot.storage import (
    audit_entries,
    circles,
    homes,
    pages,
    value_merges,
    workspaces,
)
from bot.storage.engine import Transaction
from bot.usecases.leads import CircleOverview, find_led_users, make_overview

YEAR = timedelta(days=365)
MAX_RECOGNITIONS_OF_YEAR = 300
"""Recognitions in the picture of a year: the newest ones if there are more."""
MAX_PAGE_SIZE = 10
"""Recognitions on one page."""
SAME_QUERY_PERIOD = timedelta(days=1)
"""How long reading more pages counts as the same query."""
MAX_CHARACTERS = 9_000
"""Characters of words and names in one answer: Slack refuses longer messages (`msg_blocks_too_long`)."""


class HistoryOfUsers(Struct, frozen=True):
    """What these users, and the members of these circles (ids), received or gave.

    With `counterparts`: only from these, or to these.
    """

    users: tuple[UserId, ...]
    circles: tuple[str, ...] = ()
    given: bool = False
    counterparts: tuple[UserId, ...] = ()


class HistoryOfChannels(Struct, frozen=True):
    """What was given in these channels."""

    channels: tuple[RequestedChannel, ...]


HistorySubject = HistoryOfUsers | HistoryOfChannels


class HistoryPage(Struct, frozen=True):
    """Some recognitions, newest first, and whether there are older and newer ones."""

    recognitions: tuple[RecognitionView, ...]
    has_older: bool
    has_newer: bool

    def newest(self, count: int) -> "HistoryPage":
        """Return the page with its first `count` recognitions; the next page begins after them."""
        return (
            self
            if count >= len(self.recognitions)
            else replace(self, recognitions=self.recognitions[:count], has_older=True)
        )

    def oldest(self, count: int) -> "HistoryPage":
        """Return the page with its last `count` recognitions; the previous page ends before them."""
        if count >= len(self.recognitions):
            return self
        return replace(self, recognitions=self.recognitions[len(self.recognitions) - count :], has_newer=True)


def authorize(
    tx: Transaction,
    workspace: Workspace,
    reader: HistoryReader,
    about: HistorySubject,
    filters: HistoryFilters = NO_FILTERS,
    *,
    channels: frozenset[ChannelId] = frozenset(),
    is_turning: bool = False,
) -> Scope | ScopeRefusal:
    """Return what the reader may read about this subject, for `read_page`, or why they may not.

    `channels` are the private ones that the reader is in now, which matters for leads. Users that others ask
    about can read in their audit entries that they did. `is_turning` says that another page of the same query
    is read, which is no new audit entry.
    """
    scope = _decide_scope(tx, workspace, reader, about, channels)
    if isinstance(scope, CircleScope):
        _record_audit_entry(tx, workspace, reader, about, scope, filters, is_turning=is_turning)
    return scope


def read_page(
    tx: Transaction,
    workspace: Workspace,
    scope: Scope,
    filters: HistoryFilters = NO_FILTERS,
    place: Cursor | None = None,
) -> HistoryPage:
    """Return the page at the cursor, or the newest one, of what `authorize` allowed.

    It is a transaction of its own, since it may take long and writes nothing.
    """
    if filters.values:
        filters = replace(filters, values=value_merges.list_merged_keys(tx, workspace.id, filters.values))
    page = _read_page(tx, workspace, scope, filters, place)
    # All of the page may have been withdrawn since.
    return page if page.recognitions or place is None else _read_page(tx, workspace, scope, filters, None)


def _read_page(
    tx: Transaction, workspace: Workspace, scope: Scope, filters: HistoryFilters, place: Cursor | None
) -> HistoryPage:
    # One more than is shown: are there others?
    recognitions = pages.read_page(tx, workspace, scope, filters, limit=MAX_PAGE_SIZE + 1, place=place)

    def is_any(side: PageSide, recognition: RecognitionView) -> bool:
        return pages.has_page(tx, workspace, scope, filters, Cursor(side, recognition.id))

    if place and place.side is PageSide.NEWER and recognitions:
        shown = _limit_page(recognitions[::-1])[::-1]
        return HistoryPage(shown, is_any(PageSide.OLDER, shown[-1]), has_newer=len(recognitions) > len(shown))
    shown = _limit_page(recognitions)
    has_newer = bool(place and shown and is_any(PageSide.NEWER, shown[0]))
    return HistoryPage(shown, has_older=len(recognitions) > len(shown), has_newer=has_newer)


def _decide_scope(
    tx: Transaction,
    workspace: Workspace,
    reader: HistoryReader,
    about: HistorySubject,
    channels: frozenset[ChannelId],
) -> Scope | ScopeRefusal:
    match about:
        case HistoryOfChannels(channels_asked):
            return decide_channel_scope(reader, channels_asked)
        case HistoryOfUsers(users, asked_circles, given, counterparts):
            is_own = set(users) == {reader.id} and not asked_circles
            led_users = NO_LED_USERS if is_own else find_led_users(tx, workspace, reader, channels)
            members = [user for circle in asked_circles for user in circles.list_members(tx, circle)]
            return decide_user_scope(
                reader, users, members, given=given, counterparts=counterparts, care=led_users
            )


def _record_audit_entry(
    tx: Transaction,
    workspace: Workspace,
    reader: HistoryReader,
    about: HistorySubject,
    scope: CircleScope,
    filters: HistoryFilters,
    *,
    is_turning: bool,
) -> None:
    """Record the query; for another page of it, only for users who have no entry yet."""
    circle_ids = about.circles if isinstance(about, HistoryOfUsers) else ()
    known_circles = [
        circle for circle in (circles.get(tx, workspace.id, circle_id) for circle_id in circle_ids) if circle
    ]
    kind = AuditKind.PERSON if len(scope.users) == 1 else AuditKind.PEOPLE
    query = AuditedQuery(
        kind=AuditKind.CIRCLE if known_circles else kind,
        circles=tuple(_make_audited_circle(circle) for circle in known_circles),
        given=scope.is_given,
        values=filters.values,
        channels=filters.channels,
        phrases=filters.phrases,
        since=filters.since,
        until=filters.until,
    )
    audited_users = frozenset[str]()
    if is_turning:
        since = tx.now - SAME_QUERY_PERIOD
        audited_users = audit_entries.find_audited_users(
            tx, workspace.id, scope.users, reader.id, query, since
        )
    new_users = scope.users - audited_users
    audit_entries.record(tx, workspace.id, new_users, reader.id, query)
    homes.refresh(tx, workspace.id, new_users - {reader.id})


def _make_audited_circle(circle: Circle) -> AuditedCircle:
    """Return a circle as its members may see it; one of named users has no name."""
    is_named = circle.source is CircleSource.NAMED
    return AuditedCircle(circle.source, "" if is_named else circle.source_id, circle.name)


def _limit_page(recognitions: list[RecognitionView]) -> tuple[RecognitionView, ...]:
    """Return as many of the first recognitions as fit one answer, but at least one."""
    room = MAX_CHARACTERS
    for number, recognition in enumerate(recognitions[:MAX_PAGE_SIZE]):
        room -= len(recognition.text) + MENTION_LENGTH * len(
            {*recognition.givers, *recognition.recipients, *recognition.endorsers}
        )
        replies = recognition.replies[:MAX_REPLIES_SHOWN]
        room -= sum(min(len(reply.text), MAX_REPLY_SHOWN) + 2 * MENTION_LENGTH for reply in replies)
        room -= sum(len(credit.text) + 3 * MENTION_LENGTH for credit in recognition.credits)
        room -= sum(
            len(comment.text) + MENTION_LENGTH for comment in recognition.comments[:MAX_COMMENTS_SHOWN]
        )
        if room < 0 and number:
            return tuple(recognitions[:number])
    return tuple(recognitions[:MAX_PAGE_SIZE])


class HistoryAnswer(Struct, frozen=True):
    """A page of recognitions, and what is shown beside it.

    `values` are those of the workspace, `circles` those that the query names. `overview` is None unless the
    query is about one circle.
    """

    page: HistoryPage
    values: Values
    circles: tuple[Circle, ...]
    overview: CircleOverview | None


def read_answer(
    tx: Transaction,
    workspace: Workspace,
    about: HistorySubject,
    scope: Scope,
    filters: HistoryFilters,
    place: Cursor | None,
) -> HistoryAnswer:
    """Return the page at this cursor, or the newest one."""
    circle_ids = about.circles if isinstance(about, HistoryOfUsers) else ()
    circles_asked = tuple(
        circle for circle in (circles.get(tx, workspace.id, circle_id) for circle_id in circle_ids) if circle
    )
    summary = None
    if isinstance(about, HistoryOfUsers) and isinstance(scope, CircleScope):
        is_circle_alone = len(about.circles) == 1 and not about.users
        if is_circle_alone and place is None:
            summary = make_overview(tx, workspace, scope)
    page = read_page(tx, workspace, scope, filters, place)
    return HistoryAnswer(page, workspaces.find_values(tx, workspace.id), circles_asked, summary)


def list_received_in_year(tx: Transaction, workspace: Workspace, user: UserId) -> tuple[RecognitionView, ...]:
    """Return what a user received in the last twelve months, oldest first."""
    filters = HistoryFilters(since=tx.now - YEAR)
    found = pages.read_page(tx, workspace, ReceivedScope(user), filters, limit=MAX_RECOGNITIONS_OF_YEAR)
    return tuple(reversed(found))
