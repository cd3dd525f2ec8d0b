"""Locations of shout-outs that were posted through a `response_url`, learned from a button press."""

from datetime import timedelta
from enum import Enum, auto

from msgspec import Struct
from msgspec.structs import replace

from bot.domain.ids import ChannelId, RecognitionId
from bot.domain.outbox_messages import ShoutOut
from bot.domain.workspace import Workspace
from bot.storage import messages, outbox, recognitions
from bot.storage.engine import Transaction
from bot.storage.messages import PostedMessage, PostState, UpdateUrl
from bot.usecases.message_updates import update_messages
from bot.usecases.refused_changes import retry_message

RESPONSE_URL_LIFETIME = timedelta(minutes=29)
"""How long the `response_url` of a press may change its message: half an hour, less a minute for us."""


class MessageKnowledge(Enum):
    """What is known of a message with a pressed button."""

    KNOWN = auto()
    LEARNED = auto()
    GONE = auto()
    """Its recognition was deleted, so nothing of it may stay."""


class PressedMessage(Struct, frozen=True):
    """A shout-out as a button press describes it."""

    channel: ChannelId
    ts: str
    recognition: RecognitionId
    response_url: str


def is_known(tx: Transaction, workspace: Workspace, shown: PressedMessage) -> bool:
    """Return True if the bot posted the message itself, so that the press says nothing new."""
    message = messages.find_at(tx, workspace.id, shown.channel, shown.ts)
    return message is not None and message.state.update_url is None


def record_location(tx: Transaction, workspace: Workspace, shown: PressedMessage) -> MessageKnowledge:
    """Store the location of the message, and make the changes that waited for it."""
    message = messages.find_at(tx, workspace.id, shown.channel, shown.ts)
    if message is not None and message.state.update_url is None:
        return MessageKnowledge.KNOWN
    update_url = UpdateUrl(shown.response_url, tx.now + RESPONSE_URL_LIFETIME)
    if message is not None:
        messages.set_state(tx, message, replace(message.state, update_url=update_url))
        retry_message(tx, message.id)
        return MessageKnowledge.LEARNED
    if not recognitions.exists(tx, workspace.id, shown.recognition):
        return MessageKnowledge.GONE
    unplaced = messages.find_without_ts(tx, workspace.id, shown.channel, shown.recognition)
    if unplaced:
        messages.set_ts(tx, unplaced, shown.ts, replace(unplaced.state, update_url=update_url))
        retry_message(tx, unplaced.id)
        return MessageKnowledge.LEARNED
    if outbox.is_posting(tx, workspace.id, (shown.channel,)):
        # Its ts is about to be stored.
        return MessageKnowledge.KNOWN
    # It was posted twice, as no answer came the first time.
    second = PostedMessage(
        id=tx.new_id(),
        channel=shown.channel,
        ts=shown.ts,
        user=None,
        message=ShoutOut(shown.channel, shown.recognition),
        state=PostState(update_url=update_url),
    )
    messages.add(tx, workspace.id, second)
    update_messages(tx, workspace.id, shown.recognition)
    return MessageKnowledge.LEARNED
