"""Keeping nothing longer than people were told."""

from datetime import datetime, timedelta

from bot.domain.calendar import months_before
from bot.domain.erasure import Extent
from bot.storage import retention, traces, workspaces
from bot.storage.engine import Transaction
from bot.usecases.erase import order, order_all

WITHDRAWN_KEPT = timedelta(days=2)
"""How long words that were taken back stay in the database, where nobody reads them: Slack may repeat the
request that brought them."""
UNINSTALLED_KEPT = timedelta(days=30)
"""How long a workspace that took the app away can change its mind."""


def expire(tx: Transaction) -> int:
    """Delete a batch of what need not be kept any more; answers how many rows, 0 where nothing is left."""
    deleted = 0
    for workspace_id, recognition in retention.withdrawn_recognitions(tx, tx.now - WITHDRAWN_KEPT):
        traces.delete_recognition(tx, workspace_id, recognition)
        deleted += 1
    deleted += retention.forget_withdrawn_words(tx, tx.now - WITHDRAWN_KEPT)
    for workspace_id, months in retention.months_kept(tx).items():
        deleted += _expire(tx, workspace_id, months_before(tx.now, months))
    return deleted


def _expire(tx: Transaction, workspace_id: int, moment: datetime) -> int:
    found = retention.older_recognitions(tx, workspace_id, moment)
    for recognition in found:
        traces.delete_recognition(tx, workspace_id, recognition)
    if found:
        return len(found)
    # Their messages go last: of a recognition that still stands they are ours to change.
    return retention.delete_records(tx, workspace_id, moment) + retention.delete_reactions(
        tx, workspace_id, moment
    )


def order_due(tx: Transaction) -> None:
    """Order that names of people who left, and workspaces that took the app away, are erased in time."""
    for workspace_id, person in retention.deactivated_people(tx):
        order(tx, workspaces.get(tx, workspace_id), person, Extent.NAME)
    for workspace_id in retention.uninstalled_before(tx, tx.now - UNINSTALLED_KEPT):
        order_all(tx, workspaces.get(tx, workspace_id))
