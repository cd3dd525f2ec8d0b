"""The HTTP application: Slack's requests, health, readiness and metrics."""

from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route, Router

from bot.deps import Deps
from bot.web.installation import Installer, installation_routes
from bot.web.readiness import IsConnected, Readiness, TokenProblems, measure_outbox, no_token_problems
from bot.web.slack_endpoint import Dispatch, SlackEndpoint


def application(
    deps: Deps,
    *,
    dispatch: Dispatch | None,
    is_connected: IsConnected | None,
    token_problems: TokenProblems = no_token_problems,
    installer: Installer | None = None,
) -> Router:
    """Build the application. `dispatch` answers Slack's requests; it is None in Socket Mode.

    `is_connected` and `token_problems` are as in `Readiness`. There is no `/metrics` if it has a port of its
    own, and no page for installations without an `installer`.
    """
    readiness = Readiness(deps, is_connected, token_problems)

    async def healthz(_: Request) -> Response:
        return PlainTextResponse("ok\n")

    async def readyz(_: Request) -> Response:
        problems = await readiness.problems()
        warnings = [] if problems else await readiness.warnings()
        body = {"ready": not problems, "problems": problems, "warnings": warnings}
        return JSONResponse(body, 503 if problems else 200)

    routes = [
        Route("/slack/events", SlackEndpoint(deps, dispatch), methods=["POST"]),
        Route("/healthz", healthz),
        Route("/readyz", readyz),
    ]
    if installer is not None:
        routes += installation_routes(installer)
    if deps.settings.metrics_port is None:
        routes.append(_metrics_route(deps, readiness))
    return Router(routes=routes)


def metrics_application(
    deps: Deps, *, is_connected: IsConnected | None, token_problems: TokenProblems = no_token_problems
) -> Router:
    """Build the application for the port of `/metrics` alone."""
    return Router(routes=[_metrics_route(deps, Readiness(deps, is_connected, token_problems))])


def _metrics_route(deps: Deps, readiness: Readiness) -> Route:
    async def metrics(_: Request) -> Response:
        deps.metrics.ready.set(not await readiness.problems())
        await measure_outbox(deps)
        return Response(generate_latest(deps.metrics.registry), media_type=CONTENT_TYPE_LATEST)

    return Route("/metrics", metrics)
