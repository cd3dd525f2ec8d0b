"""Members of a channel who do nothing: so many of them that their accounts are made only when asked for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final, overload

from bot.practice.records import Channel, Person

_ID: Final = re.compile(r"U0CROWD(\d{5})")


def crowd_id(number: int) -> str:
    """Return the id of one of them, numbered from 0; the same people are in every crowd."""
    return f"U0CROWD{number:05}"


def crowd_number(person_id: str) -> int | None:
    """Return the number of one of them by the id; None if it is somebody else's."""
    found = _ID.fullmatch(person_id)
    return int(found[1]) if found else None


def crowd_person(number: int, team_id: str) -> Person:
    """Return the account of one of them."""
    return Person(crowd_id(number), f"crowd{number:05}", f"Colleague {number}", team_id)


def crowd_size(channels: Iterable[Channel]) -> int:
    """Return how many of them a workspace with these channels has."""
    return max((channel.crowd for channel in channels), default=0)


class Members(Sequence[str]):
    """The ids of all members of a channel, in a lasting order: those with a part to play first."""

    def __init__(self, channel: Channel) -> None:
        """Look at one channel as it is now."""
        self._crowd = channel.crowd
        self._known = sorted(each for each in channel.members if not self._is_of_crowd(each))

    def __len__(self) -> int:
        """Return how many members there are."""
        return len(self._known) + self._crowd

    @overload
    def __getitem__(self, place: int) -> str: ...

    @overload
    def __getitem__(self, place: slice) -> Sequence[str]: ...

    def __getitem__(self, place: int | slice) -> str | Sequence[str]:
        """Return one id, or a page of them, without making the others."""
        if isinstance(place, slice):
            return [self[each] for each in range(*place.indices(len(self)))]
        number = range(len(self))[place]
        known = len(self._known)
        return self._known[number] if number < known else crowd_id(number - known)

    def _is_of_crowd(self, person_id: str) -> bool:
        number = crowd_number(person_id)
        return number is not None and number < self._crowd
