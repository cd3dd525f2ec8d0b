"""The methods `chat.*`: what the app posts, changes and takes away."""

from typing import TypedDict

from bot.practice.access import (
    check_posting,
    joined_channel,
    known_channel,
)
from bot.practice.api.arguments import Arguments
from bot.practice.checks.blocks import check_blocks
from bot.practice.files import check_pictures
from bot.practice.objects import message_object
from bot.practice.records import Channel, JsonObject, Message, SlackError
from bot.practice.workspace import Workspace

TEXT = 40_000
"""Characters of the `text` of a new message."""
UPDATED_TEXT = 4_000
"""Bytes of the `text` that an update brings, in UTF-8."""


class _Content(TypedDict):
    text: str
    blocks: list[JsonObject]


def post_message(workspace: Workspace, arguments: Arguments) -> JsonObject:
    """Post into a channel, or for a person's id into the direct message with them (chat.postMessage)."""
    channel = _destination(workspace, arguments.required("channel"))
    content, thread_ts = _content(workspace, arguments), arguments.text("thread_ts") or None
    check_posting(channel, thread_ts)
    metadata, bot = _metadata(arguments), workspace.bot_user_id
    message = workspace.post(channel.id, user=bot, **content, metadata=metadata, thread_ts=thread_ts)
    written = message_object(workspace, message, metadata=True)
    return {"channel": channel.id, "ts": message.ts, "message": written}


def post_ephemeral(workspace: Workspace, arguments: Arguments) -> JsonObject:
    """Post to one person, in a channel that both they and the app are in (chat.postEphemeral).

    In a thread it is shown only if someone has answered there before
    (https://docs.slack.dev/reference/methods/chat.postEphemeral).
    """
    channel = joined_channel(workspace, arguments.required("channel"))
    person_id, content = arguments.required("user"), _content(workspace, arguments)
    if person_id not in channel.members:
        raise SlackError("user_not_in_channel")
    thread_ts = arguments.text("thread_ts") or None
    if thread_ts and not workspace.replies(channel.id, thread_ts):
        return {"message_ts": workspace.next_ts()}
    bot = workspace.bot_user_id
    message = workspace.post(channel.id, user=bot, **content, ephemeral_to=person_id, thread_ts=thread_ts)
    return {"message_ts": message.ts}


def update(workspace: Workspace, arguments: Arguments) -> JsonObject:
    """Change one of the app's own messages; text or blocks that are not passed stay (chat.update)."""
    message = _own_message(workspace, arguments, "cant_update_message")
    content = _content(workspace, arguments)
    text, blocks = content["text"], content["blocks"]
    if len(text.encode("utf-8", "surrogatepass")) > UPDATED_TEXT:
        raise SlackError("msg_too_long")
    kept = blocks if "blocks" in arguments else message.blocks
    workspace.update(message.channel, message.ts, text=text or message.text, blocks=kept)
    if "metadata" in arguments:
        message.metadata = _metadata(arguments)
    return {
        "channel": message.channel,
        "ts": message.ts,
        "text": message.text,
        "message": message_object(workspace, message),
    }


def delete(workspace: Workspace, arguments: Arguments) -> JsonObject:
    """Delete one of the app's own messages (chat.delete)."""
    message = _own_message(workspace, arguments, "cant_delete_message")
    workspace.delete(message.channel, message.ts)
    return {"channel": message.channel, "ts": message.ts}


def _destination(workspace: Workspace, key: str) -> Channel:
    """Return where a message for `key` goes. People who have left still have their direct message."""
    if key in workspace.people:
        return workspace.dm_channel(key)
    channel = known_channel(workspace, key)
    if workspace.bot_user_id not in channel.members and "chat:write.public" not in workspace.scopes:
        raise SlackError("not_in_channel")
    return channel


def _content(workspace: Workspace, arguments: Arguments) -> _Content:
    text = arguments.text("text")
    passed = arguments.structure("blocks", "invalid_blocks_format")
    blocks = check_blocks(passed) if passed else []
    check_pictures(workspace.files, blocks, "/blocks", "invalid_blocks")
    if not (text or blocks):
        raise SlackError("no_text")
    if len(text) > TEXT:
        raise SlackError("msg_too_long")
    return {"text": text, "blocks": blocks}


def _metadata(arguments: Arguments) -> JsonObject | None:
    metadata = arguments.structure("metadata", "invalid_metadata_format")
    if not metadata:
        return None
    if (
        not isinstance(metadata, dict)
        or not isinstance(metadata.get("event_type"), str)
        or not isinstance(metadata.get("event_payload"), dict)
    ):
        raise SlackError("invalid_metadata_format")
    return metadata


def _own_message(workspace: Workspace, arguments: Arguments, refusal: str) -> Message:
    channel = known_channel(workspace, arguments.required("channel"))
    message = workspace.message(channel.id, arguments.required("ts"))
    if message.ephemeral_to is not None:
        # Of those Slack keeps nothing that could be found.
        raise SlackError("message_not_found")
    if message.bot_id != workspace.bot_id:
        raise SlackError(refusal)
    if channel.is_archived:
        raise SlackError("is_inactive")
    return message
