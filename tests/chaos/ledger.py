"""What people did, and what of it Hearten acknowledged."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from bot.practice.delivery import Answer


@dataclass(slots=True)
class Gift:
    """A thanks by command. `answers` are those to the command and to its repetitions."""

    number: int
    """It stands in the words, so that the thanks is known wherever it appears."""
    giver: str
    recipients: tuple[str, ...]
    channel: str
    is_private: bool
    answers: list[Answer] = field(default_factory=list)

    @property
    def is_acknowledged(self) -> bool:
        return any(map(_is_thanked_for, self.answers))


@dataclass(slots=True)
class Emoji:
    """A value's emoji on a colleague's message or, if `gift` is set, on the shout-out of that thanks."""

    number: int
    user: str
    channel: str
    ts: str
    name: str
    gift: int | None
    added: Answer
    removed: Answer | None = None

    @property
    def has_to_stand(self) -> bool | None:
        """What was promised; None where nothing was."""
        if self.removed:
            return False if _is_acknowledged(self.removed) else None
        return True if _is_acknowledged(self.added) else None


class Ledger:
    """Keeps account of everything, in order."""

    def __init__(self) -> None:
        self.gifts: dict[int, Gift] = {}
        self.emoji: list[Emoji] = []
        self._noted = asyncio.Condition()

    @property
    def acknowledged_gifts(self) -> int:
        """Return how many thanks by command were acknowledged."""
        return _count(gift.is_acknowledged for gift in self.gifts.values())

    @property
    def acknowledged_emoji(self) -> int:
        """Return how many reactions were acknowledged: added or taken away."""
        return _count(one.has_to_stand is not None for one in self.emoji)

    async def noted(self) -> None:
        """Let those know who wait that something was answered."""
        async with self._noted:
            self._noted.notify_all()

    async def has_acknowledged(self, gifts: int, emoji: int) -> None:
        """Wait until so much was promised."""

        def enough() -> bool:
            return self.acknowledged_gifts >= gifts and self.acknowledged_emoji >= emoji

        async with self._noted:
            await self._noted.wait_for(enough)


def as_given(answer: Answer) -> Answer:
    """The answer to an event: once it is acknowledged, no repetition of Slack's can take that back."""
    return replace(answer) if _is_acknowledged(answer) else answer


def _count(facts: Iterator[bool]) -> int:
    return sum(facts)


def _is_acknowledged(answer: Answer) -> bool:
    return answer.status == 200


def _is_thanked_for(answer: Answer) -> bool:
    """An apology is a 200 too, and promises nothing."""
    said = answer.body.get("text", "") if isinstance(answer.body, dict) else ""
    promised = ("I'll post this", "privately")
    return answer.status == 200 and any(words in said for words in promised)
