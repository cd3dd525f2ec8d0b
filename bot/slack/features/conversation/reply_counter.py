"""Counts of replies, so that no two in a row are worded the same."""

from collections import OrderedDict

from bot.domain.ids import UserId

MAX_USERS_COUNTED = 10_000
"""Users whose replies are counted; the count of the least recent is dropped."""


class ReplyCounter:
    """Counts replies of one kind to each user, in memory."""

    def __init__(self) -> None:
        """Start without any counts."""
        self._counts: OrderedDict[UserId, int] = OrderedDict()

    def next(self, user: UserId) -> int:
        """Count a reply to this user, and return how many there were before."""
        count = self._counts.pop(user, 0)
        self._counts[user] = count + 1
        if len(self._counts) > MAX_USERS_COUNTED:
            self._counts.popitem(last=False)
        return count
