"""Calls that go wrong on purpose, and the record of all calls."""

from __future__ import annotations

from dataclasses import dataclass

from bot.practice.workspace import JsonObject


@dataclass(frozen=True, slots=True)
class Call:
    """One call of the Web API by the app, with what it was told."""

    method: str
    args: JsonObject
    """As they were passed: all text from a form, else JSON. The token is left out."""
    response: JsonObject
    """The body; for a failure below Slack's own words, such as a 500, an error made up from it."""


@dataclass(slots=True)
class Fault:
    """How the next calls of a method go wrong, instead of what would have happened."""

    error: str | None
    """Slack's word for it, in an otherwise healthy response."""
    status: int | None
    """An HTTP status without Slack's words."""
    retry_after: int | None
    """Seconds, with status 429: called too often."""
    hang: float
    """Seconds before anything is answered."""
    acts: bool
    """Whether the call does its work all the same, so that only the answer goes wrong."""
    times: int
    """How many calls are still to go wrong."""

    @property
    def spoils_answer(self) -> bool:
        """Whether the answer is another one, and not merely a late one."""
        return bool(self.error or self.status or self.retry_after is not None)


class Faults:
    """The faults that wait for calls."""

    def __init__(self) -> None:
        """Begin without any."""
        self._waiting: dict[str, list[Fault]] = {}

    def add(self, method: str, fault: Fault) -> None:
        """Have the next calls of a method go wrong, after those that already will."""
        self._waiting.setdefault(method, []).append(fault)

    def take(self, method: str) -> Fault | None:
        """The fault that the present call of a method meets, if any."""
        waiting = self._waiting.get(method)
        if not waiting:
            return None
        fault = waiting[0]
        fault.times -= 1
        if fault.times < 1:
            waiting.pop(0)
        return fault
