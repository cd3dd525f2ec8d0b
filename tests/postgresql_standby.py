"""A primary with a standby that confirms every commit, and the failover from one to the other."""

import os
import signal
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import create_engine, text

from tests.postgresql import Server

SETTINGS = "-c fsync=off -c full_page_writes=off -c wal_level=replica -c max_wal_senders=4 -c hot_standby=on"
"""Servers are stopped hard, but the machine stays up: what they wrote without fsync is still there."""


@dataclass(frozen=True)
class Cluster:
    """A primary, and the standby that has every commit which the primary acknowledges."""

    primary: Server
    standby: Server

    @property
    def url(self) -> str:
        """Return the address that names both servers, as an operator writes it."""
        hosts, ports = "127.0.0.1,127.0.0.1", f"{self.primary.port},{self.standby.port}"
        return f"postgresql://hearten@/postgres?host={hosts}&port={ports}&target_session_attrs=read-write"

    def wait_for_standby(self) -> None:
        """Return when the standby shows what the primary has committed; after a commit it may take a while.

        A commit with `remote_apply` waits for that, if it writes anything.
        """
        engine = create_engine(self.primary.url)
        with engine.begin() as connection:
            connection.execute(text("SET LOCAL synchronous_commit = remote_apply"))
            connection.execute(text("COMMENT ON SCHEMA public IS 'the standby has this'"))
        engine.dispose()

    def promote_standby(self) -> None:
        """Let the standby take writes, and return when it does."""
        self.standby.run("pg_ctl", "-D", self.standby.data, "-w", "promote")

    def fail_over(self) -> None:
        """Stop the primary as a crash would, and promote the standby."""
        self.primary.stop()
        self.promote_standby()

    def fail_over_before_commits_arrive(self, commits: int) -> None:
        """Fail over while so many commits wait for the standby, which will never have them."""
        (receiver,) = _ask(self.standby, "SELECT pid FROM pg_stat_wal_receiver")
        os.kill(receiver, signal.SIGSTOP)
        waiting = "SELECT pid FROM pg_stat_activity WHERE wait_event = 'SyncRep'"
        while len(_ask(self.primary, waiting)) < commits:
            time.sleep(0.01)
        self.primary.stop()
        # It ends before it reads what the primary has sent it meanwhile.
        os.kill(receiver, signal.SIGTERM)
        os.kill(receiver, signal.SIGCONT)
        self.promote_standby()


def _ask(server: Server, query: str) -> list[int]:
    engine = create_engine(server.url)
    with engine.connect() as connection:
        found = list(connection.scalars(text(query)))
    engine.dispose()
    return found


@contextmanager
def primary_with_standby(folder: Path) -> Iterator[Cluster]:
    """Run both servers with the programs in `folder`."""
    with (
        tempfile.TemporaryDirectory(prefix="hearten-pg-") as home,
        tempfile.TemporaryDirectory(prefix="hearten-pg-") as other_home,
    ):
        primary, standby = Server(folder, home, SETTINGS), Server(folder, other_home, SETTINGS)
        try:
            primary.make()
            primary.start()
            source = f"host=127.0.0.1 port={primary.port} user=hearten application_name=standby"
            standby.run("pg_basebackup", "-D", standby.data, "-d", source, "-R", "-c", "fast", "--no-sync")
            standby.start()
            _make_commits_wait_for_standby(primary)
            yield Cluster(primary, standby)
        finally:
            for server in (primary, standby):
                if server.is_running:
                    server.stop()


def _make_commits_wait_for_standby(primary: Server) -> None:
    """Acknowledge commits only once the standby has them."""
    engine = create_engine(primary.url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text("ALTER SYSTEM SET synchronous_standby_names = 'standby'"))
        connection.execute(text("SELECT pg_reload_conf()"))
    engine.dispose()
