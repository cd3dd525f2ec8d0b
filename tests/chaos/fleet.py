"""Several `hearten run` processes on one database, and what an operator or a power cut does to them."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import signal
from asyncio.subprocess import DEVNULL, PIPE, STDOUT, Process
from collections.abc import Awaitable, Callable, Iterator, Mapping
from io import BufferedWriter
from pathlib import Path
from types import TracebackType
from typing import Self

from tests.chaos.balancer import Balancer
from tests.chaos.machine_clock import PROGRAM, VARIABLE, MachineClock
from tests.chaos.pause import paused
from tests.cli.process import OURS, PATIENCE

_MAX_LINE_LENGTH = 2**20


class EndedEarlyError(AssertionError):
    """A process ended before it served."""


class Bot:
    """One process. All that it writes goes into a file, so that a full pipe never holds it up."""

    def __init__(self, process: Process, log: Path) -> None:
        self._process = process
        self._log = log
        self._serving: asyncio.Future[int] = asyncio.get_running_loop().create_future()
        self._draining = asyncio.create_task(self._drain())

    async def serving(self) -> int:
        """The port on which it serves, as soon as it does."""
        async with asyncio.timeout(PATIENCE):
            return await self._serving

    async def kill(self) -> None:
        """End it as a power cut would."""
        assert self._process.returncode is None, f"a process ended by itself: {self._log}"
        self._process.kill()
        await self._ended()

    async def terminate(self) -> None:
        """Ask it to end, with success. One that takes longer than `bot.cli.process` allows kills itself."""
        assert self._process.returncode is None, f"a process ended by itself: {self._log}"
        self._process.terminate()
        async with asyncio.timeout(PATIENCE):
            status = await self._ended()
        assert status == 0, f"a process ended with {status}: {self._log}"

    def find_children(self) -> list[str]:
        """Return the command lines of the processes that it has started, "" for those that just ended."""
        lines = []
        for task in Path(f"/proc/{self._process.pid}/task").glob("*/children"):
            for child in task.read_text().split():
                with contextlib.suppress(OSError):
                    lines.append(Path(f"/proc/{child}/cmdline").read_text().replace("\0", " "))
        return lines

    def stop(self) -> None:
        """Let it stand still, as a machine does that swaps or is moved."""
        self._process.send_signal(signal.SIGSTOP)

    def go_on(self) -> None:
        """Let it go on where it stood still."""
        if self._process.returncode is None:
            self._process.send_signal(signal.SIGCONT)

    async def clear_away(self) -> None:
        """See to it that nothing is left of it."""
        if self._process.returncode is None:
            self._process.send_signal(signal.SIGKILL)
        await self._ended()

    async def _ended(self) -> int:
        await self._draining
        return await self._process.wait()

    async def _drain(self) -> None:
        assert self._process.stdout
        with _appending(self._log) as log:
            async for line in self._process.stdout:
                log.write(line)
                if not self._serving.done() and b'"serving"' in line:
                    self._serving.set_result(int(json.loads(line)["port"]))
        if not self._serving.done():
            self._serving.set_exception(EndedEarlyError(f"ended before it served: {self._log}"))


def _appending(file: Path) -> BufferedWriter:
    return file.open("ab")


class Fleet:
    """Processes by their slot, from 0. The balancer always knows those that serve."""

    def __init__(self, folder: Path, environment: Mapping[str, str], balancer: Balancer, size: int) -> None:
        self.size = size
        self.kills = 0
        self.pauses = 0
        self.steps = 0
        """How often the machine's clock was set."""
        self.failovers = 0
        self.has_database = True
        """False while the database's standby takes over."""
        self.clock = MachineClock(folder / "clock")
        self._folder = folder
        self._environment = environment
        self._balancer = balancer
        self._bots: dict[int, Bot] = {}
        self._ports: dict[int, int] = {}
        self._started = 0

    async def __aenter__(self) -> Self:
        try:
            await asyncio.gather(*(self.start(slot) for slot in range(self.size)))
        except BaseException:
            await self._clear_away()
            raise
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        await self._clear_away()

    @property
    def troubles(self) -> str:
        """What was done to the processes and their machine."""
        failovers = f", {self.failovers} failover of the database" if self.failovers else ""
        return f"{self.kills} killed, {self.pauses} paused, clock set {self.steps} times{failovers}"

    @property
    def serving(self) -> list[int]:
        """The slots whose processes serve now."""
        return list(self._ports)

    @contextlib.contextmanager
    def failing_over(self) -> Iterator[None]:
        """Count a failover; meanwhile a process may fail to start, and is started again."""
        self.failovers += 1
        self.has_database = False
        yield
        self.has_database = True

    async def start(self, slot: int) -> None:
        """Start a process, and return when it serves.

        Start it again, as a supervisor does, if it ended for lack of a database.
        """
        while True:
            had_database, failovers = self.has_database, self.failovers
            bot = await self._launch(slot)
            try:
                port = await bot.serving()
            except EndedEarlyError:
                if had_database and failovers == self.failovers:
                    raise
            else:
                self._ports[slot] = port
                self._tell_balancer()
                return

    async def _launch(self, slot: int) -> Bot:
        self._started += 1
        others = {name: value for name, value in os.environ.items() if not name.startswith(OURS)}
        process = await asyncio.create_subprocess_exec(
            *PROGRAM,
            "run",
            cwd=self._folder,
            env=others | dict(self._environment) | {VARIABLE: str(self.clock.file)},
            stdin=DEVNULL,
            stdout=PIPE,
            stderr=STDOUT,
            limit=_MAX_LINE_LENGTH,
        )
        self._bots[slot] = Bot(process, self._folder / f"bot-{slot}-{self._started}.log")
        return self._bots[slot]

    async def crash(self, slot: int) -> None:
        """Kill a process, and start its successor at once."""
        if self._ports.pop(slot, None) is None:
            # It was paused since it was chosen.
            return
        await self._bots[slot].kill()
        self.kills += 1
        self._tell_balancer()
        await self.start(slot)

    async def crash_all(self, meanwhile: Callable[[], Awaitable[None]]) -> None:
        """Kill all processes, as a power cut does; start them again after `meanwhile`."""
        slots = tuple(self._ports)
        self._ports.clear()
        self._tell_balancer()
        await asyncio.gather(*(self._bots[slot].kill() for slot in slots))
        self.kills += len(slots)
        await meanwhile()
        await asyncio.gather(*(self.start(slot) for slot in slots))

    def find_children(self) -> list[str]:
        """Return the command lines of the processes that these processes have started."""
        found = [child for bot in self._bots.values() for child in bot.find_children()]
        return [line for line in found if line]

    async def pause(self, slot: int, seconds: float, ending: asyncio.Event) -> None:
        """Let a process stand still for so long, or until the trouble ends; nobody is led to it meanwhile."""
        port, bot = self._ports.pop(slot, None), self._bots[slot]
        if port is None:
            # It was killed since it was chosen.
            return
        self._tell_balancer()
        bot.stop()
        self.pauses += 1
        try:
            await paused(ending, seconds)
        finally:
            bot.go_on()
        self._ports[slot] = port
        self._tell_balancer()

    async def replace(self, slot: int) -> None:
        """End a process as an update does, and start its successor."""
        await self.terminate(slot)
        await self.start(slot)

    async def terminate(self, slot: int) -> None:
        """Give a process no more connections, and ask it to end."""
        del self._ports[slot]
        self._tell_balancer()
        await self._bots[slot].terminate()
        del self._bots[slot]

    async def stop(self) -> None:
        """End all processes as an operator does."""
        await asyncio.gather(*(self.terminate(slot) for slot in tuple(self._bots)))

    def _tell_balancer(self) -> None:
        self._balancer.backends = list(self._ports.values())

    async def _clear_away(self) -> None:
        await asyncio.gather(*(bot.clear_away() for bot in self._bots.values()))
