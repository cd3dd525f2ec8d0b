"""The way of every payload into Bolt, by HTTP or by Socket Mode."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import structlog
from slack_bolt.async_app import AsyncApp
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse

from bot.deps import Deps

_log = structlog.get_logger(__name__)


class Dispatcher:
    """Hands payloads to Bolt, and counts them."""

    def __init__(self, app: AsyncApp, deps: Deps) -> None:
        """Prepare."""
        self._app = app
        self._deps = deps

    async def over_http(self, body: str, headers: Mapping[str, str | Sequence[str]]) -> BoltResponse:
        """A request whose signature was checked, with its body as it came."""
        return await self._dispatch(lambda: AsyncBoltRequest(body=body, headers=dict(headers)))

    async def over_socket(
        self, payload: Mapping[str, Any], headers: Mapping[str, str | Sequence[str]]
    ) -> BoltResponse:
        """An envelope's payload."""
        return await self._dispatch(
            lambda: AsyncBoltRequest(body=dict(payload), headers=dict(headers), mode="socket_mode")
        )

    async def _dispatch(self, request: Callable[[], AsyncBoltRequest]) -> BoltResponse:
        begun = self._deps.monotonic()
        kind, response = "other", BoltResponse(status=500, body="")
        try:
            made = request()
            kind = _kind(made.body)
            response = await self._app.async_dispatch(made)
        # Bolt reads payloads before any listener does: what it stumbles over is Slack's to send again.
        except Exception as error:  # noqa: BLE001
            _log.error("payload not read", error=type(error).__name__, kind=kind)
        self._deps.metrics.answer_seconds.labels(kind).observe(self._deps.monotonic() - begun)
        self._deps.metrics.requests.labels(kind, str(response.status)).inc()
        return response


def _kind(body: Mapping[str, Any]) -> str:
    if "command" in body:
        return "command"
    kind = body.get("type")
    return kind if kind in ("event_callback", "block_actions") else "other"
