"""The dispatcher: every payload from HTTP and Socket Mode goes through it to Bolt."""

import asyncio
import re
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any

import orjson
import structlog
from slack_bolt.async_app import AsyncApp
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse

from bot import logs
from bot.deps import Deps
from bot.errors import InvalidPayloadError
from bot.slack.api.cache import answer_deadline
from bot.slack.payloads.envelope import make_request_id, read_envelope
from bot.slack.request_record import RequestRecord, recording

MAX_CONCURRENT = 200
"""Payloads that are answered at the same time."""
MAX_WAITING = 1_000
"""Payloads that wait to be answered. With more, answers would be too late."""
QUEUE_TIMEOUT = 0.5
"""Seconds that a payload waits until others are answered."""

_NUL = re.compile(r"(?<!\\)(?:\\\\)*\\u0000")
"""NUL as JSON writes it, not an escaped backslash before the letters."""

Recover = Callable[[Mapping[str, Any], RequestRecord], BoltResponse | None]
"""Returns the answer to a payload that failed after a commit; None if nothing was saved."""
Fit = Callable[[Mapping[str, Any], BoltResponse], Awaitable[BoltResponse]]
"""Returns a response that is small enough to acknowledge a payload, and sends the rest."""

_log = structlog.get_logger(__name__)


async def _keep_response(_: Mapping[str, Any], response: BoltResponse) -> BoltResponse:
    return response


def _recover_nothing(_: Mapping[str, Any], record: RequestRecord) -> None:
    return None


class Dispatcher:
    """Passes payloads to Bolt, and counts them."""

    def __init__(
        self,
        app: AsyncApp,
        deps: Deps,
        max_concurrent: int = MAX_CONCURRENT,
        queue_timeout: float = QUEUE_TIMEOUT,
        fit: Fit = _keep_response,
        recover: Recover = _recover_nothing,
    ) -> None:
        """Answer `max_concurrent` payloads at once; others wait for `queue_timeout` seconds, then get a 503.

        `fit` turns each response into an acknowledgement that is small enough; `recover` returns the answer
        if that, or anything else outside the listeners, fails.
        """
        self._recover = recover
        self._fit = fit
        self._app = app
        self._deps = deps
        self._slots = asyncio.Semaphore(max_concurrent)
        self._waiting = 0
        self._under_way = 0
        self._queue_timeout = queue_timeout

    def count_under_way(self) -> int:
        """Return how many payloads are not answered yet."""
        return self._under_way

    async def dispatch(
        self, payload: Mapping[str, Any], headers: Mapping[str, str | Sequence[str]]
    ) -> BoltResponse:
        """Answer a payload from Slack: its signature was verified, or it came over our own connection."""
        begun = self._deps.monotonic()
        kind, response = "other", BoltResponse(status=503, body="")
        self._under_way += 1
        request_id = make_request_id(payload)
        request = logs.current_request.set(request_id)
        try:
            with self._deps.tracing.span("request", request=request_id) as span:
                if await self._wait_for_slot():
                    try:
                        kind, response = await self._answer(payload, headers)
                    finally:
                        self._slots.release()
                else:
                    _log.warning("overloaded")
                span.set("kind", kind)
                span.set("status", response.status)
            seconds = self._deps.monotonic() - begun
            self._measure(kind, response, seconds)
            _log.debug("answered", kind=kind, status=response.status, seconds=round(seconds, 4))
        finally:
            self._under_way -= 1
            logs.current_request.reset(request)
        return response

    def _measure(self, kind: str, response: BoltResponse, seconds: float) -> None:
        """Count a request. Its answer is sent even if it can't be counted."""
        try:
            self._deps.metrics.answer_seconds.labels(kind).observe(seconds)
            self._deps.metrics.requests.labels(kind, str(response.status)).inc()
        except Exception as error:  # noqa: BLE001
            _log.error("request not counted", error=type(error).__name__)

    async def _answer(
        self, body: Mapping[str, Any], headers: Mapping[str, str | Sequence[str]]
    ) -> tuple[str, BoltResponse]:
        """Return the kind of a payload, and its answer."""
        kind = "other"
        with recording() as record:
            try:
                envelope = read_envelope(body)
                if envelope.is_rate_limit:
                    return kind, self._acknowledge_rate_limit()
                kind = envelope.kind
                _check_text(body)
                # Bolt must not parse an HTTP body: it takes a command whose text says "payload" for a
                # form with a field of that name, and reads nothing. It parses none in this mode.
                request = AsyncBoltRequest(body=dict(body), headers=dict(headers), mode="socket_mode")
                with answer_deadline(self._deps.monotonic):
                    response = await self._app.async_dispatch(request)
                    return kind, await self._fit(body, response)
            # Bolt also reads what is nested in payloads, and fails on odd values there.
            except (InvalidPayloadError, AttributeError, LookupError, TypeError, ValueError) as error:
                _log.warning("payload not read", error=type(error).__name__, kind=kind)
                refused = BoltResponse(status=400, body="")
            # Slack repeats the payload after any other error.
            except Exception as error:  # noqa: BLE001
                _log.error("payload failed", error=type(error).__name__, kind=kind)
                refused = BoltResponse(status=500, body="")
            return kind, self._recover(body, record) or refused

    def _acknowledge_rate_limit(self) -> BoltResponse:
        """Acknowledge that Slack withholds events for a minute; the payload has no event of its own."""
        self._deps.metrics.event_rate_limits.inc()
        _log.warning("slack withholds events for a minute")
        return BoltResponse(status=200, body="")

    async def _wait_for_slot(self) -> bool:
        """Wait for a free slot; return False if there is none soon enough for an answer in time."""
        if not self._slots.locked():
            return await self._slots.acquire()
        if self._waiting >= MAX_WAITING:
            return False
        self._waiting += 1
        try:
            async with asyncio.timeout(self._queue_timeout):
                return await self._slots.acquire()
        except TimeoutError:
            return False
        finally:
            self._waiting -= 1


def _check_text(body: Mapping[str, Any]) -> None:
    """Raise ValueError or TypeError for what cannot be stored: surrogates, NUL, numbers above 64 bits."""
    written = orjson.dumps(body)
    if b"\\u0000" in written and _NUL.search(written.decode()):
        raise ValueError("NUL")
