"""How a command runs: on which loop, until when, and with what words it ends where something is refused."""

import asyncio
import contextlib
import errno
import os
import signal
import sys
import threading
from collections.abc import Callable, Coroutine, Iterator
from typing import Any

import click
import structlog

LONGEST_GOODBYE = 9.5
"""Seconds after which a process that was asked to stop is ended, whatever it still waits for.

Nothing is lost by that. Containers are killed after ten."""

_log = structlog.get_logger(__name__)


def run(work: Callable[[asyncio.Event], Coroutine[Any, Any, None]]) -> None:
    """Run on uvloop where there is one, until SIGTERM or Ctrl+C asks to stop."""

    async def until_asked() -> None:
        stopping = asyncio.Event()
        _on_signals(asyncio.get_running_loop(), stopping)
        guarding = asyncio.create_task(_guard(stopping))
        await work(stopping)
        guarding.cancel()

    with explaining(), asyncio.Runner(loop_factory=_loop_factory()) as runner:
        runner.run(until_asked())


def _on_signals(loop: asyncio.AbstractEventLoop, stopping: asyncio.Event) -> None:
    for name in (signal.SIGTERM, signal.SIGINT):
        try:
            loop.add_signal_handler(name, stopping.set)
        except NotImplementedError:
            # Loops on Windows have no signal handlers of their own.
            signal.signal(name, lambda *_: loop.call_soon_threadsafe(stopping.set))


async def _guard(stopping: asyncio.Event) -> None:
    """Let the process end in time once it was asked to.

    A thread sees to it: it may be the loop's own end that waits, for a database that does not answer.
    """
    await stopping.wait()
    guard = threading.Timer(LONGEST_GOODBYE, _end_now)
    guard.daemon = True
    guard.start()


def _end_now() -> None:
    """End the process, as a power cut would."""
    _log.error("did not end in time", seconds=LONGEST_GOODBYE)
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(1)


@contextlib.contextmanager
def explaining() -> Iterator[None]:
    """End with a sentence where the machine refuses something: a taken port, a database that is away."""
    refusal: BaseException | None = None
    try:
        yield
    except* OSError as errors:
        refusal = errors
        while isinstance(refusal, BaseExceptionGroup):
            refusal = refusal.exceptions[0]
    if isinstance(refusal, OSError):
        click.echo(f"This did not work: {refusal.strerror or refusal}", err=True)
        if refusal.errno == errno.EADDRINUSE:
            click.echo("Another port may be free: set PORT, or --port for the demo.", err=True)
        sys.exit(1)


def _loop_factory() -> Callable[[], asyncio.AbstractEventLoop] | None:
    if sys.platform == "win32":
        return None
    import uvloop

    return uvloop.new_event_loop
