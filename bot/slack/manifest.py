"""The app manifest: exactly what the code uses (https://docs.slack.dev/reference/app-manifest).

It imports nothing of the bot's but settings, so that `hearten manifest` and `hearten --help` start at once.
"""

import json
from collections.abc import Sequence
from typing import Any, Final
from urllib.parse import quote, urlencode

from bot.settings import COMMANDS

THANK_SHORTCUT = "give"
RECOGNISE_SHORTCUT = "recognise"
CARD_SHORTCUT = "card"
"""Callback ids of the shortcuts."""

THANK_STEP = "thank"
"""Callback id of the step for Workflow Builder."""
STEP_LINK = "link"
"""What the step hands on to the next ones."""

EVENTS = (
    "app_home_opened",
    "reaction_added",
    "reaction_removed",
    "app_mention",
    "message.im",
    "member_joined_channel",
    "member_left_channel",
    "channel_archive",
    "group_archive",
    "channel_deleted",
    "group_deleted",
    "channel_left",
    "group_left",
    "channel_unarchive",
    "group_unarchive",
    "channel_id_changed",
    "subteam_members_changed",
    "user_change",
    "app_uninstalled",
    "tokens_revoked",
)
"""The events that the bot subscribes to. An app with a step gets `function_executed` besides."""
ORGANISATION_EVENTS = ("team_access_revoked",)
"""The events that it needs besides if whole organisations can install it."""

SCOPES = {
    "commands": "people type the slash command",
    "chat:write": "shout-outs, digests and direct messages",
    "chat:write.public": "shout-outs in public channels without being invited first",
    "app_mentions:read": "thanks in a message that mentions the bot",
    "reactions:read": "a value's emoji thanks a message's author",
    "emoji:read": "whether a workspace has the custom emoji that someone chose for a value",
    "users:read": "names, pictures, time zones, and who is a bot or has left",
    "channels:read": "whether a channel is public, and who is in it",
    "groups:read": "the same for private channels that the bot is in",
    "usergroups:read": "thanks to a user group go to its members",
    "im:write": "the bot's own direct messages: the conversations that they go to",
    "im:history": "what people write to the bot, and whether a message arrived whose answer was lost",
    "files:write": "people's own data, as files to themselves",
}
"""The scopes that the bot asks for, with the reason."""
OPTIONAL_SCOPES = {
    "channels:history": "whether a post arrived whose answer was lost, in the bot's public channels",
    "groups:history": "the same in the bot's private channels",
}
"""Scopes that an installation may refuse: then such a post is sent again, and may appear twice."""
EMAIL_SCOPE = "users:read.email"
"""The scope without which Slack leaves out e-mail addresses. The manifest lacks it: only an import needs it
(https://docs.slack.dev/reference/scopes/users.read.email)."""


STEPS: Final[dict[str, Any]] = {
    THANK_STEP: {
        "title": "Thank someone",
        "description": ("Asks the person who uses this workflow, then posts these thanks in their name"),
        "input_parameters": {
            # No one can choose another person: Slack fills it in
            # (https://docs.slack.dev/reference/types/user_context-type).
            "giver": {
                "type": "slack#/types/user_context",
                "name": "giver",
                "title": "Who thanks",
                "description": "The person who uses this workflow; they are asked before anything is sent",
                "is_required": True,
            },
            "people": {
                "type": "array",
                "items": {"type": "slack#/types/user_id"},
                "name": "people",
                "title": "Who is thanked",
                "description": "One or more people",
                "is_required": True,
            },
            "words": {
                "type": "string",
                "name": "words",
                "title": "What for?",
                "description": "One sentence is enough",
                "is_required": True,
            },
            "channel": {
                "type": "slack#/types/channel_id",
                "name": "channel",
                "title": "Where to post",
                "description": "A public channel, or a private one that Hearten is in",
                "is_required": True,
            },
            "value": {
                "type": "string",
                "name": "value",
                "title": "Value",
                "description": "The name of one of your values, such as collaboration",
                "is_required": False,
            },
        },
        "output_parameters": {
            STEP_LINK: {
                "type": "string",
                "name": STEP_LINK,
                "title": "Link to the thanks",
                "description": "Missing if they are sent privately",
                "is_required": False,
            }
        },
    }
}
"""The steps of the app for Workflow Builder (https://docs.slack.dev/workflows/workflow-steps)."""


CREATE_APP_URL: Final = "https://api.slack.com/apps"
"""Slack's page of apps. With `new_app` and `manifest_json` it opens the form for a new app, filled in
(https://api.slack.com/reference/manifests#sharing_manifests)."""


def build_manifest(
    url: str | None = None,
    commands: Sequence[str] = COMMANDS,
    install_url: str | None = None,
    *,
    has_steps: bool = True,
) -> dict[str, Any]:
    """Return the manifest for Socket Mode or, with the public `url` of `hearten run`, for HTTP.

    `commands` are the names of the slash commands. `install_url` is the public address on which any number of
    workspaces install the app. An app that `has_steps` can be installed in its own workspace or organisation
    only, and must be ready for organisations, wherever it is installed.
    """
    redirect = {"redirect_urls": [f"{install_url.rstrip('/')}/slack/oauth_redirect"]} if install_url else {}
    events_url = {"request_url": f"{url.rstrip('/')}/slack/events"} if url else {}
    command_url = {"url": events_url["request_url"]} if url else {}
    steps = {"functions": STEPS} if has_steps else {}
    return {
        "display_information": {
            "name": "Hearten",
            "description": "Thank each other; the words are kept",
            "long_description": (
                "Hearten is a bot for thanks between colleagues. "
                f"You thank someone with {commands[0]} or with an emoji; the words are kept, and once a week "
                "a channel reads its own good words again. There are no points, no rankings and no AI. "
                "Everyone decides how they are thanked."
            ),
            "background_color": "#7a3e48",
        },
        "features": {
            "app_home": {
                "home_tab_enabled": True,
                "messages_tab_enabled": True,
                "messages_tab_read_only_enabled": False,
            },
            "bot_user": {"display_name": "Hearten", "always_online": True},
            "shortcuts": [
                {
                    "name": "Thank someone",
                    "type": "global",
                    "callback_id": THANK_SHORTCUT,
                    "description": "Opens a form: who, what for, and where",
                },
                {
                    "name": "Recognise this",
                    "type": "message",
                    "callback_id": RECOGNISE_SHORTCUT,
                    "description": "Thanks the author of this message",
                },
                {
                    "name": "Start a card",
                    "type": "message",
                    "callback_id": CARD_SHORTCUT,
                    "description": "Collects words from many for the author of this message",
                },
            ],
            "slash_commands": [
                {
                    "command": command,
                    "description": "Thank someone, or read thanks again",
                    "usage_hint": "@maya thanks for … #collaboration · history · digest · help",
                    # Without it mentions arrive as plain text, and their users are unknown.
                    "should_escape": True,
                    **command_url,
                }
                for command in commands
            ],
        },
        **steps,
        # The optional ones are listed in both (https://docs.slack.dev/changelog/2026/03/16/optional-scopes).
        "oauth_config": {
            **redirect,
            "scopes": {"bot": sorted(SCOPES | OPTIONAL_SCOPES), "bot_optional": sorted(OPTIONAL_SCOPES)},
        },
        "settings": {
            "event_subscriptions": {
                "bot_events": [*EVENTS, *(ORGANISATION_EVENTS if install_url else ())],
                **events_url,
            },
            "interactivity": {"is_enabled": True, **events_url},
            "org_deploy_enabled": has_steps or bool(install_url),
            **({"function_runtime": "remote"} if has_steps else {}),
            "socket_mode_enabled": not url,
            "token_rotation_enabled": False,
        },
    }


def create_app_link(app_manifest: dict[str, Any]) -> str:
    """Return the link that opens Slack's form for a new app with this manifest filled in."""
    compact = json.dumps(app_manifest, ensure_ascii=False, separators=(",", ":"))
    return f"{CREATE_APP_URL}?{urlencode({'new_app': 1, 'manifest_json': compact}, quote_via=quote)}"
