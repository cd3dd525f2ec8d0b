"""The loop that empties the outbox."""

import asyncio
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, cast

import pytest
from msgspec.structs import replace
from sqlalchemy import insert
from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from bot.clock import ClockWatch
from bot.deps import Deps
from bot.domain.delivery import MAX_FAILED_RENDERS, MIN_SEARCH_DELAY, Failure
from bot.domain.delivery_room import MAX_DELIVERIES, find_room
from bot.domain.ids import ChannelId, UserId
from bot.domain.outbox_message import NO_IMAGE, DigestImage, OutboxMessage, UploadedImage
from bot.domain.outbox_messages import ReactionExplanation, WeeklyDigest
from bot.domain.workspace import WorkspaceIdentity
from bot.jobs.deliveries import DELIVERY_TIMEOUT, MAX_LOW_PRIORITY, Deliveries
from bot.metrics import Metrics
from bot.settings import Settings
from bot.storage import claims, outbox, schema, workspaces
from bot.storage.deliveries import Delivery
from bot.storage.engine import Database, Transaction
from bot.storage.leases import LEASE
from bot.usecases.deliveries import Composed, SeenMention
from bot.usecases.delivery_results import DeliveryDone, DeliveryResult, Failed, ImagePrepared, Posted
from tests.conftest import FixedClock

ANA, MAYA = UserId("U1"), UserId("U2")
DESIGN = ChannelId("C1")

IDENTITY = WorkspaceIdentity("", "T1", "Brightside", "https://brightside.slack.com/", UserId("U0BOT"))


class Post:
    """Replaces Slack: stores deliveries, and answers as a test says."""

    def __init__(self) -> None:
        self.brought: list[str] = []
        self.answers: dict[str, DeliveryResult | Exception] = {}
        self.silent: set[str] = set()

    async def send(self, delivery: Delivery, _composed: Composed | None) -> DeliveryResult:
        place = delivery.message.destination
        self.brought.append(place)
        if place in self.silent:
            await asyncio.Event().wait()
        answer = self.answers.get(place, DeliveryDone())
        if isinstance(answer, Exception):
            raise answer
        return answer


@pytest.fixture
def post() -> Post:
    return Post()


@pytest.fixture
def deliveries(database: Database, clock: FixedClock, post: Post) -> Deliveries:
    deps = Deps(Settings(), database, clock, time.monotonic, Metrics())
    return Deliveries(deps, post.send, asyncio.Event(), timeout=0.05)


async def deliver_all(deliveries: Deliveries) -> None:
    """Deliver what is due, and what becomes due by it without time passing."""
    while await deliveries.deliver_due():
        pass


async def put(
    database: Database,
    *places: ChannelId | UserId,
    workspace: str = "T1",
    kind: type[OutboxMessage] = ReactionExplanation,
) -> None:
    identity = replace(IDENTITY, team_id=workspace)

    def write(tx: Transaction) -> None:
        workspace = workspaces.ensure(tx, identity)
        for place in places:
            outbox.put(tx, workspace.id, kind(place))

    await database.write(write)


async def waiting(database: Database) -> int:
    return (await database.read(outbox.measure_depth))[0]


def test_delivery_ends_before_its_lease() -> None:
    assert timedelta(seconds=DELIVERY_TIMEOUT) < LEASE


async def test_sent_message_leaves_the_outbox(database: Database, deliveries: Deliveries, post: Post) -> None:
    await put(database, ANA, MAYA, UserId("U3"))
    await deliveries.drain()
    assert sorted(post.brought) == ["U1", "U2", "U3"]
    assert await waiting(database) == 0


async def test_unanswered_delivery_is_retried_and_delays_no_other(
    database: Database, deliveries: Deliveries, post: Post, clock: FixedClock
) -> None:
    post.silent.add("U1")
    await put(database, ANA, MAYA, UserId("U3"))
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


async def test_rendering_failure_is_retried_and_delays_no_other(
    database: Database, deliveries: Deliveries, post: Post
) -> None:
    post.answers["U1"] = ValueError("too many blocks")
    await put(database, ANA, MAYA)
    await deliveries.drain()
    assert sorted(post.brought) == ["U1", "U2"]
    assert await waiting(database) == 1


async def test_rendering_failure_is_given_up_and_unblocks_the_next(
    database: Database, deliveries: Deliveries, post: Post, clock: FixedClock
) -> None:
    post.answers["C1"] = ValueError("too many blocks")
    await put(database, DESIGN)
    for _ in range(MAX_FAILED_RENDERS):
        await deliveries.drain()
        clock.advance(timedelta(minutes=1))
    assert post.brought == ["C1"] * MAX_FAILED_RENDERS
    del post.answers["C1"]
    await put(database, DESIGN)
    await deliveries.drain()
    assert post.brought == ["C1"] * (MAX_FAILED_RENDERS + 1)
    assert await waiting(database) == 0


@pytest.mark.parametrize("error", [OperationalError("", {}, Exception()), PoolTimeoutError()])
async def test_unavailable_database_is_retried(
    database: Database, deliveries: Deliveries, post: Post, clock: FixedClock, error: Exception
) -> None:
    post.answers["C1"] = error
    await put(database, DESIGN)
    for _ in range(3 * MAX_FAILED_RENDERS):
        await deliveries.drain()
        clock.advance(timedelta(minutes=1))
    assert await waiting(database) == 1


async def test_result_that_cannot_be_recorded_harms_no_other(
    database: Database, deliveries: Deliveries, post: Post
) -> None:
    post.answers["U2"] = DeliveryDone(deleted="no id")
    await put(database, ANA, MAYA, UserId("U3"))
    await deliveries.deliver_due()
    assert sorted(post.brought) == ["U1", "U2", "U3"]
    assert await waiting(database) == 1
    # Nor does it keep others from being sent, and their results from being recorded with the next claim.
    await put(database, ANA, UserId("U4"))
    await deliveries.deliver_due()
    assert sorted(post.brought) == ["U1", "U1", "U2", "U3", "U4"]
    assert await waiting(database) == 1


async def test_what_is_claimed_is_composed_in_the_same_transaction(
    database: Database, clock: FixedClock
) -> None:
    sent: dict[str, Composed | None] = {}

    def compose(tx: Transaction, claimed: Sequence[Delivery]) -> dict[str, Composed]:
        assert not claims.claim(tx, 10).deliveries
        return {delivery.id: SeenMention() for delivery in claimed if delivery.message.destination == "U1"}

    async def send(delivery: Delivery, composed: Composed | None) -> DeliveryResult:
        sent[delivery.message.destination] = composed
        return DeliveryDone()

    deps = Deps(Settings(), database, clock, time.monotonic, Metrics())
    deliveries = Deliveries(deps, send, asyncio.Event(), compose)
    await put(database, ANA, MAYA)
    assert await deliveries.deliver_due() == 2
    assert sent == {"U1": SeenMention(), "U2": None}
    assert await waiting(database) == 0


@pytest.mark.parametrize("is_of_database", [True, False])
async def test_message_that_cannot_be_composed_harms_no_other(
    database: Database, clock: FixedClock, post: Post, is_of_database: bool
) -> None:
    def compose(tx: Transaction, claimed: Sequence[Delivery]) -> dict[str, Composed]:
        if is_of_database:
            tx.connection.execute(insert(schema.workspace), [{"id": None}])
        raise ValueError("a recipient is missing")

    deps = Deps(Settings(), database, clock, time.monotonic, Metrics())
    deliveries = Deliveries(deps, post.send, asyncio.Event(), compose)
    # Each is composed alone when it is sent, which fails for the first one.
    post.answers["U1"] = ValueError("a recipient is missing")
    await put(database, ANA, MAYA)
    assert await deliveries.deliver_due() == 2
    assert sorted(post.brought) == ["U1", "U2"]
    # The result of another one, in the meantime, is recorded all the same.
    await put(database, UserId("U3"))
    assert await deliveries.deliver_due() == 1
    assert await waiting(database) == 1


class AwayDatabase:
    """A database that can be away."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.engine = database.engine
        self.is_away = False

    async def write(self, *arguments: Any) -> Any:
        if self.is_away:
            raise OperationalError("", {}, Exception())
        return await self.database.write(*arguments)


async def test_results_are_recorded_once_the_database_is_back(
    database: Database, clock: FixedClock, post: Post
) -> None:
    away = AwayDatabase(database)
    deps = Deps(Settings(), cast(Database, away), clock, time.monotonic, Metrics())

    async def send(delivery: Delivery, composed: Composed | None) -> DeliveryResult:
        away.is_away = True
        return await post.send(delivery, composed)

    deliveries = Deliveries(deps, send, asyncio.Event())
    await put(database, ANA, MAYA)
    await deliveries.deliver_due()
    assert await waiting(database) == 2
    away.is_away = False
    assert await deliveries.deliver_due() == 0
    assert await waiting(database) == 0
    assert sorted(post.brought) == ["U1", "U2"]


class MachineClock:
    """A machine's clocks, which a test sets."""

    def __init__(self) -> None:
        self.calendar = datetime(2026, 11, 25, 10, 0, tzinfo=UTC)
        self.seconds = 1_000.0

    def watch(self) -> ClockWatch:
        return ClockWatch(lambda: self.calendar, lambda: self.seconds)

    def run(self, seconds: float) -> None:
        self.calendar += timedelta(seconds=seconds)
        self.seconds += seconds


@pytest.mark.parametrize("step", [-3_600, -10, 10, 3_600])
def test_set_clock_is_noticed(step: float) -> None:
    machine = MachineClock()
    watch = machine.watch()
    machine.run(10_000)
    machine.calendar += timedelta(seconds=1)
    assert not watch.was_set()
    machine.calendar += timedelta(seconds=step)
    machine.run(1)
    assert watch.was_set()
    machine.run(1)
    assert not watch.was_set()


def deliveries_on(machine: MachineClock, database: Database, clock: FixedClock, post: Post) -> Deliveries:
    deps = Deps(Settings(), database, clock, time.monotonic, Metrics())
    return Deliveries(
        deps, post.send, asyncio.Event(), clock_watch=machine.watch(), seconds=lambda: machine.seconds
    )


async def test_clock_set_forward_starts_no_early_verification(
    database: Database, clock: FixedClock, post: Post
) -> None:
    machine = MachineClock()
    deliveries = deliveries_on(machine, database, clock, post)
    post.answers["C1"] = Failed(Failure.UNANSWERED, "timeout")
    await put(database, DESIGN)
    await deliveries.deliver_due()
    clock.advance(timedelta(hours=1))
    machine.calendar += timedelta(hours=1)
    await put(database, ChannelId("C2"))
    await deliveries.deliver_due()
    machine.run(MIN_SEARCH_DELAY.total_seconds() - 1)
    await deliveries.deliver_due()
    assert post.brought == ["C1", "C2"]
    machine.run(1)
    await deliveries.deliver_due()
    assert post.brought == ["C1", "C2", "C1"]


class PausedDatabase:
    """A database that begins a transaction only after a pause, in which the machine's clock is set."""

    def __init__(self, database: Database, pause: Callable[[], None]) -> None:
        self.database = database
        self.engine = database.engine
        self.pause = pause

    async def write(self, *arguments: Any) -> Any:
        self.pause()
        return await self.database.write(*arguments)


async def test_clock_set_just_before_the_claim_starts_no_early_verification(
    database: Database, clock: FixedClock, post: Post
) -> None:
    machine = MachineClock()
    hours = 0

    def set_clock() -> None:
        clock.advance(timedelta(hours=hours))
        machine.calendar += timedelta(hours=hours)

    paused: Any = PausedDatabase(database, set_clock)
    deliveries = deliveries_on(machine, paused, clock, post)
    post.answers["C1"] = Failed(Failure.UNANSWERED, "timeout")
    await put(database, DESIGN)
    await deliveries.deliver_due()
    hours = 1
    await deliveries.deliver_due()
    assert post.brought == ["C1"]


async def test_clock_set_back_delays_nothing(database: Database, clock: FixedClock, post: Post) -> None:
    machine = MachineClock()
    deliveries = deliveries_on(machine, database, clock, post)
    post.answers["C1"] = Failed(Failure.UNAVAILABLE, "status 503")
    await put(database, DESIGN)
    await deliveries.deliver_due()
    clock.moment -= timedelta(hours=1)
    machine.calendar -= timedelta(hours=1)
    await deliveries.deliver_due()
    clock.advance(timedelta(seconds=2))
    machine.run(2)
    post.answers.clear()
    await deliveries.deliver_due()
    assert post.brought == ["C1", "C1"]
    assert await waiting(database) == 0


async def test_final_refusal_is_not_retried(
    database: Database, deliveries: Deliveries, post: Post, clock: FixedClock
) -> None:
    post.answers["U1"] = Failed(Failure.REFUSED, "account_inactive")
    await put(database, ANA)
    await deliveries.drain()
    clock.advance(timedelta(days=2))
    await deliveries.drain()
    assert post.brought == ["U1"]
    assert await waiting(database) == 0


async def test_channel_gets_a_post_per_second_and_delays_no_other(
    database: Database, deliveries: Deliveries, post: Post, clock: FixedClock
) -> None:
    post.answers = {"U1": Posted(ChannelId("D1"), "1.1"), "U2": Posted(ChannelId("D2"), "1.1")}
    await put(database, ANA, ANA, MAYA, ANA)
    await deliver_all(deliveries)
    assert sorted(post.brought) == ["U1", "U2"]
    clock.advance(timedelta(seconds=0.9))
    await deliver_all(deliveries)
    assert sorted(post.brought) == ["U1", "U2"]
    for number in (2, 3):
        clock.advance(timedelta(seconds=1))
        await deliver_all(deliveries)
        assert post.brought.count("U1") == number
    assert await waiting(database) == 0


async def test_unanswered_workspaces_delay_no_other(
    database: Database, clock: FixedClock, post: Post
) -> None:
    """Each has more waiting than may be under way at once, and nothing of it ever ends."""
    silent = [UserId(f"U{number}") for number in range(MAX_DELIVERIES // 2)]
    for workspace in ("T1", "T2", "T3"):
        await put(database, *silent, workspace=workspace)
    await put(database, ChannelId("V1"), workspace="T4")
    arrived = asyncio.Event()

    async def send(delivery: Delivery, composed: Composed | None) -> DeliveryResult:
        post.brought.append(delivery.message.destination)
        if delivery.message.destination != "V1":
            await asyncio.Event().wait()
        arrived.set()
        return DeliveryDone()

    wake, stopping = asyncio.Event(), asyncio.Event()
    deps = Deps(Settings(), database, clock, time.monotonic, Metrics())
    running = asyncio.create_task(Deliveries(deps, send, wake, shutdown_timeout=0.01).run(stopping))
    async with asyncio.timeout(60):
        await arrived.wait()
        stopping.set()
        await running
    assert len(post.brought) < MAX_DELIVERIES
    room = find_room({}).count
    assert post.brought[: room + 1] == [*silent[:room], silent[0]]


async def test_unfinished_delivery_is_released_at_shutdown(
    database: Database, clock: FixedClock, post: Post
) -> None:
    begun = asyncio.Event()

    async def send(delivery: Delivery, composed: Composed | None) -> DeliveryResult:
        begun.set()
        return await post.send(delivery, composed)

    post.silent.add("U1")
    wake, stopping = asyncio.Event(), asyncio.Event()
    deps = Deps(Settings(), database, clock, time.monotonic, Metrics())
    running = asyncio.create_task(Deliveries(deps, send, wake, shutdown_timeout=0.01).run(stopping))
    await put(database, ANA)
    wake.set()
    async with asyncio.timeout(60):
        await begun.wait()
        stopping.set()
        await running
    assert await database.read(claims.is_idle)
    clock.advance(timedelta(seconds=10))
    (again,) = (await database.write(claims.claim, 1)).deliveries
    # It may have been posted: the next process looks for it first.
    assert (again.attempt, again.verify_since) == (2, clock.now() - timedelta(seconds=10))


async def test_loop_delivers_until_stopped(database: Database, clock: FixedClock, post: Post) -> None:
    wake, sent = asyncio.Event(), asyncio.Event()

    async def send(delivery: Delivery, composed: Composed | None) -> DeliveryResult:
        sent.set()
        return await post.send(delivery, composed)

    deps = Deps(Settings(), database, clock, time.monotonic, Metrics())
    stopping = asyncio.Event()
    running = asyncio.create_task(Deliveries(deps, send, wake).run(stopping))
    await put(database, ANA)
    wake.set()
    async with asyncio.timeout(60):
        await sent.wait()
        stopping.set()
        await running
    assert post.brought == ["U1"]
    assert await waiting(database) == 0


@pytest.mark.parametrize(("is_refused", "first"), [(False, MAX_LOW_PRIORITY), (True, 0)])
async def test_digest_takes_one_turn_for_image_and_message(
    database: Database, clock: FixedClock, is_refused: bool, first: int
) -> None:
    posted: list[str] = []
    image = DigestImage(NO_IMAGE if is_refused else UploadedImage("F1", "patches"))

    async def send(delivery: Delivery, composed: Composed | None) -> DeliveryResult:
        message = delivery.message
        assert isinstance(message, WeeklyDigest)
        if message.image is None:
            return ImagePrepared(image, is_refused=is_refused)
        posted.append(message.destination)
        return Posted(message.destination, "1.1")

    deps = Deps(Settings(), database, clock, time.monotonic, Metrics())
    deliveries = Deliveries(deps, send, asyncio.Event())
    await put(
        database, *(ChannelId(f"C{number}") for number in range(MAX_LOW_PRIORITY + 1)), kind=WeeklyDigest
    )
    await deliver_all(deliveries)
    assert len(posted) == first
    clock.advance(timedelta(seconds=deps.settings.calendar_interval))
    await deliver_all(deliveries)
    assert len(posted) == first + 1
