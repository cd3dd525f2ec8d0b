"""What follows when Slack refuses to change or delete a message, and when it may let the bot again."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.domain.delivery import IN_A_CHANNEL, Kind
from bot.domain.message_changes import (
    ChangeStep,
    MessageChange,
    UnchangedMessage,
    UnchangedReason,
    add_unchanged,
    decide_refused_change,
    find_next_retry,
    find_unchanged_reason,
    is_giver_informed,
    parse_requests,
    removes_message,
)
from bot.domain.user import ERASED
from bot.storage import held_changes, messages, outbox, workspaces
from bot.storage.engine import Transaction
from bot.storage.failed_items import FailedItems, work_on_each
from bot.storage.held_changes import HeldChange
from bot.storage.messages import Message
from bot.storage.outbox import Delivery, Letter

GATHER_FOR = timedelta(minutes=1)
"""How long a notice waits for more messages that stay: an erasure can meet many at once."""
HOME_HELD_FOR = timedelta(days=180)
"""How long a Home is tried again that Slack refuses to show or clear."""
BATCH = 100
"""Held changes that one transaction tries again."""


def settle_refused_change(tx: Transaction, delivery: Delivery, error: str) -> datetime | None:
    """Record what follows a refused change; return when (UTC) its message is worked on again, if at all."""
    letter = delivery.letter
    message = messages.get(tx, letter.target) if letter.target else None
    step = decide_refused_change(letter.kind, letter.payload, error)
    if step is ChangeStep.GIVE_UP or message is None:
        outbox.give_up(tx, delivery, error)
        return None
    if not outbox.end(tx, delivery):
        return None
    if step is ChangeStep.REPLACE:
        payload = {**letter.payload, "replace": True}
        deletion = Letter(Kind.DELETION, letter.destination, target=message.id, payload=payload)
        outbox.put(tx, delivery.workspace_id, deletion)
        return tx.now
    _hold(tx, delivery, message, error)
    return None


def _hold(tx: Transaction, delivery: Delivery, message: Message, error: str) -> None:
    letter = delivery.letter
    since = letter.payload.get("held_since")
    held_since = datetime.fromisoformat(since) if since else tx.now
    # What was to be posted in its place is still there to be shown.
    kind = Kind.UPDATE if letter.payload.get("replace") else letter.kind
    payload = {"takes_away": True} if removes_message(letter.kind, letter.payload) else {}
    change = HeldChange(message.id, delivery.workspace_id, message.channel, kind, payload, held_since)
    held_changes.hold(tx, change, error, find_next_retry(held_since, tx.now))
    stays = UnchangedMessage(
        message.channel,
        message.ts or "",
        is_direct=message.user is not None,
        reason=find_unchanged_reason(error),
    )
    for request in parse_requests(letter.payload):
        if request.user != ERASED and is_giver_informed(request, error):
            _tell(tx, delivery.workspace_id, request, stays)


def tell_doubtful(tx: Transaction, delivery: Delivery) -> None:
    """Tell those who took a post back that it may be there, where nobody can find out."""
    letter = delivery.letter
    is_direct = letter.kind not in IN_A_CHANNEL
    stays = UnchangedMessage(letter.destination, "", is_direct=is_direct, reason=UnchangedReason.UNKNOWN)
    requests = {
        request
        for payload in outbox.payloads_of_changes(tx, delivery.id)
        for request in parse_requests(payload)
        if request.user != ERASED
    }
    for request in sorted(requests, key=lambda one: one.user):
        _tell(tx, delivery.workspace_id, request, stays)


def _tell(tx: Transaction, workspace_id: int, request: MessageChange, stays: UnchangedMessage) -> None:
    """Tell the user who asked, in one message for all that stays within a minute."""
    # Two that are refused at the same moment would not see each other's notice.
    workspaces.lock(tx, workspace_id)
    about = {"cause": request.cause.value, "locale": request.locale}
    waiting = outbox.waiting(tx, workspace_id, Kind.UNCHANGED, request.user)
    for notice, payload in waiting.items():
        if payload.get("cause") == request.cause.value:
            outbox.set_payload(tx, notice, add_unchanged(payload, [stays]))
            return
    letter = Letter(Kind.UNCHANGED, request.user, payload=add_unchanged(about, [stays]))
    outbox.put(tx, workspace_id, letter, at=tx.now + GATHER_FOR)


def replaced(tx: Transaction, workspace_id: int, message: Message) -> None:
    """Post what remains of a message that was deleted to be replaced, as the same delivery as before."""
    payload = {k: v for k, v in message.payload.items() if k not in ("picture", "shows", "press")}
    letter = Letter(
        message.kind,
        message.user or message.channel,
        message.recognition,
        message.digest,
        payload={**payload, "again": True},
    )
    outbox.put(tx, workspace_id, letter, delivery=message.id)


def retry_in_channel(tx: Transaction, workspace_id: int, channel: str) -> int:
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
            (
                tx.new_id(),
                change.workspace_id,
                Letter(
                    change.kind,
                    change.channel,
                    target=change.message,
                    payload={**change.payload, "held_since": change.held_since.isoformat()},
                ),
            )
            for change in changes
        ],
    )
    return len(changes)


def retry_home(tx: Transaction, delivery: Delivery, error: str) -> datetime | None:
    """Try a Home again that Slack let the bot neither show nor clear: it may show what was taken away.

    Returns when (UTC), each time later; None if another process has it, or after `HOME_HELD_FOR`.
    """
    letter = delivery.letter
    since = letter.payload.get("held_since")
    held_since = datetime.fromisoformat(since) if since else tx.now
    if tx.now - held_since > HOME_HELD_FOR:
        outbox.give_up(tx, delivery, error)
        return None
    if not outbox.end(tx, delivery):
        return None
    at = find_next_retry(held_since, tx.now)
    payload = {**letter.payload, "held_since": held_since.isoformat()}
    outbox.put(tx, delivery.workspace_id, Letter(Kind.HOME, letter.destination, payload=payload), at=at)
    return at


def forget_channel(tx: Transaction, workspace_id: int, channel: str) -> None:
    """Forget the messages of a channel that was deleted, and what was to change about them."""
    messages.forget_in_channel(tx, workspace_id, channel)
