"""Delivery results as they are recorded, and what follows from each."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from msgspec import Struct
from msgspec.structs import replace

from bot.domain.card_messages import ChannelCard, PrivateCard
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
from bot.domain.message_changes import TOO_LATE, ChangeCause, MessageChange, MessageDeletion, MessageUpdate
from bot.domain.outbox_message import Post, Priority, UserPost
from bot.domain.outbox_messages import FilesPost, HomePublication, ReplyNotice, UnchangedNotice, WeeklyDigest
from bot.domain.user import User
from bot.storage import deliveries, held_changes, messages, outbox_codec, rate_limits, users
from bot.storage.deliveries import Delivery
from bot.storage.engine import Transaction
from bot.storage.givers import list_givers
from bot.storage.messages import PostedMessage, PostState
from bot.usecases.daily_summary import add_pending_notifications
from bot.usecases.delivery_results import (
    Deferred,
    DeliveryDone,
    EndedDelivery,
    Failed,
    ImagePrepared,
    NotFound,
    NotTried,
    Posted,
)
from bot.usecases.failed_deliveries import give_up
from bot.usecases.refused_changes import (
    notify_of_uncertain_post,
    post_replacement,
    record_refused_change,
    retry_home,
)
from bot.usecases.workflow_steps import end_steps_of


class Spacing(Struct, frozen=True):
    """How messages are spread.

    `interval` is the time between two posts to one place, `low_priority_interval` that between two messages
    of low priority to a workspace.
    """

    interval: timedelta = timedelta(seconds=1)
    low_priority_interval: timedelta = timedelta(0)


DEFAULT_SPACING = Spacing()


def record_results(
    tx: Transaction, ended: Sequence[EndedDelivery], spacing: Spacing = DEFAULT_SPACING
) -> list[datetime | None]:
    """Record the results of deliveries. Return when (UTC) each is tried again, None if never.

    Those that are most common take the same few statements, however many there are.
    """
    # Two processes that record the same posts lock their rows in the same order.
    posted = sorted((one for one in ended if isinstance(one.result, Posted)), key=lambda one: one.delivery.id)
    _space(tx, posted, spacing)
    _record_posted(tx, posted)
    done = [one.delivery for one in ended if _is_plainly_done(one)]
    updated = [(one, one.message.target) for one in done if isinstance(one.message, MessageUpdate)]
    held_changes.delete_changes_made(tx, updated)
    # Nothing is left to post of a shout-out that is done without.
    end_steps_of(tx, (one.delivery for one in ended if isinstance(one.result, DeliveryDone)))
    taken_over = deliveries.finish_claimed(tx, done)
    retries = list[datetime | None]()
    for one in ended:
        if isinstance(one.result, Posted):
            retries.append(None)
        elif _is_plainly_done(one):
            retries.append(tx.now if one.delivery.id in taken_over else None)
        else:
            retries.append(_record_other(tx, one, spacing))
    return retries


def _is_plainly_done(ended: EndedDelivery) -> bool:
    """Return True if nothing follows but that the delivery leaves the outbox, and a held change with it."""
    may_be_posted = isinstance(ended.delivery.message, Post) and ended.delivery.unanswered
    return ended.result == DeliveryDone() and not may_be_posted


def _record_other(tx: Transaction, ended: EndedDelivery, spacing: Spacing) -> datetime | None:
    """Record a less common result."""
    delivery = ended.delivery
    if not deliveries.is_claimed(tx, delivery):
        # Another process claimed it, tries it again and records the result.
        return tx.now
    match ended.result:
        case DeliveryDone() as done:
            _record_done(tx, delivery, done)
            return None
        case Deferred():
            _defer(tx, delivery)
            return None
        case ImagePrepared() as prepared:
            return _record_image(tx, delivery, prepared, spacing)
        case NotTried():
            deliveries.release_untried(tx, delivery)
            return tx.now
        case NotFound(is_certain):
            return _record_not_found(tx, delivery, is_certain=is_certain)
        case Failed() as failed:
            _space(tx, [ended], spacing)
            return _record_failed(tx, delivery, failed, ended.jitter)
        case Posted():
            raise AssertionError("recorded together")


def _space(tx: Transaction, called: Iterable[EndedDelivery], spacing: Spacing) -> None:
    """Block the destinations of posts for a moment."""
    destinations = [
        (one.delivery.workspace_id, one.delivery.message.destination)
        for one in called
        if isinstance(one.delivery.message, Post)
    ]
    if spacing.interval:
        rate_limits.block_all(tx, destinations, tx.now + spacing.interval)


def _record_posted(tx: Transaction, posted: Sequence[EndedDelivery]) -> None:
    deliveries.finish(tx, *(one.delivery.id for one in posted))
    messages.add_all(
        tx,
        [
            (one.delivery.workspace_id, stored)
            for one in posted
            if isinstance(one.result, Posted) and (stored := _make_posted_message(one.delivery, one.result))
        ],
    )
    end_steps_of(tx, (one.delivery for one in posted))


def _make_posted_message(delivery: Delivery, posted: Posted) -> PostedMessage | None:
    """Return what is stored of a message that was posted, None if nothing is."""
    message = delivery.message
    # Hearten must not store that it wrote to a user who was erased.
    is_of_erased = isinstance(message, UnchangedNotice) and message.cause is ChangeCause.ERASED
    if is_of_erased or not isinstance(message, Post):
        return None
    return PostedMessage(
        id=delivery.id,
        channel=posted.channel,
        ts=posted.ts,
        user=message.destination if isinstance(message, UserPost) else None,
        message=message.as_posted(),
        state=PostState(posted.files, posted.image),
    )


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
    if isinstance(message, WeeklyDigest | ChannelCard | PrivateCard | MessageUpdate):
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
    add_pending_notifications(tx, workspace_id, [(to, message.recognition, author) for author in authors])


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
    # Files are sent by other methods.
    if failure is Failure.RATE_LIMITED and is_low_priority and not isinstance(message, FilesPost):
        rate_limits.block(tx, delivery.workspace_id, rate_limits.LOW_PRIORITY_METHODS, until)
