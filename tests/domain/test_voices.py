"""Who can join in, and which words can be added."""

import pytest

from bot.domain.recognition import Refused
from bot.domain.visibility import Wish
from bot.domain.voices import MAX_ADDED, NotJoinable, decide_added, decide_joining

WISHES = {"UPRIVATE": Wish.PRIVATELY, "UNEVER": Wish.NEVER}


@pytest.mark.parametrize(
    ("person", "is_shown", "decision"),
    [
        ("UTOM", True, None),
        ("UANA", True, NotJoinable.OWN_WORDS),
        ("UMAYA", True, NotJoinable.OWN_THANKS),
        ("UTOM", False, NotJoinable.GONE),
        ("UMAYA", False, NotJoinable.GONE),
    ],
)
def test_others_can_join_what_stands(person: str, is_shown: bool, decision: NotJoinable | None) -> None:
    assert decide_joining(person, {"UANA"}, {"UMAYA", "ULI"}, is_shown=is_shown) is decision


@pytest.mark.parametrize("words", ["", "x" * MAX_ADDED, ":tada:", "with &amp;" + "x" * (MAX_ADDED - 6)])
def test_words_are_welcome_and_not_needed(words: str) -> None:
    assert decide_added("UTOM", words, {}, (), is_shown=True) is None


def test_words_can_be_too_many() -> None:
    assert decide_added("UTOM", "x" * (MAX_ADDED + 1), {}, (), is_shown=True) is Refused.TOO_MANY_WORDS


@pytest.mark.parametrize("person", ["UPRIVATE", "UNEVER"])
def test_nobody_is_named_to_others_who_does_not_wish_it(person: str) -> None:
    words = f"and <@{person}>"
    assert decide_added("UTOM", words, WISHES, (person,), is_shown=True) is Refused.NAMES_UNSPARED
    assert decide_added("UTOM", words, WISHES, (person,), is_shown=False) is None
    assert decide_added(person, words, WISHES, (person,), is_shown=True) is None
    assert decide_added("UTOM", "and <@UANA>", WISHES, ("UANA",), is_shown=True) is None
