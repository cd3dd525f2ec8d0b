"""Delivery results, and what follows from each."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.domain.delivery import (
    MIN_SEARCH_DELAY,
    Failure,
    GiveUp,
    GiveUpReason,
    RetryAt,
    VerifyAt,
    decide_after_search,
    decide_retry,
)
from bot.domain.ids import ChannelId
from bot.domain.message_changes import TOO_LATE, ChangeCause, MessageChange, MessageDeletion, MessageUpdate
from bot.domain.outbox_message import DigestImage, Post, Priority, UploadedImage, UserPost
from bot.domain.outbox_messages import DataExport, HomePublication, ReplyNotice, UnchangedNotice, WeeklyDigest
from bot.domain.user import User
from bot.storage import deliveries, held_changes, messages, outbox_codec, rate_limits, users
from bot.storage.deliveries import Delivery
from bot.storage.engine import Transaction
from bot.storage.givers import list_givers
from bot.storage.messages import PostedMessage, PostState
from bot.usecases.daily_summary import add_pending_notifications
from bot.usecases.failed_deliveries import give_up
from bot.usecases.refused_changes import (
    notify_of_uncertain_post,
    post_replacement,
    record_refused_change,
    retry_home,
)


@dataclass(frozen=True, slots=True)
class Posted:
    """A message was posted. `ts` is None if Slack does not return it: for a `response_url`, or with files.

    `files` are the ids of those in it, and `image` is that of a digest.
    """

    channel: ChannelId
    ts: str | None
    files: tuple[str, ...] = ()
    image: UploadedImage | None = None


@dataclass(frozen=True, slots=True)
class DeliveryDone:
    """Nothing is left to do.

    `deleted` is the id of a message that is gone, `updated` of a digest that changed,
    with the `image` that it has now.
    """

    deleted: str | None = None
    updated: str | None = None
    image: UploadedImage | None = None


@dataclass(frozen=True, slots=True)
class Deferred:
    """Nothing was posted: the reader gets it in the next daily summary."""


@dataclass(frozen=True, slots=True)
class NotFound:
    """A post without an answer was not found. If the result `is_certain`, it is not there."""

    is_certain: bool


@dataclass(frozen=True, slots=True)
class ImagePrepared:
    """The image is ready that a digest is to be sent with: send the message `retry_after`.

    If it `is_refused`, Slack did not take the message yet with the image that it had.
    """

    image: DigestImage
    retry_after: timedelta = timedelta(0)
    is_refused: bool = False


@dataclass(frozen=True, slots=True)
class Failed:
    """A call failed. `error` is Slack's name for the reason, or Hearten's own.

    `retry_after` is the delay that Slack asks for. If the error `limits_all`, it counts for all messages of
    the workspace that are sent by the same method.
    """

    failure: Failure
    error: str
    retry_after: timedelta | None = None
    limits_all: bool = False


DeliveryResult = Posted | DeliveryDone | Deferred | NotFound | ImagePrepared | Failed


@dataclass(frozen=True, slots=True)
class Spacing:
    """How messages are spread: `jitter`, in [0, 1), spreads retries.

    `interval` is the time between two posts to one place, `low_priority_interval` that between two messages
    of low priority to a workspace.
    """

    interval: timedelta = timedelta(seconds=1)
    jitter: float = 0.5
    low_priority_interval: timedelta = timedelta(0)


DEFAULT_SPACING = Spacing()


def record_result(
    tx: Transaction, delivery: Delivery, result: DeliveryResult, spacing: Spacing = DEFAULT_SPACING
) -> datetime | None:
    """Record a delivery's result. Return when (UTC) it is tried again, None if never."""
    message = delivery.message
    if not isinstance(result, Posted) and not deliveries.is_claimed(tx, delivery):
        # Another process claimed it, tries it again and records the result.
        return tx.now
    if isinstance(message, Post) and isinstance(result, Posted | Failed):
        rate_limits.block(tx, delivery.workspace_id, message.destination, tx.now + spacing.interval)
    match result:
        case Posted():
            _record_posted(tx, delivery, result)
            return None
        case DeliveryDone():
            _record_done(tx, delivery, result)
            return None
        case Deferred():
            _defer(tx, delivery)
            return None
        case ImagePrepared():
            return _record_image(tx, delivery, result, spacing)
        case NotFound(is_certain):
            return _record_not_found(tx, delivery, is_certain=is_certain)
        case Failed():
            return _record_failed(tx, delivery, result, spacing.jitter)


def _record_posted(tx: Transaction, delivery: Delivery, posted: Posted) -> None:
    message = delivery.message
    deliveries.finish(tx, delivery.id)
    if not isinstance(message, Post):
        return
    if isinstance(message, UnchangedNotice) and message.cause is ChangeCause.ERASED:
        # Hearten must not store that it wrote to this user.
        return
    stored = PostedMessage(
        id=delivery.id,
        channel=posted.channel,
        ts=posted.ts,
        user=message.destination if isinstance(message, UserPost) else None,
        message=message.as_posted(),
        state=PostState(posted.files, posted.image),
    )
    messages.add(tx, delivery.workspace_id, stored)


def _record_done(tx: Transaction, delivery: Delivery, done: DeliveryDone) -> None:
    message = delivery.message
    if isinstance(message, Post) and delivery.unanswered:
        # It is no longer posted, but an earlier post of it may be there.
        notify_of_uncertain_post(tx, delivery)
    if done.deleted:
        deleted = messages.get(tx, done.deleted)
        messages.forget(tx, done.deleted)
        if deleted and isinstance(message, MessageDeletion) and message.replaces:
            post_replacement(tx, delivery.workspace_id, deleted)
    elif isinstance(message, MessageUpdate):
        held_changes.delete_change(tx, message.target)
    if done.updated and (updated := messages.get(tx, done.updated)):
        messages.set_state(tx, updated, replace(updated.state, image=done.image))
    deliveries.finish(tx, delivery.id)


def _record_image(tx: Transaction, delivery: Delivery, prepared: ImagePrepared, spacing: Spacing) -> datetime:
    message, at = delivery.message, tx.now + prepared.retry_after
    if isinstance(message, WeeklyDigest | MessageUpdate):
        payload = outbox_codec.encode_payload(replace(message, image=prepared.image))
        deliveries.postpone_with_image(tx, delivery, at, "waits for its image", payload)
    if delivery.is_low_priority and not prepared.is_refused:
        # No message was sent: the one that follows takes this delivery's turn.
        rate_limits.shorten(
            tx, delivery.workspace_id, rate_limits.LOW_PRIORITY, spacing.low_priority_interval
        )
    return at


def _defer(tx: Transaction, delivery: Delivery) -> None:
    """Add a pending notification for the reader's next daily summary instead."""
    workspace_id, message = delivery.workspace_id, delivery.message
    deliveries.finish(tx, delivery.id)
    if not isinstance(message, UserPost) or message.recognition is None:
        return
    reader = users.find_users(tx, workspace_id, [message.destination]).get(message.destination)
    authors = {message.by} if isinstance(message, ReplyNotice) else list_givers(tx, message.recognition)
    to = reader or User(message.destination)
    add_pending_notifications(tx, workspace_id, ((to, message.recognition, author) for author in authors))


def _record_not_found(tx: Transaction, delivery: Delivery, *, is_certain: bool) -> datetime | None:
    decision = decide_after_search(
        is_certain=is_certain, unanswered=delivery.unanswered, first_tried=delivery.first_tried_at, now=tx.now
    )
    if isinstance(decision, GiveUp):
        give_up(tx, delivery, decision.reason, "unanswered")
        return None
    deliveries.post_again(tx, delivery, decision.at, is_certain=is_certain)
    return decision.at


def _record_failed(tx: Transaction, delivery: Delivery, failed: Failed, jitter: float) -> datetime | None:
    failure, message = failed.failure, delivery.message
    is_post = isinstance(message, Post)
    if failure in (Failure.UNANSWERED, Failure.BROKEN) and (not is_post or delivery.verify_since):
        # An update or a deletion may happen twice, and a search has no effect.
        failure = Failure.UNAVAILABLE
    decision = decide_retry(
        failure,
        failed.error,
        attempt=delivery.attempt,
        first_tried=delivery.first_tried_at,
        now=tx.now,
        retry_after=failed.retry_after,
        jitter=jitter,
        failed_renders=delivery.failed_renders + 1,
    )
    match decision:
        case GiveUp(reason) if isinstance(message, MessageChange):
            error = TOO_LATE if reason is GiveUpReason.TOO_LATE else failed.error
            return record_refused_change(tx, delivery, message, error)
        case GiveUp() if isinstance(message, HomePublication):
            return retry_home(tx, delivery, message, failed.error)
        case GiveUp(reason):
            give_up(tx, delivery, reason, failed.error)
            return None
        case RetryAt(at) if failure is Failure.NOT_RENDERED:
            deliveries.postpone_render(tx, delivery, at, failed.error)
        case VerifyAt(at):
            is_unanswered = failure is Failure.UNANSWERED
            deliveries.verify(tx, delivery, at, failed.error, is_unanswered=is_unanswered)
        case RetryAt(at) if failure is Failure.SUSPENDED:
            rate_limits.block(tx, delivery.workspace_id, rate_limits.EVERYTHING, at)
            # It is sent as soon as the workspace accepts calls again, however long that takes.
            deliveries.postpone(tx, delivery, tx.now, failed.error, forgets_attempts=True)
        case RetryAt(at):
            _block_others(tx, delivery, failed, failure, at)
            if failed.failure is Failure.UNANSWERED and not is_post:
                # The change may still arrive, and must not come after a newer one.
                at = max(at, tx.now + MIN_SEARCH_DELAY)
            deliveries.postpone(tx, delivery, at, failed.error)
            return at
    return decision.at


def _block_others(
    tx: Transaction, delivery: Delivery, failed: Failed, failure: Failure, until: datetime
) -> None:
    """Block the messages that would meet the same rate limit."""
    message = delivery.message
    if failed.limits_all:
        action = rate_limits.POSTING if isinstance(message, Post) else message.kind
        rate_limits.block(tx, delivery.workspace_id, action, until)
        return
    is_low_priority = message.priority is not Priority.IMMEDIATE
    # An export asks for something else.
    if failure is Failure.RATE_LIMITED and is_low_priority and not isinstance(message, DataExport):
        rate_limits.block(tx, delivery.workspace_id, rate_limits.LOW_PRIORITY_METHODS, until)
