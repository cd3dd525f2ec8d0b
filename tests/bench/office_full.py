"""Many channels with a digest due in the same minute, written without the rules."""

from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta
from typing import Any

from sqlalchemy import Table, insert, text

from bot.domain.calendar import Schedule, find_boundary_after
from bot.domain.digest import Subscription
from bot.domain.ids import ChannelId, UserId
from bot.domain.visibility import Visibility
from bot.domain.workspace import Workspace
from bot.storage import digests, schema
from bot.storage.deduplication import hash_key
from bot.storage.engine import Transaction
from bot.storage.ids import Ids

MONDAY = datetime(2026, 11, 30, 9, tzinfo=UTC)
WEEK = timedelta(weeks=1)
ROWS = 5_000
"""Rows that one statement writes."""

Rows = dict[Table, list[dict[str, Any]]]


def fill(
    tx: Transaction, workspace: Workspace, recognitions: dict[ChannelId, int], at: time = time(9)
) -> None:
    """Give each channel a digest at an hour of Monday, and so many stories before, each of other people."""
    schedule, ids = Schedule(0, at, "UTC"), Ids()
    rows: Rows = {}
    for channel, count in recognitions.items():
        due = find_boundary_after(schedule, MONDAY - timedelta(hours=1))
        begin = due - WEEK
        digests.subscribe(
            tx, Subscription(workspace.id, channel, schedule, UserId("USETBY"), begin, begin, due)
        )
        for number in range(count):
            _story(rows, workspace, ids, channel, number, begin + timedelta(hours=1, seconds=number))
    for table, of_it in rows.items():
        for some in _parts(of_it):
            tx.connection.execute(insert(table), some)
    tx.connection.execute(text("ANALYZE"))


def _story(rows: Rows, workspace: Workspace, ids: Ids, channel: str, number: int, at: datetime) -> None:
    id_ = ids.new(at)
    of, seen = {"workspace_id": workspace.id, "recognition_id": id_}, int(Visibility.PUBLIC)
    rows.setdefault(schema.recognition, []).append(
        {
            "id": id_,
            "workspace_id": workspace.id,
            "channel_id": channel,
            "deduplication_key": hash_key(f"command:{channel}:{number}"),
            "source": "command",
            "visibility": seen,
            "text": f"thanks for help number {number}, which nobody else could have given",
            "created_at": at,
        }
    )
    rows.setdefault(schema.giver, []).append({**of, "user_id": f"UBY{number}"})
    rows.setdefault(schema.recipient, []).append({**of, "user_id": f"UTO{number}", "visibility": seen})
    rows.setdefault(schema.recognition_value, []).append(
        {"recognition_id": id_, "value_key": "collaboration"}
    )


def _parts(rows: list[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    return (rows[begin : begin + ROWS] for begin in range(0, len(rows), ROWS))
