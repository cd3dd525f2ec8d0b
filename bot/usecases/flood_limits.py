"""Limits that protect channels and users from a flood of recognitions."""

from collections import Counter
from collections.abc import Sequence

from bot.domain.credit import MAX_CREDITS_PER_HOUR
from bot.domain.ids import UserId, WorkspaceId
from bot.domain.recognition import MAX_PER_PERIOD, RATE_PERIOD
from bot.domain.team import MAX_TEAM_THANKS_PER_PERIOD
from bot.storage import deduplication, recognitions, users
from bot.storage.deduplication import make_credit_prefix
from bot.storage.engine import Transaction
from bot.storage.givers import count_given, count_given_to_teams


def is_over_share_limit(tx: Transaction, workspace_id: WorkspaceId, sharer: UserId) -> bool:
    """Return True if the user may not share one more credit now.

    Withdrawn ones count, too: each colleague was written to.
    """
    users.lock(tx, workspace_id, [sharer])
    return (
        deduplication.count_keys_since(tx, workspace_id, make_credit_prefix(sharer), tx.now - RATE_PERIOD)
        >= MAX_CREDITS_PER_HOUR
    )


def record_share(tx: Transaction, workspace_id: WorkspaceId, sharer: UserId) -> None:
    """Record that a user shared a credit now."""
    deduplication.record_key(tx, workspace_id, f"{make_credit_prefix(sharer)}{tx.new_id()}")


def find_too_many(
    tx: Transaction, workspace_id: WorkspaceId, given: Sequence[tuple[UserId, str]]
) -> set[str]:
    """Return the deduplication keys of recognitions with text that their givers may not give now.

    `given` are givers and deduplication keys. Emoji do not count: a lively channel has many in an hour, they
    post nothing, and each author reads of them in one summary a day. Requests that Slack repeats were
    counted the first time.
    """
    givers = [giver for giver, _ in given]
    # Otherwise two that come at once would both be the last one.
    users.lock(tx, workspace_id, givers)
    counts = count_given(tx, workspace_id, givers, tx.now - RATE_PERIOD)
    return _find_above(tx, workspace_id, given, counts, MAX_PER_PERIOD)


def find_too_many_teams(
    tx: Transaction, workspace_id: WorkspaceId, given: Sequence[tuple[UserId, str]]
) -> set[str]:
    """Return the same for recognitions of teams, after `find_too_many` has locked their givers."""
    givers = [giver for giver, _ in given]
    counts = count_given_to_teams(tx, workspace_id, givers, tx.now - RATE_PERIOD)
    return _find_above(tx, workspace_id, given, counts, MAX_TEAM_THANKS_PER_PERIOD)


def _find_above(
    tx: Transaction,
    workspace_id: WorkspaceId,
    given: Sequence[tuple[UserId, str]],
    counts: Counter[UserId],
    most: int,
) -> set[str]:
    """Return the keys of the recognitions with which givers exceed a limit; `counts` are earlier ones."""
    more = Counter(giver for giver, _ in given)
    near_limit = {giver for giver in more if counts[giver] + more[giver] > most}
    too_many = set()
    for giver, key in given:
        if giver not in near_limit or recognitions.find_by_deduplication_key(tx, workspace_id, key):
            continue
        counts[giver] += 1
        if counts[giver] > most:
            too_many.add(key)
    return too_many
