"""Givers of recognitions, and how often they give."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, func, select

from bot.domain.ids import RecognitionId, UserId, WorkspaceId
from bot.domain.recognition import Source
from bot.storage import ids, schema
from bot.storage.conditions import IdQuery, has_row
from bot.storage.conflicts import upsert
from bot.storage.engine import Transaction
from bot.storage.visibility import is_active_giver, is_active_recognition

_SELECT = IdQuery(
    lambda is_wanted: select(schema.giver.c.recognition_id, schema.giver.c.user_id).where(
        is_wanted(schema.giver.c.recognition_id), is_active_giver()
    )
)
_COUNT_GIVEN = IdQuery(
    lambda is_wanted: (
        select(schema.giver.c.user_id, func.count().label("number"))
        .join(schema.recognition, schema.recognition.c.id == schema.giver.c.recognition_id)
        .where(
            schema.giver.c.workspace_id == bindparam("workspace_id"),
            is_wanted(schema.giver.c.user_id),
            schema.giver.c.recognition_id >= bindparam("since", type_=schema.giver.c.recognition_id.type),
            schema.recognition.c.source != Source.REACTION.value,
        )
        .group_by(schema.giver.c.user_id)
    )
)
_COUNT_GIVEN_TO_TEAMS = IdQuery(
    lambda is_wanted: (
        select(schema.giver.c.user_id, func.count().label("number"))
        .where(
            schema.giver.c.workspace_id == bindparam("workspace_id"),
            is_wanted(schema.giver.c.user_id),
            schema.giver.c.recognition_id >= bindparam("since", type_=schema.giver.c.recognition_id.type),
            has_row(
                schema.recipient.c.recognition_id == schema.giver.c.recognition_id,
                schema.recipient.c.team_name.is_not(None),
            ),
        )
        .group_by(schema.giver.c.user_id)
    )
)


def find_latest_given(tx: Transaction, workspace_id: WorkspaceId, giver: UserId) -> RecognitionId | None:
    """Return the id of a user's latest recognition with text; None if there is none.

    Withdrawn ones are skipped, and those that were given elsewhere and imported.
    """
    giver_rows, recognition = schema.giver, schema.recognition
    return tx.connection.scalar(
        select(giver_rows.c.recognition_id)
        .join(recognition, recognition.c.id == giver_rows.c.recognition_id)
        .where(
            giver_rows.c.workspace_id == workspace_id,
            giver_rows.c.user_id == giver,
            is_active_recognition(),
            recognition.c.source.not_in((Source.REACTION.value, Source.IMPORT.value)),
        )
        .order_by(giver_rows.c.recognition_id.desc())
        .limit(1)
    )


def list_givers(tx: Transaction, recognition: RecognitionId) -> set[UserId]:
    """Return the givers (ids) who did not withdraw their part."""
    return list_givers_of(tx, [recognition])[recognition]


def list_givers_of(
    tx: Transaction, recognitions: Iterable[RecognitionId]
) -> defaultdict[RecognitionId, set[UserId]]:
    """Return the same for several recognitions."""
    found: defaultdict[RecognitionId, set[UserId]] = defaultdict(set)
    for row in _SELECT.run(tx, recognitions):
        found[row.recognition_id].add(row.user_id)
    return found


def add_givers(
    tx: Transaction, workspace_id: WorkspaceId, parts: Iterable[tuple[RecognitionId, UserId]]
) -> None:
    """Add givers to recognitions, also such as withdrew their part."""
    _set_givers(tx, workspace_id, parts, {"withdrawn_at": None})


def withdraw_givers(
    tx: Transaction, workspace_id: WorkspaceId, parts: Iterable[tuple[RecognitionId, UserId]]
) -> None:
    """Withdraw the parts of givers in recognitions, and delete their comments."""
    _set_givers(tx, workspace_id, parts, {"withdrawn_at": tx.now, "comment": ""})


def _set_givers(
    tx: Transaction,
    workspace_id: WorkspaceId,
    parts: Iterable[tuple[RecognitionId, UserId]],
    state: Mapping[str, Any],
) -> None:
    rows = [
        {"workspace_id": workspace_id, "recognition_id": recognition, "user_id": user, **state}
        for recognition, user in parts
    ]
    upsert(tx.connection, schema.giver, rows)


def count_given(
    tx: Transaction, workspace_id: WorkspaceId, givers: Iterable[UserId], after: datetime
) -> Counter[UserId]:
    """Return how many recognitions with text users gave after an instant (UTC), withdrawn ones included."""
    # Ids have milliseconds: those of the instant itself do not count.
    since = ids.smallest_id(after + timedelta(milliseconds=1))
    rows = _COUNT_GIVEN.run(tx, givers, workspace_id=workspace_id, since=since)
    return Counter({row.user_id: row.number for row in rows})


def count_given_to_teams(
    tx: Transaction, workspace_id: WorkspaceId, givers: Iterable[UserId], after: datetime
) -> Counter[UserId]:
    """Return the same for recognitions of teams."""
    since = ids.smallest_id(after + timedelta(milliseconds=1))
    rows = _COUNT_GIVEN_TO_TEAMS.run(tx, givers, workspace_id=workspace_id, since=since)
    return Counter({row.user_id: row.number for row in rows})
