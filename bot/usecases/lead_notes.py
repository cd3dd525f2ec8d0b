"""Lead notes: once a week, what the users in the care of a lead were thanked for."""

from datetime import datetime, timedelta

from msgspec import Struct

from bot.domain.audit import AuditedQuery, AuditKind
from bot.domain.calendar import find_boundary_after, find_boundary_until
from bot.domain.circle import make_note_schedule
from bot.domain.history import Cursor, HistoryFilters, PageSide
from bot.domain.ids import UserId, WorkspaceId
from bot.domain.outbox_messages import LeadNote
from bot.domain.recognition import RecognitionView
from bot.domain.scopes import CircleScope, decide_user_scope, make_reader
from bot.domain.user import User, make_unknown_user
from bot.domain.workspace import Workspace
from bot.storage import audit_entries, circles, homes, outbox, pages, users, weekly_schedules, workspaces
from bot.storage.engine import Transaction
from bot.storage.failed_items import FailedItems
from bot.storage.weekly_schedules import WeeklyKind
from bot.usecases.leads import CircleOverview, find_led_users, make_overview
from bot.usecases.weekly_messages import make_due_messages

MAX_RECOGNITIONS = 20
"""Recognitions that one note looks at."""
MAX_DELAY = timedelta(days=3)
"""A note that is later than this is not sent: the next one is near."""
WEEK = timedelta(weeks=1)


class LeadNoteContent(Struct, frozen=True):
    """A week of the users that a lead leads, newest first, without what the lead gave alone.

    `has_older` is True if the week has more than these recognitions; `circles` (ids), `since` and `until` are
    the query that finds all of them.
    """

    reader: UserId
    recognitions: tuple[RecognitionView, ...]
    overview: CircleOverview
    has_older: bool = False
    circles: tuple[str, ...] = ()
    since: datetime | None = None
    until: datetime | None = None


def switch_lead_note(tx: Transaction, workspace: Workspace, lead: User, *, on: bool) -> bool:
    """Switch the weekly note of a lead on or off; return False if they lead no users."""
    if not circles.list_led_users(tx, workspace.id, lead.id):
        return False
    if on:
        due = find_boundary_after(make_note_schedule(lead.timezone), tx.now)
        weekly_schedules.switch_on(tx, workspace.id, WeeklyKind.LEADS_NOTE, lead.id, due)
    else:
        weekly_schedules.switch_off(tx, workspace.id, WeeklyKind.LEADS_NOTE, lead.id)
    return True


def make_due_notes(tx: Transaction, failed: FailedItems | None = None) -> int:
    """Write a batch of due notes, and return how many were due.

    A note without recognitions is not sent. Each note is recorded as an audit entry. A note that fails is
    added to `failed` and does not stop the others.
    """
    return make_due_messages(tx, WeeklyKind.LEADS_NOTE, _make_note, failed)


def _make_note(tx: Transaction, workspace_id: WorkspaceId, lead: UserId, due: datetime) -> None:
    workspace = workspaces.get(tx, workspace_id)
    user = users.find_users(tx, workspace_id, [lead]).get(lead) or User(lead)
    schedule = make_note_schedule(user.timezone)
    weekly_schedules.advance(
        tx, workspace_id, WeeklyKind.LEADS_NOTE, lead, find_boundary_after(schedule, tx.now)
    )
    until = find_boundary_until(schedule, tx.now)
    if tx.now - due >= MAX_DELAY:
        return
    scope = _decide_scope(tx, workspace, lead)
    week = HistoryFilters(since=until - WEEK, until=until)
    if scope is None or not _list_news(tx, workspace, scope, week, lead, limit=1):
        return
    audit_entries.record(
        tx, workspace_id, scope.users, lead, AuditedQuery(AuditKind.NOTE, since=week.since, until=week.until)
    )
    homes.refresh(tx, workspace_id, scope.users - {lead})
    outbox.put(tx, workspace_id, LeadNote(lead, until=until))


def compose_note(
    tx: Transaction, workspace: Workspace, lead: UserId, until: datetime
) -> LeadNoteContent | None:
    """Return the note about the week up to this instant; None if it is empty."""
    scope = _decide_scope(tx, workspace, lead)
    if scope is None:
        return None
    week = HistoryFilters(since=until - WEEK, until=until)
    views = _list_news(tx, workspace, scope, week, lead, limit=MAX_RECOGNITIONS + 1)
    if not views:
        return None
    return LeadNoteContent(
        reader=lead,
        recognitions=tuple(views[:MAX_RECOGNITIONS]),
        overview=make_overview(tx, workspace, scope, since=week.since),
        has_older=len(views) > MAX_RECOGNITIONS,
        circles=tuple(circle.id for circle in circles.list_led_circles(tx, workspace.id, lead)),
        since=week.since,
        until=week.until,
    )


def _list_news(
    tx: Transaction,
    workspace: Workspace,
    scope: CircleScope,
    week: HistoryFilters,
    lead: UserId,
    *,
    limit: int,
) -> list[RecognitionView]:
    """Return the newest recognitions of a week, without those by the lead alone."""
    news: list[RecognitionView] = []
    place = None
    while len(news) < limit:
        page = pages.read_page(tx, workspace, scope, week, limit=limit, place=place)
        news += (recognition for recognition in page if set(recognition.givers) != {lead})
        if len(page) < limit:
            break
        place = Cursor(PageSide.OLDER, page[-1].id)
    return news[:limit]


def _decide_scope(tx: Transaction, workspace: Workspace, lead: UserId) -> CircleScope | None:
    """Return what is public: which private channels the lead is in is unknown here."""
    user = users.find_users(tx, workspace.id, [lead]).get(lead) or make_unknown_user(lead)
    reader = make_reader(user)
    led_users = circles.list_led_users(tx, workspace.id, lead)
    scope = decide_user_scope(
        reader, (), led_users, given=False, care=find_led_users(tx, workspace, reader, frozenset())
    )
    return scope if isinstance(scope, CircleScope) else None
