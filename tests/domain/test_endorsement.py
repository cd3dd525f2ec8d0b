"""Who can endorse, and which comments are allowed."""

from datetime import UTC, datetime

import pytest

from bot.domain.endorsement import (
    MAX_COMMENT_LENGTH,
    EndorsementRefusal,
    decide_comment,
    decide_endorsement,
    reduce_to_endorser,
)
from bot.domain.ids import RecognitionId
from bot.domain.recognition import Comment, Credit, HiddenNames, RecognitionView, RefusalReason, Source
from bot.domain.visibility import ThanksPreference

WISHES = {"UPRIVATE": ThanksPreference.PRIVATELY, "UNEVER": ThanksPreference.NEVER}


@pytest.mark.parametrize(
    ("person", "is_shown", "decision"),
    [
        ("UTOM", True, None),
        ("UANA", True, EndorsementRefusal.IS_GIVER),
        ("UMAYA", True, EndorsementRefusal.IS_RECIPIENT),
        ("UTOM", False, EndorsementRefusal.GONE),
        ("UMAYA", False, EndorsementRefusal.GONE),
    ],
)
def test_other_users_can_endorse_a_visible_recognition(
    person: str, is_shown: bool, decision: EndorsementRefusal | None
) -> None:
    assert decide_endorsement(person, {"UANA"}, {"UMAYA", "ULI"}, is_shown=is_shown) is decision


@pytest.mark.parametrize(
    "words", ["", "x" * MAX_COMMENT_LENGTH, ":tada:", "with &amp;" + "x" * (MAX_COMMENT_LENGTH - 6)]
)
def test_comment_is_optional(words: str) -> None:
    assert decide_comment("UTOM", words, {}, (), is_shown=True) is None


def test_comment_can_be_too_long() -> None:
    assert (
        decide_comment("UTOM", "x" * (MAX_COMMENT_LENGTH + 1), {}, (), is_shown=True)
        is RefusalReason.TEXT_TOO_LONG
    )


@pytest.mark.parametrize("person", ["UPRIVATE", "UNEVER"])
def test_comment_may_not_name_private_users(person: str) -> None:
    words = f"and <@{person}>"
    assert decide_comment("UTOM", words, WISHES, (person,), is_shown=True) == HiddenNames((person,))
    assert decide_comment("UTOM", words, WISHES, (person,), is_shown=False) is None
    assert decide_comment(person, words, WISHES, (person,), is_shown=True) is None
    assert decide_comment("UTOM", "and <@UANA>", WISHES, ("UANA",), is_shown=True) is None


def test_endorsers_part_has_no_text_of_others() -> None:
    told = RecognitionView(
        id=RecognitionId("1"),
        source=Source.COMMAND,
        channel="C1",
        text="what Ana said",
        givers=("UANA",),
        recipients=("ULI", "UMAYA"),
        values=("creativity",),
        endorsers=("UTOM", "UJONAS"),
        permalink="https://brightside.example/1",
        is_private=False,
        created_at=datetime(2026, 11, 25, tzinfo=UTC),
        comments=(Comment("UTOM", "mine"), Comment("UJONAS", "what Jonas added")),
        credits=(Credit("UMAYA", "ULI", "what Maya said"),),
    )
    part = reduce_to_endorser(told, "UTOM")
    assert "what" not in repr(part)
    assert (part.comments, part.endorsers) == ((Comment("UTOM", "mine"),), ("UTOM",))
    assert (part.givers, part.recipients, part.permalink) == (("UANA",), ("UMAYA",), told.permalink)
