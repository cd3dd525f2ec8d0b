"""Keepsakes: what users received, sent to themselves as files, on request or once a year."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from enum import Enum, auto

from msgspec import Struct

from bot.domain.calendar import find_zone
from bot.domain.history import Cursor, HistoryFilters, PageSide
from bot.domain.ids import RecognitionId, UserId, WorkspaceId
from bot.domain.keepsake import (
    EARLIEST_ZONE,
    YearDay,
    find_next_year_day,
    find_year_before,
    find_year_day,
)
from bot.domain.outbox_messages import Keepsake
from bot.domain.recognition import RecognitionView
from bot.domain.scopes import ReceivedScope
from bot.domain.user import User
from bot.domain.workspace import Workspace
from bot.storage import deduplication, export, homes, keepsake_schedules, outbox, pages, users, workspaces
from bot.storage.engine import Transaction
from bot.storage.failed_items import FailedItems, work_on_each
from bot.storage.keepsake_schedules import DueKeepsake

PAGE_SIZE = 500
"""Recognitions that are read at once."""
BATCH = 100
"""Users per transaction."""
MAX_DELAY = timedelta(days=7)
"""A yearly keepsake that is later than this is not sent: the day is over."""


class KeepsakeRequest(Enum):
    """What became of a request."""

    STARTED = auto()
    UNDER_WAY = auto()
    """An earlier one is not sent yet."""
    EMPTY = auto()
    """The user received nothing then."""


class KeepsakePeriod(Struct, frozen=True):
    """From `since` until before `until` (UTC); None where nothing bounds it."""

    since: datetime | None = None
    until: datetime | None = None


def request_keepsake(
    tx: Transaction, workspace: Workspace, user: UserId, period: KeepsakePeriod, key: str
) -> KeepsakeRequest:
    """Request a keepsake. A request that Slack repeats changes nothing and returns the same."""
    if not deduplication.record_key(tx, workspace.id, f"keepsake:{key}"):
        return KeepsakeRequest.STARTED
    if export.is_under_way(tx, workspace.id, user, Keepsake):
        return KeepsakeRequest.UNDER_WAY
    if not read_page(tx, workspace, user, period, limit=1):
        return KeepsakeRequest.EMPTY
    outbox.put(tx, workspace.id, Keepsake(user, since=period.since, until=period.until))
    return KeepsakeRequest.STARTED


def read_page(
    tx: Transaction,
    workspace: Workspace,
    user: UserId,
    period: KeepsakePeriod,
    before: RecognitionId | None = None,
    limit: int = PAGE_SIZE,
) -> list[RecognitionView]:
    """Return what a user received, newest first: the newest, or what came before that recognition."""
    filters = HistoryFilters(since=period.since, until=period.until)
    place = Cursor(PageSide.OLDER, before) if before else None
    return pages.read_page(tx, workspace, ReceivedScope(user), filters, limit=limit, place=place)


def switch_on(tx: Transaction, workspace: Workspace, user: User, chosen: YearDay) -> datetime:
    """Send a user a keepsake each year on that day; return when the next one is due (UTC)."""
    due = find_next_year_day(chosen, find_zone(user.timezone), tx.now)
    # Users can move until then, so their zone is looked up again when the day begins anywhere.
    looked_up_at = find_year_day(chosen, EARLIEST_ZONE, due)
    keepsake_schedules.switch_on(tx, workspace.id, user.id, chosen, looked_up_at)
    homes.refresh(tx, workspace.id, [user.id])
    return due


def switch_off(tx: Transaction, workspace: Workspace, user: UserId) -> None:
    """Send a user no more yearly keepsakes."""
    keepsake_schedules.switch_off(tx, workspace.id, user)
    homes.refresh(tx, workspace.id, [user])


def find_day(tx: Transaction, workspace: Workspace, user: UserId) -> YearDay | None:
    """Return the day that a user chose; None if they get no yearly keepsake."""
    return keepsake_schedules.find_day(tx, workspace.id, user)


def make_due_keepsakes(tx: Transaction, failed: FailedItems | None = None) -> int:
    """Write a batch of due keepsakes, and return how many were due.

    One that fails is added to `failed` and does not stop the others.
    """
    failed = failed or FailedItems("keepsake")
    if failed.are_too_many:
        return 0
    claimed = keepsake_schedules.claim_due(tx, BATCH, failed)

    def make_each(due_keepsakes: Sequence[DueKeepsake]) -> list[None]:
        for due_keepsake in due_keepsakes:
            _make_keepsake(tx, *due_keepsake)
        return []

    work_on_each(tx, claimed, lambda due_keepsake: due_keepsake[:2], make_each, failed)
    return len(claimed)


def _make_keepsake(
    tx: Transaction, workspace_id: WorkspaceId, user: UserId, chosen: YearDay, looked_up_at: datetime
) -> None:
    """Write the keepsake of the twelve months before it is due where the user lives now.

    Before that hour, only set when to look again. If the months are empty, there is none.
    """
    reader = users.find_users(tx, workspace_id, [user]).get(user) or User(user)
    due = find_year_day(chosen, find_zone(reader.timezone), looked_up_at)
    if due > tx.now:
        keepsake_schedules.advance(tx, workspace_id, user, due)
        return
    keepsake_schedules.advance(tx, workspace_id, user, find_next_year_day(chosen, EARLIEST_ZONE, due))
    period = KeepsakePeriod(find_year_before(due), due)
    workspace = workspaces.get(tx, workspace_id)
    is_wanted = reader.is_reachable and tx.now - due < MAX_DELAY
    if is_wanted and read_page(tx, workspace, user, period, limit=1):
        outbox.put(tx, workspace_id, Keepsake(user, since=period.since, until=period.until, is_yearly=True))
