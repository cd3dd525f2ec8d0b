"""Which entry counts if two admins submit the same form."""

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.workspace_settings import merge_form

states = st.fixed_dictionaries({name: st.integers(0, 2) for name in "abc"})


@pytest.mark.parametrize(
    ("opened", "wished", "current", "result", "is_conflict"),
    [
        (24, 24, 24, 24, False),
        (24, 12, 24, 12, False),
        (24, 24, 12, 12, False),
        (24, 12, 12, 12, False),
        (24, 12, 6, 12, True),
    ],
)
def test_merge_of_one_field(
    opened: int, wished: int, current: int, result: int, *, is_conflict: bool
) -> None:
    merged = merge_form({"months": opened}, {"months": wished}, {"months": current})
    assert merged.result == {"months": result}
    assert bool(merged.conflicts) is is_conflict


@given(states, states, states)
def test_every_lost_change_is_a_conflict(
    opened: Mapping[str, object], wished: Mapping[str, object], current: Mapping[str, object]
) -> None:
    merged = merge_form(opened, wished, current)
    for name in opened:
        if wished[name] != opened[name]:
            assert merged.result[name] == wished[name]
        if current[name] not in (opened[name], merged.result[name]):
            assert name in merged.conflicts
    # After the conflict was shown, the form that is submitted again counts.
    assert not merge_form(current, wished, current).conflicts
