"""Updates and deletions of messages in Slack after a recognition changed."""

from collections.abc import Iterable

from bot.domain.delivery import MAX_IMMEDIATE
from bot.domain.ids import ChannelId, RecognitionId, UserId, WorkspaceId
from bot.domain.message_changes import ChangeCause, ChangeRequest, MessageDeletion, MessageUpdate
from bot.domain.outbox_messages import DirectMessage, PromptMessage, ReportNotice
from bot.storage import digest_recognitions, homes, lead_notes, messages, outbox, pending_notifications, users
from bot.storage.engine import Transaction


def update_messages(
    tx: Transaction,
    workspace_id: WorkspaceId,
    recognition: RecognitionId,
    request: ChangeRequest | None = None,
) -> None:
    """Update every message that shows a recognition; delete those that have nothing to show now.

    `request` says who asked for it to be removed: they are notified of messages that stay unchanged.
    """
    # In this order: a message that is posted meanwhile is found by one query or both.
    targets = [
        (delivery, message.destination) for delivery, message in outbox.list_under_way(tx, recognition)
    ]
    targets += [(message.id, message.channel) for message in messages.list_about(tx, recognition)]
    _update_targets(tx, workspace_id, recognition, targets, request)


def remove_messages(
    tx: Transaction,
    workspace_id: WorkspaceId,
    recognition: RecognitionId,
    request: ChangeRequest | None = None,
) -> None:
    """Delete a recognition's own messages from Slack, and update those that show it among others."""
    for recalled in outbox.recall(tx, recognition):
        if isinstance(recalled, DirectMessage) and recalled.is_first:
            users.unmark_first_time(tx, workspace_id, recalled.destination, "welcomed_at")
    # In this order: a message that is posted meanwhile is found by one query or both.
    prompts = []
    for delivery, message in outbox.list_under_way(tx, recognition):
        if isinstance(message, PromptMessage):
            prompts.append((delivery, message.destination))
        else:
            _delete(tx, workspace_id, message.destination, delivery, request)
    is_taken_back = request is not None and request.cause in (ChangeCause.UNDONE, ChangeCause.TAKEN_DOWN)
    for posted in messages.list_about(tx, recognition):
        if is_taken_back and isinstance(posted.message, ReportNotice):
            # Admins read that it is gone, without its text.
            _update(tx, workspace_id, posted.channel, posted.id, request)
        else:
            _delete(tx, workspace_id, posted.channel, posted.id, request)
    _update_targets(tx, workspace_id, recognition, prompts, request)


def update_explanations(
    tx: Transaction,
    workspace_id: WorkspaceId,
    recognition: RecognitionId,
    request: ChangeRequest | None = None,
) -> None:
    """Update the explanation of a user's first reaction, which names the recipients."""
    for message in messages.list_explanations(tx, recognition):
        _update(tx, workspace_id, message.channel, message.id, request)


def update_digests_naming(
    tx: Transaction, workspace_id: WorkspaceId, user: UserId, request: ChangeRequest | None = None
) -> None:
    """Update the digests that name a user: who may be named is decided at rendering."""
    update_these(
        tx, workspace_id, digest_recognitions.list_digests_with_user(tx, workspace_id, user), request
    )


def update_these(
    tx: Transaction,
    workspace_id: WorkspaceId,
    found: Iterable[tuple[str, ChannelId | UserId]],
    request: ChangeRequest | None = None,
) -> None:
    """Update these messages (id, destination), with low priority if they are many."""
    targets = set(found)
    _update_each(tx, workspace_id, targets, request, low_priority=len(targets) > MAX_IMMEDIATE)


def delete_these(
    tx: Transaction,
    workspace_id: WorkspaceId,
    found: Iterable[tuple[ChannelId | UserId, str]],
    request: ChangeRequest | None = None,
) -> None:
    """Delete these messages (destination, id)."""
    for destination, target in found:
        _delete(tx, workspace_id, destination, target, request)


def _update_targets(
    tx: Transaction,
    workspace_id: WorkspaceId,
    recognition: RecognitionId,
    targets: Iterable[tuple[str, ChannelId | UserId]],
    request: ChangeRequest | None,
) -> None:
    """Update these messages (id, destination), and those that show the recognition among others."""
    found = {
        *targets,
        *digest_recognitions.list_digests_with_recognition(tx, recognition),
        *pending_notifications.list_summaries(tx, recognition),
        *((message.id, message.channel) for message in messages.list_prompts_about(tx, recognition)),
        *lead_notes.list_lead_notes(tx, workspace_id, recognition, to_anybody=_erases(request)),
    }
    _update_each(tx, workspace_id, found, request)
    homes.refresh_with_recognition(tx, workspace_id, recognition)


def _update_each(
    tx: Transaction,
    workspace_id: WorkspaceId,
    targets: Iterable[tuple[str, ChannelId | UserId]],
    request: ChangeRequest | None,
    *,
    low_priority: bool = False,
) -> None:
    """Update messages in the order of their ids: of two who change the same at once, one waits."""
    for target, destination in sorted(targets):
        _update(tx, workspace_id, destination, target, request, low_priority=low_priority)


def _update(
    tx: Transaction,
    workspace_id: WorkspaceId,
    destination: ChannelId | UserId,
    target: str,
    request: ChangeRequest | None,
    *,
    low_priority: bool = False,
) -> None:
    waiting = outbox.find_waiting_update(tx, target)
    if waiting is None:
        update = MessageUpdate(destination, target).with_request(request)
        outbox.put(tx, workspace_id, update, low_priority=low_priority or _erases(request))
        return
    delivery, update = waiting
    if request:
        outbox.replace_message(tx, delivery, update.with_request(request))
    if not (low_priority or _erases(request)):
        # It may have low priority, and a user is looking at the message.
        outbox.raise_priority(tx, delivery)


def _delete(
    tx: Transaction,
    workspace_id: WorkspaceId,
    destination: ChannelId | UserId,
    target: str,
    request: ChangeRequest | None,
) -> None:
    deletion = MessageDeletion(destination, target).with_request(request)
    outbox.put(tx, workspace_id, deletion, low_priority=_erases(request))


def _erases(request: ChangeRequest | None) -> bool:
    """Return True if a change belongs to an erasure, which can change thousands of messages."""
    return request is not None and request.cause is ChangeCause.ERASED
