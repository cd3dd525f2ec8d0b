"""Recognitions that wait for their giver's answer. They are deleted with it, or after a day."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import Text, cast, delete, func, or_, select, update

from bot.domain.ids import NO_STEP, UserId, WorkspaceId
from bot.domain.pending_recognition import PendingQuestion, PendingRecognition
from bot.domain.recognition import Source
from bot.domain.target_channel import StayReason
from bot.domain.team import Team
from bot.domain.visibility import ChannelKind
from bot.domain.workflow_step import make_step_key
from bot.storage import schema
from bot.storage.conflicts import upsert
from bot.storage.engine import Transaction


def save(tx: Transaction, workspace_id: WorkspaceId, pending: PendingRecognition) -> None:
    """Save it, in place of an earlier one with the same deduplication key."""
    payload = msgspec.to_builtins(pending)
    row = {
        "workspace_id": workspace_id,
        "deduplication_key": payload.pop("deduplication_key"),
        "giver_id": payload.pop("giver"),
        "payload": payload,
        "created_at": tx.now,
    }
    upsert(tx.connection, schema.pending_recognition, [row])


def change(tx: Transaction, workspace_id: WorkspaceId, pending: PendingRecognition) -> bool:
    """Save it in place of the one that is there; return False if there is none any more."""
    payload = msgspec.to_builtins(pending)
    key = {
        "workspace_id": workspace_id,
        "deduplication_key": payload.pop("deduplication_key"),
        "giver_id": payload.pop("giver"),
    }
    table = schema.pending_recognition
    return tx.connection.execute(update(table).filter_by(**key).values(payload=payload)).rowcount == 1


def find(
    tx: Transaction, workspace_id: WorkspaceId, giver: UserId, deduplication_key: str
) -> PendingRecognition | None:
    """Return this giver's pending recognition; None if it was answered or has expired."""
    row = tx.connection.execute(
        select(schema.pending_recognition).filter_by(
            workspace_id=workspace_id, giver_id=giver, deduplication_key=deduplication_key
        )
    ).one_or_none()
    return _decode(row.deduplication_key, row.giver_id, row.payload) if row else None


def remove(tx: Transaction, workspace_id: WorkspaceId, giver: UserId, deduplication_key: str) -> bool:
    """Delete it; return whether it was there."""
    deleted = tx.connection.execute(
        delete(schema.pending_recognition).filter_by(
            workspace_id=workspace_id, giver_id=giver, deduplication_key=deduplication_key
        )
    )
    return deleted.rowcount == 1


def has_key(tx: Transaction, workspace_id: WorkspaceId, deduplication_key: str) -> bool:
    """Return True if its giver, whoever that is, has not answered yet."""
    table = schema.pending_recognition
    query = select(table.c.giver_id).filter_by(workspace_id=workspace_id, deduplication_key=deduplication_key)
    return tx.connection.scalar(query) is not None


def remove_key(tx: Transaction, workspace_id: WorkspaceId, deduplication_key: str) -> None:
    """Delete it, whoever its giver is."""
    tx.connection.execute(
        delete(schema.pending_recognition).filter_by(
            workspace_id=workspace_id, deduplication_key=deduplication_key
        )
    )


def count_steps(tx: Transaction, workspace_id: WorkspaceId, giver: UserId) -> int:
    """Return how many thanks of workflows wait for this giver's answer."""
    table = schema.pending_recognition
    query = (
        select(func.count())
        .select_from(table)
        .where(
            table.c.workspace_id == workspace_id,
            table.c.giver_id == giver,
            table.c.deduplication_key.startswith(make_step_key(NO_STEP), autoescape=True),
        )
    )
    return int(tx.connection.scalar(query) or 0)


def delete_with_user(tx: Transaction, workspace_id: WorkspaceId, user: UserId) -> None:
    """Delete the pending recognitions that a user wrote, or that mention them anywhere."""
    table = schema.pending_recognition
    tx.connection.execute(
        delete(table).where(
            table.c.workspace_id == workspace_id,
            or_(table.c.giver_id == user, cast(table.c.payload, Text).contains(user, autoescape=True)),
        )
    )


def delete_before(tx: Transaction, moment: datetime) -> int:
    """Delete those asked before an instant (UTC); return how many."""
    table = schema.pending_recognition
    return tx.connection.execute(delete(table).where(table.c.created_at < moment)).rowcount


def _decode(deduplication_key: str, giver: UserId, payload: Mapping[str, Any]) -> PendingRecognition:
    return PendingRecognition(
        **{
            **payload,
            "deduplication_key": deduplication_key,
            "giver": giver,
            "question": PendingQuestion(payload["question"]),
            "users": tuple(payload["users"]),
            "values": tuple(payload["values"]),
            "channel_kind": ChannelKind(payload["channel_kind"]),
            "source": Source(payload["source"]),
            "stay_reason": StayReason(payload["stay_reason"]) if payload["stay_reason"] else None,
            "unresolved_names": tuple(payload["unresolved_names"]),
            "near_values": tuple((typed, value) for typed, value in payload["near_values"]),
            # An earlier version wrote none.
            "teams": tuple(Team(**team) for team in payload.get("teams", ())),
        }
    )
