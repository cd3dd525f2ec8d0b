"""The `hearten` command as a process of its own, which is what an operator has."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import signal
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import aiohttp

HEARTEN = str(Path(sys.executable).with_name("hearten"))
OURS = ("SLACK_", "HEARTEN_", "DATABASE_URL", "HOST", "PORT", "DISPLAY", "WAYLAND_DISPLAY")
MAX_UNREAD = 2**23
"""Bytes of output that wait unread: a full pipe would stop the process."""
PATIENCE = 60
"""Seconds that a process may take to say or do what a test waits for."""


@dataclass(frozen=True)
class Ended:
    status: int
    out: str
    err: str

    @property
    def said(self) -> str:
        return self.out + self.err


class Running:
    """A process that has been started, and what it writes."""

    def __init__(self, process: Process, secrets: list[str]) -> None:
        self._process = process
        self._secrets = secrets
        self._out = b""
        self._err = b""

    async def line(self) -> str:
        """Return the next line on standard output."""
        assert self._process.stdout
        async with asyncio.timeout(PATIENCE):
            line = await self._process.stdout.readline()
        assert line, "the process has ended"
        self._out += line
        return line.decode().rstrip()

    async def aside(self) -> str:
        """Return the next line on standard error."""
        assert self._process.stderr
        async with asyncio.timeout(PATIENCE):
            line = await self._process.stderr.readline()
        assert line, "the process has ended"
        self._err += line
        return line.decode().rstrip()

    async def logged(self, event: str) -> dict[str, Any]:
        """The next log line of this kind; needs HEARTEN_LOG_FORMAT=json."""
        assert self._process.stderr
        async with asyncio.timeout(PATIENCE):
            async for line in self._process.stderr:
                self._err += line
                entry: dict[str, Any] = json.loads(line)
                if entry["event"] == event:
                    return entry
        raise AssertionError(f"never logged: {event}\n{self._err.decode()}")

    @property
    def pid(self) -> int:
        return self._process.pid

    def send(self, number: signal.Signals) -> None:
        self._process.send_signal(number)

    async def ended(self) -> Ended:
        """Wait for the end. Assert that the process never printed its secrets."""
        async with asyncio.timeout(PATIENCE):
            out, err = await self._process.communicate()
        assert self._process.returncode is not None
        ended = Ended(self._process.returncode, (self._out + out).decode(), (self._err + err).decode())
        assert not [secret for secret in self._secrets if secret in ended.said]
        return ended

    def kill(self) -> None:
        if self._process.returncode is None:
            self._process.kill()


@contextlib.asynccontextmanager
async def start(
    folder: Path, *arguments: str, environment: Mapping[str, str], program: Sequence[str] = (HEARTEN,)
) -> AsyncIterator[Running]:
    """Start `hearten` in a folder, with no settings but these; it is gone when the test is over."""
    others = {name: value for name, value in os.environ.items() if not name.startswith(OURS)}
    process = await asyncio.create_subprocess_exec(
        *program,
        *arguments,
        cwd=folder,
        env=others | {"XDG_DATA_HOME": str(folder / "data")} | dict(environment),
        stdin=asyncio.subprocess.DEVNULL,
        stdout=PIPE,
        stderr=PIPE,
        limit=MAX_UNREAD,
    )
    secrets = [value for name, value in environment.items() if name.endswith(("_TOKEN", "_SECRET"))]
    running = Running(process, secrets)
    try:
        yield running
    except BaseException:
        running.kill()
        out, err = await process.communicate()
        # What the process had to say explains the failure.
        sys.stderr.write(f"{out.decode()}\n{err.decode()}\n")
        raise
    finally:
        running.kill()
        await process.wait()


async def hearten(
    folder: Path, *arguments: str, environment: Mapping[str, str], program: Sequence[str] = (HEARTEN,)
) -> Ended:
    """Run `hearten` to its end."""
    async with start(folder, *arguments, environment=environment, program=program) as running:
        return await running.ended()


@dataclass(frozen=True)
class Page:
    status: int
    text: str


async def get(port: int, path: str) -> Page:
    """What a process serves there."""
    url = f"http://127.0.0.1:{port}{path}"
    async with aiohttp.ClientSession() as session, session.get(url) as answer:
        return Page(answer.status, await answer.text())


def resident_memory(pid: int) -> int:
    """Bytes of real memory that a process has (Linux)."""
    pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE")
