"""The chapters of a digest."""

from datetime import UTC, datetime
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.digest import chapters
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
