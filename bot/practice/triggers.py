"""The `trigger_id`s: each lets the app open one modal for the person whose deed it came with."""

from __future__ import annotations

import secrets
import time
from dataclasses import dataclass

from bot.practice.records import SlackError

LIFETIME = 3.0
"""Seconds that a trigger works."""
_REMEMBERED = 10_000
"""How many triggers are kept, so that an old one is told from one that never was."""


@dataclass(slots=True)
class Trigger:
    """What a trigger stands for: who did something, in which channel ("" for none), and when."""

    person: str
    channel: str
    issued: float
    is_used: bool = False


class Triggers:
    """Gives out triggers and takes each back once. Their time is real, not the workspace's clock."""

    def __init__(self) -> None:
        """Begin without any."""
        self.monotonic = time.monotonic
        self._issued: dict[str, Trigger] = {}

    def issue(self, person_id: str, channel_id: str = "") -> str:
        """A new `trigger_id` for what a person does now."""
        key = f"{secrets.randbelow(10**13)}.{secrets.randbelow(10**12)}.{secrets.token_hex(16)}"
        self._issued[key] = Trigger(person_id, channel_id, self.monotonic())
        if len(self._issued) > _REMEMBERED:
            del self._issued[next(iter(self._issued))]
        return key

    def use(self, trigger_id: str) -> Trigger:
        """Use a trigger up; SlackError `invalid_trigger_id`, `expired_trigger_id`, `exchanged_trigger_id`."""
        found = self._issued.get(trigger_id)
        if found is None:
            raise SlackError("invalid_trigger_id")
        if found.is_used:
            raise SlackError("exchanged_trigger_id")
        if self.monotonic() - found.issued > LIFETIME:
            raise SlackError("expired_trigger_id")
        found.is_used = True
        return found
