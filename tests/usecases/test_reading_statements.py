"""How many statements reading takes: as many with few recognitions as with many."""

import itertools
from collections.abc import Callable

from msgspec.structs import replace
from sqlalchemy import select

from bot.domain.history import NO_FILTERS, HistoryFilters
from bot.domain.home import HomeSection
from bot.domain.ids import RecognitionId
from bot.domain.scopes import (
    ChannelScope,
    ChannelsScope,
    CircleScope,
    DigestScope,
    EndorsedScope,
    GivenScope,
    ReceivedScope,
    Scope,
)
from bot.domain.user import User
from bot.domain.workspace import Workspace
from bot.storage import recognition_views, schema, workspaces
from bot.storage.engine import Transaction
from bot.usecases import digests, history, home
from bot.usecases.leads import make_overview
from tests.storage.executed_statements import record_statements
from tests.storage.sample_rows import BEGIN, CHANNELS, COMMON, PEOPLE, RARE, STEP, add_rows
from tests.usecases.office import Office

ANA = PEOPLE[0]
CIRCLE = CircleScope(frozenset(PEOPLE[:5]), frozenset(CHANNELS[-1:]), is_given=False)
SCOPES: dict[Scope, int] = {
    ReceivedScope(ANA): 1,
    ReceivedScope(ANA, frozenset(PEOPLE[1:3])): 1,
    GivenScope(ANA): 1,
    EndorsedScope(ANA): 1,
    ChannelScope(CHANNELS[0]): 1,
    ChannelsScope(frozenset(CHANNELS[:3])): 3,
    CIRCLE: 5,
}
"""Each kind of scope, and how many users or channels it is about: each has a history of its own."""
VIEWS = 2
"""Statements that read what belongs to the recognitions of a page."""
BATCHES = 3
"""Statements at most that look through those with a rare word or value."""

Read = Callable[[Transaction], object]


def list_reads(workspace: Workspace) -> dict[str, tuple[Read, int]]:
    """Return what people read, by name, and how many statements it may take."""

    def page(scope: Scope, filters: HistoryFilters) -> Read:
        return lambda tx: history.read_page(tx, workspace, scope, filters)

    def section(wanted: HomeSection) -> Read:
        return lambda tx: home.read_home(tx, workspace, User(ANA), wanted, None)

    def views(scope: Scope, count: int) -> Read:
        recognition = schema.recognition.c
        of_workspace = select(recognition.id).where(recognition.workspace_id == workspace.id)
        newest = of_workspace.order_by(recognition.id.desc()).limit(count)

        def read(tx: Transaction) -> object:
            ids = tx.connection.scalars(newest).all()
            wanted = itertools.product([scope, ChannelsScope(frozenset(CHANNELS))], map(RecognitionId, ids))
            return recognition_views.find_views(tx, workspace, wanted)

        return read

    reads = {f"{scope}": (page(scope, NO_FILTERS), keys + VIEWS) for scope, keys in SCOPES.items()}
    for filters in (
        HistoryFilters(values=("creativity",)),
        HistoryFilters(phrases=(COMMON,)),
        HistoryFilters(phrases=(RARE,)),
    ):
        for scope, keys in SCOPES.items():
            # One statement or two ask whether it is rare.
            reads[f"{scope} {filters}"] = (page(scope, filters), 2 + max(keys, BATCHES) + VIEWS)
    return reads | {
        "Home, received": (section(HomeSection.RECEIVED), 7),
        "Home, given": (section(HomeSection.GIVEN), 10),
        "overview": (lambda tx: make_overview(tx, workspace, CIRCLE), 1),
        "preview of a digest": (
            lambda tx: digests.make_preview(tx, workspace, CHANNELS[0], ANA, "Europe/Berlin"),
            11,
        ),
        "one view": (views(ReceivedScope(ANA), 1), 1 + VIEWS),
        "fifty views": (views(ReceivedScope(ANA), 50), 1 + VIEWS),
        # Who opted out of digests is one more.
        "fifty views of a digest": (views(DigestScope(CHANNELS[0]), 50), 1 + VIEWS + 1),
    }


async def test_reading_takes_no_more_statements_with_more_recognitions(office: Office) -> None:
    identity = replace(office.workspace.identity, team_id="T2")
    larger = await office.database.write(workspaces.ensure, identity)

    def look(tx: Transaction) -> None:
        for workspace, count in ((office.workspace, 100), (larger, 600)):
            at_end = replace(tx, now=BEGIN + count * STEP)
            for name, (read, most) in list_reads(workspace).items():
                with record_statements(tx.connection) as executed:
                    found = read(at_end)
                assert found, name
                assert len(executed) <= most, (name, executed)

    await office.database.write(lambda tx: add_rows(tx.connection, office.workspace, 100))
    await office.database.write(lambda tx: add_rows(tx.connection, larger, 600))
    await office.database.read(look)
