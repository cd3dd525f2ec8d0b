"""Ways in which Slack can be made to fail from the page, read from `failures.toml`."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Final

from bot.practice.api.faults import Failure, Fault

if TYPE_CHECKING:
    from bot.practice.server import Practice


@dataclass(frozen=True, slots=True)
class Way:
    """A way in which a call goes wrong, in words and as the practice workspace takes it."""

    words: str
    failure: Failure
    methods: frozenset[str]
    """The methods that can go wrong so; all of them if there are none."""


def _ways(group: dict[str, Any]) -> Iterator[tuple[str, Way]]:
    for key, way in group["ways"].items():
        words, methods = way.pop("words"), frozenset(way.pop("methods", ()))
        failure = Failure(**way)
        if set(way) == {"error"}:
            words = f"{words} ({failure.error})"
        yield key, Way(words, failure, methods)


_OFFERED: Final = tomllib.loads(
    files("bot.practice.page").joinpath("failures.toml").read_text(encoding="utf-8")
)
GROUPS: Final[Mapping[str, Mapping[str, Way]]] = {
    group["heading"]: dict(_ways(group)) for group in _OFFERED["groups"]
}
"""From a heading of a form to what it offers there: from what the form says to what goes wrong."""
WAYS: Final[Mapping[str, Way]] = {key: way for group in GROUPS.values() for key, way in group.items()}
CALLS: Final[Mapping[str, str]] = _OFFERED["calls"]
"""From a method to what people call it."""
TIMES: Final[Mapping[str, str]] = {"1": "Once", "3": "3 times", "10": "10 times"}
"""How often something can be made to fail, as a form says it and in words."""
REPEAT: Final = 1
"""How often each event comes again, once events are disturbed."""
WITHIN: Final = 2.0
"""Seconds by which an event may then be late: enough for one person's clicks to overtake each other."""


@dataclass(frozen=True, slots=True)
class CurrentFailures:
    """What goes wrong at present: a line for each fault that waits, and whether events are disturbed."""

    lines: tuple[str, ...]
    is_disturbed: bool


def current_failures(practice: Practice) -> CurrentFailures:
    """Return what goes wrong in a practice workspace."""
    return CurrentFailures(tuple(_line(fault) for fault in practice.faults), practice.is_disturbed)


def _line(fault: Fault) -> str:
    calls = CALLS.get(fault.method, fault.method)
    how = next((way.words for way in WAYS.values() if way.failure == fault.failure), "Fails").lower()
    return f"{calls}: {how}, {'once' if fault.times == 1 else f'{fault.times} times'}"
