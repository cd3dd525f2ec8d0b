"""Calls that go wrong on purpose, come too often, or do their work later."""

from __future__ import annotations

import asyncio
import contextlib
import math
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Final

from starlette.responses import JSONResponse, PlainTextResponse, Response

from bot.practice.connections import Cut
from bot.practice.journal import Journal
from bot.practice.records import JsonObject

ANY_METHOD = "*"
"""Means every method of the bot's token."""
RESPONSE_URL = "response_url"
"""Means posts to a `response_url`."""
UPLOAD_URL = "upload_url"
"""Means posts of a file's content."""

Clock = Callable[[], datetime]
Outcome = tuple[JsonObject, Response]
"""What came of a call: the record of it, and the response itself."""


@dataclass(frozen=True, slots=True)
class Call:
    """One call of the Web API by the app, with its answer."""

    method: str
    args: JsonObject
    """As they were passed: all text from a form, else JSON. The token is left out."""
    response: JsonObject
    """The body; for a failure below Slack's own words, such as a 500, an error made up from it."""


@dataclass(frozen=True, slots=True)
class Failure:
    """How a call goes wrong."""

    error: str | None = None
    """Slack's word for it, in an otherwise healthy response."""
    status: int | None = None
    """An HTTP status without Slack's words."""
    retry_after: int | None = None
    """Seconds, with status 429: called too often."""
    hang: float = 0.0
    """Seconds before anything is answered."""
    cut: bool = False
    """Whether the connection ends without a byte of an answer."""
    acts: bool = False
    """Whether the call does its work all the same, so that only the answer goes wrong."""
    late: float = 0.0
    """Seconds after which a call does its work that was cut at once; 0 for never."""

    @property
    def spoils_answer(self) -> bool:
        """Return True if the answer is another one, and not merely a late one."""
        return bool(self.error or self.status or self.is_cut or self.retry_after is not None)

    @property
    def is_cut(self) -> bool:
        """Return True if the call is not answered at all."""
        return self.cut or self.late > 0

    def outcome(self) -> Outcome:
        """Return what is answered instead."""
        status = self.status or 500
        body: JsonObject = {"ok": False, "error": self.error or f"http_status_{status}"}
        if self.is_cut:
            return {"ok": False, "error": "connection_cut"}, Cut()
        if self.retry_after is not None:
            body["error"] = self.error or "ratelimited"
            return body, JSONResponse(body, self.status or 429, {"Retry-After": str(self.retry_after)})
        if self.error:
            return body, JSONResponse(body, self.status or 200)
        return body, PlainTextResponse("upstream error", status)


@dataclass(slots=True)
class Fault:
    """A failure that the next calls of a method meet."""

    method: str
    """A method's name, `ANY_METHOD`, `RESPONSE_URL` or `UPLOAD_URL`."""
    failure: Failure
    times: int
    """How many calls are still to go wrong."""


class Faults:
    """The faults that wait for calls."""

    def __init__(
        self, now: Clock, stopping: asyncio.Event, changed: Callable[[], None], journal: Journal
    ) -> None:
        """Begin without any; `now` is the workspace's clock.

        `stopping` being set ends what holds back an answer; `changed` is called when there are more or fewer.
        Every call is written into the `journal`.
        """
        self.late_calls = LateCalls(now, stopping)
        self.waiting: list[Fault] = []
        self._stopping = stopping
        self._changed = changed
        self._journal = journal

    def add(self, fault: Fault) -> None:
        """Have the next calls of a method go wrong, after those that already will."""
        self.waiting.append(fault)
        self._changed()

    def forget(self) -> None:
        """Let all calls succeed from now on; what has met its fault already is not changed."""
        self.waiting.clear()
        self._changed()

    def take(self, *names: str) -> Failure | None:
        """Return the failure that a call meets, if any; one for its first name goes before all others."""
        fault = next((each for name in names for each in self.waiting if each.method == name), None)
        if fault is None:
            return None
        fault.times -= 1
        if fault.times < 1:
            self.waiting.remove(fault)
        self._changed()
        return fault.failure

    async def meet(
        self,
        address: str,
        passed: JsonObject,
        failure: Failure | None,
        act: Callable[[], Outcome],
        note: Callable[[JsonObject], None] = lambda _: None,
    ) -> Response:
        """Do what a call asks for, unless its failure prevents it; `note` is called at once with the answer.

        `address` and what was `passed` are what the journal keeps of the call.
        """
        with self._journal.writing("call", address, passed, is_spoiled=failure is not None) as entry:
            if failure is None or failure.acts or not failure.spoils_answer:
                body, response = act()
            if failure and failure.spoils_answer:
                body, response = failure.outcome()
                if failure.late and not failure.acts:
                    self.late_calls.add(failure.late, act)
            note(body)
            entry.answer, entry.failure = body, str(body.get("error", ""))
            entry.status = None if isinstance(response, Cut) else response.status_code
            if failure and failure.hang:
                await _wait(failure.hang, self._stopping)
        return response


class LateCalls:
    """The calls whose work is still to come."""

    def __init__(self, now: Clock, stopping: asyncio.Event) -> None:
        """Begin without any; `now` is the workspace's clock. `stopping` being set ends the waiting."""
        self._now = now
        self._stopping = stopping
        self._waiting: dict[asyncio.Task[None], tuple[datetime, Callable[[], object]]] = {}

    def add(self, seconds: float, act: Callable[[], object]) -> None:
        """Do the work of a call in so many seconds, by the workspace's clock or by real time."""
        task = asyncio.create_task(_wait(seconds, self._stopping))
        self._waiting[task] = self._now() + timedelta(seconds=seconds), act
        task.add_done_callback(self._run)

    def run_due(self) -> None:
        """Do the work whose time has come by the workspace's clock."""
        for task in [task for task, (due, _) in self._waiting.items() if due <= self._now()]:
            self._run(task)

    async def stop(self) -> None:
        """Forget what is still to come."""
        tasks = tuple(self._waiting)
        self._waiting.clear()
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def _run(self, task: asyncio.Task[None]) -> None:
        waiting = self._waiting.pop(task, None)
        if waiting and not self._stopping.is_set():
            waiting[1]()
        task.cancel()


async def _wait(seconds: float, stopping: asyncio.Event) -> None:
    """Wait so long, or until the server stops."""
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(seconds):
            await stopping.wait()


PER_MINUTE: Final[Mapping[str, int]] = MappingProxyType(
    {"conversations.members": 200, "users.conversations": 100, "users.list": 40}
)
"""From a method to the calls that it takes in a minute: twice what tiers 4, 3 and 2 promise, as Slack
permits short bursts."""
_MINUTE: Final = 60.0


class Rates:
    """The calls of the last minute, in real time."""

    def __init__(self, monotonic: Callable[[], float], per_minute: Mapping[str, int] = PER_MINUTE) -> None:
        """`monotonic` gives the seconds; methods that are not in `per_minute` may be called at will."""
        self._monotonic = monotonic
        self._per_minute = per_minute
        self._calls: dict[str, deque[float]] = {}

    def take(self, method: str) -> int | None:
        """Count a call; the seconds to wait if there were too many, which is then not counted."""
        most = self._per_minute.get(method)
        if most is None:
            return None
        now, calls = self._monotonic(), self._calls.setdefault(method, deque())
        while calls and calls[0] <= now - _MINUTE:
            calls.popleft()
        if len(calls) >= most:
            return max(1, math.ceil(calls[0] + _MINUTE - now))
        calls.append(now)
        return None
