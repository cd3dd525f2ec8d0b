"""The chapters of a digest."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.calendar import Period
from bot.domain.digest import (
    VARIATIONS,
    NotSetUp,
    Place,
    SetBy,
    after,
    chapters,
    in_order_of_days,
    is_still_news,
    refusal,
    variation,
)
from bot.domain.people import Person
from bot.domain.recognition import Source, Story
from tests.domain.typing import VALUES

KEYS = [value.key for value in VALUES.all]


def story(number: int, *values: str) -> Story:
    return Story(
        id=f"{number:04}",
        source=Source.COMMAND,
        channel="C1",
        words="thanks",
        givers=("U1",),
        recipients=("U2",),
        values=values,
        voices=(),
        permalink="",
        is_private=False,
        created_at=datetime(2026, 11, 25, tzinfo=UTC),
    )


def test_a_week_without_stories_has_no_chapters() -> None:
    assert chapters([], VALUES) == ()


def test_values_come_in_the_workspaces_order_and_none_comes_last() -> None:
    told = [story(1), story(2, "collaboration"), story(3, "creativity")]
    assert [c.value.key if c.value else None for c in chapters(told, VALUES)] == [
        "creativity",
        "collaboration",
        None,
    ]


def test_a_story_of_several_values_is_told_once_under_the_first() -> None:
    (chapter,) = chapters([story(1, "problem-solving", "creativity")], VALUES)
    assert chapter.value is VALUES.get("creativity")


def test_a_retired_value_is_none() -> None:
    (chapter,) = chapters([story(1, "retired")], VALUES)
    assert chapter.value is None


@given(st.lists(st.lists(st.sampled_from([*KEYS, "retired"]), max_size=4)), st.randoms())
def test_every_story_is_told_once_in_the_order_of_time(carried: list[list[str]], dice: Random) -> None:
    told = [story(number, *values) for number, values in enumerate(carried)]
    mixed = dice.sample(told, len(told))
    found = chapters(mixed, VALUES)
    assert sorted((s for c in found for s in c.stories), key=lambda s: s.id) == told
    for chapter in found:
        assert chapter.stories
        assert list(chapter.stories) == sorted(chapter.stories, key=lambda s: s.id)
    assert found == chapters(told, VALUES)
    assert list(in_order_of_days(found)) == told


@given(st.lists(st.lists(st.sampled_from([*KEYS, "retired"]), max_size=2)), st.data())
def test_what_comes_after_a_place_is_the_rest(carried: list[list[str]], data: st.DataObject) -> None:
    told = chapters([story(number, *values) for number, values in enumerate(carried)], VALUES)
    flat = [(chapter.value.key if chapter.value else "", s) for chapter in told for s in chapter.stories]
    for number, (key, one) in enumerate(flat):
        rest = after(told, Place(key, one.id), VALUES)
        assert [s for chapter in rest for s in chapter.stories] == [s for _, s in flat[number + 1 :]]
        # What was taken back since is missing, the place itself too: the others stay where they are.
        gone = {one.id} | data.draw(st.sets(st.sampled_from([s.id for _, s in flat])))
        left = tuple(
            replace(chapter, stories=tuple(s for s in chapter.stories if s.id not in gone))
            for chapter in told
        )
        rest = after([chapter for chapter in left if chapter.stories], Place(key, one.id), VALUES)
        assert [s for c in rest for s in c.stories] == [s for _, s in flat[number + 1 :] if s.id not in gone]


MONDAY = datetime(2026, 11, 30, 8, tzinfo=UTC)


@given(st.lists(st.integers(1, 60), min_size=2), st.integers(0, 3000))
def test_no_question_comes_twice_running(days: list[int], begin: int) -> None:
    """Whatever lies between two digests: a change of the day, quiet weeks, a holiday."""
    end, before = MONDAY + timedelta(days=begin), None
    for pause in days:
        end += timedelta(days=pause)
        found = variation(Period(end - timedelta(weeks=1), end), before)
        assert found != before
        assert 0 <= found < VARIATIONS
        before = found


def test_each_week_has_its_own_question() -> None:
    weeks = [Period(MONDAY + timedelta(weeks=n - 1), MONDAY + timedelta(weeks=n)) for n in range(VARIATIONS)]
    assert sorted(variation(week, None) for week in weeks) == list(range(VARIATIONS))


def test_what_was_missed_is_news_for_three_days() -> None:
    assert is_still_news(MONDAY, MONDAY + timedelta(days=3))
    assert not is_still_news(MONDAY, MONDAY + timedelta(days=3, microseconds=1))
    assert is_still_news(MONDAY, MONDAY - timedelta(days=30))


ANA, JONAS = Person("UANA", "Ana"), Person("UJONAS", "Jonas", is_admin=True)


@pytest.mark.parametrize(
    ("person", "is_member", "by", "why"),
    [
        (ANA, True, SetBy.MEMBERS, None),
        (ANA, False, SetBy.MEMBERS, NotSetUp.NO_MEMBER),
        (ANA, True, SetBy.ADMINS, NotSetUp.NO_ADMIN),
        (JONAS, True, SetBy.ADMINS, None),
        (JONAS, False, SetBy.ADMINS, NotSetUp.NO_MEMBER),
        (replace(ANA, is_guest=True), True, SetBy.MEMBERS, None),
        (replace(JONAS, is_foreign=True), True, SetBy.MEMBERS, NotSetUp.NO_MEMBER),
    ],
)
def test_who_sets_it_up(person: Person, is_member: bool, by: SetBy, why: NotSetUp | None) -> None:
    assert refusal(person, is_member=is_member, by=by) is why
