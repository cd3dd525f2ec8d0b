"""Several practice workspaces with equal ids, and one bot that they install through OAuth."""

import asyncio
import contextlib
import re
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from html import unescape
from typing import Any
from urllib.parse import parse_qs, urlsplit

import aiohttp

from bot.app import Hearten, hearten
from bot.clock import Clock
from bot.domain.ids import WorkspaceId
from bot.domain.workspace import Workspace
from bot.practice.company import TEAM, brightside
from bot.practice.oauth import AppRegistration
from bot.practice.site import Site
from bot.settings import Secret, Settings
from bot.slack.manifest import build_manifest
from bot.storage import workspaces
from bot.token_cipher import make_key
from tests.scenarios.log_watch import WatchedPractice, faults_watched
from tests.scenarios.world import PATIENCE, World, run

OTHER_TEAM = "T0MOONLIT"
FIRST, SECOND = "orchid", "tulip"
"""A word in the names of all people of the one workspace, and one in those of the other."""
KEY = make_key()


@dataclass(frozen=True)
class Answered:
    """What a browser got: the status, the headers and the text of a page."""

    status: int
    headers: Mapping[str, str]
    html: str

    @property
    def text(self) -> str:
        """The paragraph of one of our pages."""
        found = re.search(r"<p>(.*?)</p>", self.html, re.DOTALL)
        assert found, self.html
        return unescape(found[1])

    @property
    def link(self) -> str:
        """The address of the link of one of our pages."""
        found = re.search(r'<a href="(.*?)"', self.html)
        assert found, self.html
        return unescape(found[1])


class Browser:
    """Someone's browser, with the cookie that the bot has set in it."""

    def __init__(self, session: aiohttp.ClientSession, bot_url: str) -> None:
        self._session = session
        self._bot_url = bot_url
        self.cookie = ""
        self.language = "en-GB,en;q=0.5"

    async def open(self, url: str, **options: Any) -> Answered:
        """Open an address; one without a host is the bot's."""
        whole = url if "://" in url else f"{self._bot_url}{url}"
        headers = {"Cookie": self.cookie, "Accept-Language": self.language}
        async with self._session.get(whole, headers=headers, allow_redirects=False, **options) as response:
            return await self._read(response)

    async def decide(self, url: str, **form: str) -> Answered:
        """Press a button on Slack's page, and follow where it sends the browser."""
        async with self._session.post(url, data=form, allow_redirects=False) as response:
            assert response.status == 302, await response.text()
            return await self.open(response.headers["Location"])

    async def _read(self, response: aiohttp.ClientResponse) -> Answered:
        if set_cookie := response.headers.get("Set-Cookie"):
            assert {"Secure", "HttpOnly"} <= {part.strip() for part in set_cookie.split(";")}
            self.cookie = set_cookie.partition(";")[0]
        return Answered(response.status, response.headers, await response.text())

    async def invite(self) -> str:
        """Open the page where an installation begins, and return the address at Slack."""
        page = await self.open("/slack/install")
        assert page.status == 200
        return page.link

    async def install(self, world: World, **form: str) -> Answered:
        """Install the app in the workspace of a world."""
        return await self.decide(await self.invite(), decision="allow", team=world.workspace.team_id, **form)


class TownWorld(World):
    """A workspace among several."""

    async def find_workspace(self) -> Workspace:
        """Return the workspace's row."""
        found = await self.bot.deps.database.read(workspaces.list_by_team, self.workspace.team_id)
        return found[-1]


class Town:
    """The workspaces, Slack's site, and the bot."""

    def __init__(self, site: Site, bot: Hearten, browser: Browser, worlds: tuple[TownWorld, ...]) -> None:
        self.site = site
        self.bot = bot
        self.browser = browser
        self.worlds = worlds

    @property
    def first(self) -> TownWorld:
        return self.worlds[0]

    @property
    def second(self) -> TownWorld:
        return self.worlds[1]

    async def ids(self) -> list[WorkspaceId]:
        return [(await world.find_workspace()).id for world in self.worlds]


def query_of(url: str) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(urlsplit(url).query).items()}


def town_settings(site: Site, database_url: str, transport: str, app_token: str) -> Settings:
    """Return the settings of a bot for this site."""
    return Settings(
        client_id=site.app.client_id,
        client_secret=Secret(site.app.client_secret),
        encryption_keys=(Secret(KEY),),
        app_token=Secret(app_token) if transport == "socket" else None,
        signing_secret=Secret(site.app.signing_secret) if transport == "http" else None,
        slack_api_url=site.api_url,
        database_url=database_url,
        host="127.0.0.1",
        port=0,
        post_interval=0,
        calendar_interval=0,
    )


@contextlib.asynccontextmanager
async def town(
    database_url: str, clock: Clock, transport: str, *, token_lifetime: timedelta | None = None
) -> AsyncIterator[Town]:
    """Run all on one event loop. The bot is installed nowhere yet."""

    async def advance(by: timedelta) -> None:
        clock.advance(by)

    async with contextlib.AsyncExitStack() as ends:
        practices: list[WatchedPractice] = []
        for team, name, word in ((TEAM, "Brightside", FIRST), (OTHER_TEAM, "Moonlit", SECOND)):
            company = brightside(team, name)
            company.people = {
                one: replace(user, locale="en-US", display_name=f"{user.display_name} {word}")
                for one, user in company.people.items()
            }
            practice = WatchedPractice(
                company,
                now=clock.now,
                advance=advance,
                retry_delays=(0, 0, 0),
                patience=PATIENCE,
                connections_of=practices[0] if practices else None,
            )
            practices.append(await ends.enter_async_context(practice))
            ends.enter_context(faults_watched(practice))
        app = AppRegistration("A0HEARTEN", build_manifest(), [], token_lifetime)
        site = await ends.enter_async_context(Site(app, practices))
        settings = town_settings(site, database_url, transport, practices[0].app_token)
        bot = await ends.enter_async_context(hearten(settings, clock))
        port, _ = await ends.enter_async_context(run(bot))
        bot_url = f"http://127.0.0.1:{port}"
        app.redirect_urls.append(f"{bot_url}/slack/oauth_redirect")
        for practice in practices:
            if transport == "http":
                practice.events_url = f"{bot_url}/slack/events"
        if transport == "socket":
            async with asyncio.timeout(PATIENCE):
                await practices[0].connected()
        session = await ends.enter_async_context(aiohttp.ClientSession())
        worlds = tuple(TownWorld(practice, bot, clock, settings) for practice in practices)
        yield Town(site, bot, Browser(session, bot_url), worlds)
