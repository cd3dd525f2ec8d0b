"""What of a page has changed since it was last told: whole parts of it, and single entries of long lists."""

import secrets
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

_KEPT: Final = 16
"""Pages that were opened and have not asked; a browser asks at once."""
_NONE: Final[Mapping[str, str]] = {}


@dataclass(frozen=True, slots=True)
class Parts:
    """All of a page that changes by itself, as HTML by the ids of the elements in which it stands."""

    whole: Mapping[str, str]
    """What is told as one."""
    lists: Mapping[str, Mapping[str, str]]
    """Of each list: its entries by their own ids, in order."""


class Drawn:
    """What pages were drawn with that have not asked yet what has changed since."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self._parts: OrderedDict[str, Parts] = OrderedDict()

    def keep(self, parts: Parts) -> str:
        """Keep this until it is taken; the key to it."""
        key = secrets.token_urlsafe(9)
        self._parts[key] = parts
        if len(self._parts) > _KEPT:
            self._parts.popitem(last=False)
        return key

    def take(self, key: str) -> Parts | None:
        """What has this key; None if it was taken already, or is too long ago."""
        return self._parts.pop(key, None)


def changes(before: Parts | None, now: Parts) -> str:
    """What brings a page that stands as `before` (not known: None) up to date; nothing if it is."""
    told = [
        _partial(place, "innerMorph", drawn)
        for place, drawn in now.whole.items()
        if before is None or before.whole.get(place) != drawn
    ]
    for place, entries in now.lists.items():
        told += _list(place, before.lists.get(place) if before else None, entries)
    return "".join(told)


def _list(place: str, before: Mapping[str, str] | None, now: Mapping[str, str]) -> list[str]:
    """Each entry that came, went or changed; all of them where new ones do not stand at the end alone.

    A long list is not told again for one reaction: comparing a thousand messages makes a browser stutter.
    """
    kept = [key for key in before or _NONE if key in now]
    if before is None or (before and not kept) or list(now)[: len(kept)] != kept:
        return [_partial(place, "innerMorph", "".join(now.values()))]
    return [
        *(_partial(key, "delete", "") for key in before if key not in now),
        *(_partial(key, "outerMorph", now[key]) for key in kept if before[key] != now[key]),
        *(_partial(place, "beforeend", now[key]) for key in list(now)[len(kept) :]),
    ]


def _partial(place: str, swap: str, drawn: str) -> str:
    return f'<hx-partial hx-target="#{place}" hx-swap="{swap}">{drawn}</hx-partial>\n'
