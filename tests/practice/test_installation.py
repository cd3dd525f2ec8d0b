"""An app's manifest, and what becomes of it."""

from __future__ import annotations

from bot.practice.company import brightside
from bot.practice.installation import install
from bot.practice.page.completions import offers
from bot.practice.records import JsonObject, Shortcut, SlashCommand
from bot.slack.manifest import build_manifest

BARE: JsonObject = {"features": {}, "oauth_config": {"scopes": {"bot": ["commands"]}}}


def test_manifest_sets_scopes_events_and_shortcuts() -> None:
    workspace = brightside()
    install(workspace, build_manifest())
    assert {"files:write", "channels:history"} <= workspace.scopes
    assert [(each.kind, each.name) for each in workspace.shortcuts] == [
        ("global", "Thank someone"),
        ("message", "Recognise this"),
        ("message", "Start a card"),
    ]
    assert {"app_home_opened", "message.im", "user_change"} <= workspace.events
    assert all(command.should_escape for command in workspace.commands)
    assert workspace.homes.is_enabled


def test_bare_manifest_removes_shortcuts_and_home() -> None:
    workspace = brightside()
    workspace.shortcuts = (*workspace.shortcuts, Shortcut("global", "old", "Old"))
    install(workspace, BARE)
    assert not workspace.shortcuts
    assert workspace.scopes == {"commands"}
    assert (workspace.commands, workspace.events) == ((), frozenset())
    assert not workspace.homes.is_enabled


def test_commands_are_offered_with_hint_and_description() -> None:
    workspace = brightside()
    commands = [
        {
            "command": "/thanks",
            "description": "Thank someone",
            "usage_hint": "@somebody",
            "should_escape": True,
        },
        {"command": "/raw", "description": "Takes what is typed"},
    ]
    install(workspace, {**BARE, "features": {"slash_commands": commands}})
    assert workspace.commands == (
        SlashCommand("/thanks", "Thank someone", "@somebody"),
        SlashCommand("/raw", "Takes what is typed", should_escape=False),
    )
    offered = [offer for offer in offers(workspace, "U0ANA0001") if offer.picture == "/"]
    assert [(offer.insert, offer.note) for offer in offered] == [
        ("/thanks", "@somebody · Thank someone"),
        ("/raw", "Takes what is typed"),
    ]
