"""Recognitions by reaction: all emoji of values on one message of a user thank its author together."""

from collections.abc import Mapping, Sequence

from msgspec import Struct

from bot.domain.ids import RecognitionId, UserId
from bot.domain.message_changes import ChangeCause, ChangeRequest
from bot.domain.outbox_messages import ReactionExplanation
from bot.domain.recognition import Source, make_message_key
from bot.domain.visibility import (
    ThanksPreference,
    Visibility,
    accepts_additions,
    channel_visibility,
    recipient_visibility,
)
from bot.domain.workspace import Workspace
from bot.storage import givers, homes, outbox, reaction_recognitions, reactions, recognitions, users
from bot.storage.concerned_users import ConcernedUsers
from bot.storage.engine import Transaction
from bot.storage.reaction_recognitions import LockedRecognition
from bot.storage.reactions import Place
from bot.storage.recipients import list_recipients_of, make_recipients_private
from bot.storage.recognitions import RecognitionRow
from bot.usecases.daily_summary import add_pending_notifications
from bot.usecases.message_updates import update_messages_of
from bot.usecases.reaction_changes import CountedReaction, ReactionChange

ActiveReactions = Mapping[Place, set[tuple[UserId, str]]]
"""The (user, value) pairs on messages that were not withdrawn."""
_Notification = tuple[RecognitionId, ReactionChange]
"""A recognition, and the change that its recipients are notified of."""


class _Part(Struct, frozen=True):
    """A user's part in the recognition of a message, which is to be updated."""

    recognition: LockedRecognition
    place: Place
    user: UserId


def give(
    tx: Transaction, workspace: Workspace, counted: Sequence[CountedReaction], concerned: ConcernedUsers
) -> None:
    """Record different reactions, and update the recognitions of their messages."""
    recorded = {
        each.key for each in reactions.record_all(tx, workspace.id, [each.reaction for each in counted])
    }
    changed = [each for each in counted if each.reaction.key in recorded]
    if not changed:
        return
    drafts: dict[str, CountedReaction] = {}
    for each in changed:
        if each.change.is_added:
            drafts.setdefault(make_message_key(*each.change.place), each)
    rows = [_draft(key, each, concerned) for key, each in drafts.items()]
    new = recognitions.add_all(tx, workspace.id, rows)
    first = {id_: drafts[key] for key, id_ in new.items()}
    drafted = {each.reaction.key for each in first.values()}
    later = [each.change for each in changed if each.reaction.key not in drafted]
    older = {make_message_key(*change.place) for change in later} - new.keys()
    # This waits for the lock of others who react to the same messages. Only then the active reactions are
    # read, so that the changes are made one after the other.
    locked = reaction_recognitions.lock_all(tx, workspace.id, older) if older else {}
    locked |= {key: LockedRecognition(id_, is_withdrawn=False) for key, id_ in new.items()}
    active = reactions.list_active(tx, workspace.id, {each.change.place for each in changed})
    notified = _complete_new(tx, workspace, first, active, concerned)
    parts = [
        (recognition, change)
        for change in later
        if (recognition := locked.get(make_message_key(*change.place)))
    ]
    if parts:
        notified += _update_older(tx, workspace, parts, active, concerned)
    _notify(tx, workspace, notified, concerned)


def withdraw_reactions(
    tx: Transaction, workspace: Workspace, user: UserId, recognition: RecognitionId
) -> bool:
    """Withdraw the reactions of a user to the message; return True if there were any.

    The emoji stay in Slack: apps cannot remove those of other users.
    """
    place = recognitions.find_source_message(tx, workspace.id, recognition)
    if place is None or not reactions.withdraw(tx, workspace.id, *place, user):
        return False
    locked = reaction_recognitions.lock_all(tx, workspace.id, [make_message_key(*place)])
    parts = [_Part(each, place, user) for each in locked.values()]
    recipients = list_recipients_of(tx, [recognition])
    _update_parts(tx, workspace, parts, reactions.list_active(tx, workspace.id, [place]), recipients)
    return True


def _draft(key: str, counted: CountedReaction, concerned: ConcernedUsers) -> RecognitionRow:
    """Return the recognition that the first reaction to a message gives."""
    change = counted.change
    visibility = channel_visibility(change.channel_kind)
    preference = concerned.preferences[change.author.id].thanks
    return RecognitionRow(
        deduplication_key=key,
        source=Source.REACTION,
        channel=change.channel,
        giver=change.user.id,
        recipients={change.author.id: recipient_visibility(visibility, preference)},
        visibility=visibility,
        text="",
        values=(counted.reaction.value,),
        message_ts=change.message_ts,
    )


def _complete_new(
    tx: Transaction,
    workspace: Workspace,
    new: Mapping[RecognitionId, CountedReaction],
    active: ActiveReactions,
    concerned: ConcernedUsers,
) -> list[_Notification]:
    """Add the other values of new recognitions, and update the Homes of their givers and recipients.

    Return those to notify of.
    """
    others = {
        id_: {value for _, value in active[each.change.place]} - {each.reaction.value}
        for id_, each in new.items()
    }
    recognitions.add_values(tx, others)
    changes = {id_: each.change for id_, each in new.items()}
    users_ = {user.id for change in changes.values() for user in (change.user, change.author)}
    homes.refresh_open(tx, workspace.id, concerned.with_open_home & users_)
    return list(changes.items())


def _update_older(
    tx: Transaction,
    workspace: Workspace,
    changes: Sequence[tuple[LockedRecognition, ReactionChange]],
    active: ActiveReactions,
    concerned: ConcernedUsers,
) -> list[_Notification]:
    """Update recognitions that earlier reactions gave; return those to notify of."""
    recipients = list_recipients_of(tx, {locked.id for locked, _ in changes})
    authors = {change.author.id: concerned.preferences[change.author.id].thanks for _, change in changes}
    thanks_preferences = _find_thanks_preferences(tx, workspace, recipients, authors)
    # Their authors want to be thanked privately by now, and all emoji are one recognition.
    make_recipients_private(
        tx,
        {
            locked.id
            for locked, change in changes
            if change.is_added and not accepts_additions(recipients[locked.id], thanks_preferences)
        },
    )
    parts = [_Part(locked, change.place, change.user.id) for locked, change in changes]
    _update_parts(tx, workspace, parts, active, recipients)
    return [
        (locked.id, change)
        for locked, change in changes
        if _has_reaction(active, change.place, change.user.id) and change.author.id in recipients[locked.id]
    ]


def _find_thanks_preferences(
    tx: Transaction,
    workspace: Workspace,
    recipients: Mapping[RecognitionId, Mapping[UserId, Visibility]],
    authors: Mapping[UserId, ThanksPreference],
) -> Mapping[UserId, ThanksPreference]:
    """Return how recipients wish to be thanked; most often they are the authors, who are known."""
    others = {user for users_ in recipients.values() for user in users_} - authors.keys()
    found = users.find_thanks_preferences(tx, workspace.id, others) if others else {}
    return {**authors, **found}


def _update_parts(
    tx: Transaction,
    workspace: Workspace,
    parts: Sequence[_Part],
    active: ActiveReactions,
    recipients: Mapping[RecognitionId, Mapping[UserId, Visibility]],
) -> None:
    """Update recognitions to the active reactions on their messages, after users changed theirs."""
    remaining = {part for part in parts if _has_reaction(active, part.place, part.user)}
    left = set(parts) - remaining
    givers.add_givers(tx, workspace.id, [(part.recognition.id, part.user) for part in remaining])
    givers.withdraw_givers(tx, workspace.id, [(part.recognition.id, part.user) for part in left])
    # The values of a recognition that no reaction is left of stay, in case it is restored.
    values = {
        part.recognition.id: {value for _, value in active[part.place]}
        for part in parts
        if active[part.place]
    }
    if values:
        recognitions.add_values(tx, values)
        reaction_recognitions.retain_values(tx, values)
    changed = {part.recognition.id: part.recognition for part in parts}
    given = givers.list_givers_of(tx, changed)
    for is_withdrawn in (True, False):
        # What the author took down stays down, even if others react to it later.
        ids = [
            id_
            for id_, recognition in changed.items()
            if is_withdrawn is not recognition.is_withdrawn
            and is_withdrawn is not bool(recipients[id_] and given[id_])
        ]
        reaction_recognitions.set_withdrawn(tx, ids, withdrawn=is_withdrawn)
    requests: dict[RecognitionId, list[ChangeRequest]] = {id_: [] for id_ in changed}
    for part in left:
        requests[part.recognition.id].append(ChangeRequest(part.user, ChangeCause.LEFT))
    update_messages_of(tx, workspace.id, requests)


def _has_reaction(active: ActiveReactions, place: Place, user: UserId) -> bool:
    return any(giver == user for giver, _ in active[place])


def _notify(
    tx: Transaction, workspace: Workspace, changes: Sequence[_Notification], concerned: ConcernedUsers
) -> None:
    """Notify the authors in their daily summary, and explain it to users at their first reaction."""
    add_pending_notifications(
        tx,
        workspace.id,
        [
            (change.author, recognition, change.user.id)
            for recognition, change in changes
            if change.author.is_reachable
        ],
    )
    first = {
        change.user.id: recognition for recognition, change in reversed(changes) if change.user.is_reachable
    }
    new_users = first.keys() - concerned.with_explanation
    explained = users.mark_first_times(tx, workspace.id, new_users, "reactions_explained_at")
    explanations = [ReactionExplanation(user, first[user]) for user in sorted(explained)]
    outbox.put_all(tx, [(tx.new_id(), workspace.id, message) for message in explanations])
