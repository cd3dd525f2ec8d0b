"""A terminal in which someone answers what a command asks."""

from __future__ import annotations

import asyncio
import contextlib
import fcntl
import os
import pty
import termios
from collections.abc import AsyncIterator, Mapping
from pathlib import Path

from tests.cli.process import HEARTEN, OURS, PATIENCE


class Terminal:
    """A process with a terminal of its own, and what is to be read there."""

    def __init__(self, process: asyncio.subprocess.Process, keyboard: int) -> None:
        self.shown = ""
        """All that the terminal has shown."""
        self._read = 0
        self._process = process
        self._keyboard = keyboard
        self._more = asyncio.Event()

    async def until(self, text: str) -> str:
        """Wait until the terminal shows a text, after what was waited for before. Return what was between."""
        try:
            async with asyncio.timeout(PATIENCE):
                while (found := self.shown.find(text, self._read)) < 0:
                    self._more.clear()
                    await self._more.wait()
        except TimeoutError:
            raise AssertionError(f"never shown: {text}\n{self.shown[self._read :]}") from None
        between, self._read = self.shown[self._read : found], found + len(text)
        return between

    def type(self, text: str) -> None:
        """Type a line."""
        os.write(self._keyboard, f"{text}\n".encode())

    def interrupt(self) -> None:
        """Press Ctrl+C."""
        os.write(self._keyboard, b"\x03")

    async def interrupt_until(self, text: str) -> None:
        """Press Ctrl+C until the terminal shows a text.

        Python misses a signal that comes right after a prompt, in the moment before it waits for input.
        """
        shown = asyncio.create_task(self.until(text))
        while not shown.done():
            self.interrupt()
            await asyncio.wait([shown], timeout=1)
        await shown

    async def ended(self) -> int:
        """Wait for the end of the process, and return its status."""
        async with asyncio.timeout(PATIENCE):
            return await self._process.wait()

    def receive(self) -> None:
        """Read what the process has written."""
        # A terminal whose process has ended is read with an error.
        with contextlib.suppress(OSError):
            self.shown += os.read(self._keyboard, 65_536).decode().replace("\r\n", "\n")
            self._more.set()


@contextlib.asynccontextmanager
async def open_terminal(
    folder: Path, *arguments: str, environment: Mapping[str, str]
) -> AsyncIterator[Terminal]:
    """Start `hearten` in a terminal, with no settings but these."""
    keyboard, screen = pty.openpty()
    others = {name: value for name, value in os.environ.items() if not name.startswith(OURS)}
    process = await asyncio.create_subprocess_exec(
        HEARTEN,
        *arguments,
        cwd=folder,
        env=others | dict(environment),
        stdin=screen,
        stdout=screen,
        stderr=screen,
        start_new_session=True,
        # Ctrl+C reaches only the processes that the terminal controls.
        preexec_fn=_take_terminal,
    )
    os.close(screen)
    terminal = Terminal(process, keyboard)
    loop = asyncio.get_running_loop()
    loop.add_reader(keyboard, terminal.receive)
    try:
        yield terminal
    finally:
        if process.returncode is None:
            process.kill()
        await process.wait()
        loop.remove_reader(keyboard)
        os.close(keyboard)


def _take_terminal() -> None:
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)
