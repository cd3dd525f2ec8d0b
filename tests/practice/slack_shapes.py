"""What Slack sends: the keys and types of its events, commands, envelopes and answers.

Taken from payloads that Slack has sent; a key that is not in all of them may be missing.
"""

from __future__ import annotations

from tests.practice.shapes import Shape, keyed

ANYTHING: Shape = (str, int, bool, list, dict, None)

PERSON: Shape = {
    "id": str,
    "team_id": str,
    "name": str,
    "deleted": bool,
    "color": str,
    "real_name": str,
    "tz": str,
    "tz_label": str,
    "tz_offset": int,
    "profile": {
        **dict.fromkeys(("title", "phone", "skype", "real_name", "real_name_normalized"), str),
        **dict.fromkeys(("display_name", "display_name_normalized", "first_name", "last_name"), str),
        **dict.fromkeys(("avatar_hash", "status_text", "status_text_canonical", "status_emoji"), str),
        **{f"image_{size}": str for size in (24, 32, 48, 72, 192, 512)},
        "status_emoji_display_info": list,
        "status_expiration": int,
        "team": str,
        "api_app_id?": str,
        "always_active?": bool,
        "email?": str,
        "bot_id?": str,
    },
    "is_admin": bool,
    "is_owner": bool,
    "is_primary_owner": bool,
    "is_restricted": bool,
    "is_ultra_restricted": bool,
    "is_bot": bool,
    "is_app_user": bool,
    "updated": int,
    "is_email_confirmed": bool,
    "who_can_share_contact_card": str,
    "locale?": str,
    "is_stranger?": bool,
}
_ABOUT: Shape = {"value": str, "creator": str, "last_set": int}
CHANNEL: Shape = {
    "id": str,
    "name": str,
    "name_normalized": str,
    **dict.fromkeys(("is_channel", "is_group", "is_im", "is_mpim", "is_private", "is_archived"), bool),
    **dict.fromkeys(("is_general", "is_shared", "is_ext_shared", "is_org_shared", "is_member"), bool),
    "is_pending_ext_shared": bool,
    "created": int,
    "creator": str,
    "unlinked": int,
    "pending_shared": [str],
    "pending_connected_team_ids": [str],
    "shared_team_ids": [str],
    "context_team_id": str,
    "topic": _ABOUT,
    "purpose": _ABOUT,
    "previous_names": [str],
    "updated": int,
}
DIRECT: Shape = {
    **dict.fromkeys(("id", "context_team_id", "user"), str),
    **dict.fromkeys(("created", "priority"), int),
    **dict.fromkeys(("is_archived", "is_im", "is_org_shared", "is_user_deleted", "is_open"), bool),
}
GROUP: Shape = {
    **dict.fromkeys(("id", "team_id", "name", "description", "handle", "enterprise_subteam_id"), str),
    **dict.fromkeys(("is_usergroup", "is_subteam", "is_external", "auto_provision", "is_section"), bool),
    **dict.fromkeys(("date_create", "date_update", "date_delete", "user_count", "channel_count"), int),
    "created_by": str,
    "updated_by": str,
    "deleted_by": (str, None),
    "prefs": {"channels": [str], "groups": [str]},
}
_SHARE: Shape = {
    **dict.fromkeys(("ts", "channel_name", "team_id", "share_user_id", "source"), str),
    "reply_users": [str],
    "reply_users_count": int,
    "reply_count": int,
    "is_silent_share": bool,
}
FILE: Shape = {
    **dict.fromkeys(("id", "title", "name", "mimetype", "filetype", "pretty_type", "user"), str),
    **dict.fromkeys(("user_team", "mode", "external_type", "username", "url_private", "permalink"), str),
    **dict.fromkeys(("url_private_download", "file_access", "media_display_type"), str),
    **dict.fromkeys(("created", "timestamp", "size", "comments_count"), int),
    **dict.fromkeys(("editable", "is_external", "is_public", "public_url_shared", "display_as_bot"), bool),
    **dict.fromkeys(("is_starred", "has_more_shares", "has_rich_preview"), bool),
    "shares": {"public?": {"C0DESIGN1?": [_SHARE]}, "private?": dict},
    "channels": [str],
    "groups": [str],
    "ims": [str],
    "alt_txt?": str,
}
BOT: Shape = {
    **dict.fromkeys(("id", "name", "app_id", "team_id"), str),
    "deleted": bool,
    "updated": int,
    "icons": {"image_36": str, "image_48": str, "image_72": str},
}
MESSAGE: Shape = {
    "type": str,
    "ts": str,
    "text": str,
    "team": str,
    "user": str,
    "subtype?": str,
    "hidden?": bool,
    "blocks?": [dict],
    "client_msg_id?": str,
    "bot_id?": str,
    "app_id?": str,
    "bot_profile?": BOT,
    "edited?": {"user": str, "ts": str},
    "thread_ts?": str,
    "parent_user_id?": str,
    "reply_count?": int,
    "reply_users?": [str],
    "reply_users_count?": int,
    "latest_reply?": str,
    "is_locked?": bool,
    "subscribed?": bool,
    "reactions?": [{"name": str, "users": [str], "count": int}],
    "files?": [FILE],
    "upload?": bool,
    "display_as_bot?": bool,
    "metadata?": {"event_type": str, "event_payload": dict},
}
WRITTEN: Shape = keyed(MESSAGE, "client_msg_id?", "blocks?", client_msg_id=str, blocks=[dict])
"""What a person has written, as events carry it."""
VIEW: Shape = {
    **dict.fromkeys(
        ("id", "team_id", "type", "private_metadata", "callback_id", "hash", "root_view_id"), str
    ),
    **dict.fromkeys(("external_id", "app_id", "app_installed_team_id", "bot_id"), str),
    "blocks": [dict],
    "state": {"values": dict},
    "title?": dict,
    "clear_on_close": bool,
    "notify_on_close": bool,
    "close": (dict, None),
    "submit": (dict, None),
    "previous_view_id": (str, None),
}

COMMAND: Shape = dict.fromkeys(
    (
        *("token", "team_id", "team_domain", "channel_id", "channel_name", "user_id", "user_name", "command"),
        *("text", "api_app_id", "is_enterprise_install", "response_url", "trigger_id"),
    ),
    str,
)
ENVELOPE: Shape = {
    **dict.fromkeys(("token", "team_id", "context_team_id", "api_app_id", "type", "event_id"), str),
    "context_enterprise_id": (str, None),
    "event": dict,
    "event_time": int,
    "authorizations": [
        {
            "enterprise_id": (str, None),
            "team_id": str,
            "user_id": str,
            "is_bot": bool,
            "is_enterprise_install": bool,
        }
    ],
    "is_ext_shared_channel": bool,
    "event_context": str,
}
_reaction: Shape = {
    **dict.fromkeys(("type", "user", "reaction", "event_ts"), str),
    "item": {"type": str, "channel": str, "ts": str},
    "item_user?": str,
}
_member: Shape = dict.fromkeys(("type", "user", "channel", "channel_type", "team", "event_ts"), str)
_archived: Shape = dict.fromkeys(("type", "channel", "user", "event_ts"), str)
_left: Shape = dict.fromkeys(("type", "channel", "actor_id", "event_ts"), str)
_changed: Shape = {
    **dict.fromkeys(("type", "subtype", "channel", "ts", "event_ts", "channel_type"), str),
    "hidden": bool,
    "previous_message": WRITTEN,
}
_parameter = {**dict.fromkeys(("type", "name", "title", "description"), str), "is_required": bool}
EVENTS: dict[str, Shape] = {
    "function_executed": {
        **dict.fromkeys(
            (
                *("type", "function_execution_id", "workflow_execution_id", "event_ts"),
                "bot_access_token",
            ),
            str,
        ),
        "function": {
            **dict.fromkeys(("id", "callback_id", "title", "description", "type", "app_id"), str),
            **dict.fromkeys(("date_created", "date_updated", "date_deleted"), int),
            "input_parameters": [_parameter],
            "output_parameters": [_parameter],
        },
        "inputs": dict,
    },
    "app_home_opened": {**dict.fromkeys(("type", "user", "channel", "tab", "event_ts"), str), "view?": VIEW},
    "app_mention": keyed(WRITTEN, channel=str, event_ts=str),
    "channel_archive": keyed(_archived, is_moved=int),
    "channel_left": _left,
    "channel_unarchive": _archived,
    "group_archive": keyed(_archived, is_moved=int),
    "group_left": _left,
    "group_unarchive": _archived,
    "member_joined_channel": _member,
    "member_left_channel": _member,
    "message": keyed(WRITTEN, channel=str, event_ts=str, channel_type=str),
    "message_changed": keyed(_changed, message=(WRITTEN, MESSAGE)),
    "message_deleted": keyed(_changed, deleted_ts=str),
    "reaction_added": _reaction,
    "reaction_removed": _reaction,
}
"""By type, or by subtype where there is one."""

_page: Shape = {"next_cursor": str}
_listed: Shape = {"messages": [MESSAGE], "has_more": bool, "response_metadata": _page}
ANSWERS: dict[str, Shape] = {
    "auth.revoke": {"revoked": bool},
    "auth.teams.list": {"teams": [{"id": str, "name": str}]},
    "auth.test": {
        **dict.fromkeys(("url", "team", "user", "team_id", "user_id", "bot_id", "app_id"), str),
        "is_enterprise_install": bool,
    },
    "bots.info": {
        "bot": {
            **dict.fromkeys(("id", "name", "app_id", "user_id"), str),
            "deleted": bool,
            "updated": int,
            "icons": {"image_36": str, "image_48": str, "image_72": str},
        }
    },
    "chat.postMessage": {"channel": str, "ts": str, "message": MESSAGE},
    "chat.postEphemeral": {"message_ts": str},
    "chat.update": {"channel": str, "ts": str, "text": str, "message": MESSAGE},
    "chat.delete": {"channel": str, "ts": str},
    "conversations.history": keyed(_listed, pin_count=int),
    "conversations.info": {"channel": (CHANNEL, DIRECT)},
    "conversations.members": {"members": [str], "response_metadata": _page},
    "conversations.open": {"channel": {"id": str}, "no_op?": bool, "already_open?": bool},
    "conversations.replies": _listed,
    "functions.completeError": {},
    "functions.completeSuccess": {},
    "emoji.list": {"emoji": dict, "cache_ts": str},
    "files.getUploadURLExternal": {"upload_url": str, "file_id": str},
    "files.completeUploadExternal": {"files": [FILE]},
    "files.delete": {},
    "usergroups.list": {"usergroups": [GROUP]},
    "usergroups.users.list": {"users": [str]},
    "conversations.list": {"channels": [(CHANNEL, DIRECT)], "response_metadata": _page},
    "users.conversations": {"channels": [(CHANNEL, DIRECT)], "response_metadata": _page},
    "users.info": {"user": PERSON},
    "users.list": {"members": [PERSON], "cache_ts": int, "response_metadata": _page},
    "views.open": {"view": VIEW},
    "views.push": {"view": VIEW},
    "views.update": {"view": VIEW},
    "views.publish": {"view": VIEW},
}
"""Of each method, besides `ok`."""
REFUSALS: dict[str, Shape] = {
    "channel_not_found": {"ok": bool, "error": str},
    "missing_scope": {"ok": bool, "error": str, "needed": str, "provided": str},
    "invalid_blocks": {
        "ok": bool,
        "error": str,
        "errors": [str],
        "response_metadata": {"messages": [str]},
    },
}
_debug: Shape = {"host": str, "build_number": int, "approximate_connection_time": int}
FRAMES: dict[str, Shape] = {
    "hello": {
        "type": str,
        "num_connections": int,
        "debug_info": _debug,
        "connection_info": {"app_id": str},
    },
    "disconnect": {"type": str, "reason": str, "debug_info": _debug},
    "events_api": {
        "envelope_id": str,
        "type": str,
        "payload": ENVELOPE,
        "accepts_response_payload": bool,
        "retry_attempt": int,
        "retry_reason": str,
    },
    "slash_commands": {
        "envelope_id": str,
        "type": str,
        "payload": COMMAND,
        "accepts_response_payload": bool,
    },
}
"""Of Socket Mode."""
