"""The endpoint of Slack's requests: events, commands and interactivity."""

from collections.abc import Awaitable, Callable
from typing import Any

import structlog
from slack_bolt.response import BoltResponse
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.types import Receive, Scope, Send

from bot.deps import Deps
from bot.errors import RequestRefusedError
from bot.web.request_verifier import RequestVerifier, read_headers

_log = structlog.get_logger(__name__)

Dispatch = Callable[[dict[str, Any], dict[str, str]], Awaitable[BoltResponse]]


class SlackEndpoint:
    """An ASGI application, since Starlette wraps the requests of functions in several layers."""

    def __init__(self, deps: Deps, dispatch: Dispatch | None) -> None:
        """Answer with `dispatch`; it is None in Socket Mode."""
        secret = deps.settings.signing_secret
        self._verifier = RequestVerifier(secret.value) if secret else None
        self._dispatch = dispatch
        self._metrics = deps.metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        response = await self._answer(Request(scope, receive))
        await response(scope, receive, send)

    async def _answer(self, request: Request) -> Response:
        if self._verifier is None or self._dispatch is None:
            return PlainTextResponse("This Hearten listens by Socket Mode.", 404)
        headers = read_headers(request)
        try:
            payload = await self._verifier.verify(request, headers)
        except RequestRefusedError as error:
            _log.warning("request refused", reason=str(error), status=error.status)
            self._metrics.requests.labels("refused", str(error.status)).inc()
            return PlainTextResponse("", error.status)
        return _response(await self._dispatch(payload, headers))


def _response(answer: BoltResponse) -> Response:
    response = Response(answer.body, answer.status)
    response.raw_headers += [
        (name.encode("latin-1"), value.encode("latin-1"))
        for name, values in answer.headers.items()
        for value in values
    ]
    return response
