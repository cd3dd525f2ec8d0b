"""Decisions about new recognitions and their recipients."""

import pytest

from bot.domain.message_text import MAX_TEXT_LENGTH
from bot.domain.recognition import (
    MAX_RECIPIENTS,
    Acceptance,
    ExclusionReason,
    HiddenNames,
    RefusalReason,
    Rejection,
    decide_recognition,
)
from bot.domain.user import User
from bot.domain.visibility import ThanksPreference, Visibility

MAYA, LI, TOM = User("UMAYA"), User("ULI"), User("UTOM")
BOT = User("UBOT", is_bot=True)
GONE = User("UGONE", is_deactivated=True)
ANA = User("UANA")
PUBLIC, CHANNEL, PRIVATE = Visibility.PUBLIC, Visibility.CHANNEL, Visibility.PRIVATE


@pytest.mark.parametrize("given", list(Visibility))
@pytest.mark.parametrize("wish", [ThanksPreference.PUBLICLY, ThanksPreference.PRIVATELY])
def test_visibility_is_the_narrower_of_two_choices(given: Visibility, wish: ThanksPreference) -> None:
    decision = decide_recognition("UANA", [MAYA], "thanks", given, {"UMAYA": wish})
    seen = given if wish is ThanksPreference.PUBLICLY else PRIVATE
    assert decision == Acceptance({"UMAYA": seen}, {}, has_shout_out=seen is not PRIVATE)


@pytest.mark.parametrize(
    ("person", "wish", "reason"),
    [
        (ANA, ThanksPreference.PUBLICLY, ExclusionReason.SELF),
        (ANA, ThanksPreference.NEVER, ExclusionReason.SELF),
        (BOT, ThanksPreference.PUBLICLY, ExclusionReason.BOT),
        (GONE, ThanksPreference.PUBLICLY, ExclusionReason.DEACTIVATED),
        (LI, ThanksPreference.NEVER, ExclusionReason.DECLINED),
    ],
)
def test_excluded_users_do_not_affect_others(
    person: User, wish: ThanksPreference, reason: ExclusionReason
) -> None:
    thanks_preferences = {person.id: wish}
    assert decide_recognition("UANA", [person], "thanks", PUBLIC, thanks_preferences) == Rejection(
        RefusalReason.NO_RECIPIENTS, {person.id: reason}
    )
    assert decide_recognition("UANA", [person, MAYA], "thanks", PUBLIC, thanks_preferences) == Acceptance(
        {"UMAYA": PUBLIC}, {person.id: reason}, has_shout_out=True
    )


def test_guests_and_external_users_can_be_thanked() -> None:
    named = [User("U1", is_guest=True), User("U2", is_foreign=True)]
    decision = decide_recognition("UANA", named, "thanks", PUBLIC, {})
    assert isinstance(decision, Acceptance)
    assert dict(decision.recipients) == {"U1": PUBLIC, "U2": PUBLIC}


def test_visibility_differs_between_recipients() -> None:
    decision = decide_recognition("UANA", [MAYA, LI], "thanks", CHANNEL, {"ULI": ThanksPreference.PRIVATELY})
    assert decision == Acceptance({"UMAYA": CHANNEL, "ULI": PRIVATE}, {}, has_shout_out=True)


@pytest.mark.parametrize("wish", [ThanksPreference.PRIVATELY, ThanksPreference.NEVER])
@pytest.mark.parametrize("named", [[MAYA], [MAYA, LI]])
def test_private_name_in_the_text_is_hidden(named: list[User], wish: ThanksPreference) -> None:
    decision = decide_recognition("UANA", named, "as <@UTOM> says", PUBLIC, {"UTOM": wish}, ["UTOM"])
    assert decision == HiddenNames(("UTOM",))


def test_text_that_names_other_users_is_shown() -> None:
    decision = decide_recognition(
        "UANA", [MAYA], "as <@UTOM> says", PUBLIC, {"ULI": ThanksPreference.PRIVATELY}, ["UTOM"]
    )
    assert isinstance(decision, Acceptance)
    assert decision.has_shout_out


def test_private_giver_may_name_themselves() -> None:
    decision = decide_recognition(
        "UANA", [MAYA], "from <@UANA>", PUBLIC, {"UANA": ThanksPreference.PRIVATELY}, ["UANA"]
    )
    assert isinstance(decision, Acceptance)
    assert decision.has_shout_out


def test_names_in_private_recognition_are_accepted() -> None:
    decision = decide_recognition(
        "UANA", [MAYA], "as <@UTOM> says", PRIVATE, {"UTOM": ThanksPreference.PRIVATELY}, ["UTOM"]
    )
    assert isinstance(decision, Acceptance)
    assert not decision.has_shout_out
    thanks_preferences = {"UTOM": ThanksPreference.NEVER, "UMAYA": ThanksPreference.PRIVATELY}
    assert isinstance(
        decide_recognition("UANA", [MAYA], "as <@UTOM> says", PUBLIC, thanks_preferences, ["UTOM"]),
        Acceptance,
    )


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ("", RefusalReason.NO_TEXT),
        ("🎉", RefusalReason.NO_TEXT),
        (":tada: <@UTOM>", RefusalReason.NO_TEXT),
        ("x" * (MAX_TEXT_LENGTH + 1), RefusalReason.TEXT_TOO_LONG),
        ("&amp;" * MAX_TEXT_LENGTH + "x", RefusalReason.TEXT_TOO_LONG),
        ("<@UTOM>" * 100 + "x", RefusalReason.TEXT_TOO_LONG),
    ],
)
def test_rejected_texts(words: str, reason: RefusalReason) -> None:
    assert decide_recognition("UANA", [MAYA], words, PUBLIC, {}) == Rejection(reason, {})


@pytest.mark.parametrize(
    "words", ["x", "x" * MAX_TEXT_LENGTH, "&amp;" * (MAX_TEXT_LENGTH - 1) + "x", "<@UTOM>" * 99 + "x"]
)
def test_accepted_texts(words: str) -> None:
    assert isinstance(decide_recognition("UANA", [MAYA], words, PUBLIC, {}), Acceptance)


def test_number_of_recipients_is_limited() -> None:
    crowd = [User(f"U{n}") for n in range(MAX_RECIPIENTS + 1)]
    assert decide_recognition("UANA", crowd, "thanks", PUBLIC, {}) == Rejection(
        RefusalReason.TOO_MANY_RECIPIENTS, {}
    )
    assert isinstance(decide_recognition("UANA", crowd[1:], "thanks", PUBLIC, {}), Acceptance)
    assert isinstance(decide_recognition("U0", crowd, "thanks", PUBLIC, {}), Acceptance)
