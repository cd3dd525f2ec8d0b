"""What became of a recognition so far."""

from collections.abc import Mapping

from msgspec import Struct

from bot.domain.ids import RecognitionId, UserId
from bot.domain.outbox_messages import ShoutOut
from bot.domain.recipient_groups import ShoutOutState
from bot.domain.visibility import Visibility, select_channel_recipients
from bot.domain.workspace import Workspace
from bot.storage import messages, outbox, users
from bot.storage.engine import Transaction
from bot.storage.recipients import list_recipients
from bot.usecases.recognitions import list_without_messages


class RecognitionStatus(Struct, frozen=True):
    """What became of a recognition so far: its shout-out, and how visible each recipient is."""

    state: ShoutOutState
    recipients: Mapping[UserId, Visibility]
    without_messages: tuple[UserId, ...]
    """Recipients who want no direct messages."""


def find_status(tx: Transaction, workspace: Workspace, recognition: RecognitionId) -> RecognitionStatus:
    """Return what became of a recognition so far."""
    recipients = list_recipients(tx, recognition)
    without_messages = list_without_messages(recipients, users.find_preferences(tx, workspace.id, recipients))
    if not select_channel_recipients(recipients):
        state = ShoutOutState.NONE
    elif any(isinstance(posted.message, ShoutOut) for posted in messages.list_about(tx, recognition)):
        state = ShoutOutState.POSTED
    else:
        is_coming = outbox.is_coming(tx, recognition, ShoutOut)
        state = ShoutOutState.COMING if is_coming else ShoutOutState.MISSING
    return RecognitionStatus(state, recipients, without_messages)
