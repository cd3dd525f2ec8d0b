"""Recognitions by reaction: all emoji of values on one message of a user thank its author together."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.domain.ids import RecognitionId, UserId
from bot.domain.message_changes import ChangeCause, ChangeRequest
from bot.domain.outbox_messages import ReactionExplanation
from bot.domain.preferences import Preferences
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
from bot.storage.engine import Transaction
from bot.storage.reaction_recognitions import LockedRecognition
from bot.storage.reactions import Place, Reaction
from bot.storage.recipients import make_recipients_private
from bot.storage.recognitions import RecognitionRow
from bot.usecases.daily_summary import add_pending_notifications
from bot.usecases.message_updates import update_messages
from bot.usecases.reaction_changes import ReactionChange

ActiveReactions = Mapping[Place, set[tuple[UserId, str]]]
"""The (user, value) pairs on messages that were not withdrawn."""


@dataclass(frozen=True, slots=True)
class Thanks:
    """A change that may thank the author of its message, and the reaction to be recorded."""

    change: ReactionChange
    reaction: Reaction


@dataclass(frozen=True, slots=True)
class _Part:
    """A user's part in the recognition of a message, which is to be updated."""

    recognition: LockedRecognition
    place: Place
    user: UserId


def give(
    tx: Transaction, workspace: Workspace, thanks: Sequence[Thanks], preferences: Mapping[UserId, Preferences]
) -> None:
    """Record reactions, each to another message, and update the recognitions of their messages."""
    by_key = {each.reaction.key: each.change for each in thanks}
    recorded = reactions.record_all(tx, workspace.id, [each.reaction for each in thanks])
    changes = {make_message_key(*reaction.place): by_key[reaction.key] for reaction in recorded}
    if not changes:
        return
    values = {make_message_key(*reaction.place): reaction.value for reaction in recorded}
    drafts = {
        key: _draft(key, change, values[key], preferences[change.author.id])
        for key, change in changes.items()
        if change.is_added
    }
    new = recognitions.add_all(tx, workspace.id, list(drafts.values()))
    older = {key: change for key, change in changes.items() if key not in new}
    # This waits for the lock of others who react to the same messages. Only then the active reactions are
    # read, so that the changes are made one after the other.
    locked = reaction_recognitions.lock_all(tx, workspace.id, list(older)) if older else {}
    active = reactions.list_active(tx, workspace.id, [change.place for change in changes.values()])
    notified = _complete_new(tx, workspace, {id_: changes[key] for key, id_ in new.items()}, active)
    if locked:
        notified |= _update_older(
            tx, workspace, {locked[key]: older[key] for key in locked}, active, preferences
        )
    _notify(tx, workspace, notified)


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
    recipients = reaction_recognitions.list_recipients(tx, [recognition])
    _update_parts(tx, workspace, parts, reactions.list_active(tx, workspace.id, [place]), recipients)
    return True


def _draft(key: str, change: ReactionChange, value: str, preferences: Preferences) -> RecognitionRow:
    """Return the recognition that the first reaction to a message gives."""
    visibility = channel_visibility(change.channel_kind)
    return RecognitionRow(
        deduplication_key=key,
        source=Source.REACTION,
        channel=change.channel,
        giver=change.user.id,
        recipients={change.author.id: recipient_visibility(visibility, preferences.thanks)},
        visibility=visibility,
        text="",
        values=(value,),
        message_ts=change.message_ts,
    )


def _complete_new(
    tx: Transaction,
    workspace: Workspace,
    changes: Mapping[RecognitionId, ReactionChange],
    active: ActiveReactions,
) -> dict[RecognitionId, ReactionChange]:
    """Add the values of new recognitions, and update the Homes of their givers and recipients.

    Return those to notify of.
    """
    if not changes:
        return {}
    values = {id_: {value for _, value in active[change.place]} for id_, change in changes.items()}
    recognitions.add_values(tx, values)
    homes.refresh(
        tx, workspace.id, {user.id for change in changes.values() for user in (change.user, change.author)}
    )
    return dict(changes)


def _update_older(
    tx: Transaction,
    workspace: Workspace,
    changes: Mapping[LockedRecognition, ReactionChange],
    active: ActiveReactions,
    preferences: Mapping[UserId, Preferences],
) -> dict[RecognitionId, ReactionChange]:
    """Update recognitions that earlier reactions gave; return those to notify of."""
    recipients = reaction_recognitions.list_recipients(tx, [locked.id for locked in changes])
    authors = {change.author.id: preferences[change.author.id].thanks for change in changes.values()}
    thanks_preferences = _find_thanks_preferences(tx, workspace, recipients, authors)
    for locked, change in changes.items():
        if change.is_added and not accepts_additions(recipients[locked.id], thanks_preferences):
            # The author wants to be thanked privately by now, and all emoji are one recognition.
            make_recipients_private(tx, locked.id)
    parts = [_Part(locked, change.place, change.user.id) for locked, change in changes.items()]
    _update_parts(tx, workspace, parts, active, recipients)
    return {
        locked.id: change
        for locked, change in changes.items()
        if _has_reaction(active, change.place, change.user.id) and change.author.id in recipients[locked.id]
    }


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
    remaining = [part for part in parts if _has_reaction(active, part.place, part.user)]
    left = [part for part in parts if part not in remaining]
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
    given = reaction_recognitions.list_given(tx, [part.recognition.id for part in parts])
    for part in parts:
        recognition = part.recognition.id
        # What the author took down stays down, even if others react to it later.
        is_withdrawn = not recipients[recognition] or recognition not in given
        if is_withdrawn is not part.recognition.is_withdrawn:
            recognitions.set_withdrawn(tx, recognition, withdrawn=is_withdrawn)
        request = ChangeRequest(part.user, ChangeCause.LEFT) if part in left else None
        update_messages(tx, workspace.id, recognition, request)


def _has_reaction(active: ActiveReactions, place: Place, user: UserId) -> bool:
    return any(giver == user for giver, _ in active[place])


def _notify(tx: Transaction, workspace: Workspace, changes: dict[RecognitionId, ReactionChange]) -> None:
    """Notify the authors in their daily summary, and explain it to users at their first reaction."""
    add_pending_notifications(
        tx,
        workspace.id,
        [
            (change.author, recognition, change.user.id)
            for recognition, change in changes.items()
            if change.author.is_reachable
        ],
    )
    first = {
        change.user.id: recognition
        for recognition, change in reversed(changes.items())
        if change.user.is_reachable
    }
    explained = users.mark_first_times(tx, workspace.id, first, "reactions_explained_at")
    explanations = [ReactionExplanation(user, first[user]) for user in sorted(explained)]
    outbox.put_all(tx, [(tx.new_id(), workspace.id, message) for message in explanations])
