"""How a command imports what it needs."""

import contextlib
import gc
from collections.abc import Iterator


@contextlib.contextmanager
def fast_imports() -> Iterator[None]:
    """Import without the garbage collector, which takes a sixth of the time: modules are not garbage."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def freeze_modules() -> None:
    """Exempt what lives as long as the process from garbage collection: it caused the slowest answers."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)
