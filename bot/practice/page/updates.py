"""What of a page has changed since it was last sent, as a stream of server-sent events."""

import asyncio
import re
import secrets
from collections import OrderedDict
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Final

from bot.practice.records import SlackError
from bot.practice.workspace import Workspace

_KEPT: Final = 16
"""Pages that were opened and have not asked; a browser asks at once."""


@dataclass(frozen=True, slots=True)
class Parts:
    """All of a page that changes by itself, as HTML by the ids of the elements in which it is."""

    whole: Mapping[str, str]
    """What is sent as one."""
    lists: Mapping[str, Mapping[str, str]]
    """Of each list: its entries by their own ids, in order."""


class DrawnPages:
    """What pages were drawn with that have not asked yet what has changed since."""

    def __init__(self) -> None:
        self._parts: OrderedDict[str, Parts] = OrderedDict()

    def keep(self, parts: Parts) -> str:
        """Keep this until it is taken; the key to it."""
        key = secrets.token_urlsafe(9)
        self._parts[key] = parts
        if len(self._parts) > _KEPT:
            self._parts.popitem(last=False)
        return key

    def take(self, key: str) -> Parts | None:
        """Return what has this key; None if it was taken already, or is too long ago."""
        return self._parts.pop(key, None)


def render_changes(before: Parts | None, now: Parts) -> str:
    """Return what brings a page that is as `before` (not known: None) up to date; nothing if it is."""
    changed = [
        _partial(place, "innerMorph", drawn)
        for place, drawn in now.whole.items()
        if before is None or before.whole.get(place) != drawn
    ]
    for place, entries in now.lists.items():
        changed += _list(place, before.lists.get(place) if before else None, entries)
    return "".join(changed)


def _list(place: str, before: Mapping[str, str] | None, now: Mapping[str, str]) -> list[str]:
    """Return each entry that came, went or changed; all of them where new ones do not are at the end alone.

    A long list is not sent again for one reaction: comparing a thousand messages makes a browser stutter.
    """
    kept = [key for key in before or {} if key in now]
    if before is None or (before and not kept) or list(now)[: len(kept)] != kept:
        return [_partial(place, "innerMorph", "".join(now.values()))]
    return [
        *(_partial(key, "delete", "") for key in before if key not in now),
        *(_partial(key, "outerMorph", now[key]) for key in kept if before[key] != now[key]),
        *(_partial(place, "beforeend", now[key]) for key in list(now)[len(kept) :]),
    ]


def _partial(place: str, swap: str, drawn: str) -> str:
    return f'<hx-partial hx-target="#{place}" hx-swap="{swap}">{drawn}</hx-partial>\n'


_HEARTBEAT: Final = 15.0
"""Seconds after which the page is brought up to date without a change, for its clock."""
_LINE_END: Final = re.compile(r"\r\n|\r|\n")
START_OVER: Final = "event: start-over\ndata: yes\n\n"
"""Tells a page that the company which it shows is gone, and another one in its place."""


async def stream(
    workspace: Workspace,
    stopping: asyncio.Event,
    draw: Callable[[], Parts],
    is_gone: Callable[[], bool] = lambda: False,
    last: Parts | None = None,
) -> AsyncIterator[str]:
    """Draw at once, after every change, and at each heartbeat; changes that come together are drawn once.

    Each event has the parts that are different since the one before; the first, since `last`: what the
    page that asks was drawn with, or all parts if that is not known.

    It ends with `START_OVER` once the workspace `is_gone`, when the server is stopping, when the person can
    no longer open the channel, or by being cancelled, which the server does when the browser goes away.
    """
    while True:
        if is_gone():
            yield START_OVER
        if is_gone() or stopping.is_set():
            return
        revision = workspace.revision
        try:
            drawn = draw()
        except SlackError:
            return
        changed = render_changes(last, drawn)
        yield event(changed) if changed else ":\n\n"
        last = drawn
        await wait_for_first(workspace.wait_for_change(revision), stopping.wait(), patience=_HEARTBEAT)


def event(data: str) -> str:
    """Return one event with each line of its data on a line of its own."""
    return "".join(f"data: {line}\n" for line in _LINE_END.split(data)) + "\n"


async def wait_for_first(*events: Awaitable[object], patience: float) -> None:
    """Wait for the first of these to happen, for so many seconds at most."""
    waiting = [asyncio.ensure_future(event) for event in events]
    try:
        await asyncio.wait(waiting, timeout=patience, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for each in waiting:
            each.cancel()
