"""Letting our messages follow what happened to a recognition."""

from collections.abc import Iterable

from bot.domain.delivery import MAX_IMMEDIATE
from bot.domain.ids import WorkspaceId
from bot.domain.message_changes import ChangeCause, ChangeRequest, MessageDeletion, MessageUpdate
from bot.domain.outbox_messages import DirectMessage, PromptMessage, ReportNotice
from bot.storage import digest_recognitions, homes, lead_notes, messages, outbox, pending_notifications, users
from bot.storage.engine import Transaction


def redraw(
    tx: Transaction, workspace_id: WorkspaceId, recognition: str, request: ChangeRequest | None = None
) -> None:
    """Render every message that shows this recognition again; delete those that show nothing now.

    `request` says who asked, where something is taken away: they hear of what stays.
    """
    # In this order: what is posted meanwhile is found as one or as the other, or as both.
    targets = [(delivery, message.destination) for delivery, message in outbox.under_way(tx, recognition)]
    targets += [(message.id, message.channel) for message in messages.about(tx, recognition)]
    _redraw_targets(tx, workspace_id, recognition, targets, request)


def remove(
    tx: Transaction, workspace_id: WorkspaceId, recognition: str, request: ChangeRequest | None = None
) -> None:
    """Take a recognition out of Slack: its own messages go, those that tell it among others change."""
    for recalled in outbox.recall(tx, recognition):
        if isinstance(recalled, DirectMessage) and recalled.is_first:
            users.unmark_first_time(tx, workspace_id, recalled.destination, "welcomed_at")
    # In this order: what is posted meanwhile is found as one or as the other, or as both.
    prompts = []
    for delivery, message in outbox.under_way(tx, recognition):
        if isinstance(message, PromptMessage):
            prompts.append((delivery, message.destination))
        else:
            _delete(tx, workspace_id, message.destination, delivery, request)
    is_taken_back = request is not None and request.cause in (ChangeCause.UNDONE, ChangeCause.TAKEN_DOWN)
    for posted in messages.about(tx, recognition):
        if is_taken_back and isinstance(posted.message, ReportNotice):
            # Admins read that it is gone, and nothing of what it said.
            _update(tx, workspace_id, posted.channel, posted.id, request)
        else:
            _delete(tx, workspace_id, posted.channel, posted.id, request)
    _redraw_targets(tx, workspace_id, recognition, prompts, request)


def redraw_explained(
    tx: Transaction, workspace_id: WorkspaceId, recognition: str, request: ChangeRequest | None = None
) -> None:
    """Render the explanation of a user's first reaction again: it names the recipients."""
    for message in messages.explaining(tx, recognition):
        _update(tx, workspace_id, message.channel, message.id, request)


def redraw_digests(
    tx: Transaction, workspace_id: WorkspaceId, user: str, request: ChangeRequest | None = None
) -> None:
    """Render the digests again that name a user: who may be named is decided at rendering."""
    redraw_these(
        tx, workspace_id, digest_recognitions.list_digests_with_user(tx, workspace_id, user), request
    )


def redraw_these(
    tx: Transaction,
    workspace_id: WorkspaceId,
    found: Iterable[tuple[str, str]],
    request: ChangeRequest | None = None,
) -> None:
    """Render these messages (id, destination) again; many of them get a low priority."""
    targets = set(found)
    _update_each(tx, workspace_id, targets, request, low_priority=len(targets) > MAX_IMMEDIATE)


def delete_these(
    tx: Transaction,
    workspace_id: WorkspaceId,
    found: Iterable[tuple[str, str]],
    request: ChangeRequest | None = None,
) -> None:
    """Delete these messages (destination, id)."""
    for destination, target in found:
        _delete(tx, workspace_id, destination, target, request)


def _redraw_targets(
    tx: Transaction,
    workspace_id: WorkspaceId,
    recognition: str,
    targets: Iterable[tuple[str, str]],
    request: ChangeRequest | None,
) -> None:
    """Render these messages (id, destination) again, and those that show the recognition among others."""
    found = {
        *targets,
        *digest_recognitions.list_digests_with_recognition(tx, recognition),
        *pending_notifications.list_summaries(tx, recognition),
        *((message.id, message.channel) for message in messages.remembering(tx, recognition)),
        *lead_notes.list_lead_notes(tx, workspace_id, recognition, to_anybody=_erases(request)),
    }
    _update_each(tx, workspace_id, found, request)
    homes.refresh_with_recognition(tx, workspace_id, recognition)


def _update_each(
    tx: Transaction,
    workspace_id: WorkspaceId,
    targets: Iterable[tuple[str, str]],
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
    destination: str,
    target: str,
    request: ChangeRequest | None,
    *,
    low_priority: bool = False,
) -> None:
    waiting = outbox.waiting_update(tx, target)
    if waiting is None:
        update = MessageUpdate(destination, target).with_request(request)
        outbox.put(tx, workspace_id, update, low_priority=low_priority or _erases(request))
        return
    delivery, update = waiting
    if request:
        outbox.replace_message(tx, delivery, update.with_request(request))
    if not (low_priority or _erases(request)):
        # It may have low priority, and somebody looks at the message now.
        outbox.raise_priority(tx, delivery)


def _delete(
    tx: Transaction, workspace_id: WorkspaceId, destination: str, target: str, request: ChangeRequest | None
) -> None:
    deletion = MessageDeletion(destination, target).with_request(request)
    outbox.put(tx, workspace_id, deletion, low_priority=_erases(request))


def _erases(request: ChangeRequest | None) -> bool:
    """Return True if a change belongs to an erasure, which can change thousands of messages."""
    return request is not None and request.cause is ChangeCause.ERASED
