"""A database for one test after another: on PostgreSQL, making one for each takes longest of all.

Where tests are many, a `conftest.py` takes `database_url` from here.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine, delete

from bot.storage import schema


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A migrated database without a workspace, and so without a row, on each kind in turn."""
    if request.param == "sqlite":
        template: Path = request.getfixturevalue("sqlite_template")
        file = tmp_path / "hearten.db"
        file.write_bytes(template.read_bytes())
        yield f"sqlite:///{file}"
        return
    engine: Engine = request.getfixturevalue("emptied_database")
    yield engine.url.render_as_string(hide_password=False)
    with engine.begin() as connection:
        connection.execute(delete(schema.workspace))
        connection.execute(delete(schema.erasure))
