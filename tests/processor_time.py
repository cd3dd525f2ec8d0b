"""Processor time that reading a text takes. Wall time would depend on what else the machine does."""

import gc
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

QUICK = 0.05
"""Seconds within which a text may be read however the time grows with its length."""
MAX_SECONDS = 0.5
"""Seconds that no text takes, even if the time is proportional to its length."""
GROWTH = 8
"""How many times longer a text is than the one that it's compared with."""
TOLERANCE = 3
"""How much more than proportionally the time may grow. Quadratic time grows by `GROWTH` times too much."""
_RUNS = 5


@contextmanager
def no_garbage_collection() -> Iterator[None]:
    """Collect no garbage while time is measured. Collecting that of other tests first takes long."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def processor_seconds(act: Callable[[], object], enough: float = 0.0) -> float:
    """Return this thread's processor time of an act: the shortest of some runs, or the first within `enough`.

    The first run that takes longer than `MAX_SECONDS` is the last.
    """
    shortest = float("inf")
    for _ in range(_RUNS):
        begun = time.thread_time()
        act()
        shortest = min(shortest, time.thread_time() - begun)
        if shortest <= enough or shortest > MAX_SECONDS:
            break
    return shortest


def is_slow(read: Callable[[str], object], make: Callable[[int], str], length: int) -> bool:
    """Return True if a text of this length takes long, and more than proportionally longer than a short one.

    `make` returns a text of a length.
    """
    text = make(length)
    whole = processor_seconds(lambda: read(text), QUICK)
    if whole <= QUICK:
        return False
    short = make(length // GROWTH)
    return whole > MAX_SECONDS or whole > TOLERANCE * GROWTH * processor_seconds(lambda: read(short))
