"""How often somebody got an answer of one kind, so that the next one is worded otherwise."""

from collections import OrderedDict

MAX_USERS_COUNTED = 10_000
"""Users whose latest greeting is remembered, to greet them otherwise the next time."""


class ReplyCounter:
    """How often each user got an answer of one kind, as far as this process remembers."""

    def __init__(self) -> None:
        """Begin with nobody."""
        self._counts: OrderedDict[str, int] = OrderedDict()

    def next(self, user: str) -> int:
        """Count one more answer to this user; return how many came before it."""
        turn = self._counts.pop(user, 0)
        self._counts[user] = turn + 1
        if len(self._counts) > MAX_USERS_COUNTED:
            self._counts.popitem(last=False)
        return turn
