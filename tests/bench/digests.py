"""How fast digests are made, and what others wait meanwhile: `python -m tests.bench.digests --help`."""

import asyncio
import contextlib
import statistics
import tempfile
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator
from datetime import time as hour
from datetime import timedelta
from functools import partial

import click
from sqlalchemy import select

from bot.domain.ids import ChannelId, UserId
from bot.domain.outbox_messages import WeeklyDigest
from bot.domain.rate_limits import RateLimit
from bot.domain.recognition import Source
from bot.domain.user import User
from bot.domain.visibility import ChannelKind
from bot.domain.workspace import Workspace, WorkspaceIdentity
from bot.slack.outbound.rendering import find_users
from bot.storage import claims, migrations, schema, workspaces
from bot.storage.deliveries import Delivery
from bot.storage.engine import Database, Transaction, connect
from bot.usecases import digests, recognitions
from bot.usecases.deliveries import compose_deliveries
from bot.usecases.recognitions import NewRecognition
from tests import postgresql
from tests.bench.office_full import MONDAY, fill
from tests.conftest import FixedClock
from tests.storage.executed_statements import record_statements

MINUTE = timedelta(minutes=1)
TRIES = 30
"""How often what takes a moment is measured; of these the middle one counts."""
LOW_PRIORITY = RateLimit(timedelta(seconds=0.25), max_count=10)


class Bench:
    """A database full of wishes for digests, all for the same minute."""

    def __init__(self, database: Database, clock: FixedClock, workspace: Workspace) -> None:
        self.database = database
        self.clock = clock
        self.workspace = workspace
        self._gifts = 0

    async def make_all(self) -> tuple[list[float], float, int]:
        """Make all that is due; the seconds of each transaction, of all together, and the statements."""
        longest: list[float] = []
        statements = 0

        def make(tx: Transaction) -> int:
            nonlocal statements
            begin = time.perf_counter()
            with record_statements(tx.connection) as executed:
                made = digests.make_due_digests(tx, self.clock.now())
            longest.append(time.perf_counter() - begin)
            statements += len(executed)
            return len(made)

        begin = time.perf_counter()
        while await self.database.write(make):
            pass
        return longest, time.perf_counter() - begin, statements

    async def give(self) -> float:
        """Thank somebody; the seconds until it is kept."""
        self._gifts += 1
        gift = NewRecognition(
            workspace=self.workspace,
            # Nobody gives so often that it is too much.
            giver=UserId(f"UBY{self._gifts}"),
            named=(User(UserId("UMAYA")),),
            text="thanks",
            values=(),
            channel=ChannelId("C0GIFTS"),
            channel_kind=ChannelKind.PUBLIC,
            is_private=False,
            source=Source.COMMAND,
            deduplication_key=f"command:{self._gifts}",
            response_url="",
        )
        begin = time.perf_counter()
        await self.database.write(recognitions.give, gift)
        return time.perf_counter() - begin

    async def give_until(self, ending: asyncio.Event) -> list[float]:
        """Go on thanking; the seconds of each."""
        waits = []
        while not ending.is_set():
            waits.append(await self.give())
        return waits

    async def claim(self, limit: int = 20) -> tuple[list[Delivery], float]:
        """Take what may go out a minute later, and the seconds that it took."""
        self.clock.advance(MINUTE)
        begin = time.perf_counter()
        claimed = (await self.database.write(claims.claim, limit, low_priority_limit=LOW_PRIORITY)).deliveries
        return claimed, time.perf_counter() - begin

    async def compose(self, delivery: Delivery) -> float:
        """The seconds in which a delivery is composed."""
        begin = time.perf_counter()
        await self.database.read(compose_deliveries, [delivery], (), find_users)
        return time.perf_counter() - begin

    async def counted(self) -> Counter[str]:
        """How many digests each channel has in the outbox."""
        channels = select(schema.outbox_message.c.destination).where(schema.outbox_message.c.kind == "digest")
        return Counter(await self.database.read(lambda tx: tx.connection.scalars(channels).all()))


async def measure(url: str, subscriptions: int, stories: int) -> None:
    """Fill, make, compose and claim, and say what it took."""
    clock = FixedClock(MONDAY - MINUTE)
    database = connect(url, clock.now)
    try:
        migrations.migrate(database.engine)
        identity = WorkspaceIdentity("", "T1", "Brightside", "https://brightside.slack.com/", UserId("UBOT"))
        workspace = await database.write(workspaces.ensure, identity)
        channels = {ChannelId(f"C{number:06}"): stories for number in range(subscriptions)}
        await database.write(fill, workspace, {ChannelId("CSHORT"): 1, ChannelId("CLONG"): 200}, hour(8, 59))
        await database.write(fill, workspace, channels)
        bench = Bench(database, clock, workspace)
        await _compose(bench)
        await _make(bench, set(channels))
        await _claim(bench)
    finally:
        database.close()


async def _compose(bench: Bench) -> None:
    await bench.make_all()
    claimed, _ = await bench.claim()
    took = {}
    for delivery in claimed:
        took[delivery.message.destination] = await _middle(partial(bench.compose, delivery))
    long, short = took[ChannelId("CLONG")], took[ChannelId("CSHORT")]
    click.echo(
        f"composing a digest of 200 stories: {1_000 * long:.1f} ms, "
        f"{long / short:.1f} times one of a single story"
    )


async def _make(bench: Bench, channels: set[str]) -> None:
    quiet = await _middle(bench.give)
    ending = asyncio.Event()
    giving = asyncio.create_task(bench.give_until(ending))
    transactions, seconds, statements = await bench.make_all()
    ending.set()
    waits = await giving
    made = await bench.counted()
    if {one for one in made if one in channels} != channels or set(made.values()) != {1}:
        raise click.ClickException("a digest is missing, or came twice")
    click.echo(
        f"{len(channels)} digests, each once, in {seconds:.1f} s: {len(channels) / seconds:.0f} a second, "
        f"{len(waits)} gifts meanwhile\n"
        f"statements for each digest: {statements / len(channels):.2f}\n"
        f"longest transaction: {1_000 * max(transactions):.0f} ms, "
        f"{max(transactions) / statistics.median(transactions):.1f} times the middle one\n"
        f"longest wait of a gift: {1_000 * max(waits):.0f} ms, "
        f"{max(waits) / max(transactions):.1f} times the longest transaction; "
        f"the middle one {statistics.median(waits) / quiet:.1f} times one in quiet times"
    )


async def _claim(bench: Bench) -> None:
    _, full = await bench.claim()
    taken, _ = await bench.claim(100_000)
    gifts = sum(1 for delivery in taken if not isinstance(delivery.message, WeeklyDigest))
    click.echo(
        f"one look at what may go out, with all of them waiting: {1_000 * full:.1f} ms; "
        f"the next one took {len(taken) - gifts} digests"
    )


async def _middle(measured: Callable[[], Awaitable[float]]) -> float:
    return statistics.median([await measured() for _ in range(TRIES)])


@click.command()
@click.option("--database", type=click.Choice(["sqlite", "postgresql"]), default="sqlite", show_default=True)
@click.option("--subscriptions", default=10_000, show_default=True, help="Digests due in the same minute.")
@click.option("--stories", default=3, show_default=True, help="What each of them tells.")
def main(database: str, subscriptions: int, stories: int) -> None:
    """Make many digests that are due at once, while somebody goes on thanking.

    Ends with status 1 if one is missing, or comes twice. Figures of different runs or machines say little
    beside each other; this PostgreSQL does not wait for the disk.
    """
    with _database(database) as url:
        asyncio.run(measure(url, subscriptions, stories))


@contextlib.contextmanager
def _database(kind: str) -> Iterator[str]:
    """The URL of an empty database."""
    with tempfile.TemporaryDirectory(prefix="hearten-bench-") as folder:
        if kind == "sqlite":
            yield f"sqlite:///{folder}/hearten.db"
            return
        programs = postgresql.programs()
        if programs is None:
            raise click.ClickException("there is no PostgreSQL server on this machine")
        with postgresql.server(programs) as server, postgresql.database(server, "bench") as url:
            yield url


if __name__ == "__main__":
    main()
