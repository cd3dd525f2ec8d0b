"""Pages: each story once, in both directions, however many there are."""

from itertools import product

from bot.domain.history import NO_FILTERS, Cursor, HistoryFilters, PageSide
from bot.domain.recognition import RecognitionView
from bot.domain.scopes import ChannelScope, ChannelsScope, CircleScope, ReceivedScope, Scope
from bot.domain.workspace import Workspace
from bot.storage import pages
from bot.storage.engine import Database, Transaction
from bot.storage.ids import FIRST_ID
from tests.storage.sample_rows import BEGIN, CHANNELS, COMMON, PEOPLE, RARE, STEP, add_rows

COUNT = 2_000


def walk(
    tx: Transaction, workspace: Workspace, scope: Scope, filters: HistoryFilters, limit: int, side: PageSide
) -> list[str]:
    """The ids of all pages from one end to the other, newest first on each."""
    found: list[str] = []
    place = None if side is PageSide.OLDER else Cursor(side, FIRST_ID)
    while page := pages.read_page(tx, workspace, scope, filters, limit=limit, place=place):
        assert len(page) <= limit
        ids = [recognition.id for recognition in page]
        assert ids == sorted(ids, reverse=True)
        edge: RecognitionView = page[-1] if side is PageSide.OLDER else page[0]
        found = [*found, *ids] if side is PageSide.OLDER else [*ids, *found]
        place = Cursor(side, edge.id)
    return found


async def test_pages_of_thousands_show_each_once(database: Database, workspace: Workspace) -> None:
    await database.write(lambda tx: add_rows(tx.connection, workspace, COUNT))
    everywhere = ChannelsScope(frozenset(CHANNELS))
    for filters in (NO_FILTERS, HistoryFilters(phrases=(COMMON,))):
        found = await database.read(walk, workspace, everywhere, filters, 500, PageSide.OLDER)
        assert len(found) == len(set(found)) == COUNT
    back = await database.read(walk, workspace, everywhere, NO_FILTERS, 500, PageSide.NEWER)
    assert back == found


SCOPES: list[Scope] = [
    ChannelScope(CHANNELS[1]),
    ReceivedScope(PEOPLE[1]),
    CircleScope(frozenset(PEOPLE[:7]), frozenset(CHANNELS[-2:]), is_given=False),
    CircleScope(frozenset(PEOPLE[:7]), frozenset(), is_given=True),
]
FILTERS = [
    NO_FILTERS,
    HistoryFilters(values=("creativity",)),
    HistoryFilters(phrases=(RARE,)),
    HistoryFilters(phrases=("number 14",), since=BEGIN + 200 * STEP, until=BEGIN + 1_460 * STEP),
]


async def test_pages_in_both_directions_find_the_same(database: Database, workspace: Workspace) -> None:
    await database.write(lambda tx: add_rows(tx.connection, workspace, 1_500))
    for scope, filters in product(SCOPES, FILTERS):

        def walks(
            tx: Transaction, scope: Scope = scope, filters: HistoryFilters = filters
        ) -> list[list[str]]:
            everything = pages.read_page(tx, workspace, scope, filters, limit=10_000)
            return [
                [recognition.id for recognition in everything],
                *(
                    walk(tx, workspace, scope, filters, 100, side)
                    for side in (PageSide.OLDER, PageSide.NEWER)
                ),
            ]

        whole, down, up = await database.read(walks)
        assert whole or filters.phrases == (RARE,)
        assert down == up == whole
