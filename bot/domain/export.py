"""Exports: all that is stored about a user as JSON, and their recognitions as CSV."""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from typing import Any

from msgspec import Struct

from bot.domain.ids import ChannelId, UserId
from bot.domain.mentions import (
    UserMention,
    parse_markup,
)
from bot.domain.recognition import Credit, Reply
from bot.domain.team import Team

Names = Mapping[UserId, str]
"""What people are called, by user id."""

KEYS: Mapping[str, str] = {
    "about": "What each part of this file means. Times are in UTC; users and channels are Slack's ids.",
    "made_at": "When this file was made.",
    "workspace": "The Slack workspace that it is from.",
    "profile": "What Slack says about you, and when it was asked.",
    "preferences": (
        "What you chose, or the default where you chose nothing; when your preferences were explained to "
        "you, and when it was explained what an emoji does."
    ),
    "given": (
        "Thanks that you gave and didn't take back, oldest first. 'text' is as typed, in Slack's markup; "
        "'recipients' says who may see that each of them was thanked: everyone (public), the members of the "
        "channel (channel), or the two of you (private); 'seen_by' is the widest of these. 'endorsers' are "
        "the people who joined in; 'comments' is what some of them added or, for an emoji, what some givers "
        "added; 'credits' is who recipients shared it with ('by', 'to' and 'text'); 'replies' is what they "
        "wrote back to you; 'teams' are the user groups and channels that you thanked as a whole; 'link' "
        "leads to the message."
    ),
    "received": (
        "Thanks that you received and didn't take down, oldest first. 'seen_by' says who may see that you "
        "were thanked. Of the other recipients you find those that the channel sees; if it is private to "
        "you, 'channel' is empty. 'replies' is what you wrote back, 'opened_to_leads_at' when you allowed "
        "your leads to read what is private, 'teams' what was thanked as a whole, perhaps with you in it."
    ),
    "endorsed": "Thanks between others that you joined in, and the text that you added, oldest first.",
    "reactions": "Emoji that you put on messages and that mean a value.",
    "in_circles": "The leads who may read your public thanks, if admins allow it.",
    "led_circles": "The people you lead. 'members' are listed if they were named one by one.",
    "audit_about_you": "Who looked at your thanks, and what they asked for.",
    "audit_by_you": "Who you looked up, and what you asked for.",
    "digests": "Weekly digests that you set up. 'weekday' 0 is Monday; 'at' is the time of day in 'zone'.",
    "cards": (
        "Cards from many that you started, signed or got. 'text' is what you wrote on one that isn't given "
        "yet; afterwards it's among 'given'. A card for you is here once it's given."
    ),
    "reports": "What you reported to the admins.",
    "leads_note_at": "When your next weekly note as a lead comes; null if you get none.",
    "yearly_keepsake": "On which day of the year you get a keepsake; null if you don't.",
    "home": "What you had open on your Home within the last day, and when; null for nothing.",
    "installation": (
        "When you installed Hearten, and when it proposes to you, once, what to begin with; null for nothing."
    ),
    "admin_since": "Since when you may change the settings without being a Slack admin; null if you may not.",
    "setting_changes": (
        "What you changed in the settings as an admin, and what was changed about you: 'by' is who did it, "
        "'about' is the user or the item that it concerned."
    ),
    "values": "The names of the values, by the keys that thanks carry.",
    "users": "The names of the users in this file, as far as they are known.",
}
"""The keys of the JSON file, each with its meaning."""

COLUMNS = (
    "given or received",
    "when (UTC)",
    "from",
    "to",
    "text",
    "values",
    "seen by",
    "channel",
    "endorsed by",
    "comments",
    "source",
    "link",
    "id",
)
"""The first row of the CSV file."""


class ExportDirection(StrEnum):
    """Whether a user gave a recognition or received it."""

    GIVEN = "given"
    RECEIVED = "received"


class ExportedRecognition(Struct, frozen=True):
    """A recognition as the user may see it; `channel` and `link` are "" if they may not know them.

    The fields of this and of the classes below are the keys of the JSON file; see `KEYS`.
    """

    id: str
    at: datetime
    edited_at: datetime | None
    source: str
    givers: tuple[UserId, ...]
    recipients: Mapping[UserId, str]
    seen_by: str
    text: str
    values: tuple[str, ...]
    endorsers: tuple[UserId, ...]
    comments: Mapping[UserId, str]
    channel: ChannelId
    link: str
    credits: tuple[Credit, ...] = ()
    replies: tuple[Reply, ...] = ()
    opened_to_leads_at: datetime | None = None
    teams: tuple[Team, ...] = ()

    @property
    def users(self) -> set[UserId]:
        """Return all users that it names."""
        written = (self.text, *self.comments.values(), *(credit.text for credit in self.credits))
        named = {t.id for words in written for t in parse_markup(words) if isinstance(t, UserMention)}
        added = {one for credit in self.credits for one in (credit.by, credit.to)}
        replied = {reply.by for reply in self.replies}
        return {*self.givers, *self.recipients, *self.endorsers, *named, *added, *replied}


class ExportedProfile(Struct, frozen=True):
    """A user's profile as Slack described it."""

    id: str
    name: str
    timezone: str
    locale: str
    is_guest: bool
    is_admin: bool
    picture: str
    fetched_at: datetime


class ExportedEndorsement(Struct, frozen=True):
    """A recognition of others that a user joined in, with their own words; no `link` to a private one."""

    id: str
    at: datetime
    text: str
    channel: ChannelId
    link: str


class ExportedReaction(Struct, frozen=True):
    """A value's emoji that a user put on a message."""

    at: datetime
    emoji: str
    value: str
    channel: ChannelId
    link: str


class ExportedCircle(Struct, frozen=True):
    """A circle that a user is in. `source` is "channel", "group" or "named", `source_id` which one."""

    source: str
    source_id: str
    name: str
    leads: tuple[UserId, ...]


class ExportedLedCircle(Struct, frozen=True):
    """A circle that a user leads; see `ExportedCircle`."""

    source: str
    source_id: str
    name: str
    members: tuple[UserId, ...]


class ReceivedAuditEntry(Struct, frozen=True):
    """An audit entry about the user's history; `by` is a user id."""

    at: datetime
    by: UserId
    query: Mapping[str, Any]


class OwnAuditEntry(Struct, frozen=True):
    """A user's look at the history of others, the `users`."""

    at: datetime
    users: tuple[UserId, ...]
    query: Mapping[str, Any]


class ExportedDigest(Struct, frozen=True):
    """A channel's weekly digest that a user set up."""

    channel: ChannelId
    weekday: int
    at: str
    zone: str
    next_at: datetime


class ExportedCard(Struct, frozen=True):
    """A card that a user started, signed or got. `outcome` is "" as long as it is open."""

    id: str
    started_by_you: bool
    recipients: tuple[UserId, ...]
    occasion: str
    closes_at: datetime
    outcome: str
    text: str
    values: tuple[str, ...]


class ExportedReport(Struct, frozen=True):
    """What a user reported to the admins about the recognition with this id."""

    at: datetime
    id: str
    reason: str


class ExportedHome(Struct, frozen=True):
    """The section that is open on the Home; `page` is the first recognition on it, "" for the newest."""

    section: str
    page: str
    opened_at: datetime


class ExportedInstallation(Struct, frozen=True):
    """When a user installed the app, and when something is proposed to them for a start."""

    installed_at: datetime | None
    proposal_at: datetime | None


class ExportedSettingChange(Struct, frozen=True):
    """A setting that a user changed, or that was changed about them; see `KEYS`."""

    at: datetime
    by: UserId
    setting: str
    about: str
    before: Any
    after: Any
