"""Prompts: one question a week for users who switched them on."""

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
from bot.domain.ids import RecognitionId, UserId, WorkspaceId
from bot.domain.outbox_messages import PromptMessage
from bot.domain.preferences import PromptPreference
from bot.domain.prompt import WeeklyPrompt, find_weekly_prompt
from bot.domain.scopes import ReceivedScope
from bot.domain.user import User
from bot.storage import outbox, recognition_views, users, weekly_schedules, workspaces
from bot.storage.engine import Transaction
from bot.storage.failed_items import FailedItems
from bot.storage.weekly_schedules import WeeklyKind
from bot.usecases.weekly_messages import make_due_messages

PROMPT_WEEKDAY, PROMPT_TIME = 4, time(15)
"""When a question is sent, in the user's time zone: the week is over, and still fresh."""
MAX_DELAY = timedelta(hours=12)
"""A question that is later than this is not sent."""
SECOND = timedelta(seconds=1)


def switch_prompts(
    tx: Transaction, workspace_id: WorkspaceId, user: UserId, preference: PromptPreference
) -> None:
    """Switch the weekly question of a user on or off."""
    if preference is PromptPreference.ON:
        due = find_boundary_after(_make_schedule(tx, workspace_id, user), tx.now)
        weekly_schedules.switch_on(tx, workspace_id, WeeklyKind.PROMPT, user, due)
    else:
        weekly_schedules.switch_off(tx, workspace_id, WeeklyKind.PROMPT, user)


def make_due_prompts(tx: Transaction, failed: FailedItems | None = None) -> int:
    """Write a batch of due questions, and return how many were due.

    A question that fails is added to `failed` and does not stop the others.
    """
    return make_due_messages(tx, WeeklyKind.PROMPT, _make_prompt, failed)


def _make_prompt(tx: Transaction, workspace_id: WorkspaceId, user: UserId, due: datetime) -> None:
    schedule = _make_schedule(tx, workspace_id, user)
    weekly_schedules.advance(tx, workspace_id, WeeklyKind.PROMPT, user, find_boundary_after(schedule, tx.now))
    if tx.now - due < MAX_DELAY:
        day = to_local_date(due, schedule.zone).isoformat()
        memory = _find_memory(
            tx, workspace_id, user, Period(find_boundary_until(schedule, due - SECOND), due)
        )
        outbox.put(tx, workspace_id, PromptMessage(user, memory, day=day))


def _find_memory(
    tx: Transaction, workspace_id: WorkspaceId, user: UserId, week: Period
) -> RecognitionId | None:
    """Return the first recognition with text that the user received in that week a year before."""
    workspace = workspaces.get(tx, workspace_id)
    period = Period(subtract_months(week.start, 12), subtract_months(week.end, 12))
    received = recognition_views.list_views_of_period(tx, workspace, ReceivedScope(user), period)
    return next((recognition.id for recognition in received if recognition.text), None)


def find_question(tx: Transaction, workspace_id: WorkspaceId, user: UserId, day: str) -> WeeklyPrompt | None:
    """Return the question of the week of this day (ISO); None if the user switched prompts off."""
    preference = users.find_preferences(tx, workspace_id, [user])[user].prompts
    return find_weekly_prompt(date.fromisoformat(day)) if day and preference is PromptPreference.ON else None


def _make_schedule(tx: Transaction, workspace_id: WorkspaceId, user: UserId) -> Schedule:
    reader = users.find_users(tx, workspace_id, [user]).get(user) or User(user)
    return Schedule(PROMPT_WEEKDAY, PROMPT_TIME, find_zone(reader.timezone))
