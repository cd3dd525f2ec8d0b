"""Throw-away PostgreSQL servers, made with `initdb` for one test run, and PgBouncer in front of one."""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time
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


CHEAP = "-c fsync=off -c full_page_writes=off -c wal_level=minimal -c max_wal_senders=0"
"""Nothing here has to survive, and making a database for a test is most of what the server does."""


class Server:
    """One PostgreSQL server on a folder of its own."""

    def __init__(self, folder: Path, home: str, settings: str) -> None:
        """Prepare with the programs in `folder`; nothing is made or started yet."""
        self.folder = folder
        # PostgreSQL refuses to run as root.
        self.owner = "postgres" if os.getuid() == 0 else pwd.getpwuid(os.getuid()).pw_name
        self.home, self.data, self.port = home, f"{home}/data", free_port()
        self._settings = settings
        shutil.chown(home, self.owner)

    @property
    def url(self) -> str:
        """The address of its first database."""
        return f"postgresql://hearten@127.0.0.1:{self.port}/postgres"

    def run(self, program: str, *arguments: str) -> None:
        """Run one of PostgreSQL's programs."""
        command = [str(self.folder / program), *arguments]
        subprocess.run(command, check=True, user=self.owner, cwd="/", stdout=subprocess.DEVNULL)

    def make(self) -> None:
        """Make the folder of a new server."""
        self.run(
            "initdb",
            "-D",
            self.data,
            *["-A", "trust", "-U", "hearten", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"],
        )

    def start(self) -> None:
        """Start it, and wait until it answers."""
        settings = f"-p {self.port} -c listen_addresses=127.0.0.1 -c max_connections=200 -k {self.home}"
        options = f"{settings} {self._settings}"
        self.run("pg_ctl", "-D", self.data, "-o", options, "-l", f"{self.home}/log", "-w", "start")

    @property
    def is_running(self) -> bool:
        """Return True between `start` and `stop`."""
        return Path(self.data, "postmaster.pid").exists()

    def stop(self) -> None:
        """Stop it as a crash would."""
        self.run("pg_ctl", "-D", self.data, "-m", "immediate", "-w", "stop")


@contextmanager
def server(folder: Path, settings: str = CHEAP) -> Iterator[str]:
    """Run a server with these settings, and yield the URL of its first database."""
    with tempfile.TemporaryDirectory(prefix="hearten-pg-") as home:
        made = Server(folder, home, settings)
        made.make()
        made.start()
        try:
            yield made.url
        finally:
            made.stop()


@contextmanager
def pgbouncer(url: str) -> Iterator[str]:
    """Run PgBouncer in front of a database, in transaction mode with two connections; answer its URL."""
    program = pgbouncer_program()
    assert program
    address, port = make_url(url), free_port()
    owner = "postgres" if os.getuid() == 0 else pwd.getpwuid(os.getuid()).pw_name
    with tempfile.TemporaryDirectory(prefix="hearten-pgbouncer-") as home:
        shutil.chown(home, owner)
        Path(home, "pgbouncer.ini").write_text(
            f"[databases]\n{address.database} = user=hearten host={address.host} port={address.port}\n"
            f"[pgbouncer]\nlisten_addr = 127.0.0.1\nlisten_port = {port}\nunix_socket_dir =\n"
            f"auth_type = any\npool_mode = transaction\ndefault_pool_size = 2\n"
            f"logfile = {home}/log\n"
        )
        running = subprocess.Popen(
            [program, f"{home}/pgbouncer.ini"], user=owner, cwd="/", stderr=subprocess.DEVNULL
        )
        try:
            _await_port(port)
            yield address.set(port=port).render_as_string(hide_password=False)
        finally:
            running.terminate()
            running.wait()


def pgbouncer_program() -> str | None:
    """Return PgBouncer's program, if this machine has it."""
    return shutil.which("pgbouncer", path=f"{os.environ.get('PATH', '')}:/usr/sbin")


def _await_port(port: int) -> None:
    """Wait until something listens there."""
    deadline = time.monotonic() + 60
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.02)
        else:
            return


@contextmanager
def database(server_url: str, name: str, template: str = "template1") -> Iterator[str]:
    """Make a database of this name as a copy of the template, answer its URL, and drop it at the end."""
    engine = create_engine(server_url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        # Files are copied in half of the time in which the server writes each page to its log, as it does
        # by default since version 15, which added the choice.
        is_choice = (connection.dialect.server_version_info or (0,)) >= (15,)
        strategy = "STRATEGY FILE_COPY" if is_choice else ""
        connection.execute(text(f"CREATE DATABASE {name} TEMPLATE {template} {strategy}"))
    yield make_url(server_url).set(database=name).render_as_string(hide_password=False)
    with engine.connect() as connection:
        connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    engine.dispose()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
