"""Limits that protect channels and users from a flood of recognitions."""

from bot.domain.credit import MAX_CREDITS_PER_HOUR
from bot.domain.ids import UserId, WorkspaceId
from bot.domain.recognition import MAX_PER_PERIOD, RATE_PERIOD
from bot.storage import deduplication, recognitions, users
from bot.storage.deduplication import make_credit_prefix
from bot.storage.engine import Transaction
from bot.storage.givers import count_given


def is_over_share_limit(tx: Transaction, workspace_id: WorkspaceId, sharer: UserId) -> bool:
    """Return True if the user may not share one more credit now.

    Withdrawn ones count, too: each colleague was written to.
    """
    users.lock(tx, workspace_id, sharer)
    return (
        deduplication.count_keys_since(tx, workspace_id, make_credit_prefix(sharer), tx.now - RATE_PERIOD)
        >= MAX_CREDITS_PER_HOUR
    )


def record_share(tx: Transaction, workspace_id: WorkspaceId, sharer: UserId) -> None:
    """Record that a user shared a credit now."""
    deduplication.record_key(tx, workspace_id, f"{make_credit_prefix(sharer)}{tx.new_id()}")


def is_over_give_limit(
    tx: Transaction, workspace_id: WorkspaceId, giver: UserId, deduplication_key: str
) -> bool:
    """Return True if the user may not give a recognition with text and this `deduplication_key` now.

    Emoji do not count: a lively channel has many in an hour, they post nothing, and each author reads of them
    in one summary a day. Requests that Slack repeats were counted the first time.
    """
    # Otherwise two that come at once would both be the last one.
    users.lock(tx, workspace_id, giver)
    given = count_given(tx, workspace_id, giver, tx.now - RATE_PERIOD)
    return given >= MAX_PER_PERIOD and not recognitions.find_by_deduplication_key(
        tx, workspace_id, deduplication_key
    )
