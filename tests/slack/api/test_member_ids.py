"""Ids of members are a set like any other."""

import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.ids import UserId
from bot.slack.api.member_ids import MemberIds

ids = st.lists(st.text("UW0123", min_size=1, max_size=3).map(UserId), max_size=12)


@given(ids, ids)
def test_members_are_found_as_in_a_set(members: list[UserId], users: list[UserId]) -> None:
    found = MemberIds(members)
    assert set(found) == set(members)
    assert len(found) == len(set(members))
    assert {user for user in users if user in found} == set(users) & set(members)
    assert found | set(users) == set(members) | set(users)
    assert found - set(users) == set(members) - set(users)


@pytest.mark.parametrize("other", [7, None, "", "U77"])
def test_others_are_no_members(other: object) -> None:
    assert not MemberIds([UserId("U7")]).__contains__(other)


def test_same_id_is_in_memory_once() -> None:
    first, second = (next(iter(MemberIds([UserId("".join(("U", "7")))]))) for _ in range(2))
    assert first is second


def test_members_take_less_memory_than_a_set() -> None:
    users = [UserId(f"U{number}") for number in range(1_000)]
    assert sys.getsizeof(MemberIds(users)._sorted) * 3 < sys.getsizeof(frozenset(users))
