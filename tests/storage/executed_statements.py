"""The statements that a database executes."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, Engine, event

Statement = tuple[str, object]
"""A statement and its parameters: those of many rows at once, where it is executed for many."""


@contextmanager
def record_statements(to: type[Engine] | Engine | Connection = Engine) -> Iterator[list[Statement]]:
    """Yield a list that fills with the statements executed: by default, with those of all engines.

    `Database.engine` executes migrations alone on PostgreSQL, so it shows nothing of use cases.
    """
    executed: list[Statement] = []

    def hear(_1: object, _2: object, statement: str, parameters: object, *_: object) -> None:
        executed.append((statement, parameters))

    event.listen(to, "before_cursor_execute", hear)
    try:
        yield executed
    finally:
        event.remove(to, "before_cursor_execute", hear)
