"""Slack's JSON for people, channels, user groups and messages, as the Web API and the payloads carry it."""

from datetime import timedelta
from zoneinfo import ZoneInfo

from bot.practice.files import File
from bot.practice.records import Channel, JsonObject, Message, Person, UserGroup
from bot.practice.shapes import fill_shape
from bot.practice.views import View
from bot.practice.workspace import Workspace

_INVITED = "T0INVITED"
"""The organisation that is invited wherever one is."""
_PORTRAITS = "https://avatars.slack-edge.com/"
"""What the addresses of portraits begin with; nothing here looks at them."""


def find_portrayed_user(address: str) -> str:
    """Return the id of the person whose portrait would be there; empty for any other address."""
    return address.removeprefix(_PORTRAITS).rpartition("_")[0] if address.startswith(_PORTRAITS) else ""


def user_object(workspace: Workspace, person: Person, *, include_locale: bool = False) -> JsonObject:
    """Return a person as `users.info` gives them."""
    now = workspace.now().astimezone(ZoneInfo(person.tz))
    first_name, _, last_name = person.real_name.partition(" ")
    user = fill_shape(
        "user",
        person=person,
        first_name=first_name,
        last_name=last_name,
        tz_label=now.tzname(),
        tz_offset=int((now.utcoffset() or timedelta()).total_seconds()),
    )
    user["is_email_confirmed"] = not person.is_bot
    # Since 2017 (https://docs.slack.dev/changelog/2017-04-narrowing-email-access).
    if "users:read.email" in workspace.scopes and not person.is_bot:
        user["profile"]["email"] = f"{person.name}@brightside.example"
    if person.id == workspace.bot_user_id:
        app = {"api_app_id": workspace.app_id, "bot_id": workspace.bot_id}
        user["profile"] |= {"always_active": True, **app}
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
        other_person = workspace.person(other)
        return fill_shape("im", channel=channel, created=created, workspace=workspace, other=other_person)
    members = channel.members if channel.is_ext_shared else ()
    teams = {workspace.team_id, *(workspace.person(member).team_id for member in members)}
    return {
        **fill_shape("channel", channel=channel, created=created, workspace=workspace),
        "is_channel": channel.kind == "public",
        "is_group": channel.kind == "private",
        "is_mpim": channel.kind == "mpim",
        "is_private": channel.kind != "public",
        "is_shared": channel.is_ext_shared or channel.is_org_shared,
        "is_member": workspace.bot_user_id in channel.members,
        "pending_shared": [_INVITED] if channel.is_pending_ext_shared else [],
        "shared_team_ids": sorted(teams),
        "updated": created * 1000,
    }


def group_object(workspace: Workspace, group: UserGroup) -> JsonObject:
    """Return a user group as `usergroups.list` gives it."""
    return fill_shape("group", group=group, workspace=workspace) | {"user_count": len(group.members)}


def message_object(workspace: Workspace, message: Message, *, metadata: bool = False) -> JsonObject:
    """Return a message as `conversations.history` gives it: without `user` if a webhook wrote it."""
    written: JsonObject = {
        "type": "message",
        "ts": message.ts,
        "text": message.text,
        "team": workspace.team_id,
    }
    if message.user is None:
        written |= {"subtype": "bot_message", "username": message.username or "", "bot_id": message.bot_id}
    else:
        written["user"] = message.user
    if message.bot_id == workspace.bot_id:
        bot = workspace.person(workspace.bot_user_id)
        written |= fill_shape("message of the app", workspace=workspace, bot=bot)
    if message.blocks:
        written["blocks"] = message.blocks
    if message.files:
        written["files"] = [
            file_object(workspace, workspace.files.find(file_id)) for file_id in message.files
        ]
        written |= {"upload": True, "display_as_bot": False}
    if message.edited_ts:
        written["edited"] = {"user": message.user or "", "ts": message.edited_ts}
    if message.is_tombstone:
        written |= {"subtype": "tombstone", "hidden": True}
    elif message.is_broadcast:
        written["subtype"] = "thread_broadcast"
    if message.thread_ts:
        written["thread_ts"] = message.thread_ts
    if message.thread_ts == message.ts:
        replies = workspace.replies(message.channel, message.ts)
        authors = list(dict.fromkeys(reply.user for reply in replies if reply.user))
        written |= {
            "reply_count": len(replies),
            "reply_users": authors,
            "reply_users_count": len(authors),
            "latest_reply": replies[-1].ts,
            "is_locked": False,
            "subscribed": False,
        }
    if message.reactions:
        written["reactions"] = [
            {"name": reaction.name, "users": list(reaction.users), "count": len(reaction.users)}
            for reaction in message.reactions
        ]
    if metadata and message.metadata:
        written["metadata"] = message.metadata
    return written


def file_object(workspace: Workspace, file: File) -> JsonObject:
    """Return a file as `files.info` and messages give it, with the places where it is shared."""
    created, address = int(file.created.timestamp()), workspace.files.address(file.path)
    kind = file.name.rpartition(".")[2].lower() if "." in file.name else "binary"
    shape = fill_shape("file", file=file, workspace=workspace, created=created, address=address)
    shape |= {"filetype": kind, "pretty_type": kind.upper()}
    if file.alt_text:
        shape["alt_txt"] = file.alt_text
    for message in workspace.messages_with(file.id):
        channel = workspace.channel(message.channel)
        is_public = channel.kind == "public"
        shape["is_public"] = shape["is_public"] or is_public
        shape[{"public": "channels", "im": "ims"}.get(channel.kind, "groups")].append(channel.id)
        shares = shape["shares"].setdefault("public" if is_public else "private", {})
        share = fill_shape("share", message=message, channel=channel, workspace=workspace)
        shares.setdefault(channel.id, []).append(share)
    return shape


def view_object(workspace: Workspace, view: View, *, with_state: bool = True) -> JsonObject:
    """Return a view as payloads carry it; the Web API gives it without what is in its elements."""
    state = view.state if with_state else {"values": {}}
    return {**view.content, **fill_shape("view", view=view, workspace=workspace), "state": state}
