"""Decisions about new recognitions and their recipients."""

import pytest

from bot.domain.ids import UserId
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

MAYA, LI, TOM = User(UserId("UMAYA")), User(UserId("ULI")), User(UserId("UTOM"))
BOT = User(UserId("UBOT"), is_bot=True)
GONE = User(UserId("UGONE"), is_deactivated=True)
ANA = User(UserId("UANA"))
PUBLIC, CHANNEL, PRIVATE = Visibility.PUBLIC, Visibility.CHANNEL, Visibility.PRIVATE


@pytest.mark.parametrize("given", list(Visibility))
@pytest.mark.parametrize("wish", [ThanksPreference.PUBLICLY, ThanksPreference.PRIVATELY])
def test_visibility_is_the_narrower_of_two_choices(given: Visibility, wish: ThanksPreference) -> None:
    decision = decide_recognition(ANA.id, [MAYA], "thanks", given, {MAYA.id: wish})
    seen = given if wish is ThanksPreference.PUBLICLY else PRIVATE
    assert decision == Acceptance({MAYA.id: seen}, {}, has_shout_out=seen is not PRIVATE)


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
    assert decide_recognition(ANA.id, [person], "thanks", PUBLIC, thanks_preferences) == Rejection(
        RefusalReason.NO_RECIPIENTS, {person.id: reason}
    )
    assert decide_recognition(ANA.id, [person, MAYA], "thanks", PUBLIC, thanks_preferences) == Acceptance(
        {MAYA.id: PUBLIC}, {person.id: reason}, has_shout_out=True
    )


def test_guests_and_external_users_can_be_thanked() -> None:
    named = [User(UserId("U1"), is_guest=True), User(UserId("U2"), is_foreign=True)]
    decision = decide_recognition(ANA.id, named, "thanks", PUBLIC, {})
    assert isinstance(decision, Acceptance)
    assert dict(decision.recipients) == {"U1": PUBLIC, "U2": PUBLIC}


def test_visibility_differs_between_recipients() -> None:
    decision = decide_recognition(ANA.id, [MAYA, LI], "thanks", CHANNEL, {LI.id: ThanksPreference.PRIVATELY})
    assert decision == Acceptance({MAYA.id: CHANNEL, LI.id: PRIVATE}, {}, has_shout_out=True)


@pytest.mark.parametrize("wish", [ThanksPreference.PRIVATELY, ThanksPreference.NEVER])
@pytest.mark.parametrize("named", [[MAYA], [MAYA, LI]])
def test_private_name_in_the_text_is_hidden(named: list[User], wish: ThanksPreference) -> None:
    decision = decide_recognition(ANA.id, named, "as <@UTOM> says", PUBLIC, {TOM.id: wish}, [TOM.id])
    assert decision == HiddenNames((TOM.id,))


def test_text_that_names_other_users_is_shown() -> None:
    decision = decide_recognition(
        ANA.id,
        [MAYA],
        "as <@UTOM> says",
        PUBLIC,
        {LI.id: ThanksPreference.PRIVATELY},
        [TOM.id],
    )
    assert isinstance(decision, Acceptance)
    assert decision.has_shout_out


def test_private_giver_may_name_themselves() -> None:
    decision = decide_recognition(
        ANA.id,
        [MAYA],
        "from <@UANA>",
        PUBLIC,
        {ANA.id: ThanksPreference.PRIVATELY},
        [ANA.id],
    )
    assert isinstance(decision, Acceptance)
    assert decision.has_shout_out


def test_names_in_private_recognition_are_accepted() -> None:
    decision = decide_recognition(
        ANA.id,
        [MAYA],
        "as <@UTOM> says",
        PRIVATE,
        {TOM.id: ThanksPreference.PRIVATELY},
        [TOM.id],
    )
    assert isinstance(decision, Acceptance)
    assert not decision.has_shout_out
    thanks_preferences = {TOM.id: ThanksPreference.NEVER, MAYA.id: ThanksPreference.PRIVATELY}
    assert isinstance(
        decide_recognition(ANA.id, [MAYA], "as <@UTOM> says", PUBLIC, thanks_preferences, [TOM.id]),
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
    assert decide_recognition(ANA.id, [MAYA], words, PUBLIC, {}) == Rejection(reason, {})


@pytest.mark.parametrize(
    "words", ["x", "x" * MAX_TEXT_LENGTH, "&amp;" * (MAX_TEXT_LENGTH - 1) + "x", "<@UTOM>" * 99 + "x"]
)
def test_accepted_texts(words: str) -> None:
    assert isinstance(decide_recognition(ANA.id, [MAYA], words, PUBLIC, {}), Acceptance)


def test_number_of_recipients_is_limited() -> None:
    crowd = [User(UserId(f"U{n}")) for n in range(MAX_RECIPIENTS + 1)]
    assert decide_recognition(ANA.id, crowd, "thanks", PUBLIC, {}) == Rejection(
        RefusalReason.TOO_MANY_RECIPIENTS, {}
    )
    assert isinstance(decide_recognition(ANA.id, crowd[1:], "thanks", PUBLIC, {}), Acceptance)
    assert isinstance(decide_recognition(UserId("U0"), crowd, "thanks", PUBLIC, {}), Acceptance)
