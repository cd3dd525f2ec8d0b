"""Following the workspace: a stream of server-sent events that brings a page up to date."""

import asyncio
import re
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Final

from bot.practice.page.parts import Parts, changes
from bot.practice.records import SlackError
from bot.practice.workspace import Workspace

_HEARTBEAT: Final = 15.0
"""Seconds after which the page is brought up to date without a change, so that its clock goes on."""
_LINE_END: Final = re.compile(r"\r\n|\r|\n")
ANEW: Final = "event: anew\ndata: yes\n\n"
"""Tells a page that the company which it shows is gone, and another one in its place."""


async def stream(
    workspace: Workspace,
    stopping: asyncio.Event,
    draw: Callable[[], Parts],
    is_gone: Callable[[], bool] = lambda: False,
    last: Parts | None = None,
) -> AsyncIterator[str]:
    """Draw at once, after every change, and at each heartbeat; changes that come together are drawn once.

    Each event tells the parts that are different since the one before; the first, since `last`: what the
    page that asks was drawn with, or all parts if that is not known.

    It ends with `ANEW` once the workspace `is_gone`, when the server is stopping, when the person can no
    longer open the channel, or by being cancelled, which the server does when the browser goes away.
    """
    while True:
        if is_gone():
            yield ANEW
        if is_gone() or stopping.is_set():
            return
        revision = workspace.revision
        try:
            drawn = draw()
        except SlackError:
            return
        told = changes(last, drawn)
        yield event(told) if told else ":\n\n"
        last = drawn
        await either(workspace.wait_for_change(revision), stopping.wait(), patience=_HEARTBEAT)


def event(data: str) -> str:
    """Write one event; each line of its data goes on a line of its own."""
    return "".join(f"data: {line}\n" for line in _LINE_END.split(data)) + "\n"


async def either(*events: Awaitable[object], patience: float) -> None:
    """Wait for the first of these to happen, for so many seconds at most."""
    waiting = [asyncio.ensure_future(event) for event in events]
    try:
        await asyncio.wait(waiting, timeout=patience, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for each in waiting:
            each.cancel()
