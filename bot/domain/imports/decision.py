"""Whether a recognition from elsewhere is stored: private to its people, as they wish to be thanked."""

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from enum import StrEnum

from msgspec import Struct

from bot.domain import mentions, message_text
from bot.domain.ids import UserId
from bot.domain.recognition import (
    Acceptance,
    ExclusionReason,
    RefusalReason,
    Rejection,
    decide_recognition,
)
from bot.domain.user import User
from bot.domain.visibility import ThanksPreference, Visibility

CLOCK_TOLERANCE = timedelta(days=1)
"""How far a date may be in the future: the file may be in another time zone."""


class ImportRefusal(StrEnum):
    """Why a line is not stored, as a sentence for the operator. None tells what a person prefers."""

    IN_FUTURE = "Its date is in the future."
    TOO_OLD = "It is older than this workspace keeps recognitions."
    BY_APP = "It is from an app."
    TO_SELF = "Nobody is thanked in it but the giver."
    TO_APP = "It is to an app."
    TO_LEAVER = "It is to someone who left."
    NOT_POSSIBLE = "Hearten can't store it for the people in it."
    NO_TEXT = "It has no words."
    TEXT_TOO_LONG = f"It is longer than {message_text.MAX_TEXT_LENGTH:,} characters."
    TOO_MANY_RECIPIENTS = "It thanks too many people."


_REFUSALS = {
    ExclusionReason.SELF: ImportRefusal.TO_SELF,
    ExclusionReason.BOT: ImportRefusal.TO_APP,
    ExclusionReason.DEACTIVATED: ImportRefusal.TO_LEAVER,
}


class ImportedRecognition(Struct, frozen=True):
    """A recognition from elsewhere whose people and values are known. `text` is Slack markup.

    `given_at` is in UTC, `values` are keys.
    """

    giver: User
    recipients: tuple[User, ...]
    text: str
    values: tuple[str, ...]
    given_at: datetime

    @property
    def deduplication_key(self) -> str:
        """The same for a line that is imported again."""
        recipients = ",".join(sorted({user.id for user in self.recipients}))
        return f"import:{self.giver.id}:{recipients}:{self.given_at.isoformat()}:{self.text}"

    @property
    def user_ids(self) -> frozenset[UserId]:
        """Return the ids of its giver, its recipients, and the users that its text mentions."""
        mentioned = mentions.find_mentioned_users(self.text)
        return frozenset([self.giver.id, *(user.id for user in self.recipients), *mentioned])


class ImportRules(Struct, frozen=True):
    """What decides about imports to one workspace.

    `now` and `keeps_since` are in UTC; `erased` are the users who had Hearten erase them.
    """

    now: datetime
    keeps_since: datetime
    preferences: Mapping[UserId, ThanksPreference]
    erased: Collection[UserId]


def make_markup(text: str) -> str:
    """Return a text as it is stored. Slack's own markup in it keeps its meaning; all else is literal."""
    return mentions.write_markup(mentions.parse_markup(message_text.clean_text(text)))


def decide_import(recognition: ImportedRecognition, rules: ImportRules) -> Acceptance | ImportRefusal:
    """Decide whether this is stored, and for which recipients: each private."""
    if recognition.given_at > rules.now + CLOCK_TOLERANCE:
        return ImportRefusal.IN_FUTURE
    if recognition.given_at < rules.keeps_since:
        return ImportRefusal.TOO_OLD
    if recognition.giver.is_bot:
        return ImportRefusal.BY_APP
    if recognition.giver.id in rules.erased:
        return ImportRefusal.NOT_POSSIBLE
    decision = decide_recognition(
        recognition.giver.id,
        recognition.recipients,
        recognition.text,
        Visibility.PRIVATE,
        {**rules.preferences, **dict.fromkeys(rules.erased, ThanksPreference.NEVER)},
    )
    if isinstance(decision, Acceptance):
        return decision
    return _explain(decision) if isinstance(decision, Rejection) else ImportRefusal.NOT_POSSIBLE


def _explain(rejection: Rejection) -> ImportRefusal:
    match rejection.reason:
        case RefusalReason.NO_TEXT:
            return ImportRefusal.NO_TEXT
        case RefusalReason.TEXT_TOO_LONG:
            return ImportRefusal.TEXT_TOO_LONG
        case RefusalReason.TOO_MANY_RECIPIENTS:
            return ImportRefusal.TOO_MANY_RECIPIENTS
        case _:
            (reason, *others) = set(rejection.excluded.values())
            return ImportRefusal.NOT_POSSIBLE if others else _REFUSALS.get(reason, ImportRefusal.NOT_POSSIBLE)
