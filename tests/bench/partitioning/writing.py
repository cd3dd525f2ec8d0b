"""What writing costs: a thanks with all that belongs to it, and the end of a workspace."""

from __future__ import annotations

import statistics
import time
from collections.abc import Iterable
from pathlib import Path
from uuid import uuid4

from sqlalchemy import Connection, create_engine

from tests.bench.partitioning.rows import HUGE, INSERTS, SMALL
from tests.bench.partitioning.shape import LACKING

THANKS = 400
DELETED = 3
"""Small workspaces that are deleted."""
_BLOCK = 50

_COLUMNS = {table: columns for table, (columns, _, _) in INSERTS.items()}
_ROWS = {
    "recognition": "%(id)s, %(workspace)s, 'C0CHANNEL00001', %(key)s, 'command', 2, 'thanks for it', now()",
    "giver": "%(workspace)s, 'U0PERSON0001', %(id)s",
    "recipient": "%(workspace)s, 'U0PERSON0002', %(id)s, 2",
    "recognition_value": "%(id)s, 'creativity'",
    "search_document": "%(id)s, to_tsvector('simple', 'thanks for it')",
    "posted_message": "gen_random_uuid(), %(workspace)s, 'C0CHANNEL00001', '1', 'shout-out', '{}', %(id)s",
}


def measure_writing(urls: Iterable[str]) -> list[dict[str, float]]:
    """Return milliseconds of the server's processor and of the clock, for each of these databases.

    They take turns, so that what else the machine does befalls all of them alike.
    """
    engines = [
        create_engine(url, isolation_level="AUTOCOMMIT", connect_args={"prepare_threshold": None})
        for url in urls
    ]
    connections = [engine.connect() for engine in engines]
    parted = [_is_parted(connection) for connection in connections]
    thanks: list[list[tuple[float, float]]] = [[] for _ in engines]
    deleted: list[list[tuple[float, float]]] = [[] for _ in engines]
    for begin in range(0, THANKS, _BLOCK):
        for number, connection in enumerate(connections):
            for place in range(begin, begin + _BLOCK):
                workspace = HUGE if place % 2 else SMALL + DELETED + place
                thanks[number].append(
                    _measure(connection, _write_thanks(workspace, is_parted=parted[number]))
                )
    for small in range(SMALL + 1, SMALL + 1 + DELETED):
        for number, connection in enumerate(connections):
            deleted[number].append(
                _measure(connection, [("DELETE FROM workspace WHERE id = %(id)s", {"id": small})])
            )
    for engine, connection in zip(engines, connections, strict=True):
        connection.close()
        engine.dispose()
    return [_summarize(*each) for each in zip(thanks, deleted, strict=True)]


def _summarize(thanks: list[tuple[float, float]], deleted: list[tuple[float, float]]) -> dict[str, float]:
    names = ("a thanks", "the end of a small workspace")
    return {
        f"{name}: {kind}": statistics.median(each[place] for each in measured)
        for name, measured in zip(names, (thanks, deleted), strict=True)
        for place, kind in enumerate(("processor time of the server", "time"))
    }


def _write_thanks(workspace: int, *, is_parted: bool) -> list[tuple[str, dict[str, object]]]:
    values = {"id": uuid4(), "key": uuid4().hex[:16], "workspace": workspace}
    statements = []
    for table, row in _ROWS.items():
        names, of_workspace = (
            (", workspace_id", ", %(workspace)s") if is_parted and table in LACKING else ("", "")
        )
        statement = f"INSERT INTO {table} ({_COLUMNS[table]}{names}) VALUES ({row}{of_workspace})"
        statements.append((statement, values))
    return statements


def _measure(connection: Connection, statements: list[tuple[str, dict[str, object]]]) -> tuple[float, float]:
    """Run a transaction; return the milliseconds of the server's processor, and of the clock."""
    driver = connection.connection.driver_connection
    assert driver is not None
    cpu = Path(f"/proc/{driver.info.backend_pid}/schedstat")
    before, begun = int(cpu.read_text().split()[0]), time.perf_counter()
    cursor = driver.cursor()
    cursor.execute("BEGIN")
    for statement, values in statements:
        cursor.execute(statement, values)
    cursor.execute("COMMIT")
    return (int(cpu.read_text().split()[0]) - before) / 1e6, 1_000 * (time.perf_counter() - begun)


def _is_parted(connection: Connection) -> bool:
    return bool(connection.exec_driver_sql("SELECT count(*) FROM pg_partitioned_table").scalar())
