"""Whether a thanks can be one, and for whom."""

import pytest

from bot.domain.people import Person
from bot.domain.recognition import (
    MAX_RECIPIENTS,
    Acceptance,
    LeftOut,
    NamesNotShown,
    Refused,
    Rejection,
    decide,
)
from bot.domain.visibility import Visibility, Wish
from bot.domain.words import MAX_WORDS

MAYA, LI, TOM = Person("UMAYA"), Person("ULI"), Person("UTOM")
BOT = Person("UBOT", is_bot=True)
GONE = Person("UGONE", is_deactivated=True)
ANA = Person("UANA")
PUBLIC, CHANNEL, PRIVATE = Visibility.PUBLIC, Visibility.CHANNEL, Visibility.PRIVATE


@pytest.mark.parametrize("given", list(Visibility))
@pytest.mark.parametrize("wish", [Wish.PUBLICLY, Wish.PRIVATELY])
def test_the_narrower_of_two_choices(given: Visibility, wish: Wish) -> None:
    decision = decide("UANA", [MAYA], "thanks", given, {"UMAYA": wish})
    seen = given if wish is Wish.PUBLICLY else PRIVATE
    assert decision == Acceptance({"UMAYA": seen}, {}, shout_out=seen is not PRIVATE)


@pytest.mark.parametrize(
    ("person", "wish", "reason"),
    [
        (ANA, Wish.PUBLICLY, LeftOut.SELF),
        (ANA, Wish.NEVER, LeftOut.SELF),
        (BOT, Wish.PUBLICLY, LeftOut.BOT),
        (GONE, Wish.PUBLICLY, LeftOut.DEACTIVATED),
        (LI, Wish.NEVER, LeftOut.DECLINED),
    ],
)
def test_some_are_left_out_and_the_others_get_theirs(person: Person, wish: Wish, reason: LeftOut) -> None:
    wishes = {person.id: wish}
    assert decide("UANA", [person], "thanks", PUBLIC, wishes) == Rejection(
        Refused.NOBODY_LEFT, {person.id: reason}
    )
    assert decide("UANA", [person, MAYA], "thanks", PUBLIC, wishes) == Acceptance(
        {"UMAYA": PUBLIC}, {person.id: reason}, shout_out=True
    )


def test_guests_and_people_of_other_organisations_can_be_thanked() -> None:
    named = [Person("U1", is_guest=True), Person("U2", is_foreign=True)]
    decision = decide("UANA", named, "thanks", PUBLIC, {})
    assert isinstance(decision, Acceptance)
    assert dict(decision.recipients) == {"U1": PUBLIC, "U2": PUBLIC}


def test_one_may_be_private_and_another_not() -> None:
    decision = decide("UANA", [MAYA, LI], "thanks", CHANNEL, {"ULI": Wish.PRIVATELY})
    assert decision == Acceptance({"UMAYA": CHANNEL, "ULI": PRIVATE}, {}, shout_out=True)


@pytest.mark.parametrize("wish", [Wish.PRIVATELY, Wish.NEVER])
@pytest.mark.parametrize("named", [[MAYA], [MAYA, LI]])
def test_a_name_that_no_channel_may_show_is_asked_about(named: list[Person], wish: Wish) -> None:
    decision = decide("UANA", named, "as <@UTOM> says", PUBLIC, {"UTOM": wish}, ["UTOM"])
    assert decision == NamesNotShown(("UTOM",))


def test_words_that_name_others_are_shown() -> None:
    decision = decide("UANA", [MAYA], "as <@UTOM> says", PUBLIC, {"ULI": Wish.PRIVATELY}, ["UTOM"])
    assert isinstance(decision, Acceptance)
    assert decision.shout_out


def test_a_private_giver_may_name_themselves() -> None:
    decision = decide("UANA", [MAYA], "from <@UANA>", PUBLIC, {"UANA": Wish.PRIVATELY}, ["UANA"])
    assert isinstance(decision, Acceptance)
    assert decision.shout_out


def test_nothing_is_asked_about_names_where_no_channel_reads_them() -> None:
    decision = decide("UANA", [MAYA], "as <@UTOM> says", PRIVATE, {"UTOM": Wish.PRIVATELY}, ["UTOM"])
    assert isinstance(decision, Acceptance)
    assert not decision.shout_out
    wishes = {"UTOM": Wish.NEVER, "UMAYA": Wish.PRIVATELY}
    assert isinstance(decide("UANA", [MAYA], "as <@UTOM> says", PUBLIC, wishes, ["UTOM"]), Acceptance)


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ("", Refused.NO_WORDS),
        ("🎉", Refused.NO_WORDS),
        (":tada: <@UTOM>", Refused.NO_WORDS),
        ("x" * (MAX_WORDS + 1), Refused.TOO_MANY_WORDS),
        ("&amp;" * MAX_WORDS + "x", Refused.TOO_MANY_WORDS),
        ("<@UTOM>" * 100 + "x", Refused.TOO_MANY_WORDS),
    ],
)
def test_words_that_cannot_be_kept(words: str, reason: Refused) -> None:
    assert decide("UANA", [MAYA], words, PUBLIC, {}) == Rejection(reason, {})


@pytest.mark.parametrize(
    "words", ["x", "x" * MAX_WORDS, "&amp;" * (MAX_WORDS - 1) + "x", "<@UTOM>" * 99 + "x"]
)
def test_words_that_can_be_kept(words: str) -> None:
    assert isinstance(decide("UANA", [MAYA], words, PUBLIC, {}), Acceptance)


def test_many_people() -> None:
    crowd = [Person(f"U{n}") for n in range(MAX_RECIPIENTS + 1)]
    assert decide("UANA", crowd, "thanks", PUBLIC, {}) == Rejection(Refused.TOO_MANY_PEOPLE, {})
    assert isinstance(decide("UANA", crowd[1:], "thanks", PUBLIC, {}), Acceptance)
    assert isinstance(decide("U0", crowd, "thanks", PUBLIC, {}), Acceptance)
