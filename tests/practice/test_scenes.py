"""The company's past three weeks, played with a tiny app."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from aiohttp import web

from bot.practice.company import HEARTEN, brightside
from bot.practice.directory import utc_now
from bot.practice.scenes import Command, React, Say, parse_scene, scene_time
from bot.practice.server import Practice
from tests.practice.conftest import Clock
from tests.practice.receiver import Receiver
from tests.practice.story import story_scenes


@pytest.fixture
def clock() -> Clock:
    return Clock(utc_now() - timedelta(weeks=3))


async def nothing() -> None:
    return None


@pytest.mark.parametrize("today", [date(2026, 11, 16) + timedelta(days=number) for number in range(7)])
def test_scenes_happen_on_working_days_within_three_weeks(today: date) -> None:
    workspace = brightside()
    midnight = datetime.combine(today, time(), UTC)
    for told in story_scenes():
        when = scene_time(told, workspace, today)
        assert midnight - timedelta(days=20, hours=12) < when < midnight
        assert when.weekday() < 5


@pytest.mark.parametrize("today", [date(2026, 3, 18), date(2026, 7, 15), date(2026, 11, 18)])
def test_reactions_follow_what_they_are_for(today: date) -> None:
    """In every season: zones change their clocks on different days."""
    workspace = brightside()
    labelled: set[str] = set()
    for told in sorted(story_scenes(), key=lambda told: scene_time(told, workspace, today)):
        if isinstance(told.act, Say):
            labelled.add(told.act.label)
        elif isinstance(told.act, React):
            assert told.act.label in labelled


def test_times_are_those_of_the_persons_zone() -> None:
    workspace = brightside()
    monday = date(2026, 11, 23)
    assert scene_time(parse_scene("1 09:30 maya #general: hello"), workspace, monday) == datetime(
        2026, 11, 20, 8, 30, tzinfo=UTC
    )
    assert scene_time(parse_scene("6 09:30 li #general: hello"), workspace, monday) == datetime(
        2026, 11, 13, 1, 30, tzinfo=UTC
    )


@pytest.mark.parametrize(
    ("line", "act"),
    [
        ("3 09:00 ana #design: hello: you", Say("hello: you")),
        ("3 09:00 ana #design [sketch]: hello", Say("hello", "sketch")),
        ("3 09:00 ana #office-move: /kudos @maya thanks", Command("@maya thanks")),
        ("3 09:00 ana #design: /shoutout help", Command("help", name="/shoutout")),
        ("3 09:00 ana #design: +bulb sketch", React("bulb", "sketch")),
    ],
)
def test_scene_line_is_read(line: str, act: Say | Command | React) -> None:
    assert parse_scene(line).act == act


@pytest.mark.parametrize("line", ["", "ana: hello", "3 9:00 ana #design: hello", "3 09:00 ana #design:"])
def test_invalid_lines_are_refused(line: str) -> None:
    with pytest.raises(ValueError, match="tells no scene"):
        parse_scene(line)


def test_story_thanks_with_and_without_values() -> None:
    told = story_scenes()
    commands = [s.act.text for s in told if isinstance(s.act, Command)]
    assert len([text for text in commands if text.startswith("@")]) >= 12
    for value in ("#collaboration", "#creativity", "#problem-solving"):
        assert any(value in text for text in commands)
    assert any(text.startswith("@") and "#" not in text for text in commands)
    assert {s.act.emoji for s in told if isinstance(s.act, React)} == {"bulb", "handshake", "jigsaw"}


@pytest.mark.parametrize("today", [date(2026, 11, 17) + timedelta(days=number) for number in range(6)])
def test_thanks_follow_the_latest_digest_and_a_full_week_precedes_it(today: date) -> None:
    """Seen from each day but Monday, on which the digest is the newest message."""
    workspace = brightside()
    monday = today - timedelta(days=today.weekday())
    digest = datetime.combine(monday, time(9), ZoneInfo("Europe/Berlin"))
    thanks = [
        (told, scene_time(told, workspace, today))
        for told in story_scenes()
        if isinstance(told.act, Command) and told.act.text.startswith("@")
    ]
    assert any(told.where == "general" and when > digest for told, when in thanks)
    week = [told for told, when in thanks if digest - timedelta(days=7) < when < digest]
    assert len(week) >= 5
    (set_up,) = [told for told in story_scenes() if "digest" in str(told.act)]
    assert set_up.act == Command("digest on monday 09:00 Europe/Berlin all")


async def test_story_can_be_played(practice: Practice, receiver: Receiver) -> None:
    receiver.always(lambda: web.Response(text="Thank you."))
    await practice.play(story_scenes(), settled=practice.settled)
    told = story_scenes()
    kinds = [
        "event" if received.payload.get("type") == "event_callback" else "command"
        for received in receiver.received
    ]
    assert kinds.count("command") == len([s for s in told if isinstance(s.act, Command)])
    assert kinds.count("event") == len([s for s in told if isinstance(s.act, React)])
    said = {
        message.text
        for messages in practice.workspace.messages.values()
        for message in messages.values()
        if message.user != HEARTEN.id
    }
    assert len(said) == len([s for s in told if isinstance(s.act, Say)])
    assert not any("failed with the error" in text for text in said)
    assert abs(practice.now() - utc_now()) < timedelta(minutes=1)
    stamps = [float(ts) for messages in practice.workspace.messages.values() for ts in messages]
    assert timedelta(days=12) < timedelta(seconds=max(stamps) - min(stamps)) < timedelta(days=21)


async def test_the_app_settles_after_each_scene(practice: Practice, clock: Clock) -> None:
    times: list[datetime] = []

    async def settled() -> None:
        times.append(clock.now())

    scenes = [parse_scene("1 09:00 ana #general: later"), parse_scene("2 09:00 ana #general: earlier")]
    await practice.play(scenes, settled=settled)
    today = utc_now().date()
    assert times == [scene_time(s, practice.workspace, today) for s in reversed(scenes)]


async def test_reaction_needs_its_message(practice: Practice) -> None:
    with pytest.raises(KeyError):
        await practice.play([parse_scene("1 09:00 ana #general: +bulb nothing")], settled=nothing)


async def test_the_clock_only_moves_forward(practice: Practice, clock: Clock) -> None:
    before = practice.now()
    await practice.advance(timedelta(days=7))
    assert practice.now() - before == timedelta(days=7)
    with pytest.raises(ValueError, match="forward"):
        await practice.advance(timedelta(seconds=-1))


async def test_fixed_clock_cannot_be_moved() -> None:
    async with Practice(brightside()) as practice:
        with pytest.raises(ValueError, match="cannot be moved"):
            await practice.advance(timedelta(hours=1))
        assert isinstance(practice.now(), datetime)
