"""Emoji reactions: on a user's message they thank its author, on a shout-out they endorse it."""

from dataclasses import dataclass

from bot.domain.message_changes import ChangeCause, ChangeRequest
from bot.domain.outbox_messages import ReactionExplanation, ShoutOut
from bot.domain.recognition import Source
from bot.domain.user import User
from bot.domain.visibility import ChannelKind, ThanksPreference, channel_visibility, recipient_visibility
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
from bot.usecases.message_updates import redraw


@dataclass(frozen=True, slots=True)
class ReactionChange:
    """An emoji that a user added to a message or removed from it; `author` wrote the message.

    `event_id` is Slack's, the same if it repeats the event; `event_ts` orders events.
    """

    workspace: Workspace
    user: User
    author: User
    channel: str
    channel_kind: ChannelKind
    message_ts: str
    emoji: str
    event_id: str
    event_ts: str
    is_added: bool
    meaning: str = ""
    """The emoji that it stands for, if it is a workspace's own name of another one."""


def record_reaction(tx: Transaction, reacted: ReactionChange) -> bool:
    """Record a reaction; return False if Slack sent it before.

    Nothing is posted; author and recipients read of it in their daily summary.
    """
    if not deduplication.record_key(tx, reacted.workspace.id, f"event:{reacted.event_id}"):
        return False
    _apply_change(tx, reacted)
    return True


def find_value_key(
    tx: Transaction,
    workspace: Workspace,
    channel: str,
    message_ts: str,
    user: str,
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


def _apply_change(tx: Transaction, reacted: ReactionChange) -> None:
    workspace = reacted.workspace
    value = find_value_key(
        tx,
        workspace,
        reacted.channel,
        reacted.message_ts,
        reacted.user.id,
        reacted.emoji,
        is_added=reacted.is_added,
        meaning=reacted.meaning,
    )
    if value is None or reacted.user.is_bot or reacted.author.id == reacted.user.id:
        return
    if reacted.is_added and not users.records_reactions(tx, workspace.id, reacted.user.id):
        return
    is_ours = reacted.author.id == workspace.identity.bot_user_id
    # In this order: a message that is posted meanwhile is found as one or the other, or both.
    is_posting = is_ours and outbox.is_posting(tx, workspace.id, (reacted.channel, reacted.user.id))
    message = messages.at(tx, workspace.id, reacted.channel, reacted.message_ts) if is_ours else None
    if is_ours and message is None:
        if is_posting:
            raise MessageNotStoredError(f"a message in {reacted.channel}")
        return
    if not is_ours and not _can_thank(tx, reacted):
        return
    state = Reaction(
        reacted.channel,
        reacted.message_ts,
        reacted.user.id,
        reacted.emoji,
        value,
        reacted.event_ts,
        is_withdrawn=not reacted.is_added,
    )
    if message is not None:
        if isinstance(message.message, ShoutOut) and message.message.recognition:
            _endorse(tx, reacted, message, message.message.recognition, state)
        return
    _thank(tx, reacted, state)


def _can_thank(tx: Transaction, reacted: ReactionChange) -> bool:
    """Return True if the author accepts this recognition. A reaction can always be removed."""
    author = reacted.author
    if author.is_bot or not reacted.is_added:
        return not author.is_bot
    wish = users.find_thanks_preferences(tx, reacted.workspace.id, [author.id]).get(author.id)
    return not author.is_deactivated and wish is not ThanksPreference.NEVER


def _thank(tx: Transaction, reacted: ReactionChange, state: Reaction) -> None:
    """Record the reaction, and update the recognition of its message."""
    workspace, user, author = reacted.workspace, reacted.user.id, reacted.author
    origin = f"message:{reacted.channel}:{reacted.message_ts}"
    if not reactions.record(tx, workspace.id, state):
        return
    # Only now: recording waits for the lock of others who react to the same message, so that their changes
    # are made one after the other.
    recognition = recognitions.find_by_deduplication_key(tx, workspace.id, origin)
    if recognition is None and reacted.is_added:
        wish = users.find_thanks_preferences(tx, workspace.id, [author.id]).get(
            author.id, ThanksPreference.PUBLICLY
        )
        given = channel_visibility(reacted.channel_kind)
        draft = RecognitionRow(
            origin=origin,
            source=Source.REACTION,
            channel=reacted.channel,
            giver=user,
            recipients={author.id: recipient_visibility(given, wish)},
            visibility=given,
            text="",
            values=(state.value,),
            message_ts=reacted.message_ts,
        )
        recognition = recognitions.add(tx, workspace.id, draft) or recognitions.find_by_deduplication_key(
            tx, workspace.id, origin
        )
    if recognition is None:
        return
    if reacted.is_added and not allows_additions(tx, workspace, recognition):
        # The author wants to be thanked privately by now, and all emoji are one recognition.
        make_recipients_private(tx, recognition)
    is_standing = _update_recognition(tx, workspace, recognition, reacted.channel, reacted.message_ts, user)
    if not is_standing or author.id not in list_recipients(tx, recognition):
        return
    notify_user(tx, workspace, author, recognition, user)
    if not reacted.user.is_foreign and users.mark_first_time(
        tx, workspace.id, user, "reactions_explained_at"
    ):
        outbox.put(tx, workspace.id, ReactionExplanation(user, recognition))


def _update_recognition(
    tx: Transaction, workspace: Workspace, recognition: str, channel: str, message_ts: str, user: str
) -> bool:
    """Update a recognition to the active reactions on its message, after this user changed theirs.

    Return True if the user still has one.
    """
    standing = reactions.list_active(tx, workspace.id, channel, message_ts)
    is_standing = any(who == user for who, _ in standing)
    set_giver(tx, workspace.id, recognition, user, withdrawn=not is_standing)
    thanked = list_recipients(tx, recognition)
    recognitions.add_values(tx, workspace.id, recognition, {v for _, v in standing}, thanked)
    if standing:
        recognitions.retain_values(tx, recognition, {v for _, v in standing})
    # What the author took down stays down, even if others react to it later.
    is_given = bool(list_givers(tx, recognition))
    recognitions.set_withdrawn(tx, recognition, withdrawn=not thanked or not is_given)
    request = None if is_standing else ChangeRequest(user, ChangeCause.LEFT)
    redraw(tx, workspace.id, recognition, request)
    return is_standing


def withdraw_reactions(tx: Transaction, workspace: Workspace, user: str, recognition: str) -> bool:
    """Withdraw the reactions of a user to the message; return True if there were any.

    The emoji stay in Slack: apps cannot remove those of other users.
    """
    place = recognitions.find_source_message(tx, workspace.id, recognition)
    if place is None or not reactions.withdraw(tx, workspace.id, *place, user):
        return False
    _update_recognition(tx, workspace, recognition, *place, user)
    return True


def _endorse(
    tx: Transaction, reacted: ReactionChange, message: PostedMessage, recognition: str, state: Reaction
) -> None:
    """Add an endorsement by emoji, or withdraw it; givers and recipients cannot endorse.

    An endorsement by form stays when the emoji is removed.
    """
    workspace, user = reacted.workspace, reacted.user.id
    if user in list_recipients(tx, recognition):
        return
    if user in list_givers(tx, recognition):
        return
    if reacted.is_added and not allows_endorsements(tx, workspace, recognition):
        return
    if not reactions.record(tx, workspace.id, state):
        return
    standing = reactions.list_active(tx, workspace.id, message.channel, reacted.message_ts, users=[user])
    if standing:
        endorsements.add_by_emoji(tx, workspace.id, recognition, user)
        notify_recipients(tx, workspace, recognition, user)
    else:
        endorsements.withdraw_by_emoji(tx, recognition, user)
    redraw(tx, workspace.id, recognition, None if standing else ChangeRequest(user, ChangeCause.LEFT))
