"""Events that are not messages, and the classes of all events that Hearten handles."""

from collections.abc import Callable, Mapping
from typing import Any

from msgspec import Struct

from bot.domain.ids import NO_CHANNEL, NO_USER, ChannelId, UserId
from bot.errors import InvalidPayloadError
from bot.slack.payloads.fields import Fields
from bot.slack.payloads.messages import read_message
from bot.slack.payloads.workflow_steps import read_step

_MESSAGE = "message"


class ReactionEvent(Struct, frozen=True):
    """A reaction that was added or removed; `item_user` is "" if a webhook posted the message.

    `channel` and `message_ts` are "" if it is not on a message.
    """

    kind: str
    user: UserId
    item_type: str
    emoji: str
    event_id: str
    event_ts: str
    item_user: UserId = NO_USER
    channel: ChannelId = NO_CHANNEL
    message_ts: str = ""

    @property
    def is_added(self) -> bool:
        """Return True if it was added."""
        return self.kind == "reaction_added"


class MembershipEvent(Struct, frozen=True):
    """A user who joined or left a channel; `inviter` is "" if no one invited them."""

    channel: ChannelId
    user: UserId
    inviter: UserId = NO_USER


class ChannelEvent(Struct, frozen=True):
    """A channel that was archived, unarchived, deleted, or left by the bot."""

    channel: ChannelId


class ChannelIdChangedEvent(Struct, frozen=True):
    """A channel that has a new id, after it was shared or converted."""

    old: ChannelId
    new: ChannelId


class GroupMembersChangedEvent(Struct, frozen=True):
    """A user group whose members changed."""

    group: str


class HomeOpenedEvent(Struct, frozen=True):
    """A user who opened a tab of the app's Home."""

    user: UserId
    tab: str


class UserChangeEvent(Struct, frozen=True):
    """A user whose profile changed, as in `users.info`."""

    id: str
    user: dict[str, Any]


class TokensRevokedEvent(Struct, frozen=True):
    """Tokens that were revoked, by their owners."""

    tokens: dict[str, Any]

    @property
    def is_about_bot(self) -> bool:
        """Return True if the bot's own token is among them."""
        return bool(self.tokens.get("bot"))


class TeamAccessRevokedEvent(Struct, frozen=True):
    """Workspaces (Slack's ids) that an organisation's installation is no longer for."""

    team_ids: tuple[str, ...]


class AppUninstalledEvent(Struct, frozen=True):
    """The workspace that the payload comes from uninstalled the app."""


def _read_reaction(body: Fields) -> ReactionEvent:
    event = body.object("event")
    item = event.object("item")
    reaction = ReactionEvent(
        kind=event.id("type"),
        user=event.user("user"),
        item_type=item.id("type"),
        emoji=event.id("reaction"),
        event_id=body.id("event_id"),
        event_ts=event.id("event_ts"),
        item_user=event.optional_user("item_user"),
        channel=item.optional_channel("channel"),
        message_ts=item.optional_id("ts"),
    )
    if reaction.item_type == _MESSAGE and not (reaction.channel and reaction.message_ts):
        event.refuse("item")
    return reaction


def _read_membership(body: Fields) -> MembershipEvent:
    event = body.object("event")
    return MembershipEvent(event.channel("channel"), event.user("user"), event.optional_user("inviter"))


def _read_channel(body: Fields) -> ChannelEvent:
    return ChannelEvent(body.object("event").channel("channel"))


def _read_channel_id_change(body: Fields) -> ChannelIdChangedEvent:
    event = body.object("event")
    return ChannelIdChangedEvent(event.channel("old_channel_id"), event.channel("new_channel_id"))


def _read_group_members_change(body: Fields) -> GroupMembersChangedEvent:
    return GroupMembersChangedEvent(body.object("event").id("subteam_id"))


def _read_home_opened(body: Fields) -> HomeOpenedEvent:
    event = body.object("event")
    return HomeOpenedEvent(event.user("user"), event.id("tab"))


def _read_user_change(body: Fields) -> UserChangeEvent:
    event = body.object("event")
    return UserChangeEvent(event.object("user").id("id"), event.mapping("user"))


def _read_tokens_revoked(body: Fields) -> TokensRevokedEvent:
    return TokensRevokedEvent(body.object("event").mapping("tokens"))


def _read_team_access_revoked(body: Fields) -> TeamAccessRevokedEvent:
    return TeamAccessRevokedEvent(body.object("event").ids("team_ids"))


def _read_app_uninstalled(_: Fields) -> AppUninstalledEvent:
    return AppUninstalledEvent()


_READERS: Mapping[str, Callable[[Fields], Any]] = {
    _MESSAGE: read_message,
    "app_mention": read_message,
    "reaction_added": _read_reaction,
    "reaction_removed": _read_reaction,
    "member_joined_channel": _read_membership,
    "member_left_channel": _read_membership,
    **dict.fromkeys(
        (
            *("channel_archive", "channel_unarchive", "channel_deleted", "channel_left"),
            *("group_archive", "group_unarchive", "group_deleted", "group_left"),
        ),
        _read_channel,
    ),
    "channel_id_changed": _read_channel_id_change,
    "subteam_members_changed": _read_group_members_change,
    "app_home_opened": _read_home_opened,
    "user_change": _read_user_change,
    "tokens_revoked": _read_tokens_revoked,
    "team_access_revoked": _read_team_access_revoked,
    "app_uninstalled": _read_app_uninstalled,
    "function_executed": read_step,
}
"""What reads an event, by its type."""


def event_kind(body: Mapping[str, Any]) -> str:
    """Return the type of the event in a payload. Raise `InvalidPayloadError`."""
    event = body.get("event")
    kind = event.get("type") if isinstance(event, Mapping) else None
    if not isinstance(kind, str):
        raise InvalidPayloadError("event.type")
    return kind


def read_event(body: Mapping[str, Any]) -> Any:
    """Read an event of a type that Hearten handles, as an object of its class; None if it says nothing.

    Raise `InvalidPayloadError`.
    """
    reader = _READERS.get(event_kind(body))
    if reader is None:
        raise InvalidPayloadError("event.type")
    return reader(Fields(body))
