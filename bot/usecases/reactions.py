"""Emoji reactions: on a user's message they thank its author, on a shout-out they endorse it."""

from collections.abc import Iterator, Mapping, Sequence

from bot.domain.endorsement import decide_endorsement
from bot.domain.ids import RecognitionId, UserId
from bot.domain.message_changes import ChangeCause, ChangeRequest
from bot.domain.outbox_messages import ShoutOut
from bot.domain.preferences import Preferences, ReactionPreference
from bot.domain.recognition import can_be_thanked
from bot.domain.values import Values
from bot.errors import MessageNotStoredError
from bot.storage import deduplication, endorsements, messages, outbox, reactions, users, workspaces
from bot.storage.engine import Transaction
from bot.storage.givers import list_givers
from bot.storage.reactions import Place, Reaction
from bot.storage.recipients import list_recipients
from bot.usecases.additions import allows_endorsements
from bot.usecases.endorsements import notify_recipients
from bot.usecases.message_updates import update_messages
from bot.usecases.reaction_changes import ReactionChange, find_meant_value, find_recorded_value
from bot.usecases.reaction_recognitions import Thanks, give


def record_reactions(tx: Transaction, changes: Sequence[ReactionChange]) -> list[bool]:
    """Record reactions in one workspace; return for each False if Slack sent it before.

    Nothing is posted; authors and recipients read of it in their daily summary. As many statements are needed
    for many first reactions to messages as for one.
    """
    workspace_id = changes[0].workspace.id
    keys = [f"event:{change.event_id}" for change in changes]
    new_keys = deduplication.record_keys(tx, workspace_id, keys)
    results = []
    for key in keys:
        results.append(key in new_keys)
        # Slack may repeat an event while its first delivery waits beside it.
        new_keys.discard(key)
    fresh = [change for change, is_new in zip(changes, results, strict=True) if is_new]
    if fresh:
        values = workspaces.find_values(tx, workspace_id)
        user_ids = {user.id for change in fresh for user in (change.user, change.author)}
        preferences = users.find_preferences(tx, workspace_id, user_ids)
        for group in _split_by_message(fresh):
            _apply_changes(tx, group, values, preferences)
    return results


def _split_by_message(changes: Sequence[ReactionChange]) -> Iterator[list[ReactionChange]]:
    """Yield groups in which no two changes are about the same message, in the order in which they came."""
    waiting = list(changes)
    while waiting:
        group: dict[Place, ReactionChange] = {}
        for change in waiting:
            group.setdefault(change.place, change)
        yield list(group.values())
        waiting = [change for change in waiting if group[change.place] is not change]


def _apply_changes(
    tx: Transaction,
    changes: Sequence[ReactionChange],
    values: Values,
    preferences: Mapping[UserId, Preferences],
) -> None:
    """Apply changes, each about another message."""
    thanks: list[Thanks] = []
    for change in changes:
        if change.is_by_bot_or_author:
            continue
        value = find_meant_value(values, change.emoji, change.meaning)
        if value is None and not change.is_added:
            value = find_recorded_value(tx, change.workspace, change.place, change.user.id, change.emoji)
        if value is None:
            continue
        if change.is_added and preferences[change.user.id].reactions is ReactionPreference.OFF:
            continue
        reaction = change.make_reaction(value)
        if change.author.id == change.workspace.identity.bot_user_id:
            _endorse(tx, change, reaction)
        elif _can_thank(change, preferences[change.author.id]):
            thanks.append(Thanks(change, reaction))
    give(tx, changes[0].workspace, thanks, preferences)


def _can_thank(change: ReactionChange, preferences: Preferences) -> bool:
    """Return True if the author can be thanked. A reaction can always be removed."""
    if not change.is_added:
        return not change.author.is_bot
    return can_be_thanked(change.user.id, change.author, preferences.thanks)


def _endorse(tx: Transaction, change: ReactionChange, reaction: Reaction) -> None:
    """Record a reaction to a message of the bot's. Raise `MessageNotStoredError` if it is being posted."""
    workspace = change.workspace
    # In this order: a message that is posted meanwhile is found as one or the other, or both.
    is_posting = outbox.is_posting(tx, workspace.id, (change.channel, change.user.id))
    message = messages.find_at(tx, workspace.id, *change.place)
    if message is None:
        if is_posting:
            raise MessageNotStoredError(f"a message in {change.channel}")
        return
    if isinstance(message.message, ShoutOut) and message.message.recognition:
        _change_endorsement(tx, change, message.message.recognition, reaction)


def _change_endorsement(
    tx: Transaction, change: ReactionChange, recognition: RecognitionId, reaction: Reaction
) -> None:
    """Add an endorsement by emoji, or withdraw it; givers and recipients cannot endorse.

    An endorsement by form stays when the emoji is removed.
    """
    workspace, user = change.workspace, change.user.id
    givers, recipients = list_givers(tx, recognition), list_recipients(tx, recognition)
    if decide_endorsement(user, givers, recipients, is_shown=True):
        return
    if change.is_added and not allows_endorsements(tx, workspace, recognition):
        return
    if not reactions.record_all(tx, workspace.id, [reaction]):
        return
    active = reactions.list_active(tx, workspace.id, [change.place])[change.place]
    has_reaction = any(endorser == user for endorser, _ in active)
    if has_reaction:
        endorsements.add_by_emoji(tx, workspace.id, recognition, user)
        notify_recipients(tx, workspace, recognition, user)
    else:
        endorsements.withdraw_by_emoji(tx, recognition, user)
    request = None if has_reaction else ChangeRequest(user, ChangeCause.LEFT)
    update_messages(tx, workspace.id, recognition, request)
