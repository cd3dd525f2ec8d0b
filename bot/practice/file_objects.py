"""Slack's JSON for a file, as `files.info` and messages carry it."""

from bot.practice.files import File
from bot.practice.records import JsonObject, Message
from bot.practice.workspace import Workspace


def file_object(workspace: Workspace, file: File) -> JsonObject:
    """A file as `files.info` and messages give it, with the places where it is shared."""
    created = int(file.created.timestamp())
    kind = file.name.rpartition(".")[2].lower() if "." in file.name else "binary"
    address = workspace.files.address(file.path)
    found: JsonObject = {
        "id": file.id,
        "created": created,
        "timestamp": created,
        "name": file.name,
        "title": file.title,
        "mimetype": file.mimetype,
        "filetype": kind,
        "pretty_type": kind.upper(),
        "user": workspace.bot_user_id,
        "user_team": workspace.team_id,
        "editable": False,
        "size": file.length,
        "mode": "hosted",
        "is_external": False,
        "external_type": "",
        "is_public": False,
        "public_url_shared": False,
        "display_as_bot": False,
        "username": "",
        "url_private": address,
        "url_private_download": address,
        "permalink": f"{workspace.url}files/{workspace.bot_user_id}/{file.id}/{file.name}",
        "comments_count": 0,
        "is_starred": False,
        "shares": {},
        "channels": [],
        "groups": [],
        "ims": [],
        "has_more_shares": False,
        "has_rich_preview": False,
        "file_access": "visible",
        "media_display_type": "unknown",
    }
    if file.alt_text:
        found["alt_txt"] = file.alt_text
    for message in workspace.messages_with(file.id):
        _add_share(found, workspace, message)
    return found


def _add_share(found: JsonObject, workspace: Workspace, message: Message) -> None:
    """Note one of the messages in which a file is shared."""
    channel = workspace.channel(message.channel)
    is_public = channel.kind == "public"
    found["is_public"] = found["is_public"] or is_public
    found[{"public": "channels", "im": "ims"}.get(channel.kind, "groups")].append(channel.id)
    shares = found["shares"].setdefault("public" if is_public else "private", {})
    shares.setdefault(channel.id, []).append(
        {
            "reply_users": [],
            "reply_users_count": 0,
            "reply_count": 0,
            "ts": message.ts,
            "channel_name": channel.name,
            "team_id": workspace.team_id,
            "share_user_id": workspace.bot_user_id,
            "source": "UNKNOWN",
            "is_silent_share": False,
        }
    )
