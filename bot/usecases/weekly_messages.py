"""Messages that users get once a week, each at their own time."""

from collections.abc import Callable, Sequence
from datetime import datetime

from bot.domain.ids import UserId, WorkspaceId
from bot.storage import weekly_schedules
from bot.storage.engine import Transaction
from bot.storage.failed_items import FailedItems, work_on_each
from bot.storage.weekly_schedules import WeeklyKind

BATCH = 100
"""Users per transaction."""

DueMessage = tuple[WorkspaceId, UserId, datetime]
"""Workspace, user, and when their message was due."""


def make_due_messages(
    tx: Transaction,
    kind: WeeklyKind,
    make: Callable[[Transaction, WorkspaceId, UserId, datetime], None],
    failed: FailedItems | None = None,
) -> int:
    """Make the messages of this kind that are due for up to `BATCH` users; return how many were due.

    A message that fails is added to `failed` and does not stop the others.
    """
    failed = failed or FailedItems(kind)
    if failed.are_too_many:
        return 0
    claimed = weekly_schedules.claim_due(tx, kind, BATCH, failed)

    def make_each(due_messages: Sequence[DueMessage]) -> list[None]:
        for due_message in due_messages:
            make(tx, *due_message)
        return []

    work_on_each(tx, claimed, lambda due_message: due_message[:2], make_each, failed)
    return len(claimed)
