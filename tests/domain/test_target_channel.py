"""Which channels can be the target channel, and which recognitions are not moved there."""

from itertools import product

import pytest

from bot.domain.ids import UserId
from bot.domain.target_channel import (
    StayReason,
    TargetChannelProblem,
    find_stay_reason,
    find_target_channel_problem,
    may_post_in_target,
)
from bot.domain.user import User, make_unknown_user
from bot.domain.visibility import ChannelKind

NEW = UserId("UNEW")

ANA, TOM, ROSA = (
    User(UserId("UANA")),
    User(UserId("UTOM"), is_guest=True),
    User(UserId("UROSA"), is_foreign=True),
)


@pytest.mark.parametrize(
    ("kind", "can_post", "is_shared", "why"),
    [
        (ChannelKind.PUBLIC, True, False, None),
        (ChannelKind.PUBLIC, True, True, TargetChannelProblem.SHARED),
        (ChannelKind.PUBLIC, False, False, TargetChannelProblem.CLOSED),
        (ChannelKind.PRIVATE, True, False, TargetChannelProblem.NOT_PUBLIC),
        (ChannelKind.DIRECT, True, False, TargetChannelProblem.NOT_PUBLIC),
    ],
)
def test_channels_that_can_be_the_target(
    kind: ChannelKind, why: TargetChannelProblem | None, *, can_post: bool, is_shared: bool
) -> None:
    assert find_target_channel_problem(kind, can_post=can_post, is_shared=is_shared) is why


@pytest.mark.parametrize(
    ("giver", "kind", "is_shared", "why"),
    [
        (ANA, ChannelKind.PUBLIC, False, None),
        (ANA, ChannelKind.PRIVATE, False, StayReason.PRIVATE),
        (ANA, ChannelKind.DIRECT, False, StayReason.PRIVATE),
        (ANA, ChannelKind.PUBLIC, True, StayReason.SHARED),
        (TOM, ChannelKind.PUBLIC, False, StayReason.GUEST),
        (ROSA, ChannelKind.PUBLIC, False, StayReason.GUEST),
        (make_unknown_user(NEW), ChannelKind.PUBLIC, False, StayReason.UNKNOWN),
        (make_unknown_user(NEW), ChannelKind.PRIVATE, False, StayReason.PRIVATE),
    ],
)
def test_recognitions_that_are_not_moved(
    giver: User, kind: ChannelKind, why: StayReason | None, *, is_shared: bool
) -> None:
    assert find_stay_reason(giver, kind, is_shared=is_shared) is why


@pytest.mark.parametrize(
    ("giver", "kind", "is_shared", "may_post"),
    [
        (ANA, ChannelKind.PUBLIC, False, True),
        (ANA, ChannelKind.PUBLIC, True, False),
        (ANA, ChannelKind.PRIVATE, False, False),
        (TOM, ChannelKind.PUBLIC, False, False),
        (ROSA, ChannelKind.PUBLIC, False, False),
        (make_unknown_user(NEW), ChannelKind.PUBLIC, False, False),
    ],
)
def test_only_full_members_post_in_target_without_being_in_it(
    giver: User, kind: ChannelKind, *, is_shared: bool, may_post: bool
) -> None:
    assert may_post_in_target(giver, kind, is_shared=is_shared) is may_post


def test_target_channel_has_no_readers_beyond_the_public() -> None:
    kinds, either = tuple(ChannelKind), (False, True)
    for here, here_shared, there, there_shared in product(kinds, either, kinds, either):
        moves = find_stay_reason(ANA, here, is_shared=here_shared) is None
        if moves and find_target_channel_problem(there, can_post=True, is_shared=there_shared) is None:
            assert here is there is ChannelKind.PUBLIC
            assert not there_shared
