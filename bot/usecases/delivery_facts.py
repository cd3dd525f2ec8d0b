"""What the composers of a batch of deliveries know, read in a fixed number of statements."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

from msgspec import Struct

from bot.domain.ids import RecognitionId, UserId, WorkspaceId
from bot.domain.message_changes import MessageDeletion, MessageUpdate
from bot.domain.outbox_message import OutboxMessage, Post, UserPost
from bot.domain.outbox_messages import (
    DirectMessage,
    LeadsAccessNotice,
    PromptMessage,
    ReactionExplanation,
    ReplyNotice,
    ShoutOut,
    UndeliveredNotice,
)
from bot.domain.preferences import Preferences
from bot.domain.recognition import RecognitionView
from bot.domain.scopes import ChannelScope, GivenScope, ReceivedScope, Scope
from bot.domain.values import Values
from bot.domain.workspace import Workspace
from bot.storage import messages, recognition_views, users, workspaces
from bot.storage.deliveries import Delivery
from bot.storage.engine import Transaction
from bot.storage.messages import PostedMessage


class WorkspaceFacts(Struct, frozen=True):
    """What a workspace's messages show: `views` of recognitions, and `preferences` of their readers."""

    workspace: Workspace
    values: Values
    views: Mapping[tuple[Scope, RecognitionId], RecognitionView]
    preferences: Mapping[UserId, Preferences]

    def find_view(self, message: Post) -> RecognitionView | None:
        """Return the recognition that a message is about as its readers see it, None if they may not."""
        wanted = _find_wanted_view(message)
        return self.views.get(wanted) if wanted else None

    def find_preferences(self, message: Post) -> Preferences:
        """Return the preferences of the user who reads a direct message; the defaults for a channel."""
        reader = message.destination if isinstance(message, UserPost) else None
        return self.preferences.get(reader, Preferences()) if reader else Preferences()


class DeliveryFacts(Struct, frozen=True):
    """What is known of the workspaces of a batch, and the messages that its deliveries refer to."""

    workspaces: Mapping[WorkspaceId, WorkspaceFacts]
    posted: Mapping[str, PostedMessage]


def find_facts(
    tx: Transaction, deliveries: Sequence[Delivery], posted: Mapping[str, PostedMessage]
) -> DeliveryFacts:
    """Read what these deliveries need. The number of statements depends only on that of the workspaces."""
    by_workspace = defaultdict[WorkspaceId, list[Post]](list)
    for delivery in deliveries:
        by_workspace[delivery.workspace_id] += list_shown(delivery.message, posted)
    facts = {
        workspace_id: _find_workspace_facts(tx, workspace_id, shown)
        for workspace_id, shown in by_workspace.items()
    }
    return DeliveryFacts(facts, posted)


def find_posted(tx: Transaction, deliveries: Collection[Delivery]) -> dict[str, PostedMessage]:
    """Return the messages that these deliveries change or follow, by id, as far as they are posted."""
    targets = {
        message.target
        for delivery in deliveries
        if isinstance(message := delivery.message, MessageUpdate | MessageDeletion | DirectMessage)
        and message.target
    }
    # What is still to be delivered is not posted.
    targets -= {delivery.id for delivery in deliveries}
    return messages.find_messages(tx, targets) if targets else {}


def list_shown(message: OutboxMessage, posted: Mapping[str, PostedMessage]) -> list[Post]:
    """Return the message that is composed for a delivery, if any: an update shows what was posted."""
    if isinstance(message, Post):
        return [message]
    changed = posted.get(message.target) if isinstance(message, MessageUpdate) else None
    return [changed.message] if changed else []


def _find_workspace_facts(
    tx: Transaction, workspace_id: WorkspaceId, shown: Sequence[Post]
) -> WorkspaceFacts:
    workspace, values = workspaces.get_with_values(tx, workspace_id)
    wanted = {view for message in shown if (view := _find_wanted_view(message))}
    readers = {message.destination for message in shown if isinstance(message, UserPost)}
    return WorkspaceFacts(
        workspace,
        values,
        recognition_views.find_views(tx, workspace, wanted) if wanted else {},
        users.find_preferences(tx, workspace_id, readers) if readers else {},
    )


def _find_wanted_view(message: Post) -> tuple[Scope, RecognitionId] | None:
    """Return the recognition that a message shows, and the scope of its readers; None if it shows none."""
    recognition = message.recognition
    if recognition is None:
        return None
    match message:
        case ShoutOut(channel):
            return ChannelScope(channel), recognition
        case DirectMessage(reader) | PromptMessage(reader):
            return ReceivedScope(reader), recognition
        case (
            ReplyNotice(reader)
            | LeadsAccessNotice(reader)
            | ReactionExplanation(reader)
            | UndeliveredNotice(reader)
        ):
            return GivenScope(reader), recognition
        case _:
            return None
