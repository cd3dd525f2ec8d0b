"""The practice workspace with the real bot connected to it."""

from __future__ import annotations

import asyncio
import contextlib
import socket
from collections.abc import Callable, Coroutine
from dataclasses import replace
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

from msgspec import Struct

from bot.app import Hearten, hearten
from bot.clock import Clock
from bot.practice import scenes
from bot.practice.directory import utc_now
from bot.practice.folder import Folder, FolderError
from bot.practice.installation import install
from bot.practice.page.routes import routes
from bot.practice.scenes import first_moment
from bot.practice.seed import Seed, SeedError, read_seed
from bot.practice.server import Practice
from bot.practice.snapshots import Snapshot, SnapshotWriter, restore_workspace
from bot.practice.tour import guided_tour
from bot.settings import COMMANDS, Secret, Settings
from bot.slack.manifest import build_manifest

__all__ = ["DemoCallbacks", "DemoOptions", "SeedError", "demo", "read_options"]

_STOPPED = "Time has stopped here: this company is leaving."


class DemoOptions(Struct, frozen=True):
    """Where a demo takes place, and what is asked of it."""

    host: str
    port: int
    folder: Folder
    seed: Seed | None
    is_clean: bool
    commands: tuple[str, ...] = COMMANDS
    """Names of the slash commands."""


class DemoCallbacks(Struct, frozen=True):
    """What is called when something happens: with the page's address while a company moves in, and then."""

    moving_in: Callable[[str], None]
    opened: Callable[[str], None]
    not_stored: Callable[[OSError], None]
    """The workspace cannot be kept at present."""


def read_options(
    host: str,
    port: int,
    data: Path,
    seed: Path | None,
    *,
    clean: bool,
    language: str = "",
    commands: tuple[str, ...] = COMMANDS,
) -> DemoOptions:
    """Read a demo's options before anything is deleted or started; `SeedError` for a seed's wrong lines.

    `language` is the tag of a company that speaks it, in place of a seed.
    """
    beginning = _read(seed, commands) if seed else None
    if language:
        beginning = _seed(scenes.story_text(commands[0], language), commands)
    return DemoOptions(host, port, Folder(data), beginning, clean, commands)


def _read(file: Path, commands: tuple[str, ...]) -> Seed:
    try:
        text = file.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise SeedError([(1, "It is no text in UTF-8.")]) from error
    if not text.strip():
        raise SeedError([(1, "It tells nothing.")])
    return _seed(text, commands)


def _seed(text: str, commands: tuple[str, ...]) -> Seed:
    """Return the seed with this text; with none, the story of this version of Hearten."""
    return replace(read_seed(text or scenes.story_text(commands[0]), commands, utc_now().date()), text=text)


async def demo(options: DemoOptions, stopping: asyncio.Event, callbacks: DemoCallbacks) -> None:
    """Run both until `stopping` is set, with one company after the other if the page asks for it.

    Raises OSError where the port is taken, or the folder cannot be used.
    """
    folder = options.folder
    with folder.alone(), socket.create_server((options.host, options.port)) as door:
        kept = None if options.is_clean else folder.load()
        if kept and options.seed:
            raise FolderError(
                f"there is a company already, kept in {folder.path}. Add --clean to let the seed take its "
                "place, or --data for another folder"
            )
        seed = options.seed or _load_seed(options)
        while not stopping.is_set():
            if kept is None:
                folder.clear(seed.text)
            await _RunningDemo(options, seed, kept, door).live(stopping, callbacks)
            kept = None


def _load_seed(options: DemoOptions) -> Seed:
    try:
        return _seed("" if options.is_clean else options.folder.seed, options.commands)
    except ValueError as error:
        raise FolderError(
            f"the past that is kept in {options.folder.path} can't be played any more. "
            "`hearten demo --clean` begins with a fresh company"
        ) from error


class _RunningDemo:
    """One company and the bot in it, from its moving in, or its return, to its end."""

    def __init__(self, options: DemoOptions, seed: Seed, kept: Snapshot | None, door: socket.socket) -> None:
        now = utc_now()
        company = restore_workspace(kept) if kept else seed.found_company()
        start = kept.resume_time(now) if kept else first_moment(seed.scenes, company, now)
        install(company, build_manifest(commands=options.commands))
        self._options = options
        self._seed = seed
        self._time = _DemoClock(Clock(behind=now - start))
        self._practice = Practice(
            company,
            now=self._time.clock.now,
            advance=self._time.advance,
            host=options.host,
            page=routes if seed.text else partial(routes, tour=guided_tour(options.commands[0])),
            door=door,
            can_start_over=True,
        )
        self._practice.is_moving_in = kept is None

    async def live(self, stopping: asyncio.Event, callbacks: DemoCallbacks) -> None:
        """Run both, until the company is to leave or `stopping` is set."""
        practice, ending = self._practice, asyncio.Event()
        keeping = SnapshotWriter(practice.workspace, self._options.folder.store, callbacks.not_stored)
        async with practice:
            if practice.is_moving_in:
                callbacks.moving_in(practice.url)
            async with hearten(self._settings(), self._time.clock) as bot:
                self._time.bot = bot
                running = asyncio.create_task(bot.run(ending))
                over = asyncio.create_task(_first(running, stopping.wait(), practice.leaving.wait()))
                try:
                    await _unless(over, self._move_in(bot))
                    if not over.done():
                        callbacks.opened(practice.url)
                        await keeping.run(over)
                finally:
                    over.cancel()
                    await self._time.stop()
                    ending.set()
                    await running
        if not practice.is_moving_in and not practice.leaving.is_set():
            await keeping.keep()

    async def _move_in(self, bot: Hearten) -> None:
        await self._practice.connected()
        if self._practice.is_moving_in:
            # The company's past is not made up: it is played, scene by scene, and the bot answers.
            await self._practice.play(self._seed.scenes, settled=bot.settled)
            self._practice.is_moving_in = False

    def _settings(self) -> Settings:
        """Return settings for the practice workspace alone, whatever the environment says of a real one."""
        return Settings(
            bot_token=Secret(self._practice.bot_token),
            app_token=Secret(self._practice.app_token),
            signing_secret=None,
            slack_api_url=self._practice.api_url,
            database_url=f"sqlite:///{self._options.folder.database}",
            erasures="",
            commands=self._options.commands,
            host="127.0.0.1",
            port=0,
        )


async def _first(running: asyncio.Task[None], *events: Coroutine[Any, Any, object]) -> None:
    """Wait until the bot has ended, or the first of the events has come."""
    waiting = [asyncio.create_task(event) for event in events]
    try:
        await asyncio.wait([running, *waiting], return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in waiting:
            task.cancel()


async def _unless(over: asyncio.Task[None], work: Coroutine[Any, Any, None]) -> None:
    """Do some work, or give it up if all is `over` before it is done."""
    working = asyncio.create_task(work)
    await asyncio.wait([working, over], return_when=asyncio.FIRST_COMPLETED)
    working.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await working


class _DemoClock:
    """The clock of the practice workspace, which is also the bot's: when it moves, what is due comes."""

    def __init__(self, clock: Clock) -> None:
        self.clock = clock
        self.bot: Hearten | None = None
        self._passing: set[asyncio.Task[None]] = set()
        self._is_over = False

    async def advance(self, by: timedelta) -> None:
        """Move on, stopping wherever something is due, so that it happens at its hour.

        ValueError if all ends before that.
        """
        if self._is_over:
            raise ValueError(_STOPPED)
        passing = asyncio.create_task(self._pass(by))
        self._passing.add(passing)
        try:
            await passing
        except asyncio.CancelledError:
            if self._is_over:
                raise ValueError(_STOPPED) from None
            raise
        finally:
            self._passing.discard(passing)

    async def stop(self) -> None:
        """Give up moving on, before the bot goes away."""
        self._is_over = True
        passing = tuple(self._passing)
        for task in passing:
            task.cancel()
        await asyncio.gather(*passing, return_exceptions=True)

    async def _pass(self, by: timedelta) -> None:
        if self.bot:
            # A delivery's lease is measured on this clock: nothing may be under way when it jumps.
            await self.bot.settled()
        end = self.clock.now() + by
        while self.bot and (due := await self.bot.ticks.next_due()) and due <= end:
            self.clock.advance(max(due - self.clock.now(), timedelta(0)))
            await self.bot.ticks.tick()
            await self.bot.settled()
        self.clock.advance(max(end - self.clock.now(), timedelta(0)))
