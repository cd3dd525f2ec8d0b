"""The loop that empties the outbox."""

import asyncio
import time
from datetime import timedelta

import pytest

from bot.deps import Deps
from bot.domain.delivery import Failure, Kind
from bot.domain.workspace import Identity
from bot.jobs.deliveries import PATIENCE, Deliveries
from bot.metrics import Metrics
from bot.settings import Settings
from bot.storage import outbox, workspaces
from bot.storage.engine import Database, Transaction
from bot.storage.outbox import LEASE, Delivery, Letter
from bot.usecases.deliver import Done, Failed, Outcome
from tests.conftest import FixedClock

IDENTITY = Identity("", "T1", "Brightside", "https://brightside.slack.com/", "U0BOT")


class Post:
    """What stands in for Slack: it keeps what is brought, and answers as a test says."""

    def __init__(self) -> None:
        self.brought: list[str] = []
        self.answers: dict[str, Outcome | Exception] = {}
        self.silent: set[str] = set()

    async def send(self, delivery: Delivery) -> Outcome:
        place = delivery.letter.destination
        self.brought.append(place)
        if place in self.silent:
            await asyncio.Event().wait()
        answer = self.answers.get(place, Done())
        if isinstance(answer, Exception):
            raise answer
        return answer


@pytest.fixture
def post() -> Post:
    return Post()


@pytest.fixture
def deliveries(database: Database, clock: FixedClock, post: Post) -> Deliveries:
    deps = Deps(Settings(), database, clock, time.monotonic, Metrics(), lambda: None)
    return Deliveries(deps, post.send, asyncio.Event(), patience=0.05)


async def put(database: Database, *places: str) -> None:
    def write(tx: Transaction) -> None:
        workspace = workspaces.ensure(tx, IDENTITY)
        for place in places:
            outbox.put(tx, workspace.id, Letter(Kind.REACTIONS_EXPLAINED, place))

    await database.write(write)


async def waiting(database: Database) -> int:
    return (await database.read(outbox.depth))[0]


def test_a_delivery_ends_before_its_lease() -> None:
    assert timedelta(seconds=PATIENCE) < LEASE


async def test_what_is_sent_is_out_of_the_outbox(
    database: Database, deliveries: Deliveries, post: Post
) -> None:
    await put(database, "U1", "U2", "U1")
    await deliveries.drain()
    assert sorted(post.brought) == ["U1", "U1", "U2"]
    assert await waiting(database) == 0


async def test_a_silent_one_holds_up_nobody_and_is_tried_again(
    database: Database, deliveries: Deliveries, post: Post, clock: FixedClock
) -> None:
    post.silent.add("U1")
    await put(database, "U1", "U2", "U3")
    await deliveries.drain()
    assert sorted(post.brought) == ["U1", "U2", "U3"]
    assert await waiting(database) == 1
    post.silent.clear()
    await deliveries.drain()
    assert post.brought.count("U1") == 1  # not yet
    clock.advance(timedelta(seconds=5))
    await deliveries.drain()
    assert post.brought.count("U1") == 2
    assert await waiting(database) == 0


async def test_what_cannot_be_rendered_is_tried_again_and_holds_up_nobody(
    database: Database, deliveries: Deliveries, post: Post
) -> None:
    post.answers["U1"] = ValueError("too many blocks")
    await put(database, "U1", "U2")
    await deliveries.drain()
    assert sorted(post.brought) == ["U1", "U2"]
    assert await waiting(database) == 1


async def test_what_is_refused_for_good_is_tried_no_more(
    database: Database, deliveries: Deliveries, post: Post, clock: FixedClock
) -> None:
    post.answers["U1"] = Failed(Failure.REFUSED, "account_inactive")
    await put(database, "U1")
    await deliveries.drain()
    clock.advance(timedelta(days=2))
    await deliveries.drain()
    assert post.brought == ["U1"]
    assert await waiting(database) == 0


async def test_the_loop_sends_what_comes_and_ends_when_told(
    database: Database, clock: FixedClock, post: Post
) -> None:
    wake, sent = asyncio.Event(), asyncio.Event()

    async def send(delivery: Delivery) -> Outcome:
        sent.set()
        return await post.send(delivery)

    deps = Deps(Settings(), database, clock, time.monotonic, Metrics(), wake.set)
    stopping = asyncio.Event()
    running = asyncio.create_task(Deliveries(deps, send, wake).run(stopping))
    await put(database, "U1")
    wake.set()
    async with asyncio.timeout(5):
        await sent.wait()
        stopping.set()
        await running
    assert post.brought == ["U1"]
    assert await waiting(database) == 0
