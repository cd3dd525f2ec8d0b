"""Messages that show recognitions: under way, in Slack, or still waiting to be posted."""

from collections.abc import Collection
from typing import Any

from msgspec import Struct
from sqlalchemy import cast, false, literal_column, null, select, true, union_all

from bot.domain.ids import ChannelId, RecognitionId, UserId
from bot.domain.outbox_messages import PromptMessage, ReactionExplanation, ReportNotice
from bot.storage import schema
from bot.storage.cards import SHOWN_KINDS
from bot.storage.conditions import IdQuery, Wanted
from bot.storage.engine import Transaction
from bot.storage.outbox_codec import is_post


class MessageWithRecognition(Struct, frozen=True):
    """A message that shows a recognition. `kind` is None for one that gathers several recognitions."""

    recognition: RecognitionId
    id: str
    destination: ChannelId | UserId
    kind: str | None
    is_posted: bool

    @property
    def is_own(self) -> bool:
        """Return True if it is about this recognition alone. A prompt that reminds of it is about more."""
        return self.kind not in (None, PromptMessage.kind)

    @property
    def is_report_notice(self) -> bool:
        """Return True if it is in Slack and informs admins of a report."""
        return self.is_posted and self.kind == ReportNotice.kind


_CARD_KINDS: list[Any] = [literal_column(f"'{kind}'") for kind in SHOWN_KINDS]


def _select_messages(is_wanted: Wanted) -> Any:
    outbox, posted, digest = schema.outbox_message.c, schema.posted_message.c, schema.digest.c
    in_digest, pending = schema.digest_recognition.c, schema.pending_notification.c
    in_card, card_message = schema.card_recognition.c, schema.card_message.c
    no_kind = cast(null(), posted.kind.type)
    return union_all(
        select(
            outbox.recognition_id, outbox.id, outbox.destination, outbox.kind, false().label("is_posted")
        ).where(is_wanted(outbox.recognition_id), is_post(), outbox.attempt > 0, outbox.failed_at.is_(None)),
        select(posted.recognition_id, posted.id, posted.channel_id, posted.kind, true()).where(
            is_wanted(posted.recognition_id), posted.kind != ReactionExplanation.kind
        ),
        select(in_digest.recognition_id, digest.id, digest.channel_id, no_kind, true())
        .join_from(schema.digest_recognition, schema.digest)
        .where(is_wanted(in_digest.recognition_id)),
        select(in_card.recognition_id, card_message.message_id, card_message.destination, no_kind, true())
        .join_from(schema.card_recognition, schema.card_message, in_card.card_id == card_message.card_id)
        .where(is_wanted(in_card.recognition_id), card_message.kind.in_(_CARD_KINDS)),
        select(pending.recognition_id, pending.summary_id, pending.user_id, no_kind, true())
        .where(is_wanted(pending.recognition_id), pending.summary_id.is_not(None))
        .distinct(),
    )


_MESSAGES = IdQuery(_select_messages)
"""One statement sees one state: a message that is posted meanwhile is under way, or in Slack."""


def list_messages(tx: Transaction, recognitions: Collection[RecognitionId]) -> list[MessageWithRecognition]:
    """Return the messages that show these recognitions, without the explanations of reactions."""
    return [MessageWithRecognition(*row) for row in _MESSAGES.run(tx, recognitions)]
