"""What follows when Slack refuses to update or delete a message, and when it is tried again."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from msgspec.structs import replace

from bot.domain.ids import ChannelId, WorkspaceId
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
from bot.domain.outbox_message import ChannelPost, Post
from bot.domain.outbox_messages import HomePublication, UnchangedNotice
from bot.domain.user import ERASED
from bot.storage import deliveries, held_changes, messages, outbox, workspaces
from bot.storage.deliveries import Delivery
from bot.storage.engine import Transaction
from bot.storage.failed_items import FailedItems, work_on_each
from bot.storage.held_changes import HeldChange
from bot.storage.messages import PostedMessage

NOTICE_DELAY = timedelta(minutes=1)
"""How long a notice waits for more unchanged messages: an erasure can have many."""
MAX_HOME_RETRY_PERIOD = timedelta(days=180)
"""How long Hearten tries again to publish or clear a Home that Slack refuses."""
BATCH = 100
"""Held changes that are tried again in one transaction."""


def record_refused_change(
    tx: Transaction, delivery: Delivery, change: MessageChange, error: str
) -> datetime | None:
    """Record what follows a refused change. Return when (UTC) the message is changed again, None if never."""
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
    # The recognition that a replacement would have shown is still there.
    is_deletion = isinstance(change, MessageDeletion) and not change.replaces
    change_class = MessageDeletion if is_deletion else MessageUpdate
    held = change_class(posted.channel, posted.id, removes=change.must_succeed)
    retry_at = find_next_retry(held_since, tx.now)
    held_changes.hold(tx, HeldChange(delivery.workspace_id, held, held_since), error, retry_at)
    unchanged = UnchangedMessage(
        posted.channel,
        posted.ts or "",
        is_direct=posted.user is not None,
        reason=find_unchanged_reason(error),
    )
    for request in change.requests:
        if request.user != ERASED and is_giver_informed(request, error):
            _notify(tx, delivery.workspace_id, request, unchanged)


def notify_of_uncertain_post(tx: Transaction, delivery: Delivery) -> None:
    """Notify the users who withdrew a post that it may be there, since Hearten cannot find out."""
    message = delivery.message
    if not isinstance(message, Post):
        return
    is_direct = not isinstance(message, ChannelPost)
    unchanged = UnchangedMessage(message.destination, "", is_direct=is_direct, reason=UnchangedReason.UNKNOWN)
    requests = [request for request in outbox.list_requests(tx, delivery.id) if request.user != ERASED]
    for request in sorted(requests, key=lambda request: request.user):
        _notify(tx, delivery.workspace_id, request, unchanged)


def _notify(
    tx: Transaction, workspace_id: WorkspaceId, request: ChangeRequest, unchanged: UnchangedMessage
) -> None:
    """Notify the user who asked, in one message for all unchanged messages within a minute."""
    # Two transactions at the same moment would not see each other's notice.
    workspaces.lock(tx, workspace_id)
    for waiting, notice in outbox.find_waiting_notices(tx, workspace_id, request.user).items():
        if notice.cause is request.cause:
            outbox.replace_message(tx, waiting, notice.with_message(unchanged))
            return
    notice = UnchangedNotice(request.user, cause=request.cause, locale=request.locale, messages=(unchanged,))
    outbox.put(tx, workspace_id, notice, at=tx.now + NOTICE_DELAY)


def post_replacement(tx: Transaction, workspace_id: WorkspaceId, deleted: PostedMessage) -> None:
    """Post a message again that was deleted to be replaced, with the id of its delivery."""
    outbox.put(tx, workspace_id, replace(deleted.message, is_replacement=True), delivery=deleted.id)


def retry_in_channel(tx: Transaction, workspace_id: WorkspaceId, channel: ChannelId) -> int:
    """Try changes again that were refused in a channel, and return how many: the bot may have access now."""
    return _retry(tx, held_changes.take_for_channel(tx, workspace_id, channel))


def retry_message(tx: Transaction, message: str) -> bool:
    """Try a message's refused change again. Return False if there is none."""
    return bool(_retry(tx, held_changes.take_for_message(tx, message)))


def retry_due(tx: Transaction, failed: FailedItems | None = None) -> int:
    """Try up to `BATCH` refused changes again that are due, and return how many.

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
    """Try to publish a Home again that Slack refused to show and to clear: it may show removed text.

    Return when (UTC), each time later; None if another process claimed it, or after `MAX_HOME_RETRY_PERIOD`.
    """
    held_since = publication.held_since or tx.now
    if tx.now - held_since > MAX_HOME_RETRY_PERIOD:
        deliveries.give_up(tx, delivery, error)
        return None
    if not deliveries.end(tx, delivery):
        return None
    at = find_next_retry(held_since, tx.now)
    outbox.put(tx, delivery.workspace_id, replace(publication, held_since=held_since), at=at)
    return at


def forget_channel(tx: Transaction, workspace_id: WorkspaceId, channel: ChannelId) -> None:
    """Delete the rows of a deleted channel's messages, with their held changes."""
    messages.forget_in_channel(tx, workspace_id, channel)
