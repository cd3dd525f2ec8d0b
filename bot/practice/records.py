"""What the practice workspace is made of: people, channels, user groups, messages, and how Slack refuses."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Literal

JsonObject = dict[str, Any]
ChannelKind = Literal["public", "private", "im", "mpim"]
Restriction = Literal["", "read_only_channel", "thread_only_channel", "non_threadable_channel"]
"""What Slack's refusals of posting end with: `restricted_action_read_only_channel` and so on."""


class SlackError(Exception):
    """A refusal in Slack's own words.

    `error` is Slack's name for it ("channel_not_found"); `messages` say more, as `response_metadata.messages`
    does.
    """

    def __init__(self, error: str, *messages: str) -> None:
        super().__init__(error, *messages)
        self.error = error
        self.messages = messages


@dataclass(frozen=True, slots=True)
class Person:
    """Someone with an account: a colleague, a guest, a bot, or someone of another organisation."""

    id: str
    name: str
    """The handle: lower case, unique, what follows the @."""
    real_name: str
    team_id: str
    display_name: str = ""
    title: str = ""
    tz: str = "Etc/UTC"
    locale: str = "en-US"
    is_bot: bool = False
    deleted: bool = False
    is_admin: bool = False
    is_owner: bool = False
    is_restricted: bool = False
    """A guest: sees only the channels they are in."""
    is_ultra_restricted: bool = False
    """A guest of a single channel; such a person is `is_restricted` too."""
    is_stranger: bool = False
    """Of another organisation, met in a shared channel; `team_id` is that organisation's."""


@dataclass(slots=True)
class Channel:
    """A conversation: public or private channel, direct message ("im") or group message ("mpim")."""

    id: str
    name: str
    """Without the #; empty for a direct message."""
    kind: ChannelKind
    members: set[str]
    topic: str = ""
    created: datetime = datetime(2024, 3, 4, 9, tzinfo=UTC)
    is_archived: bool = False
    is_general: bool = False
    restriction: Restriction = ""
    """Who may post there: everyone, or admins only ("read_only_channel"), and where: everywhere, in threads
    only ("thread_only_channel"), or not in threads ("non_threadable_channel")."""
    is_ext_shared: bool = False
    """Shared with another organisation (Slack Connect)."""
    is_pending_ext_shared: bool = False
    """Another organisation has been invited to it."""
    is_org_shared: bool = False
    """Shared among workspaces of one Enterprise organisation."""
    crowd: int = 0
    """How many members it has besides, who do nothing; see `directory.list_members`."""


@dataclass(slots=True)
class UserGroup:
    """A user group: `@handle` means its members."""

    id: str
    handle: str
    name: str
    members: list[str]


@dataclass(frozen=True, slots=True)
class Shortcut:
    """What an app adds to people's menus: a global shortcut, or one for a message."""

    kind: Literal["global", "message"]
    callback_id: str
    name: str


@dataclass(frozen=True, slots=True)
class SlashCommand:
    """A command that an app adds: what people type, and its description."""

    name: str
    """With its slash."""
    description: str = ""
    usage_hint: str = ""
    """What may follow the name."""
    should_escape: bool = True
    """Whether mentions and channels reach the app by their ids; else as they were typed."""


@dataclass(slots=True)
class Reaction:
    """An emoji on a message, and who put it there, in order."""

    name: str
    users: list[str]


@dataclass(slots=True)
class Message:
    """A message, identified by its channel and `ts`; a deleted one is gone, unless it has replies."""

    channel: str
    ts: str
    user: str | None
    """The author; None when a webhook wrote it (then `bot_id` and `username` say who)."""
    text: str
    blocks: list[JsonObject] = field(default_factory=list)
    reactions: list[Reaction] = field(default_factory=list)
    ephemeral_to: str | None = None
    """The only person who sees it; None: everyone in the channel does."""
    metadata: JsonObject | None = None
    bot_id: str | None = None
    username: str | None = None
    thread_ts: str | None = None
    """The message that its thread began with: itself, once it has a reply; None outside of threads."""
    is_broadcast: bool = False
    """A reply that is in the channel, too."""
    is_tombstone: bool = False
    """Deleted: only its place is left, as there are replies to it."""
    edited_ts: str = ""
    """When it was last edited; "" if it never was."""
    via_response_url: bool = False
    files: list[str] = field(default_factory=list)
    """The ids of its files; one that was deleted is gone from here."""
    entries: dict[str, dict[str, dict[str, JsonObject]]] = field(default_factory=dict)
    """Of each person by their id: what they chose in its menus, as `state.values` has it."""

    @property
    def is_reply(self) -> bool:
        """True for an answer to another message, in a thread."""
        return self.thread_ts is not None and self.thread_ts != self.ts

    @property
    def is_in_channel(self) -> bool:
        """True for a message in the channel itself, and not only in a thread."""
        return not self.is_reply or self.is_broadcast


@dataclass(slots=True)
class ReadMarks:
    """How far people have read."""

    beginning: str | None = None
    """The `ts` up to which everyone counts as having read everything; None until someone looks."""
    seen: dict[str, dict[str, str]] = field(default_factory=dict)
    """Of each person and channel by their ids: the `ts` of the last message that was seen."""


DEFAULT_SCOPES = frozenset(
    {
        *("commands", "chat:write", "chat:write.public", "reactions:read", "users:read", "channels:read"),
        *("groups:read", "usergroups:read", "emoji:read"),
    }
)
DEFAULT_COMMANDS = (SlashCommand("/kudos"), SlashCommand("/shoutout"))
DEFAULT_EVENTS = frozenset(
    {
        *("app_home_opened", "app_mention", "channel_archive", "channel_left", "channel_unarchive"),
        *("group_archive", "group_left", "group_unarchive", "member_joined_channel", "member_left_channel"),
        *("message.im", "reaction_added", "reaction_removed"),
    }
)
