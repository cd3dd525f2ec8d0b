"""Thousands of recognitions, inserted directly, to look at how queries read them."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

from sqlalchemy import Connection, Table, insert, text

from bot.domain.ids import ChannelId, RecognitionId, UserId
from bot.domain.visibility import Visibility
from bot.domain.workspace import Workspace
from bot.storage import schema, search
from bot.storage.deduplication import hash_key
from bot.storage.engine import Transaction
from bot.storage.ids import Ids

PEOPLE = [UserId(f"U{number:03}") for number in range(60)]
CHANNELS = [ChannelId(f"C{number:02}") for number in range(12)]
BEGIN = datetime(2026, 1, 1, tzinfo=UTC)
STEP = timedelta(hours=2)
VALUES = ("creativity", "collaboration", "problem-solving")
COMMON, RARE = "thanks", "cartography"


def add_rows(connection: Connection, workspace: Workspace, count: int) -> None:
    """Insert a recognition every two hours, with some users and channels more often than others."""
    random, ids = Random(7), Ids()
    rows: dict[Table, list[dict[str, Any]]] = {}

    def add(table: Table, **row: Any) -> None:
        rows.setdefault(table, []).append(row)

    def pick(items: Sequence[str]) -> str:
        return items[int(len(items) * random.random() ** 2)]

    words: dict[RecognitionId, str] = {}
    for number in range(count):
        at = BEGIN + number * STEP
        id_, giver, channel = ids.new(at), pick(PEOPLE), pick(CHANNELS)
        of = {"workspace_id": workspace.id, "recognition_id": id_}
        seen = Visibility.CHANNEL if channel in CHANNELS[-3:] else Visibility.PUBLIC
        words[RecognitionId(id_)] = f"{COMMON} for {RARE if number % 500 == 0 else 'help'} number {number}"
        add(
            schema.recognition,
            id=id_,
            workspace_id=workspace.id,
            channel_id=channel,
            deduplication_key=hash_key(f"command:{number}"),
            source="command",
            visibility=int(seen),
            text=words[RecognitionId(id_)],
            created_at=at,
        )
        add(schema.giver, **of, user_id=giver)
        for user in {pick(PEOPLE), pick(PEOPLE)} - {giver} or {"UOTHER"}:
            add(schema.recipient, **of, user_id=user, visibility=int(seen))
        if number % 2:
            add(schema.recognition_value, recognition_id=id_, value_key=random.choice(VALUES))
        if number % 7 == 0:
            add(schema.endorsement, **of, user_id=pick(PEOPLE), created_at=at)
            add(schema.mention, **of, user_id=pick(PEOPLE))
    for table, of_it in rows.items():
        connection.execute(insert(table), of_it)
    for id_, said in words.items():
        search.index(Transaction(connection, BEGIN, ids), id_, said)
    connection.execute(text("ANALYZE"))
