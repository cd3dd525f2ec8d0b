"""The methods `conversations.*` and `users.conversations`: which there are, and who is in them."""

from collections.abc import Iterable
from decimal import Decimal, InvalidOperation

from bot.practice.access import joined_channel, known_channel, need_channel_scope
from bot.practice.api.arguments import Arguments
from bot.practice.checks.schema import UNKNOWN
from bot.practice.directory import list_members
from bot.practice.objects import channel_object, message_object
from bot.practice.records import Channel, ChannelKind, JsonObject, Message, SlackError
from bot.practice.workspace import Workspace

_TYPES: dict[str, ChannelKind] = {
    "public_channel": "public",
    "private_channel": "private",
    "im": "im",
    "mpim": "mpim",
}
Sizes = tuple[int, int]
"""The size of a page by default, and at most."""


def info(workspace: Workspace, arguments: Arguments) -> JsonObject:
    """Return a public conversation, or one that the app is in (conversations.info)."""
    channel = known_channel(workspace, arguments.required("channel"))
    need_channel_scope(workspace, channel.kind, "read")
    return {"channel": channel_object(workspace, channel)}


def members(workspace: Workspace, arguments: Arguments) -> JsonObject:
    """Return the ids of members, page by page (conversations.members)."""
    channel = known_channel(workspace, arguments.required("channel"))
    need_channel_scope(workspace, channel.kind, "read")
    ids, cursor = arguments.page(list_members(channel), default=100, maximum=1000)
    return {"members": list(ids), "response_metadata": {"next_cursor": cursor}}


def list_channels(workspace: Workspace, arguments: Arguments) -> JsonObject:
    """Return all conversations of some kinds, private ones only with the app in them (conversations.list)."""
    kinds = _read_kinds(workspace, arguments)
    excludes_archived = arguments.flag("exclude_archived")
    channels = [
        channel
        for channel in workspace.channels.values()
        if channel.kind in kinds
        and (channel.kind == "public" or workspace.bot_user_id in channel.members)
        and not (excludes_archived and channel.is_archived)
    ]
    page, cursor = arguments.page(channels, default=100, maximum=1000)
    return {
        "channels": [channel_object(workspace, channel) for channel in page],
        "response_metadata": {"next_cursor": cursor},
    }


def list_memberships(workspace: Workspace, arguments: Arguments) -> JsonObject:
    """Return a person's conversations, private ones only if the app is in them (users.conversations)."""
    person = workspace.account(arguments.text("user") or workspace.bot_user_id)
    if person is None:
        raise SlackError("user_not_found")
    kinds = _read_kinds(workspace, arguments)
    channels = [
        channel
        for channel in workspace.channels.values()
        if channel.kind in kinds
        and person.id in channel.members
        and (channel.kind == "public" or workspace.bot_user_id in channel.members)
    ]
    page, cursor = arguments.page(channels, default=100, maximum=999)
    return {
        "channels": [channel_object(workspace, channel) for channel in page],
        "response_metadata": {"next_cursor": cursor},
    }


def _read_kinds(workspace: Workspace, arguments: Arguments) -> set[ChannelKind]:
    """Return the kinds of conversations that are asked for; the app needs the scope of each."""
    types = arguments.text("types") or "public_channel"
    kinds = {kind for name in types.split(",") if (kind := _TYPES.get(name.strip()))}
    if any(name.strip() not in _TYPES for name in types.split(",")):
        raise SlackError("invalid_types")
    for kind in _TYPES.values():
        if kind in kinds:
            need_channel_scope(workspace, kind, "read")
    return kinds


def open_direct(workspace: Workspace, arguments: Arguments) -> JsonObject:
    """Open the direct message with one person (conversations.open)."""
    person_id = arguments.text("users")
    if not person_id:
        raise SlackError("users_list_not_supplied")
    if "," in person_id:
        raise SlackError("invalid_arguments", f"{UNKNOWN} group messages: users")
    person = workspace.people.get(person_id)
    if person is None:
        raise SlackError("user_not_found")
    if person.deleted:
        raise SlackError("user_disabled")
    if person.is_bot or person.id == "USLACKBOT":
        raise SlackError("cannot_dm_bot")
    before = len(workspace.channels)
    channel = workspace.conversation(workspace.bot_user_id, person_id)
    is_new = len(workspace.channels) > before
    return {"channel": {"id": channel.id}} | ({} if is_new else {"no_op": True, "already_open": True})


def history(workspace: Workspace, arguments: Arguments) -> JsonObject:
    """Return messages, newest first, without replies and ephemeral ones (conversations.history)."""
    channel = _readable_channel(workspace, arguments)
    messages = reversed(workspace.messages.get(channel.id, {}).values())
    in_channel = (message for message in messages if message.is_in_channel)
    return _message_page(workspace, arguments, in_channel, (100, 999)) | {"pin_count": 0}


def replies(workspace: Workspace, arguments: Arguments) -> JsonObject:
    """Return a message and the replies to it, oldest first (conversations.replies)."""
    channel = _readable_channel(workspace, arguments)
    messages, ts = workspace.messages.get(channel.id, {}), arguments.required("ts")
    parent = messages.get(ts)
    if parent is None or parent.ephemeral_to is not None:
        raise SlackError("thread_not_found")
    thread = parent.thread_ts or ts
    in_thread = (message for message in messages.values() if thread in (message.ts, message.thread_ts))
    return _message_page(workspace, arguments, in_thread, (1000, 1000), thread)


def _readable_channel(workspace: Workspace, arguments: Arguments) -> Channel:
    """Return the conversation asked for, if the app may read what was written there."""
    channel_id = arguments.required("channel")
    need_channel_scope(workspace, known_channel(workspace, channel_id).kind, "history")
    return joined_channel(workspace, channel_id)


def _message_page(
    workspace: Workspace,
    arguments: Arguments,
    messages: Iterable[Message],
    sizes: tuple[int, int],
    also: str = "",
) -> JsonObject:
    """Return a page of the lasting messages after `oldest`, with the one whose ts is `also`."""
    default, maximum = sizes
    try:
        oldest = Decimal(arguments.text("oldest") or "0")
    except InvalidOperation:
        raise SlackError("invalid_ts_oldest") from None
    metadata = arguments.flag("include_all_metadata")
    lasting = [
        message
        for message in messages
        if message.ephemeral_to is None and (message.ts == also or Decimal(message.ts) > oldest)
    ]
    page, cursor = arguments.page(lasting, default=default, maximum=maximum)
    return {
        "messages": [message_object(workspace, message, metadata=metadata) for message in page],
        "has_more": bool(cursor),
        "response_metadata": {"next_cursor": cursor},
    }
