"""Deliveries: what to send, looked up right before it is sent."""

from dataclasses import dataclass

from bot.domain.ids import NO_CHANNEL, ChannelId
from bot.domain.message_changes import MessageChange, MessageDeletion
from bot.domain.outbox_message import OutboxMessage, Post, UnknownMessage
from bot.domain.outbox_messages import DailySummary, DirectMessage, ReactionExplanation, ReplyNotice
from bot.domain.preferences import MessagePreference
from bot.domain.values import Values
from bot.domain.workspace import Workspace
from bot.storage import messages, users, workspaces
from bot.storage.deliveries import Delivery
from bot.storage.engine import Transaction
from bot.storage.messages import PostedMessage
from bot.usecases.message_composers import ComposeContext, compose
from bot.usecases.message_contents import Content


@dataclass(frozen=True, slots=True)
class Composition:
    """What a delivery is to do now.

    `content` is what the message says; None if there is nothing to say, so that nothing is posted, and what
    was `posted` is deleted. The reader does not need it if they are in the channel `unless_in`, and gets it
    with the next daily summary if it `is_deferred`.
    """

    workspace: Workspace
    values: Values
    content: Content | None = None
    posted: PostedMessage | None = None
    unless_in: ChannelId = NO_CHANNEL
    is_deferred: bool = False

    @property
    def is_unknown(self) -> bool:
        """Return True for a posted message that only a newer version of Hearten can render."""
        return self.posted is not None and isinstance(self.posted.message, UnknownMessage)


def compose_delivery(tx: Transaction, delivery: Delivery) -> Composition:
    """Look up what a delivery is to do now: what happened since its message was written counts."""
    workspace = workspaces.get(tx, delivery.workspace_id)
    values = workspaces.find_values(tx, workspace.id)
    message = delivery.message
    if isinstance(message, Post):
        return _compose_post(tx, workspace, values, message, delivery.id)
    return _compose_change(tx, workspace, values, message)


def _compose_post(
    tx: Transaction, workspace: Workspace, values: Values, message: Post, delivery: str
) -> Composition:
    content = compose(ComposeContext(tx, workspace, values, delivery), message)
    if content is None:
        return Composition(workspace, values)
    preference = _find_preference(tx, workspace, message)
    if preference is MessagePreference.NEVER:
        return Composition(workspace, values)
    is_deferred = preference is MessagePreference.DAILY and isinstance(message, DirectMessage | ReplyNotice)
    unless_in = _find_unless_in(tx, message)
    return Composition(workspace, values, content, unless_in=unless_in, is_deferred=is_deferred)


def _compose_change(
    tx: Transaction, workspace: Workspace, values: Values, change: OutboxMessage
) -> Composition:
    if not isinstance(change, MessageChange):
        return Composition(workspace, values)
    posted = messages.get(tx, change.target)
    if posted is None or isinstance(change, MessageDeletion) or isinstance(posted.message, UnknownMessage):
        return Composition(workspace, values, posted=posted)
    content = compose(ComposeContext(tx, workspace, values, posted.id), posted.message)
    return Composition(workspace, values, content, posted)


def _find_preference(tx: Transaction, workspace: Workspace, message: Post) -> MessagePreference:
    """Return when the reader wants to be written to about recognitions, at this moment."""
    # What is posted in the place of a deleted message was read before: without it, the reader would lose it.
    kinds = DirectMessage | ReplyNotice | DailySummary | ReactionExplanation
    if message.is_replacement or not isinstance(message, kinds):
        return MessagePreference.AT_ONCE
    return users.find_preferences(tx, workspace.id, [message.destination])[message.destination].messages


def _find_unless_in(tx: Transaction, message: Post) -> ChannelId:
    """Return the channel in which the reader's mention takes the place of this message, "" if none does."""
    # A replacement was there before, no matter who is in the channel.
    if not isinstance(message, DirectMessage) or message.is_replacement:
        return NO_CHANNEL
    if message.target and messages.get(tx, message.target) is None:
        # The shout-out could not be delivered, so it mentions no one.
        return NO_CHANNEL
    return message.unless_in
