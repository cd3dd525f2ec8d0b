"""Steps of a job that fail one by one. `ticks` and `erasure`, which it imports, both need them."""

from collections.abc import Awaitable, Callable

import structlog

_log = structlog.get_logger(__name__)


async def run_step(event: str, name: str, step: Callable[[], Awaitable[object]]) -> None:
    """Run a step of a job. If it fails, log `event` with its name, so that the next steps run."""
    try:
        await step()
    # The next run tries it again.
    except Exception as error:  # noqa: BLE001
        _log.error(event, step=name, error=type(error).__name__)
