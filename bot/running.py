"""How a command runs: on which loop, until when, and with what words it ends where something is refused."""

import asyncio
import contextlib
import errno
import signal
import sys
from collections.abc import Callable, Coroutine, Iterator
from typing import Any

import click


def run(work: Callable[[asyncio.Event], Coroutine[Any, Any, None]]) -> None:
    """Run on uvloop where there is one, until SIGTERM or Ctrl+C asks to stop."""

    async def until_asked() -> None:
        stopping = asyncio.Event()
        _on_signals(asyncio.get_running_loop(), stopping)
        await work(stopping)

    with explaining(), asyncio.Runner(loop_factory=_loop_factory()) as runner:
        runner.run(until_asked())


def _on_signals(loop: asyncio.AbstractEventLoop, stopping: asyncio.Event) -> None:
    for name in (signal.SIGTERM, signal.SIGINT):
        try:
            loop.add_signal_handler(name, stopping.set)
        except NotImplementedError:
            # Loops on Windows have no signal handlers of their own.
            signal.signal(name, lambda *_: loop.call_soon_threadsafe(stopping.set))


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
