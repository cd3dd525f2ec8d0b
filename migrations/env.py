"""Alembic's environment: migrations run on the connection that `bot.storage.migrations` hands over.

On the command line (`uv run alembic revision --autogenerate`) there is none; then `DATABASE_URL` counts.
`uv run alembic upgrade head --sql` writes the SQL that makes a new database.
"""

import os
from typing import Any, Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext
from sqlalchemy import Connection, create_engine, make_url

from bot.storage.schema import IdBytes, UtcDateTime
from bot.storage.schema.partial_indexes import metadata
from bot.storage.search import INDEX


def render_item(kind: str, item: Any, _: AutogenContext) -> str | Literal[False]:
    """Write our own column types as those they store: a migration must not change with the code."""
    if kind == "type" and isinstance(item, UtcDateTime):
        return 'sa.DateTime(timezone=True).with_variant(sa.BigInteger(), "sqlite")'
    if kind == "type" and isinstance(item, IdBytes):
        return "sa.LargeBinary()"
    return False


def include_name(name: str | None, *_: Any) -> bool:
    """Leave out what SQLite keeps for its full-text index: no table of ours describes it."""
    return not (name or "").startswith(INDEX)


def run(connection: Connection) -> None:
    """Run what is asked for: in the caller's transaction or, if there is none, each revision in its own."""
    context.configure(
        connection=connection,
        target_metadata=metadata,
        compare_type=True,
        render_item=render_item,
        include_name=include_name,
        transaction_per_migration=True,
    )
    with context.begin_transaction():
        context.run_migrations()


def write_script(url: str) -> None:
    """Write what is asked for as SQL, for the kind of database that the URL names."""
    context.configure(dialect_name=make_url(url).get_backend_name(), target_metadata=metadata)
    context.run_migrations()


given = context.config.attributes.get("connection")
url = os.environ.get("DATABASE_URL", "sqlite:///hearten.db")
if context.is_offline_mode():
    write_script(url)
elif given is not None:
    run(given)
else:
    with create_engine(url).begin() as own:
        run(own)
