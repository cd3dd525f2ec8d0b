"""Who may see what: every row of the rules."""

import pytest

from bot.domain.visibility import (
    Asker,
    ChannelKind,
    GivenBy,
    GivenIn,
    ReceivedBy,
    Refusal,
    Scope,
    Visibility,
    Wish,
    for_recipient,
    may_read_channel,
    may_read_person,
    of_channel,
    spares_mentioned,
)

MEMBER, GUEST = Asker("U_ANA"), Asker("U_ANA", is_guest=True)
FOREIGN = Asker("U_ANA", is_foreign=True)
PUBLIC, PRIVATE, DIRECT = ChannelKind.PUBLIC, ChannelKind.PRIVATE, ChannelKind.DIRECT


@pytest.mark.parametrize("asker", [MEMBER, GUEST])
def test_anyone_may_read_all_about_themselves(asker: Asker) -> None:
    assert may_read_person(asker, "U_ANA", given=False) == ReceivedBy("U_ANA")
    assert may_read_person(asker, "U_ANA", given=True) == GivenBy("U_ANA")


@pytest.mark.parametrize("given", [True, False])
@pytest.mark.parametrize("asker", [MEMBER, GUEST])
def test_nobody_may_read_about_another_person(asker: Asker, given: bool) -> None:
    assert may_read_person(asker, "U_MAYA", given=given) is Refusal.PERSON


@pytest.mark.parametrize("person", ["U_ANA", "U_MAYA"])
def test_people_of_other_organisations_cannot_ask_about_people(person: str) -> None:
    assert may_read_person(FOREIGN, person, given=False) is Refusal.FOREIGN


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
    assert may_read_channel(asker, "C1", kind, is_member=is_member) == answer


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
