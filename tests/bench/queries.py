"""How long reading takes, with few and with many recognitions."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from datetime import timedelta

from bot.domain.history import NO_FILTERS, HistoryFilters
from bot.domain.home import HomeSection
from bot.domain.scopes import ChannelScope, CircleScope, GivenScope, ReceivedScope, Scope
from bot.domain.user import User
from bot.domain.workspace import Workspace, WorkspaceIdentity
from bot.storage import migrations, workspaces
from bot.storage.engine import Database, Transaction, connect
from bot.usecases import digests, history, home
from bot.usecases.leads import make_overview
from tests.bench.fake_slack import BOT_USER, TEAM, channel_id, person_id
from tests.bench.history_rows import COMMON, END, RARE, VALUES, fill_history

TRIES = 21

Read = Callable[[Transaction], object]


async def measure_queries(database_url: str, count: int) -> dict[str, float]:
    """Fill an empty database with `count` recognitions; return the median milliseconds of each query."""
    database = connect(database_url, lambda: END)
    try:
        migrations.migrate(database.engine)
        identity = WorkspaceIdentity("", TEAM, "Bench", "https://bench.slack.com/", BOT_USER)
        workspace = await database.write(workspaces.ensure, identity)
        await fill_history(database, workspace, count)
        figures = {}
        for name, read in _list_queries(workspace).items():
            figures[name] = await _median(database, read)
        return figures
    finally:
        database.close()


async def _median(database: Database, read: Read) -> float:
    taken = []
    for _ in range(TRIES):
        begun = time.perf_counter()
        await database.read(read)
        taken.append(time.perf_counter() - begun)
    return 1_000 * statistics.median(taken)


def _list_queries(workspace: Workspace) -> dict[str, Read]:
    """Return what people read most, by name."""
    reader = User(person_id(1))
    circle = CircleScope(
        frozenset(person_id(number) for number in range(20, 30)), frozenset(), is_given=False
    )

    def page(scope: Scope, filters: HistoryFilters = NO_FILTERS) -> Read:
        return lambda tx: history.read_page(tx, workspace, scope, filters)

    def section(wanted: HomeSection) -> Read:
        return lambda tx: home.read_home(tx, workspace, reader, wanted, None)

    return {
        "history, received": page(ReceivedScope(person_id(1))),
        "history, given": page(GivenScope(person_id(1))),
        "history of a channel": page(ChannelScope(channel_id(1))),
        "history of a circle": page(circle),
        "history by value": page(ReceivedScope(person_id(1)), HistoryFilters(values=VALUES[:1])),
        "history by date": page(ReceivedScope(person_id(1)), HistoryFilters(until=END - timedelta(days=20))),
        "history by a common word": page(ReceivedScope(person_id(1)), HistoryFilters(phrases=(COMMON,))),
        "history by a rare word": page(ChannelScope(channel_id(1)), HistoryFilters(phrases=(RARE,))),
        "Home, received": section(HomeSection.RECEIVED),
        "Home, given": section(HomeSection.GIVEN),
        "overview of a circle": lambda tx: make_overview(tx, workspace, circle),
        "preview of a digest": lambda tx: digests.make_preview(
            tx, workspace, channel_id(1), reader.id, "Europe/Berlin"
        ),
    }
