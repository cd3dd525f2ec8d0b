"""Updates and deletions of messages in Slack after a recognition changed."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from bot.domain.delivery import MAX_IMMEDIATE
from bot.domain.ids import ChannelId, RecognitionId, UserId, WorkspaceId
from bot.domain.message_changes import ChangeCause, ChangeRequest, MessageDeletion, MessageUpdate
from bot.domain.outbox_messages import DirectMessage, ShoutOut, StepCompletion
from bot.storage import digest_recognitions, homes, lead_notes, messages, outbox, users
from bot.storage.engine import Transaction
from bot.storage.messages_with_recognitions import MessageWithRecognition, list_messages

Target = tuple[str, ChannelId | UserId]
"""The id of a message, and where it is."""
Requests = Sequence[ChangeRequest]
"""Who asked for something to be removed: they are notified of messages that stay unchanged."""


def update_messages(
    tx: Transaction,
    workspace_id: WorkspaceId,
    recognition: RecognitionId,
    request: ChangeRequest | None = None,
) -> None:
    """Update every message that shows a recognition; delete those that have nothing to show now.

    `request` says who asked for it to be removed: they are notified of messages that stay unchanged.
    """
    update_messages_of(tx, workspace_id, {recognition: [request] if request else []})


def update_messages_of(
    tx: Transaction, workspace_id: WorkspaceId, requests: Mapping[RecognitionId, Requests]
) -> None:
    """Do the same for several recognitions. The number of statements does not depend on theirs."""
    if requests:
        shown = list_messages(tx, requests)
        _update_with_notes(tx, workspace_id, requests, shown)


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
        elif isinstance(recalled, ShoutOut) and recalled.step:
            outbox.put(tx, workspace_id, StepCompletion(recalled.step))
    shown = list_messages(tx, [recognition])
    is_taken_back = request is not None and request.cause in (ChangeCause.UNDONE, ChangeCause.TAKEN_DOWN)
    # Admins read in theirs that it is gone, without its text.
    own = [each for each in shown if each.is_own and not (is_taken_back and each.is_report_notice)]
    for message in own:
        _delete(tx, workspace_id, message.destination, message.id, request)
    requests = {recognition: [request] if request else []}
    _update_with_notes(tx, workspace_id, requests, [each for each in shown if each not in own])


def update_explanations(
    tx: Transaction,
    workspace_id: WorkspaceId,
    recognition: RecognitionId,
    request: ChangeRequest | None = None,
) -> None:
    """Update the explanation of a user's first reaction, which names the recipients."""
    explanations = messages.list_explanations(tx, recognition)
    requests = [request] if request else []
    _update_each(tx, workspace_id, {(each.id, each.channel): requests for each in explanations})


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
    targets = {target: [request] if request else [] for target in found}
    _update_each(tx, workspace_id, targets, low_priority=len(targets) > MAX_IMMEDIATE)


def delete_these(
    tx: Transaction,
    workspace_id: WorkspaceId,
    found: Iterable[tuple[ChannelId | UserId, str]],
    request: ChangeRequest | None = None,
) -> None:
    """Delete these messages (destination, id)."""
    for destination, target in found:
        _delete(tx, workspace_id, destination, target, request)


def _update_with_notes(
    tx: Transaction,
    workspace_id: WorkspaceId,
    requests: Mapping[RecognitionId, Requests],
    shown: Iterable[MessageWithRecognition],
) -> None:
    """Update these messages, the notes of leads that may show the recognitions, and open Homes."""
    found: defaultdict[Target, list[ChangeRequest]] = defaultdict(list)
    for message in shown:
        found[message.id, message.destination] += requests[message.recognition]
    for recognition, note, channel in lead_notes.list_lead_notes(tx, workspace_id, requests):
        found[note, channel] += requests[recognition]
    for recognition in (each for each, of_it in requests.items() if _erases(of_it)):
        for target in lead_notes.list_all_lead_notes(tx, workspace_id, recognition):
            found[target] += requests[recognition]
    _update_each(tx, workspace_id, found)
    homes.refresh_with_recognitions(tx, workspace_id, requests)


def _update_each(
    tx: Transaction,
    workspace_id: WorkspaceId,
    targets: Mapping[Target, Requests],
    *,
    low_priority: bool = False,
) -> None:
    """Update messages, with who asked for it. An update that waits already is used."""
    waiting = outbox.find_waiting_updates(tx, [id_ for id_, _ in targets])
    new: dict[bool, list[tuple[str, WorkspaceId, MessageUpdate]]] = {False: [], True: []}
    replaced: dict[str, MessageUpdate] = {}
    urgent: list[str] = []
    for (id_, destination), requests in sorted(targets.items()):
        is_late = low_priority or _erases(requests)
        if id_ not in waiting:
            update = _add_requests(MessageUpdate(destination, id_), requests)
            new[is_late].append((tx.new_id(), workspace_id, update))
            continue
        delivery, update = waiting[id_]
        if requests:
            replaced[delivery] = _add_requests(update, requests)
        if not is_late:
            # It may have low priority, and a user is looking at the message.
            urgent.append(delivery)
    for is_late, updates in new.items():
        outbox.put_all(tx, updates, low_priority=is_late)
    outbox.replace_messages(tx, replaced)
    outbox.raise_priorities(tx, urgent)


def _add_requests(update: MessageUpdate, requests: Requests) -> MessageUpdate:
    for request in requests:
        update = update.with_request(request)
    return update


def _delete(
    tx: Transaction,
    workspace_id: WorkspaceId,
    destination: ChannelId | UserId,
    target: str,
    request: ChangeRequest | None,
) -> None:
    deletion = MessageDeletion(destination, target).with_request(request)
    outbox.put(tx, workspace_id, deletion, low_priority=bool(request and _erases([request])))


def _erases(requests: Requests) -> bool:
    """Return True if a change belongs to an erasure, which can change thousands of messages."""
    return any(request.cause is ChangeCause.ERASED for request in requests)
