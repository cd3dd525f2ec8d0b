"""How a command runs: its event loop, its signals, and the sentence with which it exits on a refusal."""

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

from bot.errors import OperatorError

SHUTDOWN_TIMEOUT = 9.5
"""Seconds after which a process that was asked to stop is ended, whatever it still waits for.

Nothing is lost by that. Containers are killed after ten."""

_log = structlog.get_logger(__name__)


def run_until_stopped(
    work: Callable[[asyncio.Event], Coroutine[Any, Any, None]], *, limits_shutdown: bool = True
) -> None:
    """Run `work` on uvloop, if the platform has it. SIGTERM or Ctrl+C sets the event that it is given.

    Then the work has `SHUTDOWN_TIMEOUT` seconds to end, or any time with `limits_shutdown=False`.
    """

    async def until_stopped() -> None:
        stopping = asyncio.Event()
        _handle_signals(asyncio.get_running_loop(), stopping)
        watchdog = asyncio.create_task(_limit_shutdown(stopping)) if limits_shutdown else None
        await work(stopping)
        if watchdog:
            watchdog.cancel()

    with report_refusal(), asyncio.Runner(loop_factory=_loop_factory()) as runner:
        runner.run(until_stopped())


def _handle_signals(loop: asyncio.AbstractEventLoop, stopping: asyncio.Event) -> None:
    for name in (signal.SIGTERM, signal.SIGINT):
        try:
            loop.add_signal_handler(name, stopping.set)
        except NotImplementedError:
            # Loops on Windows have no signal handlers of their own.
            signal.signal(name, lambda *_: loop.call_soon_threadsafe(stopping.set))


async def _limit_shutdown(stopping: asyncio.Event) -> None:
    """End the process `SHUTDOWN_TIMEOUT` seconds after it was asked to stop.

    A thread does it: the loop's own shutdown may be what waits, for a database that does not answer.
    """
    await stopping.wait()
    timer = threading.Timer(SHUTDOWN_TIMEOUT, _kill_process)
    timer.daemon = True
    timer.start()


def _kill_process() -> None:
    """End the process as a power cut would."""
    _log.error("did not end in time", seconds=SHUTDOWN_TIMEOUT)
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(1)


@contextlib.contextmanager
def report_refusal() -> Iterator[None]:
    """Print a sentence and exit with 1 for an error that the operator can mend, such as a taken port."""
    refusal: BaseException | None = None
    try:
        yield
    except* _list_refusals() as errors:
        refusal = errors
        while isinstance(refusal, BaseExceptionGroup):
            refusal = refusal.exceptions[0]
    if refusal is None:
        return
    sentence = refusal.strerror if isinstance(refusal, OSError) else None
    if not isinstance(refusal, OperatorError | OSError):
        sentence = _explain_database_error(refusal)
    click.echo(f"This did not work: {sentence or refusal}", err=True)
    if isinstance(refusal, OSError) and refusal.errno == errno.EADDRINUSE:
        click.echo("Another port may be free: set PORT, or --port for the demo.", err=True)
    sys.exit(1)


def _list_refusals() -> tuple[type[Exception], ...]:
    """Return the errors that the operator can mend. Those of a database are imported only when one fails."""
    from bot.storage.transaction import DATABASE_AWAY_ERRORS

    return (OperatorError, OSError, *DATABASE_AWAY_ERRORS)


def _explain_database_error(error: BaseException) -> str:
    """Return a sentence: the driver's first line has no data of people."""
    reason = str(getattr(error, "orig", None) or error).partition("\n")[0]
    return f"the database does not answer, or takes no more: {reason}. What was done before is stored"


def _loop_factory() -> Callable[[], asyncio.AbstractEventLoop] | None:
    if sys.platform == "win32":
        return None
    import uvloop

    return uvloop.new_event_loop
