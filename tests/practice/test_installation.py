"""An app's manifest, and what becomes of it."""

from __future__ import annotations

from bot.practice.company import brightside
from bot.practice.installation import install
from bot.practice.records import Shortcut
from bot.slack.manifest import manifest


def test_the_manifest_says_what_the_app_may_and_what_people_are_offered() -> None:
    workspace = brightside()
    install(workspace, manifest())
    assert {"files:write", "channels:history"} <= workspace.scopes
    assert [(each.kind, each.name) for each in workspace.shortcuts] == [
        ("global", "Thank someone"),
        ("message", "Recognise this"),
    ]


def test_an_app_without_shortcuts() -> None:
    workspace = brightside()
    workspace.shortcuts = (*workspace.shortcuts, Shortcut("global", "old", "Old"))
    install(workspace, {"features": {}, "oauth_config": {"scopes": {"bot": ["commands"]}}})
    assert not workspace.shortcuts
    assert workspace.scopes == {"commands"}
