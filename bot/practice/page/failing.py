"""Ways in which Slack can be made to fail from the page, and how what waits is told there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from bot.practice.api.faults import ANY_METHOD, RESPONSE_URL, UPLOAD_URL, Fault

if TYPE_CHECKING:
    from bot.practice.server import Practice


@dataclass(frozen=True, slots=True)
class Way:
    """A way in which a call goes wrong, in words and as the practice workspace is told."""

    words: str
    retry_after: int | None = None
    status: int | None = None
    hang: float = 0.0
    cut: bool = False
    acts: bool = False
    error: str | None = None
    """Slack's word for it."""
    of: frozenset[str] = frozenset()
    """The methods that can go wrong so; every one if there is none."""

    def is_of(self, fault: Fault) -> bool:
        """Whether a fault goes wrong in this way."""
        return (
            fault.retry_after,
            fault.status,
            fault.hang,
            fault.cut,
            fault.acts,
            fault.error,
        ) == (self.retry_after, self.status, self.hang, self.cut, self.acts, self.error)


WAYS: Final[Mapping[str, Way]] = {
    "refuse": Way("Refused for 30 seconds", retry_after=30),
    "break": Way("Server error", status=500),
    "hang": Way("No answer for 20 seconds", hang=20),
    "cut-before": Way("Cut off before it happens", cut=True),
    "cut-after": Way("Cut off after it happened", cut=True, acts=True),
    "conflict": Way(
        "Changed in the meantime (hash_conflict)",
        error="hash_conflict",
        of=frozenset({"views.update", "views.publish"}),
    ),
}
"""From what a form says to what goes wrong."""

CALLS: Final[Mapping[str, str]] = {
    "chat.postMessage": "Posting",
    "chat.update": "Updating",
    "chat.delete": "Deleting",
    "chat.postEphemeral": "Telling one person",
    RESPONSE_URL: "Answering a press",
    "views.open": "Opening a form",
    "views.push": "Stacking a form",
    "views.update": "Changing a form",
    "views.publish": "Showing the Home",
    "files.getUploadURLExternal": "Announcing a file",
    UPLOAD_URL: "Uploading a file",
    "files.completeUploadExternal": "Sharing a file",
    ANY_METHOD: "Every method",
}
"""From a method to what people call it."""

TIMES: Final[Mapping[str, str]] = {"1": "Once", "3": "3 times", "10": "10 times"}
"""How often something can be made to fail, as a form says it and in words."""

REPEAT: Final = 1
"""How often each event comes again, once events are disturbed."""
WITHIN: Final = 2.0
"""Seconds by which an event may then be late: enough for one person's clicks to overtake each other."""


@dataclass(frozen=True, slots=True)
class Failing:
    """What goes wrong at present: a line for each fault that waits, and whether events are disturbed."""

    lines: tuple[str, ...]
    is_disturbed: bool


def failing(practice: Practice) -> Failing:
    """Tell what goes wrong in a practice workspace."""
    return Failing(tuple(_line(fault) for fault in practice.faults), practice.is_disturbed)


def _line(fault: Fault) -> str:
    calls = CALLS.get(fault.method, fault.method)
    how = next((way.words for way in WAYS.values() if way.is_of(fault)), "Fails").lower()
    return f"{calls}: {how}, {'once' if fault.times == 1 else f'{fault.times} times'}"
