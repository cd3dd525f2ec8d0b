"""The HTTP application: Slack's requests, health, readiness and metrics."""

from collections.abc import Awaitable, Callable
from typing import Any

import structlog
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from slack_bolt.response import BoltResponse
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from bot.deps import Deps
from bot.errors import RequestRefusedError
from bot.web.readiness import IsConnected, Readiness, TokenProblems, measure_outbox, no_token_problems
from bot.web.request_verifier import RequestVerifier

_log = structlog.get_logger(__name__)

Dispatch = Callable[[dict[str, Any], dict[str, str]], Awaitable[BoltResponse]]


def application(
    deps: Deps,
    *,
    dispatch: Dispatch | None,
    is_connected: IsConnected | None,
    token_problems: TokenProblems = no_token_problems,
) -> Starlette:
    """Build the application. `dispatch` answers Slack's requests; it is None in Socket Mode.

    `is_connected` and `token_problems` are as in `Readiness`. There is no `/metrics` if it has a port of its
    own.
    """
    secret = deps.settings.signing_secret
    verifier = RequestVerifier(secret.get_secret_value()) if secret else None
    readiness = Readiness(deps, is_connected, token_problems)

    async def events(request: Request) -> Response:
        if verifier is None or dispatch is None:
            return PlainTextResponse("This Hearten listens by Socket Mode.", 404)
        try:
            payload = await verifier.verify(request)
        except RequestRefusedError as error:
            _log.warning("request refused", reason=str(error), status=error.status)
            deps.metrics.requests.labels("refused", str(error.status)).inc()
            return PlainTextResponse("", error.status)
        return _response(await dispatch(payload, dict(request.headers)))

    async def healthz(_: Request) -> Response:
        return PlainTextResponse("ok\n")

    async def readyz(_: Request) -> Response:
        problems = await readiness.problems()
        warnings = [] if problems else await readiness.warnings()
        body = {"ready": not problems, "problems": problems, "warnings": warnings}
        return JSONResponse(body, 503 if problems else 200)

    routes = [
        Route("/slack/events", events, methods=["POST"]),
        Route("/healthz", healthz),
        Route("/readyz", readyz),
    ]
    if deps.settings.metrics_port is None:
        routes.append(_metrics_route(deps))
    return Starlette(routes=routes)


def metrics_application(deps: Deps) -> Starlette:
    """Build the application for the port of `/metrics` alone."""
    return Starlette(routes=[_metrics_route(deps)])


def _metrics_route(deps: Deps) -> Route:
    async def metrics(_: Request) -> Response:
        await measure_outbox(deps)
        return Response(generate_latest(deps.metrics.registry), media_type=CONTENT_TYPE_LATEST)

    return Route("/metrics", metrics)


def _response(answer: BoltResponse) -> Response:
    response = Response(answer.body, answer.status)
    for name, values in answer.headers.items():
        for value in values:
            response.headers.append(name, value)
    return response
