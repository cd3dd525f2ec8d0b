"""The composition root: the only place where concrete things meet."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import AsyncIterator
from datetime import datetime
from typing import TYPE_CHECKING

import structlog
from msgspec import Struct
from msgspec.structs import replace

from bot.clock import Clock
from bot.deps import Deps
from bot.domain.workspace import Workspace
from bot.errors import SlackError
from bot.jobs.deliveries import Deliveries
from bot.jobs.ticks import Ticks
from bot.metrics import Metrics
from bot.settings import Settings
from bot.slack.api.audiences import Audiences
from bot.slack.api.client import SlackClient
from bot.slack.api.custom_emoji import CustomEmoji
from bot.slack.api.directory import Directory
from bot.slack.api.installations import Installations, SingleInstallation
from bot.slack.api.token_health import TokenHealth
from bot.slack.api.web_api import WebApi
from bot.slack.app import build
from bot.slack.background_tasks import BackgroundTasks
from bot.slack.context import Context
from bot.slack.dispatcher import Dispatcher
from bot.slack.features.digest.preview import DigestPreviews
from bot.slack.features.leads.circle_sync import CircleSync
from bot.slack.features.onboarding.first_week import FirstWeeks
from bot.slack.outbound.home_publisher import HomePublisher
from bot.slack.outbound.long_responses import LongResponses
from bot.slack.outbound.sender import Sender
from bot.slack.request_database import RequestDatabase
from bot.slack.request_failures import answer_saved
from bot.slack.routes import Routes
from bot.slack.socket_mode import SocketMode
from bot.storage import claims, leases, messages, migrations, workspaces
from bot.storage.database_url import find_path
from bot.storage.engine import NO_LOG_ADVICE, Transaction, connect, has_log
from bot.storage.files import hold_exclusively
from bot.traces import open_tracing
from bot.usecases import erasure
from bot.usecases.digest_drafts import DueDigestResult
from bot.web.application import application, metrics_application
from bot.web.server import Server

if TYPE_CHECKING:
    from bot.slack.many_workspaces import ManyWorkspaces

_log = structlog.get_logger(__name__)


class Hearten(Struct, frozen=True):
    """The parts of one process, ready to run."""

    deps: Deps
    dispatcher: Dispatcher
    installations: Installations
    deliveries: Deliveries
    ticks: Ticks
    waking: asyncio.Event
    directory: Directory
    background_tasks: BackgroundTasks
    web_api: WebApi
    access: TokenHealth
    many: ManyWorkspaces | None
    """None if there is one workspace, with a token in the settings."""

    async def run(self, stopping: asyncio.Event, *, serving: asyncio.Future[int] | None = None) -> None:
        """Serve Slack until `stopping` is set, then finish what runs.

        `serving` gets the HTTP port once it is open. Raise OSError or `AddressUnavailableError` if it fails.
        """
        settings = self.deps.settings
        # What may fail comes first: then nothing has to be closed again.
        server = Server(settings.host, settings.port)
        metrics_server = None
        if settings.metrics_port is not None:
            metrics_server = Server(settings.host, settings.metrics_port, "HEARTEN_METRICS_PORT")
        socket_mode = (
            SocketMode(self.dispatcher.dispatch, self.deps, token_health=self.access)
            if settings.app_token
            else None
        )
        if socket_mode and settings.signing_secret:
            _log.info("both SLACK_APP_TOKEN and SLACK_SIGNING_SECRET are set: Socket Mode is used")
        is_connected = socket_mode.is_connected if socket_mode else None
        web = application(
            self.deps,
            dispatch=None if socket_mode else self.dispatcher.dispatch,
            is_connected=is_connected,
            token_problems=self._token_problems,
            installer=self.many.installer if self.many else None,
        )
        await self._greet()
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(server.run(web, stopping))
            if metrics_server:
                metrics_web = metrics_application(
                    self.deps, is_connected=is_connected, token_problems=self._token_problems
                )
                tasks.create_task(metrics_server.run(metrics_web, stopping))
            tasks.create_task(self.deliveries.run(stopping))
            tasks.create_task(self.ticks.run(stopping))
            if socket_mode:
                tasks.create_task(socket_mode.run(stopping))
            ports = {"port": server.port} | ({"metrics_port": metrics_server.port} if metrics_server else {})
            _log.info("serving", **ports, mode="socket" if socket_mode else "http")
            if serving and not serving.done():
                serving.set_result(server.port)

    async def _token_problems(self) -> list[str]:
        """Return a sentence for each token that Slack refuses, with what to do."""
        token = self.deps.settings.bot_token
        secret = token.value if token else ""
        return await self.access.check(lambda: self.web_api.call(secret, "auth.test"))

    async def _greet(self) -> None:
        """Look up the bot's own identity. If Slack is unavailable, the first request looks it up."""
        try:
            installed = await self.installations.list_workspaces()
            if self.many:
                _log.info("installed", workspaces=len(installed))
            for workspace in installed if not self.many else ():
                _log.info("installed", workspace=workspace.identity.name)
        except SlackError as error:
            if not self.access.problems:
                _log.error("the bot's identity is unknown", error=str(error))

    async def make_digests(self, as_of: datetime) -> list[DueDigestResult]:
        """Make and deliver every digest that is due at `as_of`, instead of now."""
        made = await self.ticks.make_due_digests(as_of)
        await self.deliveries.drain()
        return made

    async def describe_digest(self, made: DueDigestResult) -> str:
        """Return a line about a digest, for the operator."""
        channel = await self.directory.channels.find(made.workspace, made.channel)
        place = f"{made.workspace.identity.name} #{channel.name or made.channel}"
        period = f"{made.period.start:%Y-%m-%d %H:%M} – {made.period.end:%Y-%m-%d %H:%M} UTC"
        if made.is_late:
            return f"{place}: {period}: missed for too long, the next digest includes it"
        if not made.is_posted:
            return f"{place}: {period}: a quiet week, no digest"
        posted = await self.deps.database.read(messages.get, made.id)
        return f"{place}: {period}: {'posted' if posted else 'not delivered yet, will be tried again'}"

    async def erase_workspace(self, team: str) -> bool:
        """Erase all data of a workspace, now. Return False if there is none with Slack's id `team`."""

        def order(tx: Transaction) -> list[Workspace]:
            found = workspaces.list_by_team(tx, team)
            for workspace in found:
                erasure.order_workspace_erasure(tx, workspace)
            return found

        def is_ordered(tx: Transaction) -> bool:
            return any(erasure.is_workspace_erasure_ordered(tx, workspace) for workspace in found)

        found = await self.deps.database.write(order)
        while await self.deps.database.read(is_ordered):
            await self.ticks.erasure.run(lambda: False)
            # Another process that serves the workspace may be erasing a part of it.
            await asyncio.sleep(0.05)
        return bool(found)

    async def settled(self) -> None:
        """Wait until all that is due is delivered, and no background task runs."""
        await self.background_tasks.done()
        while not await self.deps.database.read(claims.is_idle):
            await self.deliveries.wait_for_one()


@contextlib.asynccontextmanager
async def hearten(settings: Settings, clock: Clock, *, needs_tokens: bool = True) -> AsyncIterator[Hearten]:
    """Migrate the database, connect all parts, and close them at the end.

    Raise `DatabaseUnavailableError`, also if another process serves the same file, and
    `UndecipherableTokenError` for a token that no key decrypts, unless `needs_tokens` is False.
    """
    with hold_exclusively(settings.database_url):
        async with _opened(settings, clock, needs_tokens=needs_tokens) as opened:
            yield opened


@contextlib.asynccontextmanager
async def _opened(settings: Settings, clock: Clock, *, needs_tokens: bool) -> AsyncIterator[Hearten]:
    metrics, tracing = Metrics(), open_tracing(settings.otlp_endpoint)
    waking = asyncio.Event()
    database = connect(settings.database_url, clock.now, metrics.database_errors.inc, waking.set)
    try:
        await asyncio.to_thread(migrations.migrate, database.engine)
        if not await asyncio.to_thread(has_log, database.engine):
            _log.warning(f"the database works badly: {NO_LOG_ADVICE}")
        # No other process uses the file of an SQLite database.
        is_alone = find_path(settings.database_url) is not None
        await database.write(leases.take_over, is_alone=is_alone)
        deps = Deps(
            settings=settings,
            database=database,
            clock=clock,
            monotonic=time.monotonic,
            metrics=metrics,
            tracing=tracing,
        )

        def rate_limited(method: str) -> None:
            metrics.rate_limits.labels(method).inc()

        access = TokenHealth(settings, deps.monotonic)
        async with WebApi(settings.slack_api_url, rate_limited, access.record_bot_token, tracing) as web_api:
            many = None
            if settings.serves_many:
                from bot.slack.many_workspaces import make_many_workspaces

                many = make_many_workspaces(deps, web_api)
                if needs_tokens:
                    await many.check_keys()
            installations: Installations = many.installations if many else SingleInstallation(deps, web_api)
            client = SlackClient(web_api, installations)
            directory = Directory(deps, client)
            circle_sync = CircleSync(deps, installations, directory)
            background_tasks, home_publisher = BackgroundTasks(), HomePublisher(deps, client, directory)
            prompt = replace(deps, database=RequestDatabase(database, deps.monotonic))
            custom_emoji = CustomEmoji(deps, client)
            audiences = Audiences(deps, directory)
            context = Context(
                prompt,
                client,
                installations,
                directory,
                circle_sync,
                background_tasks,
                home_publisher,
                audiences,
                custom_emoji,
                Routes(),
                DigestPreviews(client),
            )
            app = build(context)
            sender = Sender(deps, client, directory, audiences, home_publisher.deliver)
            ticks = Ticks(
                deps,
                circle_sync.check_all,
                audiences.fetch_due,
                audiences.read_ahead,
                many.refresh.refresh_due if many else None,
                FirstWeeks(deps, directory, context.thanks_counts).propose_due,
            )
            await ticks.erasure.order_from_ledger()
            dispatcher = Dispatcher(
                app,
                deps,
                fit=LongResponses(context).fit,
                recover=lambda body, record: answer_saved(body, record, context),
            )
            try:
                yield Hearten(
                    deps=deps,
                    dispatcher=dispatcher,
                    installations=installations,
                    deliveries=Deliveries(
                        deps,
                        sender.send,
                        waking,
                        compose=sender.compose,
                        count_requests=dispatcher.count_under_way,
                    ),
                    ticks=ticks,
                    waking=waking,
                    directory=directory,
                    background_tasks=background_tasks,
                    web_api=web_api,
                    access=access,
                    many=many,
                )
            finally:
                await background_tasks.end()
                if many:
                    await many.refresh.end()
    finally:
        await asyncio.to_thread(database.close)
        await asyncio.to_thread(tracing.close)
