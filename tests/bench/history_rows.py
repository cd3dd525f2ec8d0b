"""A company's recognitions, written without the rules, as many as wanted.

Each day has as many, whatever their number: more of them reach further back. So a week's digest, or an
overview of a month, holds as much with a million as with twenty thousand, as in a company that does not grow.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

from sqlalchemy import Table, insert, text

from bot.domain.message_text import fold_for_search
from bot.domain.visibility import Visibility
from bot.domain.workspace import Workspace
from bot.storage import schema
from bot.storage.deduplication import hash_key
from bot.storage.engine import Database, Transaction
from bot.storage.ids import Ids
from tests.bench.fake_slack import CHANNELS, PEOPLE, channel_id, person_id

END = datetime(2026, 11, 1, tzinfo=UTC)
STEP = timedelta(days=1) / 500
"""From one recognition to the next: twenty thousand take forty days, a million five and a half years."""
BATCH = 20_000
"""Recognitions that one transaction writes."""
VALUES = ("creativity", "collaboration", "problem-solving")
COMMON, RARE = "thanks", "cartography"
_WORDS = ("calm", "patient", "careful", "kind", "thorough", "lively", "quiet", "honest", "clear", "warm")

Rows = dict[Table, list[dict[str, Any]]]


async def fill_history(database: Database, workspace: Workspace, count: int) -> None:
    """Write `count` recognitions until `END`, each of two people, every second one with a value."""
    ids, random = Ids(), Random(7)

    def write(tx: Transaction, begin: int) -> None:
        rows: Rows = {}
        for number in range(begin, min(begin + BATCH, count)):
            at = END - (count - number) * STEP
            _add(rows, workspace, ids.new(at), number, at, random, tx.connection.dialect.name)
        for table, of_table in rows.items():
            tx.connection.execute(insert(table), of_table)

    for begin in range(0, count, BATCH):
        await database.write(write, begin)
    await database.write(lambda tx: tx.connection.execute(text("ANALYZE")))
    # As PostgreSQL itself does from time to time.
    await database.scrub()


def _add(
    rows: Rows, workspace: Workspace, id_: str, number: int, at: datetime, random: Random, dialect: str
) -> None:
    giver, recipient = random.sample(range(PEOPLE), 2)
    of, seen = {"workspace_id": workspace.id, "recognition_id": id_}, int(Visibility.PUBLIC)
    topic = RARE if number % 5_000 == 0 else "planning"
    words = f"{COMMON} for the {random.choice(_WORDS)} and {random.choice(_WORDS)} {topic} number {number}"
    terms = fold_for_search(words).split()
    document = (
        " ".join(f"'{term}':{place}" for place, term in enumerate(terms, 1))
        if dialect == "postgresql"
        else " ".join(terms)
    )

    def add(table: Table, **row: Any) -> None:
        rows.setdefault(table, []).append(row)

    add(
        schema.recognition,
        id=id_,
        workspace_id=workspace.id,
        channel_id=channel_id(random.randrange(CHANNELS)),
        deduplication_key=hash_key(f"command:{number}"),
        source="command",
        visibility=seen,
        text=words,
        created_at=at,
    )
    add(schema.giver, **of, user_id=person_id(giver))
    add(schema.recipient, **of, user_id=person_id(recipient), visibility=seen)
    add(schema.search_document, recognition_id=id_, terms=document)
    if number % 2:
        add(schema.recognition_value, recognition_id=id_, value_key=VALUES[number % 3])
