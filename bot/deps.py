"""What handlers, jobs and HTTP work with, made in one place (`bot/app.py`).

All of them import this module, so it imports no other part and contains nothing else.
"""

from collections.abc import Callable

from msgspec import Struct

from bot.clock import Clock
from bot.metrics import Metrics
from bot.settings import Settings
from bot.storage.engine import Database
from bot.traces import NO_TRACING, Tracing


class Deps(Struct, frozen=True):
    """The dependencies of a process. `clock` is calendar time; `monotonic` counts seconds."""

    settings: Settings
    database: Database
    clock: Clock
    monotonic: Callable[[], float]
    metrics: Metrics
    tracing: Tracing = NO_TRACING
