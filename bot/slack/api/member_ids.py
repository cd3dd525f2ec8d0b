"""The ids of a channel's members, in little memory."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Set
from sys import intern

from bot.domain.ids import UserId


class MemberIds(Set[UserId]):
    """A set of user ids that takes 8 bytes for each, instead of 32: they are sorted, and found by bisection.

    Most users are in many channels: interned, their ids are in memory once.
    """

    __slots__ = ("_sorted",)

    def __init__(self, ids: Iterable[UserId] = ()) -> None:
        """Keep each id once."""
        self._sorted = tuple(sorted({UserId(intern(user)) for user in ids}))

    def __contains__(self, user: object) -> bool:
        if not isinstance(user, str):
            return False
        place = bisect_left(self._sorted, user)
        return place < len(self._sorted) and self._sorted[place] == user

    def __iter__(self) -> Iterator[UserId]:
        return iter(self._sorted)

    def __len__(self) -> int:
        return len(self._sorted)
