"""Outbox messages as rows."""

import json
from dataclasses import fields
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any, cast

import pytest
from sqlalchemy import Row

from bot.domain.delivery import GiveUpReason
from bot.domain.digest import DigestEnd
from bot.domain.ids import RecognitionId
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
    DirectMessage,
    ExportFailureNotice,
    HomePublication,
    LeadNote,
    LeadsAccessNotice,
    NotRenderedNotice,
    PromptMessage,
    ReactionExplanation,
    ReplyNotice,
    ReportNotice,
    ReviewNotice,
    ShoutOut,
    Tour,
    UnchangedNotice,
    UndeliveredNotice,
    WeeklyDigest,
    WithdrawalNotice,
)
from bot.storage.messages import PostState
from bot.storage.outbox_codec import decode, decode_row, encode, replace_fields
from bot.usecases.message_composers import COMPOSERS

NOW = datetime(2026, 11, 28, 8, tzinfo=UTC)
IMAGE = DigestImage(UploadedImage("F1", "abc"), refusals=2)
RECOGNITION = RecognitionId("R1")
REQUEST = ChangeRequest("U1", ChangeCause.ERASED, "de")
STAYS = UnchangedMessage("C1", "1.2", is_direct=True, reason=UnchangedReason.ARCHIVED)
MESSAGES: list[OutboxMessage] = [
    ShoutOut(
        "C1", RECOGNITION, response_url="https://hooks.example/1", can_post=False, giver="U1", thread_ts="1.2"
    ),
    WeeklyDigest("C1", digest="D1", image=IMAGE, is_replacement=True),
    DirectMessage("U1", RECOGNITION, is_first=True, unless_in="C1", target="M1"),
    ReplyNotice("U1", RECOGNITION, by="U2"),
    LeadsAccessNotice("U1", RECOGNITION, by="U2"),
    DailySummary("U1"),
    ReactionExplanation("U1", RECOGNITION),
    UndeliveredNotice("U1", RECOGNITION, reason=GiveUpReason.ARCHIVED, channel="C1", user="U2", digest="D1"),
    NotRenderedNotice("U1", RECOGNITION, channel="C1", user="U2", digest="D1"),
    ExportFailureNotice("U1", reason=GiveUpReason.NO_ACCESS, error="missing_scope"),
    DataExport("U1"),
    UnchangedNotice("U1", cause=ChangeCause.UNDONE, locale="de", messages=(STAYS,)),
    CareNotice("U1", circle="K1"),
    LeadNote("U1", until=NOW),
    ReportNotice("U1", RECOGNITION, channel="C1"),
    ReviewNotice("U1", channel="C1", is_withdrawn=True),
    WithdrawalNotice("U1", RECOGNITION, channel="C1", text="thanks", reason="unkind", by="U2"),
    DigestOffer("U1", channel="C1"),
    DigestEndNotice("U1", channel="C1", why=DigestEnd.LEFT),
    PromptMessage("U1", RECOGNITION, day="2026-11-27"),
    Tour("U1"),
    MessageUpdate("C1", "M1", (REQUEST,), removes=True, held_since=NOW, image=IMAGE),
    MessageDeletion("C1", "M1", (REQUEST,), removes=True, held_since=NOW, replaces=True),
    HomePublication("U1", is_cleared=True, held_since=NOW),
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
    assert decode(kind, version, payload, destination="U1") == UnknownMessage("U1")


@pytest.mark.parametrize("message", MESSAGES, ids=lambda message: message.kind)
def test_message_is_readable_after_its_recognition_is_deleted(message: OutboxMessage) -> None:
    """An erasure empties the payload, and leaves the destination."""
    if getattr(message, "recognition", None):
        assert isinstance(decode(message.kind, 1, {}, destination="U1"), type(message))


def test_replaced_fields_leave_nothing_of_the_old_ones() -> None:
    payload = {
        **encode(WithdrawalNotice("U1", text="thanks", reason="unkind", by="U2"))["payload"],
        "state": 1,
    }
    assert replace_fields(payload, WithdrawalNotice("U1", by="U3")) == {"by": "U3", "state": 1}


def test_post_state_shares_no_name_with_a_message() -> None:
    assert "state" not in {one.name for kind in OUTBOX_MESSAGES for one in fields(kind)}
    assert PostState() == PostState(())
