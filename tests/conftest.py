"""The databases that tests run on: SQLite always, PostgreSQL where the machine has a server."""

import gc
import itertools
import os
import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NoReturn

import pytest
from hypothesis import HealthCheck, settings
from sqlalchemy import Engine, create_engine, make_url, text
from sqlalchemy.dialects.sqlite import DATETIME

from bot.clock import Clock
from bot.storage import migrations
from bot.storage.engine import Database, connect
from tests import chromium, compiled_statements, postgresql
from tests.chaos.summary import pytest_terminal_summary as pytest_terminal_summary
from tests.kept_connections import KeptConnections
from tests.waiting_time import WaitingTime, install_waiting_time

LONG = {
    "test_rules",
    "test_who_sees_what",
    "test_retention",
    "test_digests_two_years",
    "test_digests_at_scale",
    "test_image",
}
"""Modules with tests of half a minute and more, which come late in the alphabet."""
_numbers = itertools.count()


def pytest_configure() -> None:
    """Stop the garbage collector while tests are collected: it took half of the time, in each worker.

    Hypothesis judges no example by its time, which says more of the machine than of the code.
    """
    gc.disable()
    # Databases are made once for a test, not for each of its examples.
    unwanted = [HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
    settings.register_profile("any machine", deadline=None, suppress_health_check=unwanted)
    settings.load_profile("any machine")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the longest: at the end all workers but one would wait for them."""
    items.sort(key=lambda item: item.path.stem not in LONG)


def pytest_collection_finish() -> None:
    """Keep the collector away from thousands of tests and all modules: it took a tenth of the run."""
    compiled_statements.share()
    gc.freeze()
    gc.set_threshold(200_000, 20, 20)
    gc.enable()


@pytest.fixture(scope="session", autouse=True)
def _refuse_times_without_type() -> Iterator[None]:
    """Let SQLite take no time as text: columns have numbers, and each number is smaller than any text."""

    def refuse(*_: object) -> NoReturn:
        raise TypeError("a time needs the type of its column: UtcDateTime")

    sqlite3.register_adapter(datetime, refuse)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(DATETIME, "bind_processor", lambda *_: refuse)
        yield


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated file, to be copied."""
    file = tmp_path_factory.mktemp("template") / "hearten.db"
    database = connect(f"sqlite:///{file}", lambda: datetime.now(UTC))
    migrations.migrate(database.engine)
    database.close()
    return file


def do_without(reason: str, required: str) -> NoReturn:
    """Skip what the machine lacks something for, or fail where a variable says that it must have it."""
    if os.environ.get(required) == "required":
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.fixture(scope="session")
def chromium_program() -> str:
    """The path of Chromium."""
    return chromium.program() or do_without("no Chromium on this machine", chromium.REQUIRED)


@pytest.fixture(scope="session")
def postgresql_template() -> Iterator[str]:
    """The URL of a migrated database, to be copied."""
    folder = postgresql.programs()
    if folder is None:
        do_without("no PostgreSQL server on this machine", postgresql.REQUIRED)
    with postgresql.server(folder) as url:
        engine = create_engine(url, isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.execute(text("CREATE DATABASE template"))
        engine.dispose()
        template = create_engine(make_url(url).set(database="template"))
        migrations.migrate(template)
        template.dispose()
        yield url


@pytest.fixture(scope="session")
def emptied_database(postgresql_template: str) -> Iterator[Engine]:
    """A database that one test after another uses: making one for each takes longest of all."""
    engine = create_engine(postgresql_template, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text("CREATE DATABASE emptied TEMPLATE template"))
    kept = KeptConnections("emptied")
    emptied = create_engine(make_url(postgresql_template).set(database="emptied"))
    yield emptied
    emptied.dispose()
    kept.close()
    with engine.connect() as connection:
        connection.execute(text("DROP DATABASE emptied WITH (FORCE)"))
    engine.dispose()


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A migrated database of this test's own, on each kind in turn."""
    if request.param == "sqlite":
        template: Path = request.getfixturevalue("sqlite_template")
        file = tmp_path / "hearten.db"
        file.write_bytes(template.read_bytes())
        yield f"sqlite:///{file}"
        return
    server: str = request.getfixturevalue("postgresql_template")
    with postgresql.database(server, f"test_{next(_numbers)}", "template") as url:
        yield url


class FixedClock(Clock):
    """A calendar that does not move by itself."""

    def __init__(self, moment: datetime) -> None:
        super().__init__()
        self.moment = moment

    def now(self) -> datetime:
        return self.moment

    def advance(self, by: timedelta) -> None:
        assert by >= timedelta(0)
        self.moment += by


@pytest.fixture
def clock() -> FixedClock:
    """Wednesday, 25 November 2026, 10:00 UTC."""
    return FixedClock(datetime(2026, 11, 25, 10, 0, tzinfo=UTC))


@pytest.fixture
def database(database_url: str, clock: FixedClock) -> Iterator[Database]:
    """An open database."""
    opened = connect(database_url, clock.now)
    yield opened
    opened.close()


@pytest.fixture
async def waiting_time(monkeypatch: pytest.MonkeyPatch) -> WaitingTime:
    """Let time limits of the event loop count only what is waited, not what is worked."""
    return install_waiting_time(monkeypatch)
