"""Steps of a job that fail one by one."""

from collections.abc import Awaitable, Callable

import structlog

_log = structlog.get_logger(__name__)


async def run_step(event: str, name: str, step: Callable[[], Awaitable[object]]) -> None:
    """Run a step. If it fails, log `event` with its name: what is due stays due, and others come after it."""
    try:
        await step()
    # Whatever it is, it is tried again the next time.
    except Exception as error:  # noqa: BLE001
        _log.error(event, step=name, error=type(error).__name__)
