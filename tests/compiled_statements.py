"""Compiled statements shared by all engines of a test run.

SQLAlchemy keeps them for each engine, and nearly every test opens one of its own: compiling the same
statements again and again took a sixth of the time of tests with a database.
"""

from typing import Any

from sqlalchemy import Connection, Engine, event

_compiled: dict[Any, Any] = {}


class _Shared(dict[Any, Any]):
    """A cache that takes dialects of one class for one: tests set up none of them differently."""

    def get(self, key: Any, default: Any = None) -> Any:
        return _compiled.get(_without_identity(key), default)

    def __setitem__(self, key: Any, statement: Any) -> None:
        _compiled[_without_identity(key)] = statement


_cache = _Shared()


def _without_identity(key: Any) -> Any:
    dialect, *rest = key
    return type(dialect), dialect.paramstyle, dialect.server_version_info, *rest


def share() -> None:
    """Let every engine that this process opens use one cache, by SQLAlchemy's own option."""
    event.listen(Engine, "engine_connect", _use_cache)


def _use_cache(connection: Connection) -> None:
    connection.execution_options(compiled_cache=_cache)
