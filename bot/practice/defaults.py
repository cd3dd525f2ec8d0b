"""What an app may do, hears and offers as long as no manifest of its own has been installed."""

from __future__ import annotations

from bot.practice.records import SlashCommand

DEFAULT_SCOPES = frozenset(
    {
        "commands",
        "chat:write",
        "chat:write.public",
        "reactions:read",
        "users:read",
        "channels:read",
        "groups:read",
        "usergroups:read",
        "emoji:read",
    }
)
DEFAULT_COMMANDS = (SlashCommand("/kudos"), SlashCommand("/shoutout"))
DEFAULT_EVENTS = frozenset(
    {
        "app_home_opened",
        "app_mention",
        "channel_archive",
        "channel_left",
        "channel_unarchive",
        "group_archive",
        "group_left",
        "group_unarchive",
        "member_joined_channel",
        "member_left_channel",
        "message.im",
        "reaction_added",
        "reaction_removed",
    }
)
