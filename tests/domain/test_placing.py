"""Which channels can take others' shout-outs, and whose stay where they were typed."""

from itertools import product

import pytest

from bot.domain.people import Person, unknown_person
from bot.domain.placing import Stays, Unfit, stays, unfit
from bot.domain.visibility import ChannelKind

ANA, TOM, ROSA = Person("UANA"), Person("UTOM", is_guest=True), Person("UROSA", is_foreign=True)


@pytest.mark.parametrize(
    ("kind", "can_post", "is_shared", "why"),
    [
        (ChannelKind.PUBLIC, True, False, None),
        (ChannelKind.PUBLIC, True, True, Unfit.SHARED),
        (ChannelKind.PUBLIC, False, False, Unfit.CLOSED),
        (ChannelKind.PRIVATE, True, False, Unfit.NOT_PUBLIC),
        (ChannelKind.DIRECT, True, False, Unfit.NOT_PUBLIC),
    ],
)
def test_fit(kind: ChannelKind, why: Unfit | None, *, can_post: bool, is_shared: bool) -> None:
    assert unfit(kind, can_post=can_post, is_shared=is_shared) is why


@pytest.mark.parametrize(
    ("giver", "kind", "is_shared", "why"),
    [
        (ANA, ChannelKind.PUBLIC, False, None),
        (ANA, ChannelKind.PRIVATE, False, Stays.PRIVATE),
        (ANA, ChannelKind.DIRECT, False, Stays.PRIVATE),
        (ANA, ChannelKind.PUBLIC, True, Stays.SHARED),
        (TOM, ChannelKind.PUBLIC, False, Stays.GUEST),
        (ROSA, ChannelKind.PUBLIC, False, Stays.GUEST),
        (unknown_person("UNEW"), ChannelKind.PUBLIC, False, Stays.UNKNOWN),
        (unknown_person("UNEW"), ChannelKind.PRIVATE, False, Stays.PRIVATE),
    ],
)
def test_stays(giver: Person, kind: ChannelKind, why: Stays | None, *, is_shared: bool) -> None:
    assert stays(giver, kind, is_shared=is_shared) is why


def test_nothing_is_told_to_more_people_than_could_read_it() -> None:
    kinds, either = tuple(ChannelKind), (False, True)
    for here, here_shared, there, there_shared in product(kinds, either, kinds, either):
        moves = stays(ANA, here, is_shared=here_shared) is None
        if moves and unfit(there, can_post=True, is_shared=there_shared) is None:
            assert here is there is ChannelKind.PUBLIC
            assert not there_shared
