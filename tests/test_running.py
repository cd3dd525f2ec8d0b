"""How a command is asked to stop."""

import asyncio
import signal
from collections.abc import Callable
from typing import TypeVarTuple, Unpack

from bot import running

_Ts = TypeVarTuple("_Ts")


class WindowsLoop(asyncio.SelectorEventLoop):
    """A loop that has no signal handlers of its own, as on Windows."""

    def add_signal_handler(self, sig: int, callback: Callable[[Unpack[_Ts]], object], *args: *_Ts) -> None:
        raise NotImplementedError


def test_a_loop_without_signal_handlers_is_stopped_all_the_same() -> None:
    before = {name: signal.getsignal(name) for name in (signal.SIGTERM, signal.SIGINT)}

    async def until_asked() -> None:
        stopping = asyncio.Event()
        running._on_signals(asyncio.get_running_loop(), stopping)
        signal.raise_signal(signal.SIGTERM)
        await asyncio.wait_for(stopping.wait(), 5)

    try:
        with asyncio.Runner(loop_factory=WindowsLoop) as runner:
            runner.run(until_asked())
    finally:
        for name, handler in before.items():
            signal.signal(name, handler)
