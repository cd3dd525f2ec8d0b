"""The clock of the machine that all processes run on: a file says by how much it is wrong.

Run as a program, this is `hearten` on such a machine; `CHAOS_CLOCK` names the file.
"""

from __future__ import annotations

import os
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

VARIABLE = "CHAOS_CLOCK"
PROGRAM = (sys.executable, "-P", str(Path(__file__)))
"""How the program is started. Without -P this folder's modules could hide others."""


class MachineClock:
    """The clock, as a trial sets it."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self.set(timedelta(0))

    def set(self, ahead: timedelta) -> None:
        """Let the clock be this much ahead of the true time, or behind it."""
        new = self.file.with_suffix(".new")
        new.write_text(str(ahead.total_seconds()))
        # Nobody reads half a number.
        new.replace(self.file)


def main() -> None:
    from bot import clock
    from bot.cli import main as hearten

    file = Path(os.environ[VARIABLE])
    clock.machine_time = lambda: datetime.now(UTC) + timedelta(seconds=float(file.read_text()))
    hearten()


if __name__ == "__main__":
    main()
