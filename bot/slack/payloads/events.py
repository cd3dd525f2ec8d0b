"""Events that are not messages, and the classes of all events that Hearten handles."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Annotated, Any

from pydantic import AliasPath, Field

from bot.domain.ids import NO_CHANNEL, NO_USER
from bot.errors import InvalidPayloadError
from bot.slack.payloads.fields import (
    ChannelIdField,
    Id,
    OptionalChannelId,
    OptionalId,
    OptionalUserId,
    UserIdField,
    validate,
)
from bot.slack.payloads.messages import read_message

_MESSAGE = "message"


@dataclass(frozen=True, slots=True)
class ReactionEvent:
    """A reaction that was added or removed; `item_user` is "" if a webhook posted the message.

    `channel` and `message_ts` are "" if it is not on a message.
    """

    kind: Annotated[Id, Field(validation_alias=AliasPath("event", "type"))]
    user: Annotated[UserIdField, Field(validation_alias=AliasPath("event", "user"))]
    item_type: Annotated[Id, Field(validation_alias=AliasPath("event", "item", "type"))]
    emoji: Annotated[Id, Field(validation_alias=AliasPath("event", "reaction"))]
    event_id: Id
    event_ts: Annotated[Id, Field(validation_alias=AliasPath("event", "event_ts"))]
    item_user: Annotated[OptionalUserId, Field(validation_alias=AliasPath("event", "item_user"))] = NO_USER
    channel: Annotated[OptionalChannelId, Field(validation_alias=AliasPath("event", "item", "channel"))] = (
        NO_CHANNEL
    )
    message_ts: Annotated[OptionalId, Field(validation_alias=AliasPath("event", "item", "ts"))] = ""

    def __post_init__(self) -> None:
        """Raise ValueError for a message without its location."""
        if self.item_type == _MESSAGE and not (self.channel and self.message_ts):
            raise ValueError("item")

    @property
    def is_added(self) -> bool:
        """Return True if it was added."""
        return self.kind == "reaction_added"


@dataclass(frozen=True, slots=True)
class MembershipEvent:
    """A user who joined or left a channel; `inviter` is "" if no one invited them."""

    channel: Annotated[ChannelIdField, Field(validation_alias=AliasPath("event", "channel"))]
    user: Annotated[UserIdField, Field(validation_alias=AliasPath("event", "user"))]
    inviter: Annotated[OptionalUserId, Field(validation_alias=AliasPath("event", "inviter"))] = NO_USER


@dataclass(frozen=True, slots=True)
class ChannelEvent:
    """A channel that was archived, unarchived, deleted, or left by the bot."""

    channel: Annotated[ChannelIdField, Field(validation_alias=AliasPath("event", "channel"))]


@dataclass(frozen=True, slots=True)
class ChannelIdChangedEvent:
    """A channel that has a new id, after it was shared or converted."""

    old: Annotated[ChannelIdField, Field(validation_alias=AliasPath("event", "old_channel_id"))]
    new: Annotated[ChannelIdField, Field(validation_alias=AliasPath("event", "new_channel_id"))]


@dataclass(frozen=True, slots=True)
class GroupMembersChangedEvent:
    """A user group whose members changed."""

    group: Annotated[Id, Field(validation_alias=AliasPath("event", "subteam_id"))]


@dataclass(frozen=True, slots=True)
class HomeOpenedEvent:
    """A user who opened a tab of the app's Home."""

    user: Annotated[UserIdField, Field(validation_alias=AliasPath("event", "user"))]
    tab: Annotated[Id, Field(validation_alias=AliasPath("event", "tab"))]


@dataclass(frozen=True, slots=True)
class UserChangeEvent:
    """A user whose profile changed, as in `users.info`."""

    id: Annotated[Id, Field(validation_alias=AliasPath("event", "user", "id"))]
    user: Annotated[dict[str, Any], Field(validation_alias=AliasPath("event", "user"))]


@dataclass(frozen=True, slots=True)
class TokensRevokedEvent:
    """Tokens that were revoked, by their owners."""

    tokens: Annotated[dict[str, Any], Field(validation_alias=AliasPath("event", "tokens"))]

    @property
    def is_about_bot(self) -> bool:
        """Return True if the bot's own token is among them."""
        return bool(self.tokens.get("bot"))


@dataclass(frozen=True, slots=True)
class AppUninstalledEvent:
    """The workspace that the payload comes from uninstalled the app."""


_READERS: Mapping[str, Callable[[Mapping[str, Any]], Any]] = {
    _MESSAGE: read_message,
    "app_mention": read_message,
    **{
        kind: partial(validate, event_class)
        for kinds, event_class in (
            (("reaction_added", "reaction_removed"), ReactionEvent),
            (("member_joined_channel", "member_left_channel"), MembershipEvent),
            (
                (
                    *("channel_archive", "channel_unarchive", "channel_deleted", "channel_left"),
                    *("group_archive", "group_unarchive", "group_deleted", "group_left"),
                ),
                ChannelEvent,
            ),
            (("channel_id_changed",), ChannelIdChangedEvent),
            (("subteam_members_changed",), GroupMembersChangedEvent),
            (("app_home_opened",), HomeOpenedEvent),
            (("user_change",), UserChangeEvent),
            (("tokens_revoked",), TokensRevokedEvent),
            (("app_uninstalled",), AppUninstalledEvent),
        )
        for kind in kinds
    },
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
    return reader(body)
