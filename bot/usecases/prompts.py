"""Prompts: one question a week for users who switched them on."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from bot.domain.calendar import (
    Period,
    Schedule,
    find_boundary_after,
    find_boundary_until,
    find_zone,
    subtract_months,
    to_local_date,
)
from bot.domain.outbox_messages import PromptMessage
from bot.domain.preferences import PromptPreference
from bot.domain.prompt import WeeklyPrompt, find_weekly_prompt
from bot.domain.user import User
from bot.domain.visibility import ReceivedScope
from bot.storage import outbox, recognition_views, users, weekly_schedules, workspaces
from bot.storage.engine import Transaction
from bot.storage.failed_items import FailedItems, work_on_each
from bot.storage.weekly_schedules import WeeklyKind

PROMPT_WEEKDAY, PROMPT_TIME = 4, time(15)
"""When a question is sent, in the user's time zone: the week is over, and still fresh."""
MAX_DELAY = timedelta(hours=12)
"""A question that is later than this is not sent."""
SECOND = timedelta(seconds=1)
BATCH = 100
"""Users per transaction."""

DuePrompt = tuple[int, str, datetime]
"""Workspace, user, and when their question was due."""


def switch_prompts(tx: Transaction, workspace_id: int, user: str, wish: PromptPreference) -> None:
    """Switch the weekly question of a user on or off."""
    if wish is PromptPreference.ON:
        due = find_boundary_after(_make_schedule(tx, workspace_id, user), tx.now)
        weekly_schedules.switch_on(tx, workspace_id, WeeklyKind.PROMPT, user, due)
    else:
        weekly_schedules.switch_off(tx, workspace_id, WeeklyKind.PROMPT, user)


def make_due_prompts(tx: Transaction, failed: FailedItems | None = None) -> int:
    """Write the questions of up to `BATCH` users that are due, and return how many were due.

    A question that fails is added to `failed` and does not stop the others.
    """
    failed = failed or FailedItems(WeeklyKind.PROMPT)
    if failed.are_too_many:
        return 0
    claimed = weekly_schedules.claim_due(tx, WeeklyKind.PROMPT, BATCH, failed)

    def make(due_prompts: Sequence[DuePrompt]) -> list[None]:
        for due_prompt in due_prompts:
            _make_prompt(tx, *due_prompt)
        return []

    work_on_each(tx, claimed, lambda due_prompt: due_prompt[:2], make, failed)
    return len(claimed)


def _make_prompt(tx: Transaction, workspace_id: int, user: str, due: datetime) -> None:
    schedule = _make_schedule(tx, workspace_id, user)
    weekly_schedules.advance(tx, workspace_id, WeeklyKind.PROMPT, user, find_boundary_after(schedule, tx.now))
    if tx.now - due < MAX_DELAY:
        day = to_local_date(due, schedule.zone).isoformat()
        memory = _find_memory(
            tx, workspace_id, user, Period(find_boundary_until(schedule, due - SECOND), due)
        )
        outbox.put(tx, workspace_id, PromptMessage(user, memory, day=day))


def _find_memory(tx: Transaction, workspace_id: int, user: str, week: Period) -> str | None:
    """Return the first recognition with text that the user received in that week a year before."""
    workspace = workspaces.get(tx, workspace_id)
    then = Period(subtract_months(week.start, 12), subtract_months(week.end, 12))
    received = recognition_views.list_views_of_period(tx, workspace, ReceivedScope(user), then)
    return next((recognition.id for recognition in received if recognition.text), None)


def find_question(tx: Transaction, workspace_id: int, user: str, day: str) -> WeeklyPrompt | None:
    """What is asked in the week of this day (ISO); None for somebody who wishes for no questions any more."""
    wish = users.find_preferences(tx, workspace_id, [user])[user].prompts
    return find_weekly_prompt(date.fromisoformat(day)) if day and wish is PromptPreference.ON else None


def _make_schedule(tx: Transaction, workspace_id: int, user: str) -> Schedule:
    known = users.find_users(tx, workspace_id, [user]).get(user) or User(user)
    return Schedule(PROMPT_WEEKDAY, PROMPT_TIME, find_zone(known.timezone))
