"""What follows when Slack refuses to change or delete a message, and when it may let the bot again."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from bot.domain.ids import WorkspaceId
from bot.domain.message_changes import (
    ChangeRequest,
    ChangeStep,
    MessageChange,
    MessageDeletion,
    MessageUpdate,
    UnchangedMessage,
    UnchangedReason,
    decide_refused_change,
    find_next_retry,
    find_unchanged_reason,
    is_giver_informed,
)
from bot.domain.outbox_message import ChannelPost
from bot.domain.outbox_messages import HomePublication, UnchangedNotice
from bot.domain.user import ERASED
from bot.storage import deliveries, held_changes, messages, outbox, workspaces
from bot.storage.deliveries import Delivery
from bot.storage.engine import Transaction
from bot.storage.failed_items import FailedItems, work_on_each
from bot.storage.held_changes import HeldChange
from bot.storage.messages import PostedMessage

GATHER_FOR = timedelta(minutes=1)
"""How long a notice waits for more messages that stay: an erasure can meet many at once."""
HOME_HELD_FOR = timedelta(days=180)
"""How long a Home is tried again that Slack refuses to show or clear."""
BATCH = 100
"""Held changes that one transaction tries again."""


def record_refused_change(
    tx: Transaction, delivery: Delivery, change: MessageChange, error: str
) -> datetime | None:
    """Record what follows a refused change; return when (UTC) its message is worked on again, if at all."""
    posted = messages.get(tx, change.target)
    step = decide_refused_change(change, error)
    if step is ChangeStep.GIVE_UP or posted is None:
        deliveries.give_up(tx, delivery, error)
        return None
    if not deliveries.end(tx, delivery):
        return None
    if step is ChangeStep.REPLACE:
        deletion = MessageDeletion(
            change.destination, posted.id, change.requests, change.removes, change.held_since, replaces=True
        )
        outbox.put(tx, delivery.workspace_id, deletion)
        return tx.now
    _hold(tx, delivery, change, posted, error)
    return None


def _hold(
    tx: Transaction, delivery: Delivery, change: MessageChange, posted: PostedMessage, error: str
) -> None:
    held_since = change.held_since or tx.now
    # What was to be posted in its place is still there to be shown.
    is_deletion = isinstance(change, MessageDeletion) and not change.replaces
    change_class = MessageDeletion if is_deletion else MessageUpdate
    held = change_class(posted.channel, posted.id, removes=change.must_succeed)
    retry_at = find_next_retry(held_since, tx.now)
    held_changes.hold(tx, HeldChange(delivery.workspace_id, held, held_since), error, retry_at)
    stays = UnchangedMessage(
        posted.channel,
        posted.ts or "",
        is_direct=posted.user is not None,
        reason=find_unchanged_reason(error),
    )
    for request in change.requests:
        if request.user != ERASED and is_giver_informed(request, error):
            _tell(tx, delivery.workspace_id, request, stays)


def tell_doubtful(tx: Transaction, delivery: Delivery) -> None:
    """Tell those who took a post back that it may be there, if this cannot be found out."""
    message = delivery.message
    is_direct = not isinstance(message, ChannelPost)
    stays = UnchangedMessage(message.destination, "", is_direct=is_direct, reason=UnchangedReason.UNKNOWN)
    requests = [request for request in outbox.requests_for(tx, delivery.id) if request.user != ERASED]
    for request in sorted(requests, key=lambda request: request.user):
        _tell(tx, delivery.workspace_id, request, stays)


def _tell(
    tx: Transaction, workspace_id: WorkspaceId, request: ChangeRequest, stays: UnchangedMessage
) -> None:
    """Tell the user who asked, in one message for all that stays within a minute."""
    # Two that are refused at the same moment would not see each other's notice.
    workspaces.lock(tx, workspace_id)
    for waiting, notice in outbox.waiting_notices(tx, workspace_id, request.user).items():
        if notice.cause is request.cause:
            outbox.replace_message(tx, waiting, notice.with_message(stays))
            return
    notice = UnchangedNotice(request.user, cause=request.cause, locale=request.locale, messages=(stays,))
    outbox.put(tx, workspace_id, notice, at=tx.now + GATHER_FOR)


def post_replacement(tx: Transaction, workspace_id: WorkspaceId, deleted: PostedMessage) -> None:
    """Post what remains of a message that was deleted to be replaced, as the same delivery as before."""
    outbox.put(tx, workspace_id, replace(deleted.message, is_replacement=True), delivery=deleted.id)


def retry_in_channel(tx: Transaction, workspace_id: WorkspaceId, channel: str) -> int:
    """Try again what was refused in a channel that may be open to the bot again; return how many."""
    return _retry(tx, held_changes.take_for_channel(tx, workspace_id, channel))


def retry_message(tx: Transaction, message: str) -> bool:
    """Try again what was refused for a message; return False if nothing was."""
    return bool(_retry(tx, held_changes.take_for_message(tx, message)))


def retry_due(tx: Transaction, failed: FailedItems | None = None) -> int:
    """Try again up to `BATCH` changes that no event freed for long; return how many.

    A change that fails is added to the `failed` ones, and does not stop the others.
    """
    failed = failed or FailedItems("held change")
    if failed.are_too_many:
        return 0

    def retry(found: Sequence[str]) -> list[str]:
        _retry(tx, held_changes.take_for_messages(tx, found))
        return [*found]

    found = held_changes.claim_due(tx, BATCH, failed)
    return len(work_on_each(tx, found, lambda message: (message,), retry, failed))


def _retry(tx: Transaction, changes: list[HeldChange]) -> int:
    outbox.put_all(
        tx,
        [
            (tx.new_id(), held.workspace_id, replace(held.change, held_since=held.held_since))
            for held in changes
        ],
    )
    return len(changes)


def retry_home(
    tx: Transaction, delivery: Delivery, publication: HomePublication, error: str
) -> datetime | None:
    """Try a Home again that Slack let the bot neither show nor clear: it may show what was removed.

    Return when (UTC), each time later; None if another process has it, or after `HOME_HELD_FOR`.
    """
    held_since = publication.held_since or tx.now
    if tx.now - held_since > HOME_HELD_FOR:
        deliveries.give_up(tx, delivery, error)
        return None
    if not deliveries.end(tx, delivery):
        return None
    at = find_next_retry(held_since, tx.now)
    outbox.put(tx, delivery.workspace_id, replace(publication, held_since=held_since), at=at)
    return at


def forget_channel(tx: Transaction, workspace_id: WorkspaceId, channel: str) -> None:
    """Forget the messages of a channel that was deleted, and what was to change about them."""
    messages.forget_in_channel(tx, workspace_id, channel)
