"""What migrations do to large tables of PostgreSQL while others use them."""

from collections.abc import Sequence
from typing import Any

from alembic import op


def create_index(name: str, table: str, columns: Sequence[Any], **options: Any) -> None:
    """Create an index without a lock that stops writers; `options` are those of Alembic's `create_index`.

    PostgreSQL then reads the table twice and waits for older transactions, but nobody waits for it. An index
    that is left invalid by an attempt that failed is made again. What the revision did before is committed.
    """
    context = op.get_context()
    if context.dialect.name != "postgresql" or context.as_sql:
        op.create_index(name, table, columns, **options)
        return
    with context.autocommit_block():
        op.drop_index(name, table, if_exists=True, postgresql_concurrently=True)
        op.create_index(name, table, columns, postgresql_concurrently=True, **options)


def drop_index(name: str, table: str) -> None:
    """Drop an index without a lock that stops others, if it is there."""
    context = op.get_context()
    if context.dialect.name != "postgresql" or context.as_sql:
        op.drop_index(name, table)
        return
    with context.autocommit_block():
        op.drop_index(name, table, if_exists=True, postgresql_concurrently=True)
