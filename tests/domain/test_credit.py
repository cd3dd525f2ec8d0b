"""Credits: which users can get a share, and which credits depend on others."""

import pytest

from bot.domain.credit import (
    MAX_CREDIT_TEXT,
    MAX_CREDITS,
    CreditRefusal,
    NewCredit,
    decide_credit,
    decide_credit_offer,
    find_dependent_recipients,
    is_credit_visible,
)
from bot.domain.ids import NO_USER, UserId
from bot.domain.recognition import MAX_RECIPIENTS, Credit, ExclusionReason
from bot.domain.user import User
from bot.domain.visibility import ThanksPreference, Visibility

MAYA, LI, ANA, TOM = UserId("UMAYA"), UserId("ULI"), UserId("UANA"), UserId("UTOM")
PUBLIC, CHANNEL, PRIVATE = Visibility.PUBLIC, Visibility.CHANNEL, Visibility.PRIVATE


def decide(
    colleague: User | None = None,
    text: str = "she found it",
    mentioned: tuple[UserId, ...] = (),
    *,
    seen: Visibility = PUBLIC,
    recipients: tuple[UserId, ...] = (MAYA, TOM),
    shared: int = 0,
    can_read: bool = True,
    thanks_preferences: dict[UserId, ThanksPreference] | None = None,
) -> Visibility | ExclusionReason | CreditRefusal:
    sharing = NewCredit(MAYA, colleague or User(LI), text, mentioned, can_read)
    return decide_credit(
        sharing,
        seen,
        givers=(ANA,),
        recipients=recipients,
        shared=shared,
        thanks_preferences=thanks_preferences or {},
    )


@pytest.mark.parametrize(
    ("seen", "wish", "expected"),
    [
        (PUBLIC, ThanksPreference.PUBLICLY, PUBLIC),
        (CHANNEL, ThanksPreference.PUBLICLY, CHANNEL),
        (PUBLIC, ThanksPreference.PRIVATELY, PRIVATE),
        (PUBLIC, ThanksPreference.NEVER, ExclusionReason.DECLINED),
    ],
)
def test_colleague_has_the_narrower_visibility(
    seen: Visibility, wish: ThanksPreference, expected: object
) -> None:
    assert decide(seen=seen, thanks_preferences={LI: wish}) is expected


@pytest.mark.parametrize(
    ("colleague", "why"),
    [
        (User(MAYA), CreditRefusal.SELF),
        (User(ANA), CreditRefusal.GIVER),
        (User(TOM), CreditRefusal.ALREADY),
        (User(UserId("UBOT"), is_bot=True), ExclusionReason.BOT),
        (User(UserId("UGONE"), is_deactivated=True), ExclusionReason.DEACTIVATED),
        (User(UserId("UROSA"), is_foreign=True), ExclusionReason.UNREACHABLE),
    ],
)
def test_refused_colleagues(colleague: User, why: object) -> None:
    assert decide(colleague) is why


def test_credit_needs_access_to_the_channel() -> None:
    assert decide(can_read=False) is CreditRefusal.NO_CHANNEL_ACCESS


def test_number_of_credits_is_limited() -> None:
    assert decide(shared=MAX_CREDITS) is CreditRefusal.TOO_MANY
    crowd = tuple(UserId(f"U{n}") for n in range(MAX_RECIPIENTS))
    assert decide(recipients=crowd) is CreditRefusal.TOO_MANY


@pytest.mark.parametrize(
    ("words", "why"),
    [("🎉", CreditRefusal.NO_TEXT), ("x" * (MAX_CREDIT_TEXT + 1), CreditRefusal.TEXT_TOO_LONG)],
)
def test_credit_needs_a_text(words: str, why: CreditRefusal) -> None:
    assert decide(text=words) is why


def test_credit_text_may_not_name_private_users() -> None:
    thanks_preferences = {TOM: ThanksPreference.PRIVATELY}
    assert decide(mentioned=(TOM,), thanks_preferences=thanks_preferences) is CreditRefusal.HIDDEN_NAMES
    # The comment is in no channel, or the sharer names themselves.
    assert (
        decide(mentioned=(TOM,), thanks_preferences={**thanks_preferences, LI: ThanksPreference.PRIVATELY})
        is PRIVATE
    )
    assert decide(mentioned=(MAYA,), thanks_preferences={MAYA: ThanksPreference.PRIVATELY}) is PUBLIC


def test_private_or_wordless_recognition_cannot_be_shared() -> None:
    assert decide_credit_offer(PRIVATE, is_by_emoji=False) is CreditRefusal.PRIVATE
    assert decide_credit_offer(PUBLIC, is_by_emoji=True) is CreditRefusal.BY_EMOJI
    assert decide_credit_offer(CHANNEL, is_by_emoji=False) is None


def test_credit_is_visible_with_both_users_and_to_the_colleague() -> None:
    credit = Credit(MAYA, LI, "")
    assert is_credit_visible(credit, {MAYA, LI}, NO_USER)
    assert not is_credit_visible(credit, {LI}, NO_USER)
    assert not is_credit_visible(credit, {MAYA}, MAYA)
    assert is_credit_visible(credit, {LI}, LI)


def test_dependent_recipients_include_the_whole_chain() -> None:
    shared = [
        Credit(MAYA, LI, ""),
        Credit(LI, TOM, ""),
        Credit(TOM, UserId("UJO"), ""),
        Credit(ANA, UserId("UX"), ""),
    ]
    assert find_dependent_recipients(MAYA, shared) == {LI, TOM, "UJO"}
    assert find_dependent_recipients(TOM, shared) == {"UJO"}
    assert find_dependent_recipients(UserId("UJO"), shared) == frozenset()
    # Names that were erased can make a circle of it.
    assert find_dependent_recipients(
        UserId("U0"), [Credit(UserId("U0"), UserId("U0"), ""), Credit(UserId("U0"), LI, "")]
    ) == {LI}
