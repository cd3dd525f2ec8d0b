"""How a command is asked to stop."""

import asyncio
import errno
import signal
import subprocess
import sys
from collections.abc import Callable
from typing import TypeVarTuple, Unpack

import pytest
from sqlalchemy.exc import OperationalError

from bot.cli import process

_Ts = TypeVarTuple("_Ts")


class WindowsLoop(asyncio.SelectorEventLoop):
    """A loop that has no signal handlers of its own, as on Windows."""

    def add_signal_handler(self, sig: int, callback: Callable[[Unpack[_Ts]], object], *args: *_Ts) -> None:
        raise NotImplementedError


def test_loop_without_signal_handlers_stops() -> None:
    before = {name: signal.getsignal(name) for name in (signal.SIGTERM, signal.SIGINT)}

    async def until_asked() -> None:
        stopping = asyncio.Event()
        process._handle_signals(asyncio.get_running_loop(), stopping)
        signal.raise_signal(signal.SIGTERM)
        await asyncio.wait_for(stopping.wait(), 60)

    try:
        with asyncio.Runner(loop_factory=WindowsLoop) as runner:
            runner.run(until_asked())
    finally:
        for name, handler in before.items():
            signal.signal(name, handler)


FULL = "database or disk is full"


@pytest.mark.parametrize(
    ("failure", "sentence"),
    [
        (
            OperationalError(
                "INSERT …", {"text": "hush"}, Exception("database or disk is full\nDETAIL: hush")
            ),
            "database or disk is full",
        ),
        (OSError(errno.ENOSPC, "No space left on device"), "No space left on device"),
    ],
)
def test_failure_that_the_operator_can_mend_is_a_sentence(
    failure: Exception, sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended, process.report_refusal():
        raise ExceptionGroup("tasks", [failure])
    (line,) = capsys.readouterr().err.splitlines()
    assert ended.value.code == 1
    assert line.startswith("This did not work: ")
    assert sentence in line
    assert "hush" not in line


STUBBORN = """
import asyncio, os, signal, time
from bot.cli import process

process.SHUTDOWN_TIMEOUT = 0.1

async def work(stopping):
    os.kill(os.getpid(), signal.SIGTERM)
    await stopping.wait()
    await asyncio.sleep(0)
    time.sleep(60)

process.run_until_stopped(work)
"""


def test_process_that_does_not_stop_is_killed() -> None:
    ended = subprocess.run(
        [sys.executable, "-c", STUBBORN], capture_output=True, text=True, timeout=100, check=False
    )
    assert ended.returncode == 1
    assert "did not end in time" in ended.stdout + ended.stderr
