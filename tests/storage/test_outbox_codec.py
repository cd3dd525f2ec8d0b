"""Outbox messages as rows."""

import json
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any, cast

import pytest
from sqlalchemy import Row

from bot.domain.card_messages import (
    CardInvitation,
    CardNews,
    CardNotice,
    CardRequest,
    ChannelCard,
    PrivateCard,
)
from bot.domain.delivery import GiveUpReason
from bot.domain.digest import DigestEnd
from bot.domain.ids import ChannelId, RecognitionId, StepId, UserId
from bot.domain.message_changes import (
    ChangeCause,
    ChangeRequest,
    MessageDeletion,
    MessageUpdate,
    UnchangedMessage,
    UnchangedReason,
)
from bot.domain.outbox_message import DigestImage, OutboxMessage, UnknownMessage, UploadedImage
from bot.domain.outbox_messages import (
    OUTBOX_MESSAGES,
    POSTS,
    CareNotice,
    DailySummary,
    DataExport,
    DigestEndNotice,
    DigestOffer,
    DigestText,
    DirectMessage,
    ExportFailureNotice,
    FirstWeek,
    HomePublication,
    Keepsake,
    KeepsakeFailureNotice,
    LeadNote,
    LeadsAccessNotice,
    NotRenderedNotice,
    PromptMessage,
    QuietQuestion,
    ReactionExplanation,
    ReplyNotice,
    ReportNotice,
    ReviewNotice,
    ShoutOut,
    StepCompletion,
    StepHint,
    StepQuestion,
    Tour,
    UnchangedNotice,
    UndeliveredNotice,
    WeeklyDigest,
    WithdrawalNotice,
)
from bot.domain.workflow_step import StepFailure
from bot.storage.messages import PostState
from bot.storage.outbox_codec import decode, decode_row, encode, replace_fields
from bot.usecases.message_composers import COMPOSERS

ANA, MAYA = UserId("U1"), UserId("U2")
DESIGN = ChannelId("C1")

NOW = datetime(2026, 11, 28, 8, tzinfo=UTC)
IMAGE = DigestImage(UploadedImage("F1", "abc"), refusals=2)
RECOGNITION = RecognitionId("R1")
REQUEST = ChangeRequest(ANA, ChangeCause.ERASED, "de")
STAYS = UnchangedMessage(DESIGN, "1.2", is_direct=True, reason=UnchangedReason.ARCHIVED)
MESSAGES: list[OutboxMessage] = [
    ShoutOut(
        DESIGN,
        RECOGNITION,
        response_url="https://hooks.example/1",
        can_post=False,
        giver=ANA,
        thread_ts="1.2",
        step=StepId("Fx1"),
    ),
    WeeklyDigest(DESIGN, digest="D1", image=IMAGE, is_replacement=True),
    DirectMessage(ANA, RECOGNITION, is_first=True, unless_in=DESIGN, target="M1"),
    ReplyNotice(ANA, RECOGNITION, by=MAYA),
    LeadsAccessNotice(ANA, RECOGNITION, by=MAYA),
    DailySummary(ANA),
    ReactionExplanation(ANA, RECOGNITION),
    UndeliveredNotice(
        ANA,
        RECOGNITION,
        reason=GiveUpReason.ARCHIVED,
        channel=DESIGN,
        user=MAYA,
        digest="D1",
    ),
    NotRenderedNotice(ANA, RECOGNITION, channel=DESIGN, user=MAYA, digest="D1"),
    ExportFailureNotice(ANA, reason=GiveUpReason.NO_ACCESS, error="missing_scope"),
    DataExport(ANA),
    DigestText(ANA, digest="019936a0-0000-7000-8000-0000000000d1"),
    Keepsake(ANA, since=NOW, until=NOW, is_yearly=True),
    KeepsakeFailureNotice(ANA, reason=GiveUpReason.NO_ACCESS, error="missing_scope"),
    UnchangedNotice(ANA, cause=ChangeCause.UNDONE, locale="de", messages=(STAYS,)),
    CareNotice(ANA, circle="K1"),
    LeadNote(ANA, until=NOW),
    ReportNotice(ANA, RECOGNITION, channel=DESIGN),
    ReviewNotice(ANA, channel=DESIGN, is_withdrawn=True),
    WithdrawalNotice(ANA, RECOGNITION, channel=DESIGN, text="thanks", reason="unkind", by=MAYA),
    DigestOffer(ANA, channel=DESIGN),
    DigestEndNotice(ANA, channel=DESIGN, why=DigestEnd.LEFT),
    PromptMessage(ANA, RECOGNITION, day="2026-11-27"),
    Tour(ANA),
    FirstWeek(ANA, channels=(DESIGN,), weekday=4, at="15:00", zone="Etc/UTC", is_in_channels=False),
    QuietQuestion(ANA, channel=DESIGN),
    StepQuestion(ANA, key="step:Fx1"),
    StepHint(DESIGN, thread_ts="1.2"),
    StepCompletion(StepId("Fx1"), StepFailure.NOT_CONFIRMED, is_last=True, locale="de"),
    CardInvitation(DESIGN, card="K1"),
    CardRequest(ANA, card="K1"),
    CardNotice(ANA, card="K1", news=CardNews.CANCELLED),
    ChannelCard(DESIGN, card="K1", image=IMAGE),
    PrivateCard(ANA, card="K1", image=IMAGE),
    MessageUpdate(DESIGN, "M1", (REQUEST,), removes=True, held_since=NOW, image=IMAGE),
    MessageDeletion(DESIGN, "M1", (REQUEST,), removes=True, held_since=NOW, replaces=True),
    HomePublication(ANA, is_cleared=True, held_since=NOW),
]


def as_row(message: OutboxMessage) -> Row[Any]:
    """Return the row that a database would return."""
    encoded = encode(message)
    columns = {**encoded, "payload": json.loads(json.dumps(encoded["payload"]))}
    return cast("Row[Any]", SimpleNamespace(**columns))


@pytest.mark.parametrize("message", MESSAGES, ids=lambda message: message.kind)
def test_message_survives_a_round_trip(message: OutboxMessage) -> None:
    assert decode_row(as_row(message)) == message


def test_every_kind_is_covered_and_has_its_own_name() -> None:
    assert {type(message) for message in MESSAGES} == set(OUTBOX_MESSAGES)
    assert len({kind.kind for kind in OUTBOX_MESSAGES}) == len(OUTBOX_MESSAGES)


def test_every_post_has_a_composer() -> None:
    assert set(COMPOSERS) == set(POSTS)


@pytest.mark.parametrize(
    ("kind", "version", "payload"),
    [("balloon", 1, {}), (Tour.kind, Tour.version + 1, {}), (LeadNote.kind, 1, {"until": "soon"})],
    ids=["kind", "version", "damaged"],
)
def test_unreadable_message_is_unknown(kind: str, version: int, payload: dict[str, Any]) -> None:
    assert decode(kind, version, payload, destination="U1") == UnknownMessage(ANA)


@pytest.mark.parametrize("message", MESSAGES, ids=lambda message: message.kind)
def test_message_is_readable_after_its_recognition_is_deleted(message: OutboxMessage) -> None:
    """An erasure empties the payload, and leaves the destination."""
    if getattr(message, "recognition", None):
        assert isinstance(decode(message.kind, 1, {}, destination="U1"), type(message))


def test_replaced_fields_leave_nothing_of_the_old_ones() -> None:
    payload = {
        **encode(WithdrawalNotice(ANA, text="thanks", reason="unkind", by=MAYA))["payload"],
        "state": 1,
    }
    assert replace_fields(payload, WithdrawalNotice(ANA, by=UserId("U3"))) == {
        "by": "U3",
        "state": 1,
    }


def test_post_state_shares_no_name_with_a_message() -> None:
    assert "state" not in {name for kind in OUTBOX_MESSAGES for name in kind.__struct_fields__}
    assert PostState() == PostState(())
