"""Installing an app as Slack does: its manifest says what it may do and what people are offered."""

from bot.practice.records import JsonObject, Shortcut, SlashCommand
from bot.practice.workflows import check_steps
from bot.practice.workspace import Workspace


def install(workspace: Workspace, manifest: JsonObject) -> None:
    """Give the app all scopes and events that its manifest names, and people its commands and all the rest.

    The same manifest once more leaves the scopes as they have become since.
    KeyError for a manifest without scopes, SlackError `invalid_manifest` for steps that Slack refuses. See https://docs.slack.dev/reference/app-manifest.
    """
    check_steps(manifest)
    scopes = set(manifest["oauth_config"]["scopes"]["bot"])
    if manifest != workspace.manifest:
        workspace.scopes, workspace.manifest = scopes, manifest
    subscriptions = manifest.get("settings", {}).get("event_subscriptions", {})
    workspace.events = frozenset(subscriptions.get("bot_events", ()))
    workspace.commands = tuple(
        SlashCommand(
            each["command"],
            each["description"],
            each.get("usage_hint", ""),
            bool(each.get("should_escape")),
        )
        for each in manifest["features"].get("slash_commands", ())
    )
    workspace.shortcuts = tuple(
        Shortcut(each["type"], each["callback_id"], each["name"])
        for each in manifest["features"].get("shortcuts", ())
    )
    home = manifest["features"].get("app_home", {})
    workspace.homes.is_enabled = bool(home.get("home_tab_enabled"))
    workspace.messages_tab_read_only = bool(home.get("messages_tab_read_only_enabled"))


def uninstall(workspace: Workspace) -> None:
    """Take away what the app may do, and what it offers people."""
    workspace.scopes, workspace.manifest = set(), {}
    workspace.events, workspace.commands, workspace.shortcuts = frozenset(), (), ()
    workspace.homes.is_enabled = False
