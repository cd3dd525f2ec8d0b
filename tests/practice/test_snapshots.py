"""What is kept of a practice workspace: all of it comes back."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.practice.company import ANA, HEARTEN, MAYA, brightside
from bot.practice.files import File
from bot.practice.installation import install
from bot.practice.records import (
    Channel,
    Message,
    Person,
    Reaction,
    ReadMarks,
    Shortcut,
    SlashCommand,
    UserGroup,
)
from bot.practice.snapshots import (
    INTERVAL,
    UnreadableError,
    from_json,
    restore_workspace,
    take_snapshot,
    to_json,
)
from bot.practice.views import View
from bot.practice.workspace import Workspace
from bot.slack.manifest import build_manifest

NOW = datetime(2026, 11, 25, 10, tzinfo=UTC)
NOT_KEPT = {"now", "revision", "_changed", "url", "triggers", "modals", "executions"}
"""What follows from the rest, or ends with the process."""

words = st.text(max_size=8)
flags = st.booleans()
moments = st.datetimes(datetime(2020, 1, 1), datetime(2035, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 -- as hypothesis wants it
plain = st.none() | flags | st.integers() | words
json_objects = st.dictionaries(
    words,
    st.recursive(
        plain,
        lambda inner: st.lists(inner, max_size=2) | st.dictionaries(words, inner, max_size=2),
        max_leaves=4,
    ),
    max_size=2,
)
values = st.dictionaries(words, st.dictionaries(words, json_objects, max_size=2), max_size=2)


@st.composite
def workspaces(draw: st.DrawFn) -> Workspace:
    """Any workspace: with everything that the fields of its parts can hold."""
    people = draw(st.lists(st.builds(Person, locale=words), max_size=3))
    workspace = Workspace(draw(words), draw(words), team_id="T1", app_id="A1", bot_id="B1", bot=HEARTEN)
    workspace.now = lambda: NOW
    channels = st.builds(Channel, members=st.sets(words, max_size=3), created=moments)
    groups = st.builds(UserGroup, members=st.lists(words, max_size=2))
    workspace.add(*people, *draw(st.lists(channels, max_size=2)), *draw(st.lists(groups, max_size=2)))
    messages = st.builds(
        Message,
        ts=words,
        user=st.none() | words,
        blocks=st.lists(json_objects, max_size=2),
        reactions=st.lists(st.builds(Reaction, users=st.lists(words, max_size=2)), max_size=2),
        ephemeral_to=st.none() | words,
        metadata=st.none() | json_objects,
        thread_ts=st.none() | words,
        is_broadcast=flags,
        is_tombstone=flags,
        edited_ts=words,
        files=st.lists(words, max_size=1),
        entries=st.dictionaries(words, values, max_size=1),
    )
    for channel in draw(st.lists(words, max_size=2, unique=True)):
        said = draw(st.lists(messages, max_size=2))
        workspace.messages[channel] = {message.ts: message for message in said}
    files = st.builds(File, created=moments, content=st.none() | st.binary(max_size=20), is_complete=flags)
    workspace.files.announced = {file.id: file for file in draw(st.lists(files, max_size=2))}
    views = st.builds(
        View,
        content=json_objects,
        values=values,
        previous_id=st.none(),
        errors=st.dictionaries(words, words, max_size=1),
    )
    workspace.homes.views = {view.person: view for view in draw(st.lists(views, max_size=2))}
    workspace.homes.is_enabled = draw(flags)
    workspace.enterprise_id = draw(st.none() | words)
    workspace.scopes = draw(st.sets(words, max_size=2))
    workspace.manifest = draw(json_objects)
    workspace.commands = tuple(draw(st.lists(st.builds(SlashCommand), max_size=2)))
    workspace.events = frozenset(draw(st.sets(words, max_size=2)))
    workspace.shortcuts = tuple(draw(st.lists(st.builds(Shortcut), max_size=2)))
    workspace.messages_tab_read_only = draw(flags)
    workspace.emoji.pictures = draw(st.dictionaries(words, st.binary(), max_size=2))
    workspace.emoji.aliases = draw(st.dictionaries(words, words, max_size=2))
    workspace.last_number, workspace.last_micros = draw(st.integers(0)), draw(st.integers(0))
    marks = st.dictionaries(words, st.dictionaries(words, words, max_size=2), max_size=2)
    workspace.read_marks = ReadMarks(draw(st.none() | words), draw(marks))
    return workspace


@settings(max_examples=30)
@given(workspaces())
def test_any_workspace_is_restored(workspace: Workspace) -> None:
    before = take_snapshot(workspace, NOW)
    after = from_json(to_json(before))
    assert after == before
    again = restore_workspace(after)
    again.now = workspace.now
    assert take_snapshot(again, NOW) == before
    assert list(again.people) == list(workspace.people)


def test_every_attribute_of_a_workspace_is_in_the_snapshot() -> None:
    """Whoever gives a workspace something more decides here whether it is kept."""
    told = {*vars(brightside())} - NOT_KEPT
    fields = set(json.loads(to_json(take_snapshot(brightside(), NOW))))
    assert told <= fields
    assert fields - told == {"version", "written", "now", "is_home_enabled", "emoji_names"}


def test_restored_workspace_continues() -> None:
    workspace = brightside()
    workspace.now = lambda: NOW
    install(workspace, build_manifest())
    workspace.scopes.discard("files:write")
    root = workspace.post("C0DESIGN1", user=ANA.id, text="Look")
    workspace.add_reaction(MAYA.id, "C0DESIGN1", root.ts, "bulb")
    workspace.change_person(MAYA.id, deleted=True)
    conversation = workspace.dm_channel(ANA.id)

    again = restore_workspace(from_json(to_json(take_snapshot(workspace, NOW))))
    again.now = workspace.now
    install(again, build_manifest())
    assert "files:write" not in again.scopes
    assert again.message("C0DESIGN1", root.ts).reactions == [Reaction("bulb", [MAYA.id])]
    assert again.person("maya").deleted
    assert again.dm_channel(ANA.id) == conversation
    assert again.founded == workspace.founded
    assert again.post("C0DESIGN1", user=ANA.id, text="More").ts > root.ts
    install(again, {**build_manifest(), "display_information": {"name": "Newer"}})
    assert "files:write" in again.scopes


@pytest.mark.parametrize(
    ("ahead", "away", "shown"),
    [
        # As long as it may have gone on unnoticed, it is taken to have.
        (timedelta(days=7), timedelta(seconds=20), timedelta(days=7, seconds=20)),
        (timedelta(days=7), timedelta(days=2), timedelta(days=7) + INTERVAL),
        (timedelta(days=7), timedelta(days=30), timedelta(days=30)),
        (timedelta(0), timedelta(days=2), timedelta(days=2)),
        # The machine's own clock was put back.
        (timedelta(days=1), timedelta(hours=-3), timedelta(days=1)),
    ],
)
def test_restored_clock_continues(ahead: timedelta, away: timedelta, shown: timedelta) -> None:
    then = replace(take_snapshot(brightside(), NOW), now=NOW + ahead)
    assert then.resume_time(NOW + away) == NOW + shown


def test_unreadable_snapshots_are_refused() -> None:
    good = to_json(take_snapshot(brightside(), NOW))
    of_another_version = json.loads(good) | {"version": 0}
    without_app = json.loads(good) | {"bot_user_id": "U0NOBODY1"}
    for bad in (b"", b"{", b"[]", b"\xff", good[:-100], good.replace(b'"domain"', b'"realm"')):
        with pytest.raises(UnreadableError):
            from_json(bad)
    for changed in (of_another_version, without_app):
        with pytest.raises(UnreadableError):
            from_json(json.dumps(changed).encode())
