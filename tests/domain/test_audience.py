"""The audience of a channel, and how much its digest may cover."""

import pytest

from bot.domain.audience import Audience, Coverage, limit_coverage, make_audience
from bot.domain.ids import UserId
from bot.domain.user import User

ANA, LI = UserId("UANA"), UserId("ULI")


def test_full_members_see_public_recognitions() -> None:
    assert make_audience([ANA, LI], [], [], is_shared=False) == Audience(
        frozenset({ANA, LI}), sees_public=True
    )


@pytest.mark.parametrize(
    "somebody",
    [
        User(UserId("UTOM"), "Tom", is_guest=True),
        User(UserId("UROSA"), "Rosa", is_foreign=True),
        User(UserId("UNKNOWN")),
    ],
    ids=["a guest", "of another organisation", "unknown"],
)
def test_one_guest_limits_the_audience(somebody: User) -> None:
    assert not make_audience([ANA, somebody.id], [somebody], [], is_shared=False).sees_public
    # What others are, who are not in the channel, does not matter.
    assert make_audience([ANA, LI], [somebody], [somebody.id], is_shared=False).sees_public


def test_unknown_user_counts_as_a_guest() -> None:
    assert not make_audience([ANA, LI], [], [LI], is_shared=False).sees_public


def test_shared_channel_may_have_external_readers() -> None:
    assert not make_audience([ANA, LI], [], [], is_shared=True).sees_public


def test_deactivated_users_are_no_audience() -> None:
    erik = User(UserId("UERIK"), "Erik", is_guest=True, is_deactivated=True)
    assert make_audience([ANA, UserId("UERIK")], [erik], [], is_shared=False) == Audience(
        frozenset({ANA}), sees_public=True
    )


@pytest.mark.parametrize("wished", Coverage)
def test_coverage_is_limited_by_the_audience(wished: Coverage) -> None:
    assert limit_coverage(wished, Audience(frozenset(), sees_public=True)) is wished
    assert limit_coverage(wished, Audience(frozenset(), sees_public=False)) is Coverage.CHANNEL
    assert limit_coverage(wished, None) is Coverage.CHANNEL
