"""A workspace in which people act, and what then stands in Slack."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine, delete, make_url, text

from bot.domain.workspace import Identity
from bot.storage import tables, workspaces
from bot.storage.engine import Database
from tests.conftest import FixedClock
from tests.usecases.office import Office


@pytest.fixture(scope="session")
def emptied_database(postgresql_template: str) -> Iterator[str]:
    """The URL of a database that one test after another uses: making one for each takes longest of all."""
    engine = create_engine(postgresql_template, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text("CREATE DATABASE usecases TEMPLATE template"))
    yield make_url(postgresql_template).set(database="usecases").render_as_string(hide_password=False)
    with engine.connect() as connection:
        connection.execute(text("DROP DATABASE usecases WITH (FORCE)"))
    engine.dispose()


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A migrated database without a workspace, and so without a row, on each kind in turn."""
    if request.param == "sqlite":
        template: Path = request.getfixturevalue("sqlite_template")
        file = tmp_path / "hearten.db"
        file.write_bytes(template.read_bytes())
        yield f"sqlite:///{file}"
        return
    url: str = request.getfixturevalue("emptied_database")
    yield url
    engine = create_engine(url)
    with engine.begin() as connection:
        connection.execute(delete(tables.workspace))
        connection.execute(delete(tables.erasure))
    engine.dispose()


@pytest.fixture
async def office(database: Database, clock: FixedClock) -> Office:
    identity = Identity("", "T1", "Brightside", "https://brightside.slack.com/", "UBOT")
    workspace = await database.write(lambda tx: workspaces.ensure(tx, identity))
    return Office(database, clock, workspace)
