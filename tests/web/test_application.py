"""What the HTTP application answers."""

import time

import pytest
from msgspec.structs import replace

from bot.deps import Deps
from bot.domain.ids import ChannelId, UserId
from bot.domain.outbox_messages import ShoutOut
from bot.domain.workspace import WorkspaceIdentity
from bot.metrics import Metrics
from bot.settings import Secret, Settings
from bot.storage import outbox, workspaces
from bot.storage.engine import Database
from bot.web.application import application, metrics_application
from tests.conftest import FixedClock
from tests.web.conftest import SECRET, Serve
from tests.web.slack_requests import request


async def no() -> bool:
    return False


async def test_healthz_answers_without_database_and_slack(deps: Deps, serve: Serve) -> None:
    async with serve(application(deps, dispatch=None, is_connected=no)) as port:
        deps.database.close()
        answer = await request(port, "GET", "/healthz")
    assert (answer.status, answer.body) == (200, b"ok\n")


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_metrics_port_serves_metrics_only(deps: Deps, serve: Serve) -> None:
    apart = replace(deps, settings=Settings(metrics_port=0))
    async with (
        serve(application(apart, dispatch=None, is_connected=None)) as port,
        serve(metrics_application(apart, is_connected=None)) as metrics_port,
    ):
        paths = ("/metrics", "/healthz", "/readyz", "/slack/events")
        at_port = [(await request(port, "GET", path)).status for path in paths]
        at_metrics_port = [(await request(metrics_port, "GET", path)).status for path in paths]
    assert at_port == [404, 200, 200, 405]
    assert at_metrics_port == [200, 404, 404, 404]


async def test_metrics_show_the_outbox(
    deps: Deps, serve: Serve, database: Database, clock: FixedClock
) -> None:
    workspace = await database.write(workspaces.ensure, WorkspaceIdentity("", "T1", "", "", UserId("UBOT")))
    await database.write(outbox.put, workspace.id, ShoutOut(ChannelId("C1")))
    clock.moment = clock.moment.replace(minute=1)
    async with serve(application(deps, dispatch=None, is_connected=None)) as port:
        answer = await request(port, "GET", "/metrics")
    assert answer.status == 200
    assert answer.headers["content-type"].startswith("text/plain")
    lines = answer.body.decode().splitlines()
    assert "hearten_ready 1.0" in lines
    assert "hearten_outbox_depth 1.0" in lines
    assert "hearten_outbox_oldest_seconds 60.0" in lines
    assert not any("C1" in line or "T1" in line for line in lines)


async def test_metrics_do_not_need_the_database(deps: Deps, serve: Serve) -> None:
    deps.metrics.database_errors.inc(3)
    async with serve(application(deps, dispatch=None, is_connected=None)) as port:
        deps.database.close()
        answer = await request(port, "GET", "/metrics")
    assert answer.status == 200
    assert "hearten_database_errors_total 3.0" in answer.body.decode().splitlines()


async def test_other_paths_are_404(deps: Deps, serve: Serve) -> None:
    async with serve(application(deps, dispatch=None, is_connected=None)) as port:
        for path in ("/", "/slack", "/admin", "/.env", "/docs", "/metrics/x"):
            assert (await request(port, "GET", path)).status == 404, path


def test_repr_of_deps_hides_secrets(database: Database, clock: FixedClock) -> None:
    settings = Settings(signing_secret=Secret(SECRET))
    deps = Deps(settings, database, clock, time.monotonic, Metrics())
    assert SECRET not in repr(deps)
