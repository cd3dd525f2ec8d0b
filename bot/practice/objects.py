"""Slack's JSON for people, channels, user groups and messages, as the Web API and the payloads carry it."""

from zoneinfo import ZoneInfo

from bot.practice.file_objects import file_object
from bot.practice.records import Channel, JsonObject, Message, Person, UserGroup
from bot.practice.views import View
from bot.practice.workspace import Workspace

_UPDATED = 1_709_542_800
"""The moment at which these accounts and groups were last changed, which nothing depends on."""


_INVITED = "T0INVITED"
"""The organisation that is invited wherever one is."""


PORTRAITS = "https://avatars.slack-edge.com/"
"""What the addresses of portraits begin with; nothing here looks at them."""


def _picture(owner: str, size: int) -> str:
    """Return where somebody's portrait would be."""
    return f"{PORTRAITS}{owner}_{size}.png"


def portrayed(address: str) -> str:
    """Return the id of the person whose portrait would be there; empty for any other address."""
    return address.removeprefix(PORTRAITS).rpartition("_")[0] if address.startswith(PORTRAITS) else ""


def user_object(workspace: Workspace, person: Person, *, include_locale: bool = False) -> JsonObject:
    """A person as `users.info` gives them."""
    now = workspace.now().astimezone(ZoneInfo(person.tz))
    offset = now.utcoffset()
    user: JsonObject = {
        "id": person.id,
        "team_id": person.team_id,
        "name": person.name,
        "deleted": person.deleted,
        "color": "9f69e7",
        "real_name": person.real_name,
        "tz": person.tz,
        "tz_label": now.tzname(),
        "tz_offset": int(offset.total_seconds()) if offset else 0,
        "profile": {
            "title": person.title,
            "phone": "",
            "skype": "",
            "real_name": person.real_name,
            "real_name_normalized": person.real_name,
            "display_name": person.display_name,
            "display_name_normalized": person.display_name,
            "first_name": person.real_name.partition(" ")[0],
            "last_name": person.real_name.partition(" ")[2],
            "avatar_hash": "g0000000000",
            "status_text": "",
            "status_text_canonical": "",
            "status_emoji": "",
            "status_emoji_display_info": [],
            "status_expiration": 0,
            "team": person.team_id,
            **{f"image_{size}": _picture(person.id, size) for size in (24, 32, 48, 72, 192, 512)},
        },
        "is_admin": person.is_admin,
        "is_owner": person.is_owner,
        "is_primary_owner": False,
        "is_restricted": person.is_restricted,
        "is_ultra_restricted": person.is_ultra_restricted,
        "is_bot": person.is_bot,
        "is_app_user": False,
        "is_email_confirmed": not person.is_bot,
        "who_can_share_contact_card": "EVERYONE",
        "updated": _UPDATED,
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
    """A conversation as `conversations.info` gives it to the app."""
    created = int(channel.created.timestamp())
    if channel.kind == "im":
        (other,) = channel.members - {workspace.bot_user_id}
        return {
            "id": channel.id,
            "created": created,
            "is_archived": channel.is_archived,
            "is_im": True,
            "is_org_shared": False,
            "context_team_id": workspace.team_id,
            "user": other,
            "priority": 0,
            "is_user_deleted": workspace.person(other).deleted,
            "is_open": True,
        }
    shared = (
        {workspace.person(member).team_id for member in channel.members} if channel.is_ext_shared else set()
    )
    return {
        "id": channel.id,
        "name": channel.name,
        "name_normalized": channel.name,
        "is_channel": channel.kind == "public",
        "is_group": channel.kind == "private",
        "is_im": False,
        "is_mpim": channel.kind == "mpim",
        "is_private": channel.kind != "public",
        "created": created,
        "creator": "USLACKBOT",
        "is_archived": channel.is_archived,
        "is_general": channel.is_general,
        "unlinked": 0,
        "is_shared": channel.is_ext_shared or channel.is_org_shared,
        "is_ext_shared": channel.is_ext_shared,
        "is_org_shared": channel.is_org_shared,
        "is_pending_ext_shared": channel.is_pending_ext_shared,
        "pending_shared": [_INVITED] if channel.is_pending_ext_shared else [],
        "pending_connected_team_ids": [],
        "context_team_id": workspace.team_id,
        "shared_team_ids": sorted(shared | {workspace.team_id}),
        "is_member": workspace.bot_user_id in channel.members,
        "topic": {"value": channel.topic, "creator": "", "last_set": 0},
        "purpose": {"value": "", "creator": "", "last_set": 0},
        "previous_names": [],
        "updated": created * 1000,
    }


def group_object(workspace: Workspace, group: UserGroup) -> JsonObject:
    """A user group as `usergroups.list` gives it."""
    return {
        "id": group.id,
        "team_id": workspace.team_id,
        "is_usergroup": True,
        "is_subteam": True,
        "name": group.name,
        "description": "",
        "handle": group.handle,
        "is_external": False,
        "date_create": _UPDATED,
        "date_update": _UPDATED,
        "date_delete": 0,
        "auto_provision": False,
        "enterprise_subteam_id": "",
        "is_section": False,
        "channel_count": 0,
        "created_by": "USLACKBOT",
        "updated_by": "USLACKBOT",
        "deleted_by": None,
        "prefs": {"channels": [], "groups": []},
        "user_count": len(group.members),
    }


def message_object(workspace: Workspace, message: Message, *, metadata: bool = False) -> JsonObject:
    """A message as `conversations.history` gives it: without `user` if a webhook wrote it."""
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
                "deleted": False,
                "updated": _UPDATED,
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


def view_object(workspace: Workspace, view: View, *, with_state: bool = True) -> JsonObject:
    """A view as payloads carry it; the Web API gives it without what stands in its elements."""
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
