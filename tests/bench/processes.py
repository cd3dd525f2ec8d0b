"""A process under measurement, on a processor of its own."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import sys
import time
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

_TICKS = os.sysconf("SC_CLK_TCK")
MEASURED, OTHERS = 0, 1
"""The processors of the measured process, and of the load with its Slack."""


@dataclass
class Measured:
    """A process that serves HTTP."""

    process: Process
    port: int
    seconds_to_ready: float
    """From its start until it served."""

    def processor_seconds(self) -> float:
        """Return the processor time of all its threads, and of its children that ended."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        return sum(map(int, fields[11:15])) / _TICKS

    def memory(self) -> float:
        """Return the resident memory in megabytes."""
        for line in Path(f"/proc/{self.process.pid}/status").read_text().splitlines():
            if line.startswith("VmRSS:"):
                return int(line.split()[1]) / 1024
        raise RuntimeError("the process is gone")


def pin_load() -> None:
    """Keep this process off the processor of the measured one, if there is another."""
    available = sorted(os.sched_getaffinity(0))
    if len(available) > 1:
        os.sched_setaffinity(0, set(available[1:]))


def _pin_measured() -> None:
    os.sched_setaffinity(0, {MEASURED})


@contextlib.asynccontextmanager
async def run_bot(folder: Path, settings: Mapping[str, str]) -> AsyncIterator[Measured]:
    """Run `hearten run` with these settings until the block ends."""
    program = str(Path(sys.executable).with_name("hearten"))
    # The image and the systemd unit set it, too.
    heap = {"MALLOC_ARENA_MAX": "1"}
    given = {"HEARTEN_LOG_FORMAT": "json", "HEARTEN_LOG_LEVEL": "info", "PORT": "0", **heap, **settings}
    async with _run([program, "run"], folder, given) as (process, begun):
        assert process.stderr
        async for line in process.stderr:
            entry = json.loads(line)
            if entry["event"] == "serving":
                drain = asyncio.create_task(_drain(process.stderr))
                yield Measured(process, entry["port"], time.monotonic() - begun)
                drain.cancel()
                return
        raise RuntimeError("the bot ended before it served")


@contextlib.asynccontextmanager
async def run_bare_bolt(folder: Path, settings: Mapping[str, str]) -> AsyncIterator[Measured]:
    """Run the bare Bolt app until the block ends."""
    async with _run([sys.executable, "-m", "tests.bench.bare_bolt"], folder, settings) as (process, begun):
        assert process.stdout
        line = await process.stdout.readline()
        yield Measured(process, int(line.split()[1]), time.monotonic() - begun)


@contextlib.asynccontextmanager
async def _run(
    command: Sequence[str], folder: Path, settings: Mapping[str, str]
) -> AsyncIterator[tuple[Process, float]]:
    inherited = {
        name: value for name, value in os.environ.items() if not name.startswith(("SLACK", "HEARTEN"))
    }
    begun = time.monotonic()
    process = await asyncio.create_subprocess_exec(
        *command,
        cwd=folder,
        env=inherited | {"PYTHONPATH": str(Path(__file__).parents[2])} | dict(settings),
        stdin=DEVNULL,
        stdout=PIPE,
        stderr=PIPE,
        preexec_fn=_pin_measured,
    )
    try:
        yield process, begun
    finally:
        if process.returncode is None:
            process.kill()
        await process.wait()


async def _drain(stream: asyncio.StreamReader) -> None:
    while await stream.read(65_536):
        pass
