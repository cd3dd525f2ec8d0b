"""Deleting data after the periods that the privacy page names."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.domain.calendar import subtract_months
from bot.domain.erasure import ErasureExtent
from bot.domain.ids import NO_USER, RecognitionId, UserId, WorkspaceId
from bot.storage import personal_data, requested_digests, retention, workspaces
from bot.storage.engine import Transaction
from bot.storage.failed_items import FailedItems, work_on_each
from bot.usecases.erasure import order_erasure

WITHDRAWN_RETENTION = timedelta(days=2)
"""How long withdrawn text stays in the database, unread: Slack may repeat the request that brought it."""
LOOK_RETENTION = timedelta(days=1)
"""How long a digest is stored that a member asked for and did not post."""
UNINSTALLED_RETENTION = timedelta(days=30)
"""How long a workspace can install the app again before its data is erased."""


def delete_expired(tx: Transaction, failed: FailedItems | None = None) -> int:
    """Delete a batch of expired data, and return the number of rows, 0 if nothing is left.

    What fails is added to `failed` and does not stop the rest.
    """
    failed = failed or FailedItems("deletion")
    if failed.are_too_many:
        return 0
    recognitions, workspace_ids = failed.get_part("recognition"), failed.get_part("workspace")
    withdrawn = retention.list_withdrawn_recognitions(tx, tx.now - WITHDRAWN_RETENTION, recognitions)
    _delete_each(tx, withdrawn, recognitions, keeps_keys=True)
    taken = len(withdrawn) + retention.delete_withdrawn_comments(tx, tx.now - WITHDRAWN_RETENTION)
    taken += requested_digests.delete_unposted(tx, tx.now - LOOK_RETENTION)
    passed_over = {workspace_id for (workspace_id,) in workspace_ids.keys()}  # noqa: SIM118 -- no mapping
    limits = [row for row in retention.find_retention_months(tx).items() if row[0] not in passed_over]

    def expire_all(rows: Sequence[tuple[WorkspaceId, int]]) -> list[int]:
        return [
            _delete_old(tx, workspace_id, subtract_months(tx.now, months), recognitions)
            for workspace_id, months in rows
        ]

    return taken + sum(work_on_each(tx, limits, lambda row: row[:1], expire_all, workspace_ids))


def _delete_old(tx: Transaction, workspace_id: WorkspaceId, limit: datetime, failed: FailedItems) -> int:
    old = retention.list_old_recognitions(tx, workspace_id, limit, failed)
    _delete_each(tx, [(workspace_id, recognition) for recognition in old], failed)
    if old:
        return len(old)
    # Their messages go last: as long as a recognition exists, its messages may have to be updated.
    return retention.delete_records(tx, workspace_id, limit) + retention.delete_reactions(
        tx, workspace_id, limit
    )


def _delete_each(
    tx: Transaction,
    recognitions: Sequence[tuple[WorkspaceId, RecognitionId]],
    failed: FailedItems,
    *,
    keeps_keys: bool = False,
) -> None:
    """Delete recognitions; if it `keeps_keys`, those of imports stay, so that none comes back."""

    def delete(rows: Sequence[tuple[WorkspaceId, RecognitionId]]) -> list[None]:
        for workspace_id, recognition in rows:
            imported = retention.find_import(tx, recognition) if keeps_keys else None
            personal_data.delete_recognition(tx, workspace_id, recognition)
            if imported:
                retention.keep_key(tx, imported)
        return []

    work_on_each(tx, recognitions, lambda row: row[1:], delete, failed)


def order_due_erasures(tx: Transaction, failed: FailedItems | None = None) -> None:
    """Order erasures for deactivated users and uninstalled workspaces that are due.

    An order that fails is added to `failed` and does not stop the others.
    """
    failed = failed or FailedItems("order to erase")
    due = [
        (workspace_id, user, ErasureExtent.NAME)
        for workspace_id, user in retention.list_deactivated_users(tx)
    ]
    uninstalled = retention.list_uninstalled_before(tx, tx.now - UNINSTALLED_RETENTION)
    due += [(workspace_id, NO_USER, ErasureExtent.WORKSPACE) for workspace_id in uninstalled]

    def order_each(orders: Sequence[tuple[WorkspaceId, UserId, ErasureExtent]]) -> list[bool]:
        return [
            order_erasure(tx, workspaces.get(tx, workspace_id), user, extent)
            for workspace_id, user, extent in orders
        ]

    work_on_each(tx, due, lambda order: order, order_each, failed)
