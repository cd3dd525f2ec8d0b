"""The chapters of a digest."""

from datetime import UTC, datetime, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from bot.domain.calendar import Period
from bot.domain.digest import (
    VARIATIONS,
    DigestCursor,
    DigestEditors,
    DigestRefusal,
    choose_variation,
    find_digest_refusal,
    flatten_chapters,
    group_by_value,
    is_still_news,
    skip_to_cursor,
)
from bot.domain.ids import ChannelId, RecognitionId, UserId
from bot.domain.recognition import RecognitionView, Source
from bot.domain.user import User
from tests.domain.commands.typing import VALUES

KEYS = [value.key for value in VALUES.all]


def story(number: int, *values: str) -> RecognitionView:
    return RecognitionView(
        id=RecognitionId(f"{number:04}"),
        source=Source.COMMAND,
        channel=ChannelId("C1"),
        text="thanks",
        givers=(UserId("U1"),),
        recipients=(UserId("U2"),),
        values=values,
        endorsers=(),
        permalink="",
        is_private=False,
        created_at=datetime(2026, 11, 25, tzinfo=UTC),
    )


def test_empty_week_has_no_chapters() -> None:
    assert group_by_value([], VALUES) == ()


def test_chapters_follow_the_workspaces_order_of_values() -> None:
    told = [story(1), story(2, "collaboration"), story(3, "creativity")]
    assert [c.value.key if c.value else None for c in group_by_value(told, VALUES)] == [
        "creativity",
        "collaboration",
        None,
    ]


def test_recognition_with_several_values_is_under_the_first() -> None:
    (chapter,) = group_by_value([story(1, "problem-solving", "creativity")], VALUES)
    assert chapter.value is VALUES.get("creativity")


def test_retired_value_is_in_the_chapter_without_value() -> None:
    (chapter,) = group_by_value([story(1, "retired")], VALUES)
    assert chapter.value is None


@given(st.lists(st.lists(st.sampled_from([*KEYS, "retired"]), max_size=4)), st.randoms())
def test_every_recognition_is_once_in_order_of_time(carried: list[list[str]], dice: Random) -> None:
    told = [story(number, *values) for number, values in enumerate(carried)]
    mixed = dice.sample(told, len(told))
    found = group_by_value(mixed, VALUES)
    assert sorted((s for c in found for s in c.recognitions), key=lambda s: s.id) == told
    for chapter in found:
        assert chapter.recognitions
        assert list(chapter.recognitions) == sorted(chapter.recognitions, key=lambda s: s.id)
    assert found == group_by_value(told, VALUES)
    assert list(flatten_chapters(found)) == told


@given(st.lists(st.lists(st.sampled_from([*KEYS, "retired"]), max_size=2)), st.data())
def test_chapters_after_a_cursor_are_the_rest(carried: list[list[str]], data: st.DataObject) -> None:
    told = group_by_value([story(number, *values) for number, values in enumerate(carried)], VALUES)
    flat = [(chapter.value.key if chapter.value else "", s) for chapter in told for s in chapter.recognitions]
    for number, (key, one) in enumerate(flat):
        rest = skip_to_cursor(told, DigestCursor(key, one.id), VALUES)
        assert [s for chapter in rest for s in chapter.recognitions] == [s for _, s in flat[number + 1 :]]
        # What was taken back since is missing, the place itself too: the others stay where they are.
        gone = {one.id} | data.draw(st.sets(st.sampled_from([s.id for _, s in flat])))
        left = tuple(
            replace(chapter, recognitions=tuple(s for s in chapter.recognitions if s.id not in gone))
            for chapter in told
        )
        rest = skip_to_cursor(
            [chapter for chapter in left if chapter.recognitions], DigestCursor(key, one.id), VALUES
        )
        assert [s for c in rest for s in c.recognitions] == [
            s for _, s in flat[number + 1 :] if s.id not in gone
        ]


MONDAY = datetime(2026, 11, 30, 8, tzinfo=UTC)


@given(st.lists(st.integers(1, 60), min_size=2), st.integers(0, 3000))
def test_question_differs_from_the_previous_week(days: list[int], begin: int) -> None:
    """Whatever lies between two digests: a change of the day, quiet weeks, a holiday."""
    end, before = MONDAY + timedelta(days=begin), None
    for pause in days:
        end += timedelta(days=pause)
        found = choose_variation(Period(end - timedelta(weeks=1), end), before)
        assert found != before
        assert 0 <= found < VARIATIONS
        before = found


def test_each_week_has_its_own_question() -> None:
    weeks = [Period(MONDAY + timedelta(weeks=n - 1), MONDAY + timedelta(weeks=n)) for n in range(VARIATIONS)]
    assert sorted(choose_variation(week, None) for week in weeks) == list(range(VARIATIONS))


def test_missed_digest_is_posted_within_three_days() -> None:
    assert is_still_news(MONDAY, MONDAY + timedelta(days=3))
    assert not is_still_news(MONDAY, MONDAY + timedelta(days=3, microseconds=1))
    assert is_still_news(MONDAY, MONDAY - timedelta(days=30))


ANA, JONAS = User(UserId("UANA"), "Ana"), User(UserId("UJONAS"), "Jonas", is_admin=True)


@pytest.mark.parametrize(
    ("person", "is_member", "by", "why"),
    [
        (ANA, True, DigestEditors.MEMBERS, None),
        (ANA, False, DigestEditors.MEMBERS, DigestRefusal.NO_MEMBER),
        (ANA, True, DigestEditors.ADMINS, DigestRefusal.NO_ADMIN),
        (JONAS, True, DigestEditors.ADMINS, None),
        (JONAS, False, DigestEditors.ADMINS, DigestRefusal.NO_MEMBER),
        (replace(ANA, is_guest=True), True, DigestEditors.MEMBERS, None),
        (replace(JONAS, is_foreign=True), True, DigestEditors.MEMBERS, DigestRefusal.NO_MEMBER),
    ],
)
def test_users_who_may_set_up_a_digest(
    person: User, is_member: bool, by: DigestEditors, why: DigestRefusal | None
) -> None:
    assert find_digest_refusal(person, is_member=is_member, by=by) is why
