"""Credits: a recipient shares a recognition with a colleague who has a part in it."""

from collections.abc import Collection, Iterable, Mapping
from enum import StrEnum

from msgspec import Struct

from bot.domain import message_text
from bot.domain.ids import UserId
from bot.domain.recognition import MAX_RECIPIENTS, Credit, ExclusionReason
from bot.domain.user import User
from bot.domain.visibility import ThanksPreference, Visibility, allows_mentions, recipient_visibility

MAX_CREDIT_TEXT = 300
"""Characters of the sentence that says why (see `message_text.measure_text`)."""
MAX_CREDITS_PER_HOUR = 20
"""How often one user can share credits within an hour: each time a colleague is written to."""
MAX_CREDITS = 10
"""Credits of one recognition: its shout-out has to stay one message."""


class CreditRefusal(StrEnum):
    """Why a recognition is not shared."""

    GONE = "gone"
    """It was taken back or down, or is not theirs."""
    NO_ADDITIONS = "no additions"
    """Comments and credits are closed: see `visibility.accepts_additions`."""
    TEAM = "team"
    """The reader is thanked as part of a team."""
    PRIVATE = "private"
    """The words were written to this recipient alone."""
    BY_EMOJI = "by emoji"
    """Nothing was said that could be shared."""
    SELF = "oneself"
    GIVER = "giver"
    ALREADY = "already"
    """The colleague is thanked already."""
    NO_CHANNEL_ACCESS = "not there"
    """The colleague may not read the channel that the words were written for."""
    TOO_MANY = "too many"
    TOO_OFTEN = "too often"
    """The sharer shared `MAX_CREDITS_PER_HOUR` credits just now, even if they took them back."""
    NO_TEXT = "no words"
    TEXT_TOO_LONG = "too many words"
    HIDDEN_NAMES = "names unspared"
    """The text would name a user in a channel who wants to be thanked privately."""


class NewCredit(Struct, frozen=True):
    """What a recipient wants to share; `can_read` says whether the colleague may read its channel.

    `words` are Slack markup and name the users `mentioned` (user ids).
    """

    sharer: UserId
    colleague: User
    text: str
    mentioned: tuple[UserId, ...]
    can_read: bool


def decide_credit_offer(seen: Visibility, *, is_by_emoji: bool) -> CreditRefusal | None:
    """Return why a recipient with this visibility may not share a recognition; None if they may."""
    if is_by_emoji:
        return CreditRefusal.BY_EMOJI
    return CreditRefusal.PRIVATE if seen is Visibility.PRIVATE else None


def decide_credit(
    new_credit: NewCredit,
    seen: Visibility,
    *,
    givers: Collection[UserId],
    recipients: Collection[UserId],
    shared: int,
    thanks_preferences: Mapping[UserId, ThanksPreference],
) -> Visibility | ExclusionReason | CreditRefusal:
    """Return the visibility of the colleague as one more recipient, or why they cannot be one.

    `seen` is the visibility of the sharer, `recipients` are the current ones, `shared` is the number of
    credits so far; `thanks_preferences` maps user ids to their preference (default: publicly).
    """
    colleague = new_credit.colleague
    if refused := _find_refusal(new_credit, givers, recipients):
        return refused
    wish = thanks_preferences.get(colleague.id, ThanksPreference.PUBLICLY)
    if wish is ThanksPreference.NEVER:
        return ExclusionReason.DECLINED
    if shared >= MAX_CREDITS or len(recipients) >= MAX_RECIPIENTS:
        return CreditRefusal.TOO_MANY
    if not message_text.has_content(new_credit.text):
        return CreditRefusal.NO_TEXT
    if message_text.is_longer(new_credit.text, MAX_CREDIT_TEXT):
        return CreditRefusal.TEXT_TOO_LONG
    narrower = recipient_visibility(seen, wish)
    others = (
        thanks_preferences.get(one, ThanksPreference.PUBLICLY)
        for one in new_credit.mentioned
        if one != new_credit.sharer
    )
    # A private recognition has no channel.
    if narrower is not Visibility.PRIVATE and not allows_mentions(others):
        return CreditRefusal.HIDDEN_NAMES
    return narrower


def _find_refusal(
    new_credit: NewCredit, givers: Collection[UserId], recipients: Collection[UserId]
) -> ExclusionReason | CreditRefusal | None:
    """Return why this colleague cannot be thanked with the sharer, whatever they wish."""
    colleague = new_credit.colleague
    if colleague.id == new_credit.sharer:
        return CreditRefusal.SELF
    if colleague.id in givers:
        return CreditRefusal.GIVER
    if colleague.id in recipients:
        return CreditRefusal.ALREADY
    if colleague.is_bot:
        return ExclusionReason.BOT
    if colleague.is_deactivated:
        return ExclusionReason.DEACTIVATED
    if colleague.is_foreign:
        return ExclusionReason.UNREACHABLE
    return None if new_credit.can_read else CreditRefusal.NO_CHANNEL_ACCESS


def is_credit_visible(credit: Credit, recipients: Collection[UserId], reader: UserId) -> bool:
    """Return True if a user who sees these recipients may read the credit.

    The colleague always learns who shared it.
    """
    return credit.to in recipients and (credit.by in recipients or credit.to == reader)


def find_dependent_recipients(user: UserId, shared: Iterable[Credit]) -> frozenset[UserId]:
    """Return those who are thanked only because this user shared it with them, or a user among them did."""
    found: set[UserId] = set()
    following, passed_on = {user}, list(shared)
    while following:
        following = {credit.to for credit in passed_on if credit.by in following} - found - {user}
        found |= following
    return frozenset(found)
