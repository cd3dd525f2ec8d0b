"""Bringing payloads to the app: what counts as an answer, and what is sent again."""

import asyncio
import random
from collections.abc import Callable, Coroutine, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from bot.practice.journal import Journal
from bot.practice.records import JsonObject

Kind = Literal["slash_commands", "events_api", "interactive"]
"""Slack's name for what a payload is about, as Socket Mode spells it."""


@dataclass(frozen=True, slots=True)
class Payload:
    """Something for the app."""

    kind: Kind
    body: JsonObject


@dataclass(frozen=True, slots=True)
class Retry:
    """The number of a repetition, from 1, and Slack's word for why the attempt before it failed."""

    number: int
    reason: str


@dataclass(frozen=True, slots=True)
class Reply:
    """What came of one attempt: an HTTP status (200 for an acknowledgement in Socket Mode) or a `failure`."""

    status: int | None
    body: JsonObject | str | None = None
    failure: str = ""
    """Slack's word for what went wrong, "" if nothing did: http_timeout, http_error, connection_failed."""
    no_retry: bool = False
    """The app asked not to be sent this again."""


class Transport(Protocol):
    """A way to the app: signed HTTP requests, or Socket Mode."""

    name: str

    async def send(self, payload: Payload, retry: Retry | None) -> Reply:
        """Make one attempt and wait for its outcome; never raises for what the app or the network does."""


@dataclass(slots=True)
class Answer:
    """What the app answered to a payload. Repetitions in the background keep it up to date."""

    payload: JsonObject
    status: int | None = None
    """200 when acknowledged, another HTTP status, or None when there was no answer at all."""
    body: JsonObject | str | None = None
    failure: str = ""
    tries: int = 0


class Disturbance:
    """What happens to every event, by chance that can be repeated."""

    def __init__(self, repeat: int = 0, within: float = 0.0, seed: int | None = None) -> None:
        """Repeat each event so often, and delay each sending by up to `within` seconds."""
        self.repeat = repeat
        self._within = within
        self._random = random.Random(seed)  # noqa: S311 - delays are no secret

    @property
    def is_any(self) -> bool:
        """Whether anything happens to events at all."""
        return bool(self.repeat or self._within)

    def delay(self) -> float:
        """Return the seconds that the next sending waits."""
        return self._random.uniform(0, self._within)


class Delivery:
    """Sends payloads, and repeats the events (nothing else) that the app did not acknowledge."""

    def __init__(
        self, transport: Callable[[], Transport], retry_delays: Sequence[float], journal: Journal
    ) -> None:
        """`transport` is asked again for each attempt; `retry_delays` are seconds before each repetition."""
        self.disturbance = Disturbance()
        self._transport = transport
        self._journal = journal
        self._retry_delays = tuple(retry_delays)
        self._repetitions: set[asyncio.Task[object]] = set()
        self._under_way = 0
        self._idle = asyncio.Event()
        self._idle.set()

    async def send(self, payload: Payload) -> Answer:
        """Send something and return after the first attempt; events are repeated in the background."""
        answer = Answer(payload.body)
        self._begin()
        try:
            reply = await self._attempt(payload, answer, None)
            if payload.kind == "events_api":
                if reply.failure and not reply.no_retry:
                    self._in_background(self._repeat(payload, answer))
                for number in range(1, self.disturbance.repeat + 1):
                    self._in_background(self._attempt(payload, answer, Retry(number, "http_timeout")))
        finally:
            self._end()
        return answer

    async def settled(self) -> None:
        """Wait until nothing is on its way to the app and nothing is left to repeat."""
        await self._idle.wait()

    async def stop(self) -> None:
        """Give up what was still to be repeated."""
        repetitions = tuple(self._repetitions)
        for repetition in repetitions:
            repetition.cancel()
        await asyncio.gather(*repetitions, return_exceptions=True)

    async def _attempt(self, payload: Payload, answer: Answer, retry: Retry | None) -> Reply:
        if payload.kind == "events_api":
            await asyncio.sleep(self.disturbance.delay())
        transport = self._transport()
        repetition = {"retry": retry.number, "retry_reason": retry.reason} if retry else {}
        with self._journal.writing(payload.kind, transport.name, payload.body, **repetition) as entry:
            reply = await transport.send(payload, retry)
            entry.status, entry.answer, entry.failure = reply.status, reply.body, reply.failure
        answer.status, answer.body, answer.failure = reply.status, reply.body, reply.failure
        answer.tries += 1
        return reply

    async def _repeat(self, payload: Payload, answer: Answer) -> None:
        for number, delay in enumerate(self._retry_delays, 1):
            await asyncio.sleep(delay)
            reply = await self._attempt(payload, answer, Retry(number, answer.failure))
            if not reply.failure or reply.no_retry:
                return

    def _in_background(self, sending: Coroutine[None, None, object]) -> None:
        self._begin()
        repetition = asyncio.create_task(sending)
        self._repetitions.add(repetition)
        repetition.add_done_callback(self._repetitions.discard)
        repetition.add_done_callback(self._end)

    def _begin(self) -> None:
        self._under_way += 1
        self._idle.clear()

    def _end(self, _: object = None) -> None:
        self._under_way -= 1
        if not self._under_way:
            self._idle.set()
