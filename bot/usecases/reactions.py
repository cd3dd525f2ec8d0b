"""Emoji reactions: on a user's message they thank its author, on a shout-out they endorse it."""

from dataclasses import dataclass

from bot.domain.endorsement import decide_endorsement
from bot.domain.ids import ChannelId, RecognitionId, UserId
from bot.domain.message_changes import ChangeCause, ChangeRequest
from bot.domain.outbox_messages import ReactionExplanation, ShoutOut
from bot.domain.recognition import Source, can_be_thanked
from bot.domain.user import User
from bot.domain.visibility import ChannelKind, channel_visibility, recipient_visibility
from bot.domain.workspace import Workspace
from bot.errors import MessageNotStoredError
from bot.storage import (
    deduplication,
    endorsements,
    messages,
    outbox,
    reactions,
    recognitions,
    users,
    workspaces,
)
from bot.storage.engine import Transaction
from bot.storage.givers import list_givers, set_giver
from bot.storage.messages import PostedMessage
from bot.storage.reactions import Reaction
from bot.storage.recipients import list_recipients, make_recipients_private
from bot.storage.recognitions import RecognitionRow
from bot.usecases.additions import allows_additions, allows_endorsements
from bot.usecases.endorsements import notify_recipients, notify_user
from bot.usecases.message_updates import update_messages


@dataclass(frozen=True, slots=True)
class ReactionChange:
    """An emoji that a user added to a message or removed from it; `author` wrote the message.

    `event_id` is Slack's, the same if it repeats the event; `event_ts` orders events.
    """

    workspace: Workspace
    user: User
    author: User
    channel: ChannelId
    channel_kind: ChannelKind
    message_ts: str
    emoji: str
    event_id: str
    event_ts: str
    is_added: bool
    meaning: str = ""
    """The emoji that it is an alias of, if it is one of the workspace's aliases."""


def record_reaction(tx: Transaction, change: ReactionChange) -> bool:
    """Record a reaction; return False if Slack sent it before.

    Nothing is posted; author and recipients read of it in their daily summary.
    """
    if not deduplication.record_key(tx, change.workspace.id, f"event:{change.event_id}"):
        return False
    _apply_change(tx, change)
    return True


def find_value_key(
    tx: Transaction,
    workspace: Workspace,
    channel: ChannelId,
    message_ts: str,
    user: UserId,
    emoji: str,
    *,
    is_added: bool,
    meaning: str = "",
) -> str | None:
    """Return the key of the value that an emoji means; None if it means none.

    `meaning` is the emoji that an alias names. A removed emoji may have meant a value when it was added, and
    none by now.
    """
    values = workspaces.find_values(tx, workspace.id)
    if value := values.find_by_emoji(emoji) or (values.find_by_emoji(meaning) if meaning else None):
        return value.key
    return None if is_added else reactions.find_value(tx, workspace.id, channel, message_ts, user, emoji)


def _apply_change(tx: Transaction, change: ReactionChange) -> None:
    workspace = change.workspace
    value = find_value_key(
        tx,
        workspace,
        change.channel,
        change.message_ts,
        change.user.id,
        change.emoji,
        is_added=change.is_added,
        meaning=change.meaning,
    )
    if value is None or change.user.is_bot or change.author.id == change.user.id:
        return
    if change.is_added and not users.records_reactions(tx, workspace.id, change.user.id):
        return
    is_bot_message = change.author.id == workspace.identity.bot_user_id
    # In this order: a message that is posted meanwhile is found as one or the other, or both.
    is_posting = is_bot_message and outbox.is_posting(tx, workspace.id, (change.channel, change.user.id))
    message = (
        messages.find_at(tx, workspace.id, change.channel, change.message_ts) if is_bot_message else None
    )
    if is_bot_message and message is None:
        if is_posting:
            raise MessageNotStoredError(f"a message in {change.channel}")
        return
    if not is_bot_message and not _can_thank(tx, change):
        return
    reaction = Reaction(
        change.channel,
        change.message_ts,
        change.user.id,
        change.emoji,
        value,
        change.event_ts,
        is_withdrawn=not change.is_added,
    )
    if message is not None:
        if isinstance(message.message, ShoutOut) and message.message.recognition:
            _endorse(tx, change, message, message.message.recognition, reaction)
        return
    _thank(tx, change, reaction)


def _can_thank(tx: Transaction, change: ReactionChange) -> bool:
    """Return True if the author can be thanked. A reaction can always be removed."""
    author = change.author
    if not change.is_added:
        return not author.is_bot
    preference = users.find_thanks_preference(tx, change.workspace.id, author.id)
    return can_be_thanked(change.user.id, author, preference)


def _thank(tx: Transaction, change: ReactionChange, reaction: Reaction) -> None:
    """Record the reaction, and update the recognition of its message."""
    workspace, user, author = change.workspace, change.user.id, change.author
    deduplication_key = f"message:{change.channel}:{change.message_ts}"
    if not reactions.record(tx, workspace.id, reaction):
        return
    # Only now: recording waits for the lock of others who react to the same message, so that their changes
    # are made one after the other.
    recognition = recognitions.find_by_deduplication_key(tx, workspace.id, deduplication_key)
    if recognition is None and change.is_added:
        preference = users.find_thanks_preference(tx, workspace.id, author.id)
        visibility = channel_visibility(change.channel_kind)
        row = RecognitionRow(
            deduplication_key=deduplication_key,
            source=Source.REACTION,
            channel=change.channel,
            giver=user,
            recipients={author.id: recipient_visibility(visibility, preference)},
            visibility=visibility,
            text="",
            values=(reaction.value,),
            message_ts=change.message_ts,
        )
        recognition = recognitions.add(tx, workspace.id, row) or recognitions.find_by_deduplication_key(
            tx, workspace.id, deduplication_key
        )
    if recognition is None:
        return
    if change.is_added and not allows_additions(tx, workspace, recognition):
        # The author wants to be thanked privately by now, and all emoji are one recognition.
        make_recipients_private(tx, recognition)
    has_reaction = _update_recognition(tx, workspace, recognition, change.channel, change.message_ts, user)
    if not has_reaction or author.id not in list_recipients(tx, recognition):
        return
    notify_user(tx, workspace, author, recognition, user)
    if change.user.is_reachable and users.mark_first_time(tx, workspace.id, user, "reactions_explained_at"):
        outbox.put(tx, workspace.id, ReactionExplanation(user, recognition))


def _update_recognition(
    tx: Transaction,
    workspace: Workspace,
    recognition: RecognitionId,
    channel: ChannelId,
    message_ts: str,
    user: UserId,
) -> bool:
    """Update a recognition to the active reactions on its message, after this user changed theirs.

    Return True if the user still has one.
    """
    active = reactions.list_active(tx, workspace.id, channel, message_ts)
    has_reaction = any(giver == user for giver, _ in active)
    set_giver(tx, workspace.id, recognition, user, withdrawn=not has_reaction)
    recipients = list_recipients(tx, recognition)
    recognitions.add_values(tx, workspace.id, recognition, {value for _, value in active}, recipients)
    if active:
        recognitions.retain_values(tx, recognition, {value for _, value in active})
    # What the author took down stays down, even if others react to it later.
    is_given = bool(list_givers(tx, recognition))
    recognitions.set_withdrawn(tx, recognition, withdrawn=not recipients or not is_given)
    request = None if has_reaction else ChangeRequest(user, ChangeCause.LEFT)
    update_messages(tx, workspace.id, recognition, request)
    return has_reaction


def withdraw_reactions(
    tx: Transaction, workspace: Workspace, user: UserId, recognition: RecognitionId
) -> bool:
    """Withdraw the reactions of a user to the message; return True if there were any.

    The emoji stay in Slack: apps cannot remove those of other users.
    """
    place = recognitions.find_source_message(tx, workspace.id, recognition)
    if place is None or not reactions.withdraw(tx, workspace.id, *place, user):
        return False
    _update_recognition(tx, workspace, recognition, *place, user)
    return True


def _endorse(
    tx: Transaction,
    change: ReactionChange,
    message: PostedMessage,
    recognition: RecognitionId,
    reaction: Reaction,
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
    if not reactions.record(tx, workspace.id, reaction):
        return
    active = reactions.list_active(tx, workspace.id, message.channel, change.message_ts, users=[user])
    if active:
        endorsements.add_by_emoji(tx, workspace.id, recognition, user)
        notify_recipients(tx, workspace, recognition, user)
    else:
        endorsements.withdraw_by_emoji(tx, recognition, user)
    update_messages(tx, workspace.id, recognition, None if active else ChangeRequest(user, ChangeCause.LEFT))
