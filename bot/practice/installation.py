"""Installing an app as Slack does: its manifest says what it may do and what people are offered."""

from __future__ import annotations

from bot.practice.records import JsonObject, Shortcut
from bot.practice.workspace import Workspace


def install(workspace: Workspace, manifest: JsonObject) -> None:
    """Give the app all scopes that its manifest names, and people its shortcuts and its messages tab.

    The same manifest once more leaves the scopes as they have become since.
    KeyError for a manifest without scopes. See https://docs.slack.dev/reference/app-manifest.
    """
    scopes = set(manifest["oauth_config"]["scopes"]["bot"])
    if manifest != workspace.manifest:
        workspace.scopes, workspace.manifest = scopes, manifest
    workspace.shortcuts = tuple(
        Shortcut(each["type"], each["callback_id"], each["name"])
        for each in manifest["features"].get("shortcuts", ())
    )
    home = manifest["features"].get("app_home", {})
    workspace.messages_tab_read_only = bool(home.get("messages_tab_read_only_enabled"))
