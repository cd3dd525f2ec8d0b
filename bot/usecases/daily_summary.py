"""Telling people, once a day, who thanked them, reacted to what they wrote or joined in a thanks."""

from collections.abc import Sequence
from datetime import time
from functools import partial

from bot.domain.calendar import find_next_daily, find_zone
from bot.domain.outbox_messages import DailySummary
from bot.domain.user import User
from bot.storage import outbox, pending_notifications
from bot.storage.engine import Transaction
from bot.storage.failed_items import FailedItems, work_on_each

SUMMARY_TIME = time(16)
"""When a person hears of the day's thanks, on their own clock."""
BATCH = 100
"""People that one transaction takes."""


def add_pending_notification(
    tx: Transaction, workspace_id: int, user: User, recognition: str, from_person: str
) -> None:
    """Let somebody hear once, in their next afternoon, what another did; see `notices.add`."""
    due_at = find_next_daily(SUMMARY_TIME, find_zone(user.timezone), tx.now)
    pending_notifications.add(tx, workspace_id, user.id, recognition, from_person, due_at)


def make_due_summaries(tx: Transaction, failed: FailedItems | None = None) -> int:
    """Write one direct message to each of up to `BATCH` people whose afternoon has come; answers how many.

    A person for whom that fails is added to the `failed` ones, and does not stop the others.
    """
    failed = failed or FailedItems("gathered message")
    written = 0
    while (
        not written
        and not failed.are_too_many
        and (found := pending_notifications.claim_due(tx, BATCH, failed))
    ):
        # None may be written if all fail, or if another process has them.
        before = len(failed.keys())
        written = len(work_on_each(tx, found, lambda one: one, partial(_make_summaries, tx), failed))
        if len(failed.keys()) == before:
            break
    return written


def _make_summaries(tx: Transaction, found: Sequence[tuple[int, str]]) -> list[str]:
    """Gather for these people; return the deliveries."""
    deliveries: list[str] = []
    for workspace_id, user in found:
        delivery = tx.new_id()
        if pending_notifications.claim_for_summary(tx, workspace_id, user, delivery):
            outbox.put(tx, workspace_id, DailySummary(user), delivery=delivery)
            deliveries.append(delivery)
    return deliveries
