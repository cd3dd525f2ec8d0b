"""The manifest asks for what the code uses: nothing is missing, and nothing is asked for in vain."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from slack_sdk.web.async_client import AsyncWebClient

import bot
from bot.settings import COMMANDS
from bot.slack.features.channels.events import OPENINGS
from bot.slack.features.digest.events import ENDINGS
from bot.slack.manifest import EVENTS, OPTIONAL_SCOPES, SCOPES, build_manifest

PACKAGE = Path(bot.__file__).parent
URL = "https://hearten.example.org"

METHOD_SCOPES = {
    "apps.connections.open": set[str](),
    "auth.revoke": set[str](),
    "auth.teams.list": set[str](),
    "auth.test": set[str](),
    "bots.info": {"users:read"},
    "chat.delete": {"chat:write"},
    "chat.postEphemeral": {"chat:write"},
    "chat.postMessage": {"chat:write"},
    "chat.update": {"chat:write"},
    # Direct and group messages are told apart without asking: their two scopes are not needed.
    "conversations.history": {"channels:history", "groups:history", "im:history"},
    "conversations.info": {"channels:read", "groups:read"},
    "conversations.list": {"channels:read", "groups:read"},
    "conversations.members": {"channels:read", "groups:read"},
    "conversations.replies": {"channels:history", "groups:history", "im:history"},
    "conversations.open": {"im:write"},
    "emoji.list": {"emoji:read"},
    "files.completeUploadExternal": {"files:write"},
    "files.delete": {"files:write"},
    "files.getUploadURLExternal": {"files:write"},
    "functions.completeError": set[str](),
    "functions.completeSuccess": set[str](),
    "oauth.v2.access": set[str](),
    "usergroups.list": {"usergroups:read"},
    "usergroups.users.list": {"usergroups:read"},
    "users.conversations": {"channels:read", "groups:read"},
    "users.info": {"users:read"},
    "users.list": {"users:read"},
    "views.open": set[str](),
    "views.publish": set[str](),
    "views.push": set[str](),
    "views.update": set[str](),
}
"""The scopes of a bot token that a method needs, from its page (https://docs.slack.dev/reference/methods).

`apps.connections.open` takes the app-level token, with a scope that no manifest grants.
"""
EVENT_SCOPES = {
    "app_mention": {"app_mentions:read"},
    "message.im": {"im:history"},
    "app_home_opened": set[str](),
    "reaction_added": {"reactions:read"},
    "reaction_removed": {"reactions:read"},
    "member_joined_channel": {"channels:read", "groups:read"},
    "member_left_channel": {"channels:read", "groups:read"},
    "channel_archive": {"channels:read"},
    "channel_id_changed": {"groups:read"},
    "channel_deleted": {"channels:read"},
    "channel_left": {"channels:read"},
    "channel_unarchive": {"channels:read"},
    "group_archive": {"groups:read"},
    "group_deleted": {"groups:read"},
    "group_left": {"groups:read"},
    "group_unarchive": {"groups:read"},
    "subteam_members_changed": {"usergroups:read"},
    "user_change": {"users:read"},
    "app_uninstalled": set[str](),
    "tokens_revoked": set[str](),
}
"""The scopes that an event needs, from its page (https://docs.slack.dev/reference/events)."""
CALLERS = {"call", "change_message", "_present"}
"""The functions of ours that take a method's name first, or after the workspace or token."""


def calls() -> Iterator[ast.Call]:
    """Every call in the bot's own code; the practice workspace is Slack's side."""
    for file in PACKAGE.rglob("*.py"):
        if "practice" not in file.relative_to(PACKAGE).parts:
            yield from (node for node in ast.walk(ast.parse(file.read_text())) if isinstance(node, ast.Call))


def methods() -> set[str]:
    """The Web API's methods that the code calls by name."""
    found = set()
    for call in calls():
        if isinstance(call.func, ast.Attribute) and call.func.attr in CALLERS and call.args:
            match next((arg for arg in call.args if _is_method(arg)), None):
                case ast.Constant(str(method)):
                    found.add(method)
                case ast.Name("method"):
                    pass  # Passed on by one of the callers.
                case _:
                    pytest.fail(f"a method that cannot be read: {ast.unparse(call)}")
    return found


def _is_method(argument: ast.expr) -> bool:
    """Return True for a method's name; the token can be empty."""
    match argument:
        case ast.Constant(str(text)):
            return bool(text)
        case ast.Name(name):
            return name == "method"
    return False


def test_every_called_method_has_a_scope() -> None:
    assert methods() == METHOD_SCOPES.keys()


def test_web_api_is_only_called_through_the_client() -> None:
    """The SDK's own names for the methods (`chat_postMessage`) would escape this test.

    Socket Mode's connection is opened with the app's own token, which no scope of the bot concerns.
    """
    named = {name for name in vars(AsyncWebClient) if "_" in name.strip("_")}
    called = {call.func.attr for call in calls() if isinstance(call.func, ast.Attribute)}
    assert called & named == {"apps_connections_open"}


def test_channel_events_are_subscribed() -> None:
    assert {*OPENINGS, *ENDINGS} < set(EVENTS)


def test_scopes_match_called_methods() -> None:
    by_methods = set().union(*(METHOD_SCOPES[method] for method in methods()))
    by_events = set().union(*(EVENT_SCOPES[event] for event in EVENTS))
    # Commands, and posting to public channels that the bot is not in, have no method of their own.
    assert SCOPES.keys() | OPTIONAL_SCOPES.keys() == by_methods | by_events | {
        "commands",
        "chat:write.public",
    }
    assert not SCOPES.keys() & OPTIONAL_SCOPES.keys()


@pytest.mark.parametrize("url", [None, URL])
def test_manifest_has_commands_events_and_scopes(url: str | None) -> None:
    made = build_manifest(url)
    assert [each["command"] for each in made["features"]["slash_commands"]] == list(COMMANDS)
    assert all(each["should_escape"] is True for each in made["features"]["slash_commands"])
    assert made["settings"]["event_subscriptions"]["bot_events"] == list(EVENTS)
    scopes = made["oauth_config"]["scopes"]
    assert set(scopes["bot"]) == SCOPES.keys() | OPTIONAL_SCOPES.keys()
    assert set(scopes["bot_optional"]) == {"channels:history", "groups:history"}
    shortcuts = made["features"]["shortcuts"]
    assert [(each["type"], each["callback_id"]) for each in shortcuts] == [
        ("global", "give"),
        ("message", "recognise"),
        ("message", "card"),
    ]
    assert all(len(each["name"]) <= 24 and len(each["description"]) <= 150 for each in shortcuts)


def test_messages_tab_is_enabled() -> None:
    home = build_manifest()["features"]["app_home"]
    assert (home["messages_tab_enabled"], home["messages_tab_read_only_enabled"]) == (True, False)


def test_socket_mode_manifest_has_no_urls() -> None:
    made = build_manifest()
    assert made["settings"]["socket_mode_enabled"] is True
    assert "url" not in str(made)


@pytest.mark.parametrize("url", [None, URL])
@pytest.mark.parametrize("install_url", [URL, f"{URL}/"])
def test_manifest_for_many_workspaces_has_a_redirect_url(url: str | None, install_url: str) -> None:
    made = build_manifest(url, install_url=install_url)
    assert made["oauth_config"]["redirect_urls"] == [f"{URL}/slack/oauth_redirect"]
    assert made["settings"]["org_deploy_enabled"] is True
    assert made["settings"]["event_subscriptions"]["bot_events"] == [*EVENTS, "team_access_revoked"]
    alone = build_manifest(url, has_steps=False)
    assert "redirect_urls" not in alone["oauth_config"]
    assert alone["settings"]["org_deploy_enabled"] is False


def test_step_needs_an_app_that_is_ready_for_organisations() -> None:
    """Slack takes `functions` with these two settings only, and distributes no such app publicly."""
    made = build_manifest()
    assert made["settings"]["org_deploy_enabled"] is True
    assert made["settings"]["function_runtime"] == "remote"
    (step,) = made["functions"].values()
    inputs = step["input_parameters"]
    assert inputs["giver"]["type"] == "slack#/types/user_context"
    assert {name for name, each in inputs.items() if not each["is_required"]} == {"value"}
    for each in (*inputs.values(), *step["output_parameters"].values()):
        assert len(each["title"]) <= 255
        assert each["description"]
    without = build_manifest(has_steps=False)
    assert "functions" not in without
    assert "function_runtime" not in without["settings"]


@pytest.mark.parametrize("url", [URL, f"{URL}/"])
def test_http_manifest_has_one_url(url: str) -> None:
    made = build_manifest(url)
    assert made["settings"]["socket_mode_enabled"] is False
    assert {each["url"] for each in made["features"]["slash_commands"]} == {f"{URL}/slack/events"}
    assert made["settings"]["event_subscriptions"]["request_url"] == f"{URL}/slack/events"
    assert made["settings"]["interactivity"] == {"is_enabled": True, "request_url": f"{URL}/slack/events"}


def test_texts_fit_slacks_limits() -> None:
    """The lengths of https://docs.slack.dev/reference/app-manifest."""
    made = build_manifest()
    about = made["display_information"]
    assert len(about["name"]) <= 35
    assert len(about["description"]) <= 140
    assert 174 <= len(about["long_description"]) <= 4_000
    assert len(made["features"]["bot_user"]["display_name"]) <= 80
    for command in made["features"]["slash_commands"]:
        assert len(command["command"]) <= 32
        assert len(command["description"]) <= 2_000
        assert len(command["usage_hint"]) <= 1_000


def test_command_names_come_from_settings() -> None:
    made = build_manifest(commands=("/thanks", "/merci"))
    assert [each["command"] for each in made["features"]["slash_commands"]] == ["/thanks", "/merci"]
    assert "You thank someone with /thanks or" in made["display_information"]["long_description"]
    assert "/kudos" not in str(made)
