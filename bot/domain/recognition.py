"""Recognitions: one act of thanks, and the decision if it can be recorded."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from enum import StrEnum

from msgspec import Struct

from bot.domain import message_text
from bot.domain.ids import ChannelId, RecognitionId, UserId
from bot.domain.team import MAX_TEAM_SIZE, NewTeam, Team
from bot.domain.user import User
from bot.domain.visibility import (
    ThanksPreference,
    Visibility,
    recipient_visibility,
    select_channel_recipients,
)

MAX_RECIPIENTS = 30
"""Users that one recognition can thank."""
MAX_PER_PERIOD = 30
"""Recognitions by command or form that one user can give within `RATE_PERIOD`."""
RATE_PERIOD = timedelta(hours=1)


class Source(StrEnum):
    """How a recognition was given."""

    COMMAND = "command"
    FORM = "form"
    SHORTCUT = "shortcut"
    """By form, about a message of a user's."""
    MENTION = "mention"
    """In a message that mentions the bot, or is to it."""
    WORKFLOW = "workflow"
    """In a step of Workflow Builder, which its giver agreed to."""
    REACTION = "reaction"
    CARD = "card"
    """In a card from many, at its hour."""
    IMPORT = "import"
    """Elsewhere, before Hearten: an operator brought it along."""


def make_message_key(channel: ChannelId, ts: str) -> str:
    """Return the deduplication key of the recognition that a message, or reactions to it, give."""
    return f"message:{channel}:{ts}"


class ExclusionReason(StrEnum):
    """Why a user named does not get a recognition."""

    SELF = "self"
    BOT = "bot"
    DEACTIVATED = "deactivated"
    DECLINED = "declined"
    """They do not wish to be thanked by anyone."""
    UNREACHABLE = "unreachable"
    """They belong to another organisation, where the bot writes to no one, and the recognition is private."""


class RefusalReason(StrEnum):
    """Why nothing was recorded, or words stay as they were."""

    NO_RECIPIENTS = "nobody left"
    NO_TEXT = "no words"
    TEXT_TOO_LONG = "too many words"
    TOO_MANY_RECIPIENTS = "too many people"
    TOO_LARGE_TEAM = "too large team"
    """The teams have more than `MAX_TEAM_SIZE` members."""
    TEAM_IN_PRIVATE = "team in private"
    """In private all are thanked person by person, and the teams have more than `MAX_RECIPIENTS` members."""
    TOO_OFTEN = "too often"
    """The giver gave `MAX_PER_PERIOD`, or as many to teams as allowed: flood limits."""
    NO_ADDITIONS = "no additions"
    """Additions are closed: see `visibility.accepts_additions`."""


class Acceptance(Struct, frozen=True):
    """A recognition that can be recorded.

    `recipients` maps user ids to their visibility; `has_shout_out` is True if the channel sees any of it.
    `members` find it in their history as part of one of the `teams`. Whether a team is shown does not depend
    on what its members wish, so that nothing tells who wishes what.
    """

    recipients: Mapping[UserId, Visibility]
    excluded: Mapping[UserId, ExclusionReason]
    has_shout_out: bool
    teams: tuple[Team, ...] = ()
    members: tuple[UserId, ...] = ()


class HiddenNames(Struct, frozen=True):
    """The text mentions these users (ids), who must not be named in the channel.

    Nothing is recorded before the giver has decided about the names. The giver does not learn the reason.
    """

    users: tuple[UserId, ...]


class Rejection(Struct, frozen=True):
    """A recognition that cannot be recorded, and the excluded users."""

    reason: RefusalReason
    excluded: Mapping[UserId, ExclusionReason]


def find_excluded(giver: UserId, named: Iterable[User]) -> dict[UserId, ExclusionReason]:
    """Return the users who can't be thanked, and why: the giver, apps, deactivated accounts."""
    found: dict[UserId, ExclusionReason] = {}
    for user in named:
        if user.id == giver:
            found[user.id] = ExclusionReason.SELF
        elif user.is_bot:
            found[user.id] = ExclusionReason.BOT
        elif user.is_deactivated:
            found[user.id] = ExclusionReason.DEACTIVATED
    return found


def can_be_thanked(giver: UserId, user: User, preference: ThanksPreference) -> bool:
    """Return True if a user with this preference can be thanked by this giver."""
    return not find_excluded(giver, [user]) and preference is not ThanksPreference.NEVER


def decide_recognition(
    giver: UserId,
    named: Sequence[User],
    text: str,
    given: Visibility,
    thanks_preferences: Mapping[UserId, ThanksPreference],
    mentioned: Sequence[UserId] = (),
    teams: Sequence[NewTeam] = (),
) -> Acceptance | Rejection | HiddenNames:
    """Decide about a recognition by `giver` (user id) to the users `named`, with visibility `given`.

    `thanks_preferences` maps user ids to their preference (default: publicly); `mentioned` are the users
    named in the text. `teams` are thanked as themselves; that takes a channel.
    """
    left_out = find_excluded(giver, named)
    recipients: dict[UserId, Visibility] = {}
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
    if not (recipients or teams):
        return Rejection(RefusalReason.NO_RECIPIENTS, left_out)
    if len({member.id for team in teams for member in team.members}) > MAX_TEAM_SIZE:
        return Rejection(RefusalReason.TOO_LARGE_TEAM, left_out)
    if len(recipients) > MAX_RECIPIENTS:
        return Rejection(RefusalReason.TOO_MANY_RECIPIENTS, left_out)
    if not message_text.has_content(text):
        return Rejection(RefusalReason.NO_TEXT, left_out)
    if message_text.is_longer(text, message_text.MAX_TEXT_LENGTH):
        return Rejection(RefusalReason.TEXT_TOO_LONG, left_out)
    is_shown = bool(teams) or bool(select_channel_recipients(recipients))
    if is_shown and (hidden := find_hidden_names(giver, thanks_preferences, mentioned)):
        return HiddenNames(hidden)
    members = _list_members(giver, teams, thanks_preferences)
    return Acceptance(
        recipients,
        left_out,
        has_shout_out=is_shown,
        teams=tuple(sorted({each.team for each in teams})),
        members=tuple(member for member in members if member not in recipients),
    )


def _list_members(
    giver: UserId, teams: Sequence[NewTeam], thanks_preferences: Mapping[UserId, ThanksPreference]
) -> list[UserId]:
    """Return the members of these teams who can be thanked by this giver, each once."""
    members = {member.id: member for team in teams for member in team.members}
    return sorted(
        id_
        for id_, member in members.items()
        if can_be_thanked(giver, member, thanks_preferences.get(id_, ThanksPreference.PUBLICLY))
    )


def find_hidden_names(
    writer: UserId, thanks_preferences: Mapping[UserId, ThanksPreference], mentioned: Sequence[UserId]
) -> tuple[UserId, ...]:
    """Return the mentioned users that no channel may name, in order, each once.

    `thanks_preferences` is as in `decide_recognition`. Writers may name themselves ("from Li and me").
    """
    others = (one for one in dict.fromkeys(mentioned) if one != writer)
    return tuple(
        one
        for one in others
        if thanks_preferences.get(one, ThanksPreference.PUBLICLY) is not ThanksPreference.PUBLICLY
    )


def decide_edit(
    giver: UserId,
    text: str,
    recipients: Mapping[UserId, Visibility],
    thanks_preferences: Mapping[UserId, ThanksPreference],
    mentioned: Sequence[UserId],
) -> RefusalReason | HiddenNames | None:
    """Decide about a new text for a recognition; return None if it is allowed.

    `recipients` maps each user id to its visibility; the others are as in `decide_recognition`.
    """
    if not message_text.has_content(text):
        return RefusalReason.NO_TEXT
    if message_text.is_longer(text, message_text.MAX_TEXT_LENGTH):
        return RefusalReason.TEXT_TOO_LONG
    is_shown = bool(select_channel_recipients(recipients))
    hidden = find_hidden_names(giver, thanks_preferences, mentioned) if is_shown else ()
    return HiddenNames(hidden) if hidden else None


class Comment(Struct, frozen=True):
    """A comment (Slack markup) of an endorser or of a giver by reaction."""

    user: UserId
    text: str


class Credit(Struct, frozen=True):
    """A share of a recognition, passed on by the user `by` to the user `to`, with the reason.

    `text` is Slack markup, empty if it was erased.
    """

    by: UserId
    to: UserId
    text: str


class Reply(Struct, frozen=True):
    """What a recipient (user id) said back to the givers, in plain text, and when (UTC)."""

    by: UserId
    text: str
    at: datetime


class RecognitionView(Struct, frozen=True):
    """A recognition as one reader may see it: everything here may be shown to that reader.

    Users and values are ids and keys; `text` is Slack markup, empty for a reaction; `created_at` is UTC;
    `permalink` leads to the shout-out or, for a reaction, to the message. `comments` are of some endorsers
    or, for a reaction, of some givers.
    """

    id: RecognitionId
    source: Source
    channel: ChannelId
    text: str
    givers: tuple[UserId, ...]
    recipients: tuple[UserId, ...]
    values: tuple[str, ...]
    endorsers: tuple[UserId, ...]
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
    teams: tuple[Team, ...] = ()
    """Those thanked as themselves. Who is in them is in no view."""

    @property
    def thanked_ids(self) -> frozenset[str]:
        """Return the ids of the recipients and of the teams."""
        return frozenset((*self.recipients, *(team.id for team in self.teams)))

    @property
    def directly_thanked(self) -> tuple[UserId, ...]:
        """Return the recipients that the givers themselves thanked; all of them if those are not visible."""
        shared = {credit.to for credit in self.credits}
        return tuple(one for one in self.recipients if one not in shared) or self.recipients
