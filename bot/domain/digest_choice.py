"""Which few recognitions a digest shows: those that differ in users and values, never by counts."""

import hashlib
from collections.abc import Collection, Mapping, Sequence
from enum import IntEnum
from typing import TypeVar

from msgspec import Struct

from bot.domain.ids import UserId

Id = TypeVar("Id", bound=str)

MAX_SHOWN = 7
"""Recognitions that a digest shows of a week that has more."""
MAX_ORDERED = 3 * MAX_SHOWN
"""Recognitions that get a place in the order: where some are withdrawn later, others take their place."""
SMALL_GROUP = 3
"""Recipients up to which a recognition is about users, and not about everyone."""
MAX_QUOTED_CHARACTERS = 560
"""Characters that a digest quotes of all its recognitions together, as far as `MIN_EXCERPT` leaves it."""
MAX_EXCERPT, MIN_EXCERPT = 240, 80
"""Characters of the longest excerpt, where there is much room and where there is little."""


class DigestCandidate(Struct, frozen=True):
    """A recognition as the choice sees it. Users are user ids, values are keys."""

    id: str
    recipients: frozenset[UserId]
    givers: frozenset[UserId]
    values: frozenset[str]
    has_text: bool

    @property
    def kinds(self) -> frozenset[str]:
        """Return the values, or "" where it has none: that is a kind of its own."""
        return self.values or frozenset([""])


class _Novelty(IntEnum):
    """Who is new in what a recognition would add to the digest; the lowest is chosen first."""

    OTHERS = 0
    """A user who is in neither this digest nor the previous one, beside no one of the previous one."""
    OTHERS_AMONG_SHOWN = 1
    """Such a user, together with a user of the previous one."""
    SHOWN_BEFORE = 2
    """A user of the previous one."""
    NOBODY_NEW = 3


def choose_display_order(candidates: Collection[DigestCandidate], shown_before: Collection[str]) -> list[str]:
    """Return the ids of at most `MAX_ORDERED` recognitions, those first that the digest is to show first.

    `shown_before` are the recipients in the channel's previous digest. One of them is shown again only after
    everyone else who was thanked. The same candidates give the same order, however they are sorted.
    """
    before = frozenset(shown_before)
    left = sorted(candidates, key=_draw_lot)
    shown: set[str] = set()
    givers: set[UserId] = set()
    values: set[str] = set()
    order: list[str] = []
    while left and len(order) < MAX_ORDERED:
        best = min(
            left,
            key=lambda one: (
                _rate_novelty(one, shown, before),
                not one.recipients.isdisjoint(shown),
                len(one.recipients) > SMALL_GROUP,
                one.kinds <= values,
                one.givers <= givers,
                not one.has_text,
            ),
        )
        left.remove(best)
        order.append(best.id)
        shown |= best.recipients
        givers |= best.givers
        values |= best.kinds
    return order


def _rate_novelty(candidate: DigestCandidate, shown: Collection[str], before: frozenset[str]) -> _Novelty:
    new = candidate.recipients.difference(shown)
    if not new:
        return _Novelty.NOBODY_NEW
    if new <= before:
        return _Novelty.SHOWN_BEFORE
    return _Novelty.OTHERS_AMONG_SHOWN if candidate.recipients & before else _Novelty.OTHERS


def _draw_lot(candidate: DigestCandidate) -> str:
    """Draw lots by the id, so that neither the first of a week nor the last are preferred."""
    return hashlib.sha256(candidate.id.encode()).hexdigest()


def choose_shown(ids: Sequence[Id], order: Mapping[str, int]) -> list[Id]:
    """Return those of these recognitions that a digest shows, in the order of time.

    `order` holds their places in the display order; those without one come after those with one.
    """
    ranked = sorted(ids, key=lambda one: (one not in order, order.get(one, 0), one))
    return sorted(ranked[:MAX_SHOWN])


def find_excerpt_length(lengths: Sequence[int]) -> int:
    """Return the characters that each excerpt may have if texts of these lengths share the room."""
    caps = range(MAX_EXCERPT, MIN_EXCERPT, -10)
    fitting = (cap for cap in caps if sum(min(length, cap) for length in lengths) <= MAX_QUOTED_CHARACTERS)
    return next(fitting, MIN_EXCERPT)
