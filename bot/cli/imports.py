"""How a command imports what it needs: without the garbage collector, as modules are not garbage.

Each command imports this module first, so it contains nothing else.
"""

import contextlib
import gc
from collections.abc import Iterator


@contextlib.contextmanager
def paused_collection() -> Iterator[None]:
    """Pause the garbage collector, which takes a sixth of the time of imports."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def resume_collection() -> None:
    """Collect garbage again, but not among what a server keeps as long as it runs.

    Looking through all modules caused the slowest answers. What is made later is looked through often enough
    that what requests leave behind takes no more than a megabyte.
    """
    gc.freeze()
    gc.set_threshold(5_000, 20, 20)
    gc.enable()
