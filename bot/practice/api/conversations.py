"""The methods `conversations.*` and `users.conversations`: which there are, and who is in them."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal, InvalidOperation

from bot.practice.api.arguments import Arguments
from bot.practice.api.permissions import joined_channel, known_channel, need_channel_scope, need_scope
from bot.practice.crowd import Members
from bot.practice.objects import channel_object, message_object
from bot.practice.workspace import Channel, ChannelKind, JsonObject, Message, SlackError, Workspace

_TYPES: dict[str, ChannelKind] = {
    "public_channel": "public",
    "private_channel": "private",
    "im": "im",
    "mpim": "mpim",
}
_MOST_PEOPLE = 8


def info(workspace: Workspace, arguments: Arguments) -> JsonObject:
    """conversations.info: of a public conversation, or one that the app is in."""
    channel = known_channel(workspace, arguments.required("channel"))
    need_channel_scope(workspace, channel.kind, "read")
    counted = arguments.flag("include_num_members")
    return {"channel": channel_object(workspace, channel, num_members=counted)}


def members(workspace: Workspace, arguments: Arguments) -> JsonObject:
    """conversations.members: their ids, page by page."""
    channel = known_channel(workspace, arguments.required("channel"))
    need_channel_scope(workspace, channel.kind, "read")
    found, cursor = arguments.page(Members(channel), default=100, maximum=1000)
    return {"members": list(found), "response_metadata": {"next_cursor": cursor}}


def list_all(workspace: Workspace, arguments: Arguments) -> JsonObject:
    """conversations.list: all that the app knows, of the `types` asked for."""
    known = (
        channel
        for channel in workspace.channels.values()
        if channel.kind == "public" or workspace.bot_user_id in channel.members
    )
    return _listed(workspace, arguments, known, num_members=True)


def of_person(workspace: Workspace, arguments: Arguments) -> JsonObject:
    """users.conversations: those that a person (or the app) is in, private ones only if the app is too."""
    person = workspace.account(arguments.text("user") or workspace.bot_user_id)
    if person is None:
        raise SlackError("user_not_found")
    known = (
        channel
        for channel in workspace.channels.values()
        if person.id in channel.members
        and (channel.kind == "public" or workspace.bot_user_id in channel.members)
    )
    return _listed(workspace, arguments, known, num_members=False)


def open_direct(workspace: Workspace, arguments: Arguments) -> JsonObject:
    """conversations.open: the direct message with one person, or the group message with up to eight."""
    if "channel" in arguments:
        channel = known_channel(workspace, arguments.text("channel"))
        if channel.kind not in ("im", "mpim"):
            raise SlackError("method_not_supported_for_channel_type")
        need_scope(workspace, f"{channel.kind}:write")
        return _opened(workspace, arguments, channel, already=True)
    ids = [key for key in arguments.text("users").split(",") if key]
    if not ids:
        raise SlackError("users_list_not_supplied")
    need_scope(workspace, "im:write" if len(ids) == 1 else "mpim:write")
    if len(ids) > _MOST_PEOPLE:
        raise SlackError("too_many_users")
    for key in ids:
        _check_reachable(workspace, key)
    before = len(workspace.channels)
    channel = workspace.conversation(workspace.bot_user_id, *ids)
    return _opened(workspace, arguments, channel, already=len(workspace.channels) == before)


def history(workspace: Workspace, arguments: Arguments) -> JsonObject:
    """conversations.history: the newest messages first, without replies in threads and ephemeral messages."""
    channel = _readable(workspace, arguments)
    found = [
        message
        for ts, message in reversed(workspace.messages.get(channel.id, {}).items())
        if message.is_in_channel
    ]
    return _page_of(workspace, arguments, found, default=100, most=999) | {"pin_count": 0}


def replies(workspace: Workspace, arguments: Arguments) -> JsonObject:
    """conversations.replies: a message and the replies to it, oldest first."""
    channel = _readable(workspace, arguments)
    messages, ts = workspace.messages.get(channel.id, {}), arguments.required("ts")
    parent = messages.get(ts)
    if parent is None or parent.ephemeral_to is not None:
        raise SlackError("thread_not_found")
    thread = parent.thread_ts or ts
    found = [message for message in messages.values() if thread in (message.ts, message.thread_ts)]
    return _page_of(workspace, arguments, found, default=1000, most=1000, also=thread)


def _readable(workspace: Workspace, arguments: Arguments) -> Channel:
    """The conversation asked for, if the app may read what was written there."""
    channel_id = arguments.required("channel")
    need_channel_scope(workspace, known_channel(workspace, channel_id).kind, "history")
    return joined_channel(workspace, channel_id)


def _page_of(
    workspace: Workspace,
    arguments: Arguments,
    messages: Iterable[Message],
    *,
    default: int,
    most: int,
    also: str = "",
) -> JsonObject:
    """Those of these messages that lie between `oldest` and `latest`, or are `also`; none that one person
    alone sees."""
    oldest, latest = _moment(arguments, "oldest", "0"), _moment(arguments, "latest", "Infinity")
    inclusive, metadata = arguments.flag("inclusive"), arguments.flag("include_all_metadata")

    def is_meant(ts: Decimal) -> bool:
        return oldest < ts < latest or (inclusive and ts in (oldest, latest))

    found = [
        message
        for message in messages
        if message.ephemeral_to is None and (message.ts == also or is_meant(Decimal(message.ts)))
    ]
    page, cursor = arguments.page(found, default=default, maximum=most)
    return {
        "messages": [message_object(workspace, message, metadata=metadata) for message in page],
        "has_more": bool(cursor),
        "response_metadata": {"next_cursor": cursor},
    }


def _listed(
    workspace: Workspace, arguments: Arguments, channels: Iterable[Channel], *, num_members: bool
) -> JsonObject:
    types = arguments.text("types") or "public_channel"
    kinds = {_TYPES.get(kind.strip()) for kind in types.split(",")}
    if None in kinds:
        raise SlackError("invalid_types")
    for kind in _TYPES.values():
        if kind in kinds:
            need_channel_scope(workspace, kind, "read")
    without_archived = arguments.flag("exclude_archived")
    found = [c for c in channels if c.kind in kinds and not (c.is_archived and without_archived)]
    page, cursor = arguments.page(found, default=100, maximum=999)
    return {
        "channels": [channel_object(workspace, channel, num_members=num_members) for channel in page],
        "response_metadata": {"next_cursor": cursor},
    }


def _opened(workspace: Workspace, arguments: Arguments, channel: Channel, *, already: bool) -> JsonObject:
    whole = arguments.flag("return_im")
    found: JsonObject = {"channel": channel_object(workspace, channel) if whole else {"id": channel.id}}
    if already:
        found |= {"no_op": True, "already_open": True}
    return found


def _check_reachable(workspace: Workspace, person_id: str) -> None:
    person = workspace.people.get(person_id)
    if person is None:
        raise SlackError("user_not_found")
    if person.deleted:
        raise SlackError("user_disabled")
    if person.is_bot or person.id == "USLACKBOT":
        raise SlackError("cannot_dm_bot")


def _moment(arguments: Arguments, name: str, default: str) -> Decimal:
    try:
        return Decimal(arguments.text(name) or default)
    except InvalidOperation:
        raise SlackError(f"invalid_ts_{name}") from None
