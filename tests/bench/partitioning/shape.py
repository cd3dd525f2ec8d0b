"""The tables that grow, whole as Hearten has them, or in hash partitions by workspace."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from sqlalchemy import Connection

from tests.bench.partitioning.rows import INSERTS

LACKING = ("recognition_value", "search_document")
"""Tables that get a column for the workspace, since a partition needs it."""


@dataclass(frozen=True)
class Definitions:
    """What a table has besides its columns, as PostgreSQL writes it."""

    constraints: tuple[tuple[str, str, str], ...]
    """Name, type, definition."""
    indexes: tuple[tuple[str, str], ...]
    """Name, definition; without those of constraints."""


def read_definitions(connection: Connection, table: str) -> Definitions:
    """Return a table's constraints and indexes."""
    constraints = connection.exec_driver_sql(
        "SELECT conname, contype::text, pg_get_constraintdef(oid) FROM pg_constraint "
        f"WHERE conrelid = '{table}'::regclass AND contype <> 'n' ORDER BY contype DESC"
    )
    indexes = connection.exec_driver_sql(
        "SELECT indexrelid::regclass::text, pg_get_indexdef(indexrelid) FROM pg_index "
        f"WHERE indrelid = '{table}'::regclass AND NOT EXISTS "
        "(SELECT FROM pg_constraint WHERE conindid = indexrelid AND contype IN ('p', 'u'))"
    )
    return Definitions(
        tuple((row[0], row[1], row[2]) for row in constraints), tuple((row[0], row[1]) for row in indexes)
    )


def strip(connection: Connection) -> dict[str, Definitions]:
    """Drop all constraints and indexes of the tables that grow, and return them: filling is faster without.

    Of what else refers to recognitions, in tables that do not grow, the constraints stay away.
    """
    found = {table: read_definitions(connection, table) for table in INSERTS}
    for table in INSERTS:
        for kind in "fup":
            for name, of_kind, _ in found[table].constraints:
                if of_kind == kind:
                    connection.exec_driver_sql(
                        f"ALTER TABLE {table} DROP CONSTRAINT IF EXISTS {name} CASCADE"
                    )
        for name, _ in found[table].indexes:
            connection.exec_driver_sql(f"DROP INDEX {name}")
    return found


def partition(connection: Connection, number: int) -> None:
    """Put partitions in place of the tables that grow, which are empty and stripped."""
    for table in INSERTS:
        if table in LACKING:
            connection.exec_driver_sql(f"ALTER TABLE {table} ADD COLUMN workspace_id INTEGER NOT NULL")
        connection.exec_driver_sql(f"ALTER TABLE {table} RENAME TO whole_{table}")
        connection.exec_driver_sql(
            f"CREATE TABLE {table} (LIKE whole_{table} INCLUDING DEFAULTS) PARTITION BY HASH (workspace_id)"
        )
        for place in range(number):
            connection.exec_driver_sql(
                f"CREATE TABLE {table}_{place} PARTITION OF {table} "
                f"FOR VALUES WITH (MODULUS {number}, REMAINDER {place})"
            )


def restore(
    connection: Connection, definitions: dict[str, Definitions], done: Callable[[str], None], *, parted: bool
) -> None:
    """Make constraints and indexes again; in partitions, each key begins with the workspace."""
    for table, defined in definitions.items():
        for name, kind, definition in defined.constraints:
            if kind != "f":
                text = _add_workspace(definition) if parted else definition
                connection.exec_driver_sql(f"ALTER TABLE {table} ADD CONSTRAINT {name} {text}")
        for name, definition in defined.indexes:
            connection.exec_driver_sql(definition)
            done(name)
    for table, name, definition in _list_references(definitions):
        text = _refer_with_workspace(definition) if parted else definition
        for part in _list_parts(connection, table):
            # What is there is right, and to look at it again takes longer than all the rest.
            connection.exec_driver_sql(f"ALTER TABLE {part} ADD CONSTRAINT {name} {text} NOT VALID")


def _list_parts(connection: Connection, table: str) -> Iterable[str]:
    """Return the partitions of a table, or the table itself."""
    parts = connection.exec_driver_sql(
        f"SELECT relid::regclass::text FROM pg_partition_tree('{table}') WHERE isleaf"
    )
    return list(parts.scalars()) or [table]


def _list_references(definitions: dict[str, Definitions]) -> Iterable[tuple[str, str, str]]:
    for table, defined in definitions.items():
        for name, kind, definition in defined.constraints:
            if kind == "f" and "REFERENCES digest" not in definition:
                yield table, name, definition


def _add_workspace(definition: str) -> str:
    """Return a key with the workspace in front, if it is not in it."""
    if "workspace_id" in definition:
        return definition
    return definition.replace("(", "(workspace_id, ", 1)


def _refer_with_workspace(definition: str) -> str:
    """Return a reference that names the workspace, too."""
    return definition.replace("(recognition_id)", "(workspace_id, recognition_id)").replace(
        "recognition(id)", "recognition(workspace_id, id)"
    )
