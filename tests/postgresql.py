"""A throw-away PostgreSQL server, made with `initdb` for one test run."""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import create_engine, make_url, text

REQUIRED = "HEARTEN_TEST_POSTGRESQL"
"""Set to `required`, a machine without a server fails the tests that need one, instead of skipping them."""


def programs() -> Path | None:
    """The folder of PostgreSQL's server programs, if this machine has them."""
    on_path = shutil.which("pg_ctl")
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin/pg_ctl"), key=lambda p: float(p.parts[4]))
    found = [Path(on_path).resolve()] if on_path else debian[-1:]
    return found[0].parent if found else None


@contextmanager
def server(folder: Path) -> Iterator[str]:
    """Run a server, and answer the URL of its first database."""
    # PostgreSQL refuses to run as root.
    owner = "postgres" if os.getuid() == 0 else pwd.getpwuid(os.getuid()).pw_name

    def run(program: str, *arguments: str) -> None:
        command = [str(folder / program), *arguments]
        subprocess.run(command, check=True, user=owner, cwd="/", stdout=subprocess.DEVNULL)

    with tempfile.TemporaryDirectory(prefix="hearten-pg-") as home:
        shutil.chown(home, owner)
        data, port = f"{home}/data", _free_port()
        options = "-A trust -U hearten -E UTF8 --locale=C.UTF-8 --no-sync"
        run("initdb", "-D", data, *options.split())
        # Nothing here has to survive, and making a database for a test is most of what the server does.
        cheap = "-c fsync=off -c full_page_writes=off -c wal_level=minimal -c max_wal_senders=0"
        settings = f"-p {port} -c listen_addresses=127.0.0.1 -c max_connections=200 {cheap} -k {home}"
        run("pg_ctl", "-D", data, "-o", settings, "-l", f"{home}/log", "-w", "start")
        try:
            yield f"postgresql://hearten@127.0.0.1:{port}/postgres"
        finally:
            run("pg_ctl", "-D", data, "-m", "immediate", "-w", "stop")


@contextmanager
def database(server_url: str, name: str, template: str = "template1") -> Iterator[str]:
    """Make a database of this name as a copy of the template, answer its URL, and drop it at the end."""
    engine = create_engine(server_url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name} TEMPLATE {template}"))
    yield make_url(server_url).set(database=name).render_as_string(hide_password=False)
    with engine.connect() as connection:
        connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    engine.dispose()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
