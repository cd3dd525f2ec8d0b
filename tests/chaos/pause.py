"""Pauses that are part of the load, and never how a test waits for something."""

from __future__ import annotations

import asyncio
import contextlib


async def paused(ending: asyncio.Event, seconds: float) -> bool:
    """Pause so long, or until the end; answers whether to go on."""
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(seconds):
            await ending.wait()
    return not ending.is_set()
