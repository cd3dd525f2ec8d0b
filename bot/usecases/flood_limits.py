"""Keeping channels and people from being flooded with thanks."""

from bot.domain.credit import MAX_CREDITS_PER_HOUR
from bot.domain.recognition import MAX_PER_PERIOD, RATE_PERIOD
from bot.storage import deduplication, recognitions, users
from bot.storage.deduplication import make_credit_prefix
from bot.storage.engine import Transaction
from bot.storage.givers import count_given


def is_over_share_limit(tx: Transaction, workspace_id: int, sharer: str) -> bool:
    """Return True if one more shared credit would be more than one person shares in a while.

    Those that were taken back count, too: each colleague was written to.
    """
    users.lock(tx, workspace_id, sharer)
    return (
        deduplication.count_keys_since(tx, workspace_id, make_credit_prefix(sharer), tx.now - RATE_PERIOD)
        >= MAX_CREDITS_PER_HOUR
    )


def record_share(tx: Transaction, workspace_id: int, sharer: str) -> None:
    """Remember that somebody shared a credit now."""
    deduplication.record_key(tx, workspace_id, f"{make_credit_prefix(sharer)}{tx.new_id()}")


def is_over_give_limit(tx: Transaction, workspace_id: int, giver: str, origin: str) -> bool:
    """Whether a thanks in words of this origin would be more than one person gives in a while.

    Emoji are no gifts here: a lively channel has many in an hour, they post nothing, and each author hears
    of them in one gathered message a day. What Slack repeats was counted when it came first.
    """
    # Otherwise two that come at once would both be the last one.
    users.lock(tx, workspace_id, giver)
    given = count_given(tx, workspace_id, giver, tx.now - RATE_PERIOD)
    return given >= MAX_PER_PERIOD and not recognitions.find_by_deduplication_key(tx, workspace_id, origin)
