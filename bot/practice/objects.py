"""Slack's JSON for people, channels, user groups and messages, as the Web API and the payloads carry it."""

import json
from copy import deepcopy
from datetime import timedelta
from importlib.resources import files
from zoneinfo import ZoneInfo

from bot.practice.files import File
from bot.practice.records import Channel, JsonObject, Message, Person, UserGroup
from bot.practice.views import View
from bot.practice.workspace import Workspace

_CONSTANTS = json.loads(files("bot.practice").joinpath("objects.json").read_text(encoding="utf-8"))
"""By kind of object: what is the same in all of them here, and what nothing depends on."""
_INVITED = "T0INVITED"
"""The organisation that is invited wherever one is."""


PORTRAITS = "https://avatars.slack-edge.com/"
"""What the addresses of portraits begin with; nothing here looks at them."""


def _constants(kind: str) -> JsonObject:
    constants: JsonObject = deepcopy(_CONSTANTS[kind])
    return constants


def _picture(owner: str, size: int) -> str:
    """Return where someone's portrait would be."""
    return f"{PORTRAITS}{owner}_{size}.png"


def find_portrayed_user(address: str) -> str:
    """Return the id of the person whose portrait would be there; empty for any other address."""
    return address.removeprefix(PORTRAITS).rpartition("_")[0] if address.startswith(PORTRAITS) else ""


_OF_PERSON = (
    *("id", "team_id", "name", "deleted", "real_name", "tz", "is_admin", "is_owner", "is_bot"),
    *("is_restricted", "is_ultra_restricted"),
)
_OF_CHANNEL = (
    *("id", "name", "is_archived", "is_general", "is_ext_shared", "is_org_shared", "is_pending_ext_shared"),
)
"""What Slack and the records here call the same."""


def user_object(workspace: Workspace, person: Person, *, include_locale: bool = False) -> JsonObject:
    """Return a person as `users.info` gives them."""
    now = workspace.now().astimezone(ZoneInfo(person.tz))
    first_name, _, last_name = person.real_name.partition(" ")
    user: JsonObject = {
        **_constants("user"),
        **{name: getattr(person, name) for name in _OF_PERSON},
        "tz_label": now.tzname(),
        "tz_offset": int((now.utcoffset() or timedelta()).total_seconds()),
        "profile": {
            **_constants("profile"),
            "title": person.title,
            "real_name": person.real_name,
            "real_name_normalized": person.real_name,
            "display_name": person.display_name,
            "display_name_normalized": person.display_name,
            "first_name": first_name,
            "last_name": last_name,
            "team": person.team_id,
            **{f"image_{size}": _picture(person.id, size) for size in (24, 32, 48, 72, 192, 512)},
        },
        "is_email_confirmed": not person.is_bot,
    }
    if person.id == workspace.bot_user_id:
        user["profile"] |= {
            "api_app_id": workspace.app_id,
            "always_active": True,
            "bot_id": workspace.bot_id,
        }
    if person.is_stranger:
        user["is_stranger"] = True
    if include_locale:
        user["locale"] = person.locale
    return user


def channel_object(workspace: Workspace, channel: Channel) -> JsonObject:
    """Return a conversation as `conversations.info` gives it to the app."""
    created = int(channel.created.timestamp())
    if channel.kind == "im":
        (other,) = channel.members - {workspace.bot_user_id}
        return {
            **_constants("im"),
            "id": channel.id,
            "created": created,
            "is_archived": channel.is_archived,
            "context_team_id": workspace.team_id,
            "user": other,
            "is_user_deleted": workspace.person(other).deleted,
        }
    members = channel.members if channel.is_ext_shared else ()
    return {
        **_constants("channel"),
        **{name: getattr(channel, name) for name in _OF_CHANNEL},
        "name_normalized": channel.name,
        "is_channel": channel.kind == "public",
        "is_group": channel.kind == "private",
        "is_mpim": channel.kind == "mpim",
        "is_private": channel.kind != "public",
        "created": created,
        "is_shared": channel.is_ext_shared or channel.is_org_shared,
        "pending_shared": [_INVITED] if channel.is_pending_ext_shared else [],
        "context_team_id": workspace.team_id,
        "shared_team_ids": sorted(
            {workspace.team_id, *(workspace.person(member).team_id for member in members)}
        ),
        "is_member": workspace.bot_user_id in channel.members,
        "topic": {"value": channel.topic, "creator": "", "last_set": 0},
        "updated": created * 1000,
    }


def group_object(workspace: Workspace, group: UserGroup) -> JsonObject:
    """Return a user group as `usergroups.list` gives it."""
    return {
        **_constants("group"),
        "id": group.id,
        "team_id": workspace.team_id,
        "name": group.name,
        "handle": group.handle,
        "user_count": len(group.members),
    }


def message_object(workspace: Workspace, message: Message, *, metadata: bool = False) -> JsonObject:
    """Return a message as `conversations.history` gives it: without `user` if a webhook wrote it."""
    found: JsonObject = {"type": "message", "ts": message.ts, "text": message.text, "team": workspace.team_id}
    if message.user is None:
        found |= {"subtype": "bot_message", "username": message.username or "", "bot_id": message.bot_id}
    else:
        found["user"] = message.user
    if message.bot_id == workspace.bot_id:
        bot = workspace.person(workspace.bot_user_id)
        found |= {
            "bot_id": message.bot_id,
            "app_id": workspace.app_id,
            "bot_profile": {
                "id": message.bot_id,
                "app_id": workspace.app_id,
                "name": bot.real_name,
                **_constants("bot_profile"),
                "team_id": workspace.team_id,
                "icons": {f"image_{size}": _picture(bot.id, size) for size in (36, 48, 72)},
            },
        }
    if message.blocks:
        found["blocks"] = message.blocks
    if message.files:
        found["files"] = [file_object(workspace, workspace.files.find(file_id)) for file_id in message.files]
        found |= {"upload": True, "display_as_bot": False}
    if message.edited:
        found["edited"] = {"user": message.user or "", "ts": message.edited_ts}
    if message.is_tombstone:
        found |= {"subtype": "tombstone", "hidden": True}
    elif message.is_broadcast:
        found["subtype"] = "thread_broadcast"
    if message.thread_ts:
        found["thread_ts"] = message.thread_ts
    if message.thread_ts == message.ts:
        replies = workspace.replies(message.channel, message.ts)
        authors = list(dict.fromkeys(reply.user for reply in replies if reply.user))
        found |= {
            "reply_count": len(replies),
            "reply_users": authors,
            "reply_users_count": len(authors),
            "latest_reply": replies[-1].ts,
            "is_locked": False,
            "subscribed": False,
        }
    if message.reactions:
        found["reactions"] = [
            {"name": reaction.name, "users": list(reaction.users), "count": len(reaction.users)}
            for reaction in message.reactions
        ]
    if metadata and message.metadata:
        found["metadata"] = message.metadata
    return found


def file_object(workspace: Workspace, file: File) -> JsonObject:
    """Return a file as `files.info` and messages give it, with the places where it is shared."""
    created = int(file.created.timestamp())
    kind = file.name.rpartition(".")[2].lower() if "." in file.name else "binary"
    address = workspace.files.address(file.path)
    found: JsonObject = {
        **_constants("file"),
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
        "size": file.length,
        "url_private": address,
        "url_private_download": address,
        "permalink": f"{workspace.url}files/{workspace.bot_user_id}/{file.id}/{file.name}",
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
            **_constants("share"),
            "ts": message.ts,
            "channel_name": channel.name,
            "team_id": workspace.team_id,
            "share_user_id": workspace.bot_user_id,
        }
    )


def view_object(workspace: Workspace, view: View, *, with_state: bool = True) -> JsonObject:
    """Return a view as payloads carry it; the Web API gives it without what is in its elements."""
    return {
        "id": view.id,
        "team_id": workspace.team_id,
        **view.content,
        "state": view.state if with_state else {"values": {}},
        "hash": view.hash,
        "root_view_id": view.root_id,
        "previous_view_id": view.previous_id,
        "app_id": workspace.app_id,
        "app_installed_team_id": workspace.team_id,
        "bot_id": workspace.bot_id,
    }
