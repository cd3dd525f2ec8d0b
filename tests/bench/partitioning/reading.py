"""What people read, measured in the huge workspace and in a small one."""

from __future__ import annotations

import contextlib
import math
import re
import statistics
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import time as clock_time
from datetime import timedelta
from pathlib import Path
from typing import Any

import psycopg
from sqlalchemy import event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import Pool

from bot.domain.audience import Coverage
from bot.domain.calendar import Schedule
from bot.domain.digest import Subscription
from bot.domain.history import NO_FILTERS, Cursor, HistoryFilters, PageSide
from bot.domain.home import HomeSection
from bot.domain.ids import WorkspaceId
from bot.domain.scopes import ChannelScope, CircleScope, DigestScope, GivenScope, ReceivedScope, Scope
from bot.domain.user import User
from bot.domain.workspace import Workspace
from bot.storage import workspaces
from bot.storage.digests import list_new_recognitions
from bot.storage.due_digests import list_new_in_channels
from bot.storage.engine import Database, Transaction, connect
from bot.storage.ids import smallest_id
from bot.usecases import digests, history, home
from bot.usecases.leads import make_overview
from tests.bench.fake_slack import channel_id, person_id
from tests.bench.history_rows import COMMON, END, RARE, VALUES
from tests.bench.partitioning.rows import BUSY_CHANNEL, HUGE, INSERTS, PERIOD, SMALL

TRIES = 7
LIMIT_SECONDS = 3.0
"""A query that takes so long altogether is not tried more often."""
ONLY_HUGE = 100
"""People and channels from this number on are in the huge workspace only."""
_LOOK_UP = re.compile(
    rf"\b({'|'.join([*INSERTS, 'counterpart', 'earlier', 'home', 'indexed'])})\.(recognition_id|id) (=|IN|>=)"
)
"""A condition on the id of a recognition: in its own row, or in a row that belongs to it, or in an alias."""

Read = Callable[[Transaction], object]


@dataclass(frozen=True)
class Taken:
    """Medians of one query, in milliseconds."""

    milliseconds: float
    server: float
    """Processor time of PostgreSQL's server: it depends less on what else the machine does."""


async def measure_reading(
    database_url: str, *, naming_workspace: bool, report: Callable[[str, Taken], None]
) -> dict[str, Taken]:
    """Return what each query takes, by name, and report it at once.

    With `naming_workspace`, each statement says of each row that it looks up by its id in which workspace it
    is, which Hearten's do not need to: the best that a statement can do for partitions.
    """
    figures = {}
    for kind, id_ in (("huge", HUGE), ("small", SMALL)):
        with _naming(id_ if naming_workspace else None):
            database = connect(database_url, lambda: END)
            try:
                workspace = await database.read(workspaces.get, WorkspaceId(id_))
                for name, read in _list_reads(workspace, is_huge=id_ == HUGE).items():
                    taken = figures[f"{kind}: {name}"] = await _measure(database, read)
                    report(f"{kind}: {name}", taken)
            finally:
                database.close()
    return figures


async def _measure(database: Database, read: Read) -> Taken:
    try:
        # The first time its statements are compiled, and pages come from the disk.
        await database.read(read)
    except DBAPIError:
        # It took longer than Hearten lets a statement take.
        return Taken(math.inf, math.inf)
    taken: list[float] = []
    server: list[float] = []
    while len(taken) < TRIES and sum(taken) < LIMIT_SECONDS:
        before = await database.read(_server_seconds)
        begun = time.perf_counter()
        await database.read(read)
        taken.append(time.perf_counter() - begun)
        server.append(await database.read(_server_seconds) - before)
    return Taken(1_000 * statistics.median(taken), 1_000 * statistics.median(server))


def _server_seconds(tx: Transaction) -> float:
    """Return the processor time of all connections of this process to this database."""
    pids = tx.connection.exec_driver_sql(
        "SELECT pid FROM pg_stat_activity WHERE datname = current_database()"
    )
    return sum(int(Path(f"/proc/{pid}/schedstat").read_text().split()[0]) for pid in pids.scalars()) / 1e9


@contextlib.contextmanager
def _naming(workspace_id: int | None) -> Iterator[None]:
    """Let all new connections add the workspace to the conditions of their statements."""

    class NamingCursor(psycopg.Cursor[Any]):
        def execute(self, query: Any, *arguments: Any, **options: Any) -> Any:
            if workspace_id is not None and isinstance(query, str):
                query = _LOOK_UP.sub(rf"\1.workspace_id = {workspace_id} AND \1.\2 \3", query)
            return super().execute(query, *arguments, **options)

    def connected(connection: Any, _: object) -> None:
        connection.cursor_factory = NamingCursor

    event.listen(Pool, "connect", connected)
    yield
    event.remove(Pool, "connect", connected)


def _list_reads(workspace: Workspace, *, is_huge: bool) -> dict[str, Read]:
    """Return what people read most, by name."""
    # Small workspaces have people and channels of the same ids, and so many rows of each that it misleads
    # PostgreSQL's statistics: these are of the huge one alone.
    first = ONLY_HUGE if is_huge else 0
    reader = User(person_id(first + 1))
    circle = CircleScope(
        frozenset(person_id(first + number) for number in range(20, 30)), frozenset(), is_given=False
    )
    received, channel, busy = (
        ReceivedScope(reader.id),
        ChannelScope(channel_id(first + 1)),
        ChannelScope(channel_id(BUSY_CHANNEL)),
    )
    middle = Cursor(PageSide.OLDER, smallest_id(END - PERIOD / 2))

    def page(scope: Scope, filters: HistoryFilters = NO_FILTERS, place: Cursor | None = None) -> Read:
        return lambda tx: history.read_page(tx, workspace, scope, filters, place)

    def section(wanted: HomeSection) -> Read:
        return lambda tx: home.read_home(tx, workspace, reader, wanted, None)

    def preview(scope: ChannelScope) -> Read:
        return lambda tx: digests.make_preview(tx, workspace, scope.channel, reader.id, "Europe/Berlin")

    def weekly(number: int) -> Subscription:
        schedule = Schedule(0, clock_time(9), "UTC")
        begin = END - timedelta(days=7)
        return Subscription(workspace.id, channel_id(first + number), schedule, reader.id, begin, begin, END)

    reads: dict[str, Read] = {
        "history, received": page(received),
        "history, received, from the middle": page(received, place=middle),
        "history, given": page(GivenScope(reader.id)),
        "history of a channel": page(channel),
        "history of a circle": page(circle),
        "history by value": page(received, HistoryFilters(values=VALUES[:1])),
        "history by date": page(received, HistoryFilters(until=END - timedelta(days=20))),
        "history by a common word": page(received, HistoryFilters(phrases=(COMMON,))),
        "history by a rare word": page(channel, HistoryFilters(phrases=(RARE,))),
        "Home, received": section(HomeSection.RECEIVED),
        "Home, given": section(HomeSection.GIVEN),
        "overview of a circle": lambda tx: make_overview(tx, workspace, circle),
        "preview of a digest": preview(channel),
        "recognitions for a digest of the workspace": lambda tx: list_new_recognitions(
            tx, workspace, weekly(1), END, DigestScope(channel.channel, Coverage.WORKSPACE)
        ),
        "recognitions for nine digests due at once": lambda tx: list_new_in_channels(
            tx, [(weekly(number), END) for number in range(10)]
        ),
    }
    if not is_huge:
        return reads
    return reads | {
        "history of the busiest channel": page(busy),
        "the same, by value": page(busy, HistoryFilters(values=VALUES[:1])),
        "the same, by a common word": page(busy, HistoryFilters(phrases=(COMMON,))),
        "the same, by a rare word": page(busy, HistoryFilters(phrases=(RARE,))),
        "preview of its digest": preview(busy),
    }
