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
from bot.domain.ids import ChannelId, RecognitionId, UserId
from bot.domain.recognition import Comment, Credit, HiddenNames, RecognitionView, RefusalReason, Source
from bot.domain.visibility import ThanksPreference

ANA, LI, MAYA, TOM = UserId("UANA"), UserId("ULI"), UserId("UMAYA"), UserId("UTOM")

WISHES = {UserId("UPRIVATE"): ThanksPreference.PRIVATELY, UserId("UNEVER"): ThanksPreference.NEVER}


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
    person: UserId, is_shown: bool, decision: EndorsementRefusal | None
) -> None:
    assert decide_endorsement(person, {ANA}, {MAYA, LI}, is_shown=is_shown) is decision


@pytest.mark.parametrize(
    "words", ["", "x" * MAX_COMMENT_LENGTH, ":tada:", "with &amp;" + "x" * (MAX_COMMENT_LENGTH - 6)]
)
def test_comment_is_optional(words: str) -> None:
    assert decide_comment(TOM, words, {}, (), is_shown=True) is None


def test_comment_can_be_too_long() -> None:
    assert (
        decide_comment(TOM, "x" * (MAX_COMMENT_LENGTH + 1), {}, (), is_shown=True)
        is RefusalReason.TEXT_TOO_LONG
    )


@pytest.mark.parametrize("person", ["UPRIVATE", "UNEVER"])
def test_comment_may_not_name_private_users(person: UserId) -> None:
    words = f"and <@{person}>"
    assert decide_comment(TOM, words, WISHES, (person,), is_shown=True) == HiddenNames((person,))
    assert decide_comment(TOM, words, WISHES, (person,), is_shown=False) is None
    assert decide_comment(person, words, WISHES, (person,), is_shown=True) is None
    assert decide_comment(TOM, "and <@UANA>", WISHES, (ANA,), is_shown=True) is None


def test_endorsers_part_has_no_text_of_others() -> None:
    told = RecognitionView(
        id=RecognitionId("1"),
        source=Source.COMMAND,
        channel=ChannelId("C1"),
        text="what Ana said",
        givers=(ANA,),
        recipients=(LI, MAYA),
        values=("creativity",),
        endorsers=(TOM, UserId("UJONAS")),
        permalink="https://brightside.example/1",
        is_private=False,
        created_at=datetime(2026, 11, 25, tzinfo=UTC),
        comments=(Comment(TOM, "mine"), Comment(UserId("UJONAS"), "what Jonas added")),
        credits=(Credit(MAYA, LI, "what Maya said"),),
    )
    part = reduce_to_endorser(told, TOM)
    assert "what" not in repr(part)
    assert (part.comments, part.endorsers) == ((Comment(TOM, "mine"),), ("UTOM",))
    assert (part.givers, part.recipients, part.permalink) == (("UANA",), ("UMAYA",), told.permalink)
