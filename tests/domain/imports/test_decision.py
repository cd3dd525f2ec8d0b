"""Which recognitions from elsewhere are stored, and for whom."""

from datetime import UTC, datetime, timedelta

import pytest
from msgspec.structs import replace

from bot.domain.ids import UserId
from bot.domain.imports.decision import (
    ImportedRecognition,
    ImportRefusal,
    ImportRules,
    decide_import,
    make_markup,
)
from bot.domain.recognition import Acceptance
from bot.domain.user import User
from bot.domain.visibility import ThanksPreference, Visibility

NOW = datetime(2026, 11, 25, 10, tzinfo=UTC)
ANA, MAYA, LI = (User(UserId(f"U0{name}"), name) for name in ("ANA", "MAYA", "LI"))
BOT, GONE = User(UserId("U0BOT"), is_bot=True), User(UserId("U0GONE"), is_deactivated=True)
FOREIGN = User(UserId("U0FOREIGN"), is_foreign=True)
NEVER, PRIVATE, ERASED = (User(UserId(f"U0{name}"), name) for name in ("NEVER", "PRIVATE", "ERASED"))
RULES = ImportRules(
    NOW,
    NOW - timedelta(days=730),
    {NEVER.id: ThanksPreference.NEVER, PRIVATE.id: ThanksPreference.PRIVATELY},
    {ERASED.id},
)
GOOD = ImportedRecognition(ANA, (MAYA,), "thanks for the sketches", (), NOW - timedelta(days=9))


@pytest.mark.parametrize(
    ("recipients", "stored", "left_out"),
    [
        ((MAYA,), {MAYA}, 0),
        ((MAYA, LI, PRIVATE), {MAYA, LI, PRIVATE}, 0),
        ((MAYA, NEVER, BOT, GONE, ANA, ERASED, FOREIGN), {MAYA}, 6),
    ],
)
def test_recognition_is_private_to_those_who_can_be_thanked(
    recipients: tuple[User, ...], stored: set[User], left_out: int
) -> None:
    decision = decide_import(replace(GOOD, recipients=recipients), RULES)
    assert isinstance(decision, Acceptance)
    assert decision.recipients == {user.id: Visibility.PRIVATE for user in stored}
    assert len(decision.excluded) == left_out
    assert not decision.has_shout_out


@pytest.mark.parametrize(
    ("recognition", "refusal"),
    [
        (replace(GOOD, given_at=NOW + timedelta(days=2)), ImportRefusal.IN_FUTURE),
        (replace(GOOD, given_at=NOW - timedelta(days=731)), ImportRefusal.TOO_OLD),
        (replace(GOOD, giver=BOT), ImportRefusal.BY_APP),
        (replace(GOOD, giver=ERASED), ImportRefusal.NOT_POSSIBLE),
        (replace(GOOD, recipients=(ANA,)), ImportRefusal.TO_SELF),
        (replace(GOOD, recipients=(BOT,)), ImportRefusal.TO_APP),
        (replace(GOOD, recipients=(GONE,)), ImportRefusal.TO_LEAVER),
        # The same sentence, so that none tells what a person prefers.
        (replace(GOOD, recipients=(NEVER,)), ImportRefusal.NOT_POSSIBLE),
        (replace(GOOD, recipients=(ERASED,)), ImportRefusal.NOT_POSSIBLE),
        (replace(GOOD, recipients=(FOREIGN,)), ImportRefusal.NOT_POSSIBLE),
        (replace(GOOD, recipients=(NEVER, BOT)), ImportRefusal.NOT_POSSIBLE),
        (replace(GOOD, text=""), ImportRefusal.NO_TEXT),
        (replace(GOOD, text=":taco: <@U0MAYA>"), ImportRefusal.NO_TEXT),
        (replace(GOOD, text="a" * 2_001), ImportRefusal.TEXT_TOO_LONG),
        (
            replace(GOOD, recipients=tuple(User(UserId(f"U{n}")) for n in range(31))),
            ImportRefusal.TOO_MANY_RECIPIENTS,
        ),
    ],
)
def test_refusal(recognition: ImportedRecognition, refusal: ImportRefusal) -> None:
    assert decide_import(recognition, RULES) is refusal


def test_giver_who_left_is_remembered() -> None:
    assert isinstance(decide_import(replace(GOOD, giver=GONE), RULES), Acceptance)


@pytest.mark.parametrize(
    ("text", "markup"),
    [
        ("  5 < 6 & so on ", "5 &lt; 6 &amp; so on"),
        ("<@U0MAYA|maya> did it", "<@U0MAYA> did it"),
        ("see <https://x.example|this>", "see <https://x.example|this>"),
        ("<!script> a\x00b\u202e", "&lt;!script&gt; ab"),
    ],
)
def test_markup(text: str, markup: str) -> None:
    assert make_markup(text) == markup


def test_key_is_of_people_date_and_text() -> None:
    both = replace(GOOD, recipients=(MAYA, LI))
    assert both.deduplication_key == replace(both, recipients=(LI, MAYA, LI)).deduplication_key
    others = {
        change.deduplication_key
        for change in (
            GOOD,
            both,
            replace(GOOD, giver=LI),
            replace(GOOD, text="thanks"),
            replace(GOOD, given_at=NOW),
        )
    }
    assert len(others) == 5
