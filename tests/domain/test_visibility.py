"""Who may see what: every row of the rules."""

from dataclasses import replace

import pytest

from bot.domain.visibility import (
    NO_CARE,
    AskedChannel,
    Asker,
    Care,
    Cared,
    ChannelKind,
    GivenAcross,
    GivenBy,
    GivenIn,
    ReceivedBy,
    Refusal,
    Scope,
    Visibility,
    Wish,
    for_recipient,
    may_read_channels,
    may_read_people,
    of_channel,
    spares_mentioned,
)

MEMBER, GUEST = Asker("U_ANA"), Asker("U_ANA", is_guest=True)
FOREIGN = Asker("U_ANA", is_foreign=True)
PUBLIC, PRIVATE, DIRECT = ChannelKind.PUBLIC, ChannelKind.PRIVATE, ChannelKind.DIRECT


@pytest.mark.parametrize("asker", [MEMBER, GUEST])
def test_anyone_may_read_all_about_themselves(asker: Asker) -> None:
    assert may_read_people(asker, ["U_ANA"], given=False) == ReceivedBy("U_ANA")
    assert may_read_people(asker, ["U_ANA"], given=True) == GivenBy("U_ANA")


@pytest.mark.parametrize("given", [True, False])
@pytest.mark.parametrize("asker", [MEMBER, GUEST])
def test_nobody_may_read_about_another_person(asker: Asker, given: bool) -> None:
    assert may_read_people(asker, ["U_MAYA"], given=given) is Refusal.PERSON


@pytest.mark.parametrize("asker", [MEMBER, GUEST])
def test_anyone_may_narrow_their_own_to_what_is_between_them_and_others(asker: Asker) -> None:
    assert may_read_people(asker, ["U_ANA"], given=True, counterparts=["U_MAYA"]) == GivenBy(
        "U_ANA", frozenset({"U_MAYA"})
    )
    assert may_read_people(asker, ["U_ANA"], given=False, counterparts=["U_MAYA"]) == ReceivedBy(
        "U_ANA", frozenset({"U_MAYA"})
    )


@pytest.mark.parametrize("given", [True, False])
def test_what_is_between_others_is_nobodys_to_ask(given: bool) -> None:
    lead = Care(people=frozenset({"U_MAYA", "U_LI"}))
    for people in (["U_MAYA"], ["U_MAYA", "U_LI"], []):
        refused = may_read_people(MEMBER, people, given=given, counterparts=["U_LI"], care=lead)
        assert refused is Refusal.PERSON
    assert may_read_people(MEMBER, ["U_ANA", "U_MAYA"], given=given, counterparts=["U_LI"]) is Refusal.PERSON


@pytest.mark.parametrize("person", ["U_ANA", "U_MAYA"])
def test_people_of_other_organisations_cannot_ask_about_people(person: str) -> None:
    assert may_read_people(FOREIGN, [person], given=False) is Refusal.FOREIGN


@pytest.mark.parametrize(
    ("asker", "kind", "is_member", "answer"),
    [
        (MEMBER, PUBLIC, True, GivenIn("C1")),
        (MEMBER, PUBLIC, False, GivenIn("C1")),
        (MEMBER, PRIVATE, True, GivenIn("C1")),
        (MEMBER, PRIVATE, False, Refusal.CHANNEL),
        (MEMBER, DIRECT, True, Refusal.CHANNEL),
        (MEMBER, DIRECT, False, Refusal.CHANNEL),
        (GUEST, PUBLIC, True, GivenIn("C1")),
        (GUEST, PUBLIC, False, Refusal.CHANNEL),
        (GUEST, PRIVATE, True, GivenIn("C1")),
        (GUEST, PRIVATE, False, Refusal.CHANNEL),
        (GUEST, DIRECT, True, Refusal.CHANNEL),
        (FOREIGN, PUBLIC, True, Refusal.FOREIGN),
        (FOREIGN, PUBLIC, False, Refusal.FOREIGN),
        (FOREIGN, PRIVATE, True, Refusal.FOREIGN),
    ],
)
def test_channels(asker: Asker, kind: ChannelKind, is_member: bool, answer: Scope | Refusal) -> None:
    assert may_read_channels(asker, [AskedChannel("C1", kind, is_member)]) == answer


def test_several_channels_need_to_be_open_each() -> None:
    mine, open_to_all = (
        AskedChannel("C1", PRIVATE, is_member=True),
        AskedChannel("C2", PUBLIC, is_member=False),
    )
    closed = AskedChannel("C3", PRIVATE, is_member=False)
    assert may_read_channels(MEMBER, [mine, open_to_all]) == GivenAcross(frozenset({"C1", "C2"}))
    assert may_read_channels(MEMBER, [mine, mine]) == GivenIn("C1")
    for asker, asked in [
        (MEMBER, [mine, closed]),
        (MEMBER, [closed]),
        (GUEST, [mine, open_to_all]),
        (MEMBER, []),
    ]:
        assert may_read_channels(asker, asked) is Refusal.CHANNEL
    assert may_read_channels(FOREIGN, [mine, closed]) is Refusal.FOREIGN


@pytest.mark.parametrize(
    ("kind", "seen"),
    [(PUBLIC, Visibility.PUBLIC), (PRIVATE, Visibility.CHANNEL), (DIRECT, Visibility.PRIVATE)],
)
def test_a_channel_is_as_wide_as_its_members(kind: ChannelKind, seen: Visibility) -> None:
    assert of_channel(kind) is seen


@pytest.mark.parametrize("given", list(Visibility))
def test_a_wish_only_narrows(given: Visibility) -> None:
    assert for_recipient(given, Wish.PUBLICLY) is given
    assert for_recipient(given, Wish.PRIVATELY) is Visibility.PRIVATE
    assert for_recipient(given, Wish.NEVER) is Visibility.PRIVATE
    assert Visibility.PRIVATE < Visibility.CHANNEL < Visibility.PUBLIC


@pytest.mark.parametrize(
    ("wishes", "spared"),
    [
        ([], True),
        ([Wish.PUBLICLY, Wish.PUBLICLY], True),
        ([Wish.PUBLICLY, Wish.PRIVATELY], False),
        ([Wish.NEVER], False),
    ],
)
def test_who_is_mentioned_counts(wishes: list[Wish], spared: bool) -> None:
    assert spares_mentioned(wishes) is spared


CARE = Care(frozenset({"U_MAYA", "U_LI", "U_ANA"}), frozenset({"C_SECRET"}))


@pytest.mark.parametrize("given", [True, False])
def test_a_lead_may_read_about_people_in_their_care(given: bool) -> None:
    scope = Cared(frozenset({"U_MAYA"}), frozenset({"C_SECRET"}), given)
    assert may_read_people(MEMBER, ["U_MAYA"], given=given, care=CARE) == scope
    assert may_read_people(MEMBER, ["U_TOM"], given=given, care=CARE) is Refusal.PERSON


def test_being_a_lead_changes_nothing_about_oneself() -> None:
    assert may_read_people(MEMBER, ["U_ANA"], given=False, care=CARE) == ReceivedBy("U_ANA")


@pytest.mark.parametrize(
    ("circle", "people"),
    [
        ({"U_MAYA", "U_LI"}, {"U_MAYA", "U_LI"}),
        ({"U_MAYA", "U_TOM"}, {"U_MAYA"}),
        ({"U_MAYA", "U_ANA"}, {"U_MAYA"}),
    ],
)
def test_of_a_circle_those_in_ones_care_without_oneself(circle: set[str], people: set[str]) -> None:
    scope = may_read_people(MEMBER, [], circle, given=False, care=CARE)
    assert scope == Cared(frozenset(people), frozenset({"C_SECRET"}), given=False)


@pytest.mark.parametrize(
    ("asker", "circle", "care", "answer"),
    [
        (MEMBER, {"U_TOM"}, CARE, Refusal.PERSON),
        (MEMBER, {"U_ANA"}, CARE, Refusal.PERSON),
        (MEMBER, set[str](), CARE, Refusal.PERSON),
        (MEMBER, {"U_MAYA"}, NO_CARE, Refusal.PERSON),
        (MEMBER, {"U_MAYA"}, replace(CARE, is_on=False), Refusal.PERSON),
        (GUEST, {"U_MAYA"}, CARE, Refusal.PERSON),
        (FOREIGN, {"U_MAYA"}, CARE, Refusal.FOREIGN),
    ],
)
def test_nobody_else_reads_of_a_circle(asker: Asker, circle: set[str], care: Care, answer: Refusal) -> None:
    assert may_read_people(asker, [], circle, given=False, care=care) is answer
    for person in circle - {asker.id}:
        assert may_read_people(asker, [person], given=True, care=care) is answer


@pytest.mark.parametrize(
    ("named", "circle", "answer"),
    [
        ({"U_MAYA", "U_LI"}, set[str](), {"U_MAYA", "U_LI"}),
        ({"U_MAYA"}, {"U_LI", "U_TOM", "U_ANA"}, {"U_MAYA", "U_LI"}),
        ({"U_MAYA"}, {"U_TOM"}, {"U_MAYA"}),
        # Who is named has to be in one's care; of a circle they see those who are.
        ({"U_MAYA", "U_TOM"}, set[str](), Refusal.PERSON),
        ({"U_TOM"}, {"U_MAYA"}, Refusal.PERSON),
        ({"U_ANA", "U_MAYA"}, set[str](), Refusal.ONESELF),
        ({"U_ANA", "U_TOM"}, set[str](), Refusal.ONESELF),
        ({"U_ANA"}, {"U_MAYA"}, Refusal.ONESELF),
        (set[str](), set[str](), Refusal.PERSON),
    ],
)
def test_several_people_at_once(named: set[str], circle: set[str], answer: set[str] | Refusal) -> None:
    found = may_read_people(MEMBER, named, circle, given=False, care=CARE)
    if isinstance(answer, Refusal):
        assert found is answer
    else:
        assert found == Cared(frozenset(answer), frozenset({"C_SECRET"}), given=False)


def test_nobody_who_cares_for_nobody_learns_who_is_cared_for() -> None:
    for named in ({"U_MAYA", "U_LI"}, {"U_MAYA", "U_NOBODY"}, {"U_NOBODY"}):
        assert may_read_people(MEMBER, named, given=False) is Refusal.PERSON
        assert may_read_people(FOREIGN, named, given=False, care=CARE) is Refusal.FOREIGN
