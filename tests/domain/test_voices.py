"""Who can join in, and which words can be added."""

from datetime import UTC, datetime

import pytest

from bot.domain.recognition import Credit, NamesNotShown, Refused, Said, Source, Story
from bot.domain.visibility import Wish
from bot.domain.voices import MAX_ADDED, NotJoinable, decide_added, decide_joining, own_part

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
    assert decide_added("UTOM", words, WISHES, (person,), is_shown=True) == NamesNotShown((person,))
    assert decide_added("UTOM", words, WISHES, (person,), is_shown=False) is None
    assert decide_added(person, words, WISHES, (person,), is_shown=True) is None
    assert decide_added("UTOM", "and <@UANA>", WISHES, ("UANA",), is_shown=True) is None


def test_ones_own_part_holds_no_words_of_others() -> None:
    told = Story(
        id="1",
        source=Source.COMMAND,
        channel="C1",
        words="what Ana said",
        givers=("UANA",),
        recipients=("ULI", "UMAYA"),
        values=("creativity",),
        voices=("UTOM", "UJONAS"),
        permalink="https://brightside.example/1",
        is_private=False,
        created_at=datetime(2026, 11, 25, tzinfo=UTC),
        said=(Said("UTOM", "mine"), Said("UJONAS", "what Jonas added")),
        credits=(Credit("UMAYA", "ULI", "what Maya said"),),
    )
    part = own_part(told, "UTOM")
    assert "what" not in repr(part)
    assert (part.said, part.voices) == ((Said("UTOM", "mine"),), ("UTOM",))
    assert (part.givers, part.recipients, part.permalink) == (("UANA",), ("UMAYA",), told.permalink)
