"""Who can be thanked with somebody, and what rests on whom."""

import pytest

from bot.domain.people import Person
from bot.domain.recognition import MAX_RECIPIENTS, Credit, LeftOut
from bot.domain.sharing import (
    MAX_REASON,
    MOST_CREDITS,
    NotShared,
    Sharing,
    decide_sharing,
    is_told,
    may_share,
    resting_on,
)
from bot.domain.visibility import Visibility, Wish

MAYA, LI, ANA, TOM = "UMAYA", "ULI", "UANA", "UTOM"
PUBLIC, CHANNEL, PRIVATE = Visibility.PUBLIC, Visibility.CHANNEL, Visibility.PRIVATE


def decide(
    colleague: Person | None = None,
    words: str = "she found it",
    mentioned: tuple[str, ...] = (),
    *,
    seen: Visibility = PUBLIC,
    recipients: tuple[str, ...] = (MAYA, TOM),
    shared: int = 0,
    can_read: bool = True,
    wishes: dict[str, Wish] | None = None,
) -> Visibility | LeftOut | NotShared:
    sharing = Sharing(MAYA, colleague or Person(LI), words, mentioned, can_read)
    return decide_sharing(
        sharing, seen, givers=(ANA,), recipients=recipients, shared=shared, wishes=wishes or {}
    )


@pytest.mark.parametrize(
    ("seen", "wish", "expected"),
    [
        (PUBLIC, Wish.PUBLICLY, PUBLIC),
        (CHANNEL, Wish.PUBLICLY, CHANNEL),
        (PUBLIC, Wish.PRIVATELY, PRIVATE),
        (PUBLIC, Wish.NEVER, LeftOut.DECLINED),
    ],
)
def test_a_colleague_is_seen_as_widely_as_the_sharer_and_they_themselves_wish(
    seen: Visibility, wish: Wish, expected: object
) -> None:
    assert decide(seen=seen, wishes={LI: wish}) is expected


@pytest.mark.parametrize(
    ("colleague", "why"),
    [
        (Person(MAYA), NotShared.ONESELF),
        (Person(ANA), NotShared.GIVER),
        (Person(TOM), NotShared.ALREADY),
        (Person("UBOT", is_bot=True), LeftOut.BOT),
        (Person("UGONE", is_deactivated=True), LeftOut.DEACTIVATED),
        (Person("UROSA", is_foreign=True), LeftOut.UNREACHABLE),
    ],
)
def test_who_cannot_be_thanked_with_them(colleague: Person, why: object) -> None:
    assert decide(colleague) is why


def test_nobody_reads_words_from_a_channel_that_they_may_not_read() -> None:
    assert decide(can_read=False) is NotShared.NOT_THERE


def test_there_is_an_end_to_it() -> None:
    assert decide(shared=MOST_CREDITS) is NotShared.TOO_MANY
    crowd = tuple(f"U{n}" for n in range(MAX_RECIPIENTS))
    assert decide(recipients=crowd) is NotShared.TOO_MANY


@pytest.mark.parametrize(
    ("words", "why"), [("🎉", NotShared.NO_WORDS), ("x" * (MAX_REASON + 1), NotShared.TOO_MANY_WORDS)]
)
def test_it_takes_a_sentence(words: str, why: NotShared) -> None:
    assert decide(words=words) is why


def test_nobody_is_named_in_a_channel_who_does_not_wish_it() -> None:
    wishes = {TOM: Wish.PRIVATELY}
    assert decide(mentioned=(TOM,), wishes=wishes) is NotShared.NAMES_UNSPARED
    # The sentence stands in no channel, or the sharer names themselves.
    assert decide(mentioned=(TOM,), wishes={**wishes, LI: Wish.PRIVATELY}) is PRIVATE
    assert decide(mentioned=(MAYA,), wishes={MAYA: Wish.PRIVATELY}) is PUBLIC


def test_what_is_private_or_has_no_words_is_not_shared() -> None:
    assert may_share(PRIVATE, is_by_emoji=False) is NotShared.PRIVATE
    assert may_share(PUBLIC, is_by_emoji=True) is NotShared.BY_EMOJI
    assert may_share(CHANNEL, is_by_emoji=False) is None


def test_only_those_who_see_both_are_told_and_whoever_it_was_shared_with() -> None:
    credit = Credit(MAYA, LI, "")
    assert is_told(credit, {MAYA, LI}, "")
    assert not is_told(credit, {LI}, "")
    assert not is_told(credit, {MAYA}, MAYA)
    assert is_told(credit, {LI}, LI)


def test_what_rests_on_somebody_rests_on_those_before_them_too() -> None:
    shared = [Credit(MAYA, LI, ""), Credit(LI, TOM, ""), Credit(TOM, "UJO", ""), Credit(ANA, "UX", "")]
    assert resting_on(MAYA, shared) == {LI, TOM, "UJO"}
    assert resting_on(TOM, shared) == {"UJO"}
    assert resting_on("UJO", shared) == frozenset()
    # Names that were erased can make a circle of it.
    assert resting_on("U0", [Credit("U0", "U0", ""), Credit("U0", LI, "")]) == {LI}
