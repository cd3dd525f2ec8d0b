"""Keeping channels and people from being flooded with thanks."""

from bot.domain.recognition import A_WHILE, MOST_IN_A_WHILE
from bot.storage import frequency, people, recognitions
from bot.storage.engine import Transaction


def gives_too_often(tx: Transaction, workspace_id: int, giver: str, origin: str) -> bool:
    """Whether a thanks in words of this origin would be more than one person gives in a while.

    Emoji are no gifts here: a lively channel has many in an hour, they post nothing, and each author hears
    of them in one gathered message a day. What Slack repeats was counted when it came first.
    """
    # Otherwise two that come at once would both be the last one.
    people.lock(tx, workspace_id, giver)
    given = frequency.count_given(tx, workspace_id, giver, tx.now - A_WHILE)
    return given >= MOST_IN_A_WHILE and not recognitions.by_origin(tx, workspace_id, origin)
