"""Deliveries that failed for good, and the notices to the users who asked for them."""

from bot.domain.card_messages import CardInvitation, ChannelCard, PrivateCard
from bot.domain.delivery import GiveUpReason
from bot.domain.digest import DigestEnd
from bot.domain.ids import NO_CHANNEL, NO_USER, ChannelId, RecognitionId, UserId
from bot.domain.outbox_message import OutboxMessage, UserPost
from bot.domain.outbox_messages import (
    DataExport,
    DigestText,
    DirectMessage,
    ExportFailureNotice,
    Keepsake,
    KeepsakeFailureNotice,
    NotRenderedNotice,
    ShoutOut,
    UndeliveredNotice,
    WeeklyDigest,
)
from bot.storage import deliveries, digests, outbox
from bot.storage.deliveries import Delivery
from bot.storage.engine import Transaction
from bot.storage.givers import list_givers
from bot.usecases import due_cards
from bot.usecases.digest_subscriptions import end_digest
from bot.usecases.refused_changes import notify_of_uncertain_post
from bot.usecases.workflow_steps import end_steps_of

_ENDINGS = {
    GiveUpReason.ARCHIVED: DigestEnd.ARCHIVED,
    GiveUpReason.BOT_REMOVED: DigestEnd.LEFT,
    GiveUpReason.READ_ONLY: DigestEnd.READ_ONLY,
}
"""Why a digest that could not be posted ends."""


def give_up(tx: Transaction, delivery: Delivery, reason: GiveUpReason, error: str) -> None:
    """End a delivery, and notify the users who asked for the message."""
    if not deliveries.give_up(tx, delivery, error):
        return
    message = delivery.message
    if reason is GiveUpReason.UNANSWERED:
        notify_of_uncertain_post(tx, delivery)
    if isinstance(message, WeeklyDigest):
        ended = _ENDINGS.get(reason)
        is_ended = ended and end_digest(tx, delivery.workspace_id, message.destination, ended)
        digest = digests.get(tx, message.digest) if message.digest else None
        # Who asked for a digest at once is not always who set up the weekly one.
        if is_ended and not (digest and digest.is_requested):
            return
    end_steps_of(tx, [delivery])
    if isinstance(message, CardInvitation | ChannelCard | PrivateCard):
        due_cards.give_up(tx, delivery.workspace_id, message)
        return
    for notice in _notices(tx, message, reason, error):
        outbox.put(tx, delivery.workspace_id, notice)


def _notices(tx: Transaction, message: OutboxMessage, reason: GiveUpReason, error: str) -> list[UserPost]:
    """Return the notices about a message that was given up."""
    match message:
        case WeeklyDigest(channel, digest=str(digest_id)):
            digest = digests.get(tx, digest_id)
            return [_notice(digest.set_by, reason, channel=channel, digest=digest_id)] if digest else []
        case ShoutOut(channel, str(recognition)):
            return [
                _notice(giver, reason, recognition, channel=channel)
                for giver in sorted(list_givers(tx, recognition))
            ]
        # The others have a shout-out that their giver sees.
        case DirectMessage(user, str(recognition), target=None):
            return [
                _notice(giver, reason, recognition, user=user)
                for giver in sorted(list_givers(tx, recognition))
            ]
        case DataExport(user):
            return [ExportFailureNotice(user, reason=reason, error=error)]
        case Keepsake(user):
            return [KeepsakeFailureNotice(user, reason=reason, error=error)]
        case DigestText(user):
            return [ExportFailureNotice(user, reason=reason, error=error, is_digest_text=True)]
        case _:
            return []


def _notice(
    reader: UserId,
    reason: GiveUpReason,
    recognition: RecognitionId | None = None,
    *,
    channel: ChannelId = NO_CHANNEL,
    user: UserId = NO_USER,
    digest: str | None = None,
) -> UserPost:
    if reason is GiveUpReason.NOT_RENDERED:
        return NotRenderedNotice(reader, recognition, channel=channel, user=user, digest=digest)
    return UndeliveredNotice(reader, recognition, reason=reason, channel=channel, user=user, digest=digest)
