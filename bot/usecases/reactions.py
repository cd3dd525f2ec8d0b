"""Emoji reactions: on a user's message they thank its author, on a shout-out they endorse it."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from bot.domain.ids import WorkspaceId
from bot.domain.preferences import ReactionPreference
from bot.domain.recognition import can_be_thanked
from bot.storage import deduplication
from bot.storage.concerned_users import ConcernedUsers, find_concerned_users
from bot.storage.engine import Transaction
from bot.storage.reactions import ReactionKey
from bot.usecases.emoji_endorsements import record_endorsements
from bot.usecases.reaction_changes import CountedReaction, ReactionChange, find_counted
from bot.usecases.reaction_recognitions import give


def record_reactions(tx: Transaction, changes: Sequence[ReactionChange]) -> list[bool]:
    """Record reactions; return for each False if Slack sent it before. What means no value is ignored.

    Nothing is posted; authors and recipients read of it in their daily summary. The number of statements
    does not depend on how many different reactions of a workspace there are.
    """
    by_workspace: defaultdict[WorkspaceId, list[ReactionChange]] = defaultdict(list)
    for change in changes:
        by_workspace[change.workspace.id].append(change)
    # Two transactions with the same workspaces lock rows in the same order.
    results = {id_: iter(_record_in_workspace(tx, by_workspace[id_])) for id_ in sorted(by_workspace)}
    return [next(results[change.workspace.id]) for change in changes]


def _record_in_workspace(tx: Transaction, changes: Sequence[ReactionChange]) -> list[bool]:
    workspace = changes[0].workspace
    counted = find_counted(tx, workspace.id, changes)
    keys = [f"event:{each.change.event_id}" if each else "" for each in counted]
    new_keys = deduplication.record_keys(tx, workspace.id, filter(None, keys))
    results: list[bool] = []
    fresh: list[CountedReaction] = []
    for each, key in zip(counted, keys, strict=True):
        results.append(each is None or key in new_keys)
        if each is not None and key in new_keys:
            fresh.append(each)
        # Slack may repeat an event while its first delivery waits beside it.
        new_keys.discard(key)
    if fresh:
        user_ids = {user.id for each in fresh for user in (each.change.user, each.change.author)}
        concerned = find_concerned_users(tx, workspace.id, user_ids)
        for group in _split_by_reaction(fresh):
            thanking, endorsing = _divide(group, concerned)
            record_endorsements(tx, workspace, endorsing)
            give(tx, workspace, thanking, concerned)
    return results


def _split_by_reaction(counted: Sequence[CountedReaction]) -> Iterator[list[CountedReaction]]:
    """Yield groups in which no two changes are of the same reaction, in the order in which they came."""
    waiting = list(counted)
    while waiting:
        group: dict[ReactionKey, CountedReaction] = {}
        for each in waiting:
            group.setdefault(each.change.key, each)
        yield list(group.values())
        waiting = [each for each in waiting if group[each.change.key] is not each]


def _divide(
    counted: Sequence[CountedReaction], concerned: ConcernedUsers
) -> tuple[list[CountedReaction], list[CountedReaction]]:
    """Return the reactions that thank the authors of their messages, and those to messages of the bot's."""
    thanking: list[CountedReaction] = []
    endorsing: list[CountedReaction] = []
    preferences = concerned.preferences
    for each in counted:
        change = each.change
        is_off = change.is_added and preferences[change.user.id].reactions is ReactionPreference.OFF
        if change.is_by_bot_or_author or is_off:
            continue
        if change.author.id == change.workspace.identity.bot_user_id:
            endorsing.append(each)
        elif _can_thank(change, concerned):
            thanking.append(each)
    return thanking, endorsing


def _can_thank(change: ReactionChange, concerned: ConcernedUsers) -> bool:
    """Return True if the author can be thanked. A reaction can always be removed."""
    if not change.is_added:
        return not change.author.is_bot
    return can_be_thanked(change.user.id, change.author, concerned.preferences[change.author.id].thanks)
