"""Which few recognitions a digest shows."""

from random import Random

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.digest_choice import (
    MAX_EXCERPT,
    MAX_ORDERED,
    MAX_QUOTED_CHARACTERS,
    MAX_SHOWN,
    MIN_EXCERPT,
    SMALL_GROUP,
    DigestCandidate,
    choose_display_order,
    choose_shown,
    find_excerpt_length,
)
from bot.domain.ids import UserId

PEOPLE = [UserId(f"U{number:02}") for number in range(14)]
VALUES = ["creativity", "collaboration", "problem-solving"]

groups = st.one_of(
    st.sets(st.sampled_from(PEOPLE), min_size=1, max_size=1),
    st.sets(st.sampled_from(PEOPLE), min_size=1, max_size=2),
    st.sets(st.sampled_from(PEOPLE), min_size=4),
).map(frozenset)
weeks = st.lists(
    st.tuples(groups, groups, st.frozensets(st.sampled_from(VALUES), max_size=2), st.booleans()), max_size=60
).map(lambda week: [candidate(number, *one) for number, one in enumerate(week)])
previous = st.frozensets(st.sampled_from(PEOPLE))


def candidate(
    number: int,
    recipients: frozenset[UserId],
    givers: frozenset[UserId] = frozenset([UserId("UGIVER")]),
    values: frozenset[str] = frozenset(),
    has_text: bool = True,
) -> DigestCandidate:
    return DigestCandidate(f"{number:04}", recipients, givers, values, has_text)


GIVER = UserId("UGIVER")


def thanks(*recipients: UserId, number: int = 0, value: str = "", giver: UserId = GIVER) -> DigestCandidate:
    values = frozenset([value] if value else [])
    return candidate(number, frozenset(recipients), frozenset([giver]), values)


def shown(week: list[DigestCandidate], before: frozenset[str] = frozenset()) -> list[DigestCandidate]:
    order = {one: place for place, one in enumerate(choose_display_order(week, before))}
    ids = choose_shown([one.id for one in week], order)
    return [one for one in week if one.id in ids]


def people(chosen: list[DigestCandidate]) -> set[str]:
    return {user for one in chosen for user in one.recipients}


@given(weeks, previous, st.randoms())
def test_choice_does_not_depend_on_the_order(
    week: list[DigestCandidate], before: frozenset[str], dice: Random
) -> None:
    order = choose_display_order(week, before)
    assert order == choose_display_order(dice.sample(week, len(week)), sorted(before))
    assert len(set(order)) == len(order) == min(len(week), MAX_ORDERED)
    assert set(order) <= {one.id for one in week}


@given(weeks, previous)
def test_seven_recognitions_at_most_are_shown(week: list[DigestCandidate], before: frozenset[str]) -> None:
    assert len(shown(week, before)) == min(len(week), MAX_SHOWN)
    if len(week) <= MAX_SHOWN:
        assert shown(week, before) == week


@given(weeks, previous)
def test_recipients_of_the_previous_digest_come_last(
    week: list[DigestCandidate], before: frozenset[str]
) -> None:
    """A user of last week is shown only if all others who were thanked are shown, too."""
    chosen = shown(week, before)
    again = [one for one in chosen if one.recipients <= before]
    waiting = people(week) - before - people(chosen)
    assert not (again and waiting)


@given(weeks)
def test_each_recipient_is_shown_before_any_is_repeated(week: list[DigestCandidate]) -> None:
    order = choose_display_order(week, ())
    by_id = {one.id: one for one in week}
    seen: set[str] = set()
    for one in order:
        adds = by_id[one].recipients - seen
        assert adds or seen >= people(week)
        seen |= by_id[one].recipients


@given(weeks, previous, st.integers(1, 20), st.data())
def test_number_of_recognitions_does_not_change_the_order(
    week: list[DigestCandidate], before: frozenset[str], times: int, data: st.DataObject
) -> None:
    """More recognitions of one user, alike in all but their ids, push no other user out of the digest."""
    if not week:
        return
    one = data.draw(st.sampled_from(week))
    copies = [
        candidate(1_000 + n, one.recipients, one.givers, one.values, one.has_text) for n in range(times)
    ]
    without = people(shown(week, before))
    lost = without - people(shown([*week, *copies], before))
    # Only a place among equals is given to another user.
    assert len(people(shown([*week, *copies], before))) >= min(len(without), MAX_SHOWN) - SMALL_GROUP
    assert one.recipients - lost or len(people(week)) > MAX_SHOWN


def test_recipients_of_last_week_come_last_and_stay_eligible() -> None:
    week = [thanks(user, number=n) for n, user in enumerate(PEOPLE)]
    before = frozenset(PEOPLE[:7])
    assert people(shown(week, before)) == set(PEOPLE[7:])
    fewer = week[:9]
    assert people(shown(fewer, before)) > {PEOPLE[7], PEOPLE[8]}
    assert len(shown(fewer, before)) == MAX_SHOWN


def test_recipient_of_many_recognitions_is_shown_once() -> None:
    popular = [thanks(UserId("UPOPULAR"), number=n) for n in range(30)]
    others = [thanks(user, number=100 + n) for n, user in enumerate(PEOPLE[:8])]
    chosen = shown([*popular, *others])
    assert sum("UPOPULAR" in one.recipients for one in chosen) <= 1
    assert len(people(chosen)) == MAX_SHOWN


def test_group_with_a_shown_recipient_waits_for_others() -> None:
    pairs = [
        thanks(UserId("UPOPULAR"), UserId(f"UP{n}"), number=n, giver=UserId(f"UG{n}"), value=f"v{n}")
        for n in range(20)
    ]
    singles = [thanks(UserId(f"US{n}"), number=100 + n) for n in range(7)]
    chosen = shown([*pairs, *singles])
    assert sum("UPOPULAR" in one.recipients for one in chosen) <= 1


def test_large_groups_come_after_single_recipients() -> None:
    week = [thanks(*PEOPLE, number=0), *(thanks(user, number=n + 1) for n, user in enumerate(PEOPLE))]
    assert all(len(one.recipients) == 1 for one in shown(week))


def test_shown_values_vary() -> None:
    kinds = ["creativity", "collaboration", "problem-solving", ""]
    week = [
        thanks(
            UserId(f"U{n}"), number=n, value="creativity" if n < 40 else kinds[n % 4], giver=UserId(f"UG{n}")
        )
        for n in range(48)
    ]
    assert {value for one in shown(week) for value in one.kinds} == set(kinds)


def test_shown_givers_vary_and_text_comes_before_emoji() -> None:
    week = [
        thanks(UserId(f"U{n}"), number=n, giver=UserId("UBUSY") if n < 40 else UserId(f"UG{n}"))
        for n in range(46)
    ]
    assert len({giver for one in shown(week) for giver in one.givers}) == MAX_SHOWN
    emoji = [candidate(n, frozenset([UserId(f"U{n}")]), has_text=n >= 40) for n in range(48)]
    assert all(one.has_text for one in shown(emoji))


def test_neither_monday_nor_sunday_is_preferred() -> None:
    week = [thanks(UserId(f"U{n}"), number=n) for n in range(140)]
    places = [int(one.id) // 20 for one in shown(week)]
    assert len(set(places)) > 3


@given(weeks, previous, st.data())
def test_withdrawn_recognitions_are_replaced_by_the_next(
    week: list[DigestCandidate], before: frozenset[str], data: st.DataObject
) -> None:
    """The order is kept: what is left of what was shown is shown still, and others take the free places."""
    order = {one: place for place, one in enumerate(choose_display_order(week, before))}
    ids = [one.id for one in week]
    at_first = choose_shown(ids, order)
    gone = data.draw(st.sets(st.sampled_from(ids))) if ids else set()
    left = [one for one in ids if one not in gone]
    now = choose_shown(left, order)
    assert set(at_first) - gone <= set(now)
    assert len(now) == min(len(left), MAX_SHOWN)
    assert now == sorted(now)


def test_first_recognitions_are_shown_without_an_order() -> None:
    """Digests that were made before there was one."""
    assert choose_shown([f"{n:02}" for n in range(20, 0, -1)], {}) == [f"{n:02}" for n in range(1, 8)]


@given(st.lists(st.integers(0, 5_000), max_size=MAX_SHOWN))
def test_excerpts_share_the_space(lengths: list[int]) -> None:
    room = find_excerpt_length(lengths)
    assert MIN_EXCERPT <= room <= MAX_EXCERPT
    assert room == MIN_EXCERPT or sum(min(length, room) for length in lengths) <= MAX_QUOTED_CHARACTERS
    assert MAX_SHOWN * MIN_EXCERPT <= MAX_QUOTED_CHARACTERS
