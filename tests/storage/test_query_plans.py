"""Queries read by index and never more than a page needs."""

import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import time
from functools import partial
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace
from sqlalchemy import Connection, select

from bot.domain.audience import Coverage
from bot.domain.calendar import Schedule
from bot.domain.digest import Subscription
from bot.domain.history import NO_FILTERS, Cursor, HistoryFilters, PageSide
from bot.domain.home import MAX_ENDORSED
from bot.domain.ids import UserId
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
from bot.domain.workspace import Workspace, WorkspaceIdentity
from bot.storage import (
    admins,
    audit_entries,
    digests,
    due_digests,
    lead_notes,
    messages,
    outbox,
    pages,
    reaction_recognitions,
    reactions,
    recognition_views,
    schema,
    workspaces,
)
from bot.storage.engine import Transaction, connect
from bot.storage.givers import count_given, list_givers_of
from bot.storage.ids import Ids, smallest_id
from bot.storage.messages_with_recognitions import list_messages
from bot.storage.recipients import list_recipients_of
from bot.usecases.leads import list_unthanked_users, make_overview
from tests import postgresql
from tests.storage.executed_statements import Statement, record_statements
from tests.storage.sample_rows import BEGIN, CHANNELS, COMMON, PEOPLE, RARE, STEP, add_rows

COUNT = 2_000
IDENTITY = WorkspaceIdentity("", "T1", "Brightside", "https://brightside.slack.com/", UserId("UBOT"))
NOW = BEGIN + COUNT * STEP
WEEK_AGO = NOW - 84 * STEP
MIDDLE = smallest_id(BEGIN + COUNT // 2 * STEP)
SECRET = frozenset(CHANNELS[-1:])
TEAM = frozenset(PEOPLE[-6:])

# Of people and channels with few recognitions: those of the others come up soon wherever one looks.
SCOPES: list[Scope] = [
    ReceivedScope(PEOPLE[-1]),
    GivenScope(PEOPLE[-1]),
    GivenScope(PEOPLE[-1], frozenset(PEOPLE[:2])),
    ReceivedScope(PEOPLE[-1], frozenset(PEOPLE[:1])),
    ChannelScope(CHANNELS[-1]),
    ChannelsScope(frozenset(CHANNELS[-3:])),
    CircleScope(TEAM, SECRET, is_given=False),
    CircleScope(TEAM, SECRET, is_given=True),
    CircleScope(frozenset(PEOPLE[-2:-1]), frozenset(), is_given=False),
]
WIDE = [
    DigestScope(CHANNELS[0], Coverage.MEMBERS, frozenset(PEOPLE[:4])),
    DigestScope(CHANNELS[0], Coverage.WORKSPACE),
]
FILTERS = [
    NO_FILTERS,
    HistoryFilters(since=WEEK_AGO),
    HistoryFilters(until=WEEK_AGO),
    HistoryFilters(values=("creativity",)),
    HistoryFilters(channels=tuple(CHANNELS[:2])),
    HistoryFilters(phrases=(COMMON,)),
    HistoryFilters(phrases=(RARE,)),
]
PLACES = [None, *(Cursor(side, MIDDLE) for side in PageSide)]


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def tx(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Transaction]:
    """A transaction among many recognitions, in which PostgreSQL reads or sorts all only where it has to.

    The tables are small, and so it would often be right to; here the question is whether it can do without.
    """
    with ExitStack() as ends:
        if request.param == "sqlite":
            template: Path = request.getfixturevalue("sqlite_template")
            file = tmp_path_factory.mktemp("plans") / "hearten.db"
            file.write_bytes(template.read_bytes())
            url = f"sqlite:///{file}"
        else:
            server: str = request.getfixturevalue("postgresql_template")
            url = ends.enter_context(postgresql.database(server, "plans", "template"))
        database = connect(url, lambda: NOW)
        ends.callback(database.close)
        with database.engine.begin() as connection:
            add_rows(connection, workspaces.ensure(Transaction(connection, NOW, Ids()), IDENTITY), COUNT)
        connection = ends.enter_context(database.engine.connect())
        if connection.dialect.name == "postgresql":
            for way in ("seqscan", "sort", "hashagg", "mergejoin", "hashjoin"):
                connection.exec_driver_sql(f"SET enable_{way} = off")
        yield Transaction(connection, NOW, Ids())


@pytest.fixture(scope="module")
def workspace(tx: Transaction) -> Workspace:
    return workspaces.ensure(tx, IDENTITY)


def plans(tx: Transaction, read: Callable[[], object]) -> list[tuple[str, list[str]]]:
    """Every statement that reading executes, and how the database goes about it."""
    with record_statements(tx.connection.engine) as executed:
        read()
    return [(statement, _plan(tx.connection, statement, given)) for statement, given in _once(executed)]


def _once(executed: list[Statement]) -> list[Statement]:
    """Each statement once, with the first of its parameters."""
    once: dict[str, object] = {}
    for statement, parameters in executed:
        if not statement.startswith("EXPLAIN"):
            once.setdefault(statement, parameters)
    return list(once.items())


def _plan(connection: Connection, statement: str, parameters: Any) -> list[str]:
    explain = "EXPLAIN" if connection.dialect.name == "postgresql" else "EXPLAIN QUERY PLAN"
    rows = connection.exec_driver_sql(f"{explain} {statement}", parameters)
    return [str(row[-1]) for row in rows]


# What has no index on SQLite but is one row, a full-text index, a list of ids, or what a subquery found.
READS_ALL = re.compile(r"^SCAN (?!CONSTANT|search_index|json_each|\(subquery)|Seq Scan on (?!workspace\b)")
SORTS_ALL = re.compile(r"USE TEMP B-TREE FOR (?:ORDER BY|DISTINCT)|^\W*(?:Sort|Sort Key)\b")
LIMIT = re.compile(r"^\W*Limit\b")
ENDS_AT_A_LIMIT = re.compile(r"ORDER BY (?:(?!SELECT).)*LIMIT", re.DOTALL)
OF_WHOM = re.compile(r"(?:SEARCH|Index Cond).*(?:channel_id|user_id)(?:\)::text)? ?=")
JOINS = re.compile("Semi Join")


def assert_read_by_index(found: list[tuple[str, list[str]]]) -> None:
    for statement, plan in found:
        assert not any(map(READS_ALL.search, plan)), (statement, plan)


@pytest.mark.parametrize("scope", SCOPES, ids=lambda scope: type(scope).__name__)
def test_page_is_read_by_index_and_stops_when_full(
    tx: Transaction, workspace: Workspace, scope: Scope
) -> None:
    for filters, place in product(FILTERS, PLACES):
        found = plans(
            tx,
            partial(pages.read_page, tx, workspace, scope, filters, limit=11, place=place),
        )
        assert_read_by_index(found)
        page = [one for one in found if ENDS_AT_A_LIMIT.search(one[0])]
        assert filters.phrases or page
        for statement, plan in page:
            # Of a query for several users or channels, what is below the limit for each of them.
            limited = plan[max((at for at, line in enumerate(plan) if LIMIT.search(line)), default=0) :]
            assert not any(map(SORTS_ALL.search, limited)), (statement, plan)
            assert not any(map(JOINS.search, plan)), (statement, plan)
            assert any(map(OF_WHOM.search, plan)), (statement, plan)


def test_other_queries_are_read_by_index(tx: Transaction, workspace: Workspace) -> None:
    cared = CircleScope(TEAM, SECRET, is_given=False)
    weekly = Subscription(
        workspace.id,
        CHANNELS[0],
        Schedule(0, time(9), "UTC"),
        PEOPLE[0],
        WEEK_AGO,
        WEEK_AGO,
        NOW,
    )
    other = replace(weekly, channel=CHANNELS[1])
    untold = digests.list_new_recognitions(tx, workspace, weekly, NOW)
    assert untold

    def wide(scope: DigestScope) -> Callable[[], object]:
        return lambda: recognition_views.list_views(
            tx, workspace, scope, digests.list_new_recognitions(tx, workspace, weekly, NOW, scope)
        )

    for read in (
        lambda: make_overview(tx, workspace, cared),
        lambda: list_unthanked_users(tx, workspace, PEOPLE[1]),
        lambda: pages.read_page(tx, workspace, EndorsedScope(PEOPLE[0]), NO_FILTERS, limit=MAX_ENDORSED),
        lambda: digests.list_new_recognitions(tx, workspace, weekly, NOW),
        lambda: due_digests.list_new_in_channels(tx, [(weekly, NOW), (other, NOW)]),
        lambda: recognition_views.list_views(tx, workspace, DigestScope(CHANNELS[0]), untold),
        *(wide(scope) for scope in WIDE),
        lambda: audit_entries.list_audit_entries(tx, workspace.id, PEOPLE[0], WEEK_AGO),
        lambda: count_given(tx, workspace.id, PEOPLE[:1], WEEK_AGO),
        lambda: count_given(tx, workspace.id, PEOPLE, WEEK_AGO),
    ):
        assert_read_by_index(plans(tx, read))


def test_what_reactions_and_requests_need_is_read_by_index(tx: Transaction, workspace: Workspace) -> None:
    places = [(channel, f"17325288{number:02}.000100") for number, channel in enumerate(CHANNELS[:5])]
    some = list(tx.connection.scalars(select(schema.recognition.c.id).limit(5)))
    keys = [f"message:{channel}:{ts}" for channel, ts in places]
    for read in (
        lambda: reactions.list_active(tx, workspace.id, places),
        lambda: reaction_recognitions.lock_all(tx, workspace.id, keys),
        lambda: reactions.find_values(tx, workspace.id, [(*place, PEOPLE[0], "bulb") for place in places]),
        lambda: list_recipients_of(tx, some),
        lambda: list_givers_of(tx, some),
        lambda: list_messages(tx, some),
        lambda: messages.find_all_at(tx, workspace.id, places),
        lambda: outbox.find_posting(tx, workspace.id, [*PEOPLE[:3], *CHANNELS[:3]]),
        lambda: outbox.find_waiting_updates(tx, some),
        lambda: lead_notes.list_lead_notes(tx, workspace.id, some),
        lambda: reaction_recognitions.retain_values(tx, {id_: {"creativity"} for id_ in some}),
        lambda: admins.find_appointed(tx, workspace.id, PEOPLE[:5]),
    ):
        found = plans(tx, read)
        assert found
        assert_read_by_index(found)
