"""What a world logs that goes wrong: a test that ordered nothing of the kind has found a fault."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import structlog
from structlog.typing import EventDict, WrappedLogger

from bot.practice.server import Practice

FAULTS = {
    "failed after a commit",
    "failed after an answer",
    "look-up failed",
    "night failed",
    "result not recorded",
    "payload failed",
    "pruning failed",
    "request failed",
    "tick failed",
}
"""Some are warnings for the bot, which goes on; in a workspace in order none of them happens."""


class WatchedPractice(Practice):
    """A practice workspace that knows whether something was to go wrong."""

    is_troubled = False
    """Set by tests themselves where it is not Slack that fails, but a database or our own code."""

    def fail(self, method: str, **how: Any) -> None:
        self.is_troubled = True
        super().fail(method, **how)


@contextmanager
def faults_watched(practice: WatchedPractice) -> Iterator[None]:
    """Fail at the end if one of the `FAULTS` was logged, unless the workspace `is_troubled`."""
    found: list[EventDict] = []

    def note(_: WrappedLogger, __: str, entry: EventDict) -> EventDict:
        if entry.get("event") in FAULTS:
            found.append(dict(entry))
        return entry

    processors = structlog.get_config()["processors"]
    processors.insert(0, note)
    try:
        yield
    finally:
        processors.remove(note)
    assert practice.is_troubled or not found
