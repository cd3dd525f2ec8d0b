"""Recognitions: one act of thanks, and the decision whether it can be one."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bot.domain import message_text
from bot.domain.user import User
from bot.domain.visibility import (
    ThanksPreference,
    Visibility,
    recipient_visibility,
    select_channel_recipients,
)

MAX_RECIPIENTS = 30
"""People that one recognition can thank."""
MAX_PER_PERIOD = 30
"""Thanks in words that one person can give within `RATE_PERIOD`."""
RATE_PERIOD = timedelta(hours=1)


class Source(StrEnum):
    """How a recognition was given."""

    COMMAND = "command"
    FORM = "form"
    SHORTCUT = "shortcut"
    """By form, about a message of somebody's."""
    MENTION = "mention"
    """In a message that mentions the bot, or is to it."""
    REACTION = "reaction"


class ExclusionReason(StrEnum):
    """Why somebody named does not get a thanks."""

    SELF = "self"
    BOT = "bot"
    DEACTIVATED = "deactivated"
    DECLINED = "declined"
    """They do not wish to be thanked by anyone."""
    UNREACHABLE = "unreachable"
    """They belong to another organisation, where the bot writes to nobody, and the thanks is private."""


class RefusalReason(StrEnum):
    """Why nothing was recorded, or words stay as they were."""

    NO_RECIPIENTS = "nobody left"
    NO_TEXT = "no words"
    TEXT_TOO_LONG = "too many words"
    TOO_MANY_RECIPIENTS = "too many people"
    TOO_OFTEN = "too often"
    """The giver gave `MAX_PER_PERIOD` already: channels and people are not to be flooded."""
    NO_ADDITIONS = "no additions"
    """Nothing may be added to it any more: see `visibility.accepts_additions`."""


@dataclass(frozen=True, slots=True)
class Acceptance:
    """A thanks that can be recorded.

    `recipients` maps user ids to how widely each may be seen; `shout_out` says whether the channel sees
    anything of it.
    """

    recipients: Mapping[str, Visibility]
    excluded: Mapping[str, ExclusionReason]
    has_shout_out: bool


@dataclass(frozen=True, slots=True)
class HiddenNames:
    """Words that a channel would read mention these people (user ids), whose names it must not show.

    Nothing is recorded before the giver has decided what becomes of the names. Why it must not show them
    is nobody's business, the giver's included.
    """

    users: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Rejection:
    """A thanks that cannot be recorded, and who was left out on the way."""

    reason: RefusalReason
    excluded: Mapping[str, ExclusionReason]


def find_excluded(giver: str, named: Iterable[User]) -> dict[str, ExclusionReason]:
    """Return the people who can't be thanked, and why: the giver, apps, deactivated accounts."""
    found: dict[str, ExclusionReason] = {}
    for user in named:
        if user.id == giver:
            found[user.id] = ExclusionReason.SELF
        elif user.is_bot:
            found[user.id] = ExclusionReason.BOT
        elif user.is_deactivated:
            found[user.id] = ExclusionReason.DEACTIVATED
    return found


def decide_recognition(
    giver: str,
    named: Sequence[User],
    text: str,
    given: Visibility,
    thanks_preferences: Mapping[str, ThanksPreference],
    mentioned: Sequence[str] = (),
) -> Acceptance | Rejection | HiddenNames:
    """Decide about a thanks by `giver` (user id) to the people `named`, given with visibility `given`.

    `thanks_preferences` maps user ids to their preference (default: publicly); `mentioned` are the users
    named in the text.
    """
    left_out = find_excluded(giver, named)
    recipients: dict[str, Visibility] = {}
    for user in named:
        wish = thanks_preferences.get(user.id, ThanksPreference.PUBLICLY)
        if user.id in left_out:
            continue
        if wish is ThanksPreference.NEVER:
            left_out[user.id] = ExclusionReason.DECLINED
        else:
            recipients[user.id] = recipient_visibility(given, wish)
    for user in named:
        if user.is_foreign and recipients.get(user.id) is Visibility.PRIVATE:
            left_out[user.id] = ExclusionReason.UNREACHABLE
            del recipients[user.id]
    if not recipients:
        return Rejection(RefusalReason.NO_RECIPIENTS, left_out)
    if len(recipients) > MAX_RECIPIENTS:
        return Rejection(RefusalReason.TOO_MANY_RECIPIENTS, left_out)
    if not message_text.has_content(text):
        return Rejection(RefusalReason.NO_TEXT, left_out)
    if message_text.measure_text(text) > message_text.MAX_TEXT_LENGTH:
        return Rejection(RefusalReason.TEXT_TOO_LONG, left_out)
    is_shown = bool(select_channel_recipients(recipients))
    if is_shown and (hidden := find_hidden_names(giver, thanks_preferences, mentioned)):
        return HiddenNames(hidden)
    return Acceptance(recipients, left_out, has_shout_out=is_shown)


def find_hidden_names(
    writer: str, thanks_preferences: Mapping[str, ThanksPreference], mentioned: Sequence[str]
) -> tuple[str, ...]:
    """Return those of the people mentioned whose names no channel may show, in order, each once.

    `thanks_preferences` is as in `decide_recognition`. Writers may name themselves ("from Li and me").
    """
    others = (one for one in dict.fromkeys(mentioned) if one != writer)
    return tuple(
        one
        for one in others
        if thanks_preferences.get(one, ThanksPreference.PUBLICLY) is not ThanksPreference.PUBLICLY
    )


def decide_edit(
    giver: str,
    text: str,
    recipients: Mapping[str, Visibility],
    thanks_preferences: Mapping[str, ThanksPreference],
    mentioned: Sequence[str],
) -> RefusalReason | HiddenNames | None:
    """Decide about new words for a thanks that was given; None where they can stand.

    `recipients` maps each user id to its visibility; the others are as in `decide_recognition`.
    """
    if not message_text.has_content(text):
        return RefusalReason.NO_TEXT
    if message_text.measure_text(text) > message_text.MAX_TEXT_LENGTH:
        return RefusalReason.TEXT_TOO_LONG
    is_shown = bool(select_channel_recipients(recipients))
    hidden = find_hidden_names(giver, thanks_preferences, mentioned) if is_shown else ()
    return HiddenNames(hidden) if hidden else None


@dataclass(frozen=True, slots=True)
class Comment:
    """Words (Slack markup) that a person added to a recognition: with their voice, or to their emoji."""

    user: str
    text: str


@dataclass(frozen=True, slots=True)
class Credit:
    """A recipient's share in a thanks, passed on: `by` whom and `to` whom (user ids), and why.

    `words` are Slack markup, empty where they have been erased.
    """

    by: str
    to: str
    text: str


@dataclass(frozen=True, slots=True)
class Reply:
    """What a recipient (user id) said back to the givers, in plain text, and when (UTC)."""

    by: str
    text: str
    at: datetime


@dataclass(frozen=True, slots=True)
class RecognitionView:
    """A recognition as one reader may see it: everything here may be shown to that reader.

    People and values are ids and keys; `words` is Slack markup, empty for a reaction; `created_at` is
    UTC; `permalink` leads to the shout-out or, for a reaction, to the message. `said` is what some of the
    voices added or, for a reaction, some of the givers.
    """

    id: str
    source: Source
    channel: str
    text: str
    givers: tuple[str, ...]
    recipients: tuple[str, ...]
    values: tuple[str, ...]
    endorsers: tuple[str, ...]
    permalink: str
    is_private: bool
    created_at: datetime
    is_open: bool = False
    """It was given in a public channel, so every full member of the workspace can open its `permalink`."""
    comments: tuple[Comment, ...] = ()
    credits: tuple[Credit, ...] = ()
    endorsed_at: datetime | None = None
    """When the reader joined, in UTC; None unless it is read as one that they joined."""
    replies: tuple[Reply, ...] = ()
    """For a giver all of them, for a recipient their own."""

    @property
    def directly_thanked(self) -> tuple[str, ...]:
        """Those recipients whom the givers themselves thanked; all of them where it names none of those."""
        shared = {credit.to for credit in self.credits}
        return tuple(one for one in self.recipients if one not in shared) or self.recipients
