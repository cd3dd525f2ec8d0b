"""Seeds: a company's past of one's own, and what is wrong with one."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest

from bot.practice.company import HEARTEN, SLACKBOT
from bot.practice.languages import find_locale
from bot.practice.scenes import (
    STORIES,
    Command,
    Say,
    Scene,
    first_moment,
    parse_scene,
    scene_time,
    story_text,
)
from bot.practice.seed import Seed, SeedError, read_seed
from tests.practice.story import story_scenes

TODAY = date(2026, 11, 25)
COMMANDS = ("/kudos", "/shoutout")
LANGUAGES = sorted(file.name.removesuffix(".txt") for file in STORIES.iterdir())
BAKERY = """
company Sourdough
channel #kitchen: nora omar
private #books: nora
group @bakers: nora, omar
person nora: Nora Lind, Head baker, Europe/Oslo, admin
person omar: Omar Haddad

# Yesterday
1 10:00 omar #kitchen: /kudos @nora thanks for the oven
1 09:00 nora #general [oven]: The oven is new.
1 11:00 omar #general: +bulb oven
"""


def seed(text: str) -> Seed:
    return read_seed(text, COMMANDS, TODAY)


def test_default_story_can_be_played() -> None:
    told = seed(story_text())
    assert [parse_scene for parse_scene in told.scenes if parse_scene not in story_scenes()] == [
        Scene(15, time(0), "lena", "general", Command("privacy thanks privately"))
    ]
    assert set(story_scenes()) < set(told.scenes)
    assert told.found_company().name == "Brightside"


def test_seed_can_found_its_own_company() -> None:
    told = seed(BAKERY)
    company = told.found_company()
    assert company.name == "Sourdough"
    assert [each.name for each in company.people.values()] == ["hearten", "slackbot", "nora", "omar"]
    nora = company.person("nora")
    assert (nora.real_name, nora.title, nora.tz, nora.is_admin) == (
        "Nora Lind",
        "Head baker",
        "Europe/Oslo",
        True,
    )
    assert (company.person("omar").tz, company.person("omar").is_admin) == ("Etc/UTC", False)
    members = {each.name: each.members - {HEARTEN.id} for each in company.channels.values()}
    both = {nora.id, company.person("omar").id}
    assert members == {"general": both, "kitchen": both, "books": {nora.id}}
    assert company.channel("books").kind == "private"
    assert set(company.group("bakers").members) == both
    assert len(told.scenes) == 3


def test_ids_are_the_same_when_a_company_begins_anew() -> None:
    first, second = seed(BAKERY).found_company(), seed(BAKERY).found_company()
    assert first.people == second.people
    assert first.channels == second.channels
    assert first.founded != second.founded


def test_seed_can_add_to_brightside() -> None:
    company = seed("channel #choir: ana, carol\ngroup @choir: ana\n").found_company()
    assert company.name == "Brightside"
    assert company.channel("choir").members == {"U0ANA0001", "U0CAROL01", HEARTEN.id}
    assert "U0TOM0001" not in seed("channel #all: everyone").found_company().channel("all").members


def test_languages_are_set() -> None:
    company = seed(
        "language @ana: German\nlanguage tom: fr\nlanguage li: zh_tw\nlanguage sam: en-GB\n"
    ).found_company()
    named = {person.name: person.locale for person in company.people.values()}
    assert [named[name] for name in ("ana", "tom", "li", "sam")] == ["de-DE", "fr-FR", "zh-TW", "en-GB"]
    assert (named["maya"], named["lena"]) == ("en-US", "de-DE")
    assert seed(f"language nora: de\n{BAKERY}").found_company().person("nora").locale == "de-DE"


def test_preferences_are_set_before_all_scenes() -> None:
    told = seed(f"{BAKERY}\nprivacy @omar: messages never, thanks privately\n")
    company = told.found_company()
    first, second, *rest = sorted(told.scenes, key=lambda each: scene_time(each, company, TODAY))
    assert [each.act for each in (first, second)] == [
        Command("privacy messages never"),
        Command("privacy thanks privately"),
    ]
    assert {(each.who, each.where) for each in (first, second)} == {("omar", "kitchen")}
    assert len(rest) == 3
    (alone,) = read_seed("privacy sam: thanks never", ["/thanks"], TODAY).scenes
    assert (alone.where, alone.act) == ("general", Command("privacy thanks never", name="/thanks"))


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("language moya: de", "nobody called “moya”"),
        ("language hearten: de", "hearten is an app"),
        ("language erik: de", "has left"),
        ("language ana: Klingon", "isn't offered in “Klingon”"),
        ("language ana", "isn't offered in “”"),
        ("privacy moya: thanks privately", "nobody called “moya”"),
        ("privacy ana: , ,", "ana prefers follows a colon"),
        ("privacy rosa: thanks privately", "rosa can't use commands"),
        ("1 09:00 moya #general: Hello", "nobody called “moya”"),
        ("1 09:00 buildbot #engineering: Hello", "nobody called “buildbot”"),
        ("1 09:00 erik #general: Hello", "erik has left"),
        ("1 09:00 ana #nowhere: Hello", "no #nowhere"),
        ("1 09:00 ana #leads: Hello", "no #leads that ana can see"),
        ("1 09:00 carol #design: Hello", "carol isn't a member of #design"),
        ("Hello", "tells no scene"),
        ("1 25:00 ana #design: Hello", "no time of a day"),
        ("0 09:00 ana #design: Hello", "from 1 to 260"),
        ("261 09:00 ana #design: Hello", "from 1 to 260"),
        ("1 09:00 ana #design: /thanks @maya", "/kudos and /shoutout"),
        ("1 09:00 rosa #northlight: /kudos @ana thanks", "another organisation"),
        ("1 09:00 ana #design: +bulb sketch", "no message called [sketch] in #design"),
        ("2 08:00 ana #design: +bulb twice", "no message called [twice] in #design"),
        ("1 09:00 ana #general: +bulb twice", "no message called [twice] in #general"),
        ("1 09:00 ana #design [twice]: Hello", "called [twice] already"),
        ("1 09:00 tom #design: +bulb twice", "put bulb on that message before"),
        ("1 09:00 ana #design: +:bulb: twice", "can't be an emoji's name"),
        ("person Nora: Nora Lind", "can't be a handle"),
        ("person hearten: Me", "“hearten” already"),
        ("person nora:", "needs a name"),
        ("person nora: Nora Lind, Mars/Olympus", "no time zone “Mars/Olympus”"),
        ("channel kitchen: ana", "begins with #"),
        ("channel #design: ana", "#design already"),
        ("channel #kitchen", "stands after a colon"),
        ("channel #kitchen: moya", "nobody called “moya”"),
        ("group bakers: ana", "begins with @"),
        ("group @backend: ana", "@backend already"),
    ],
)
def test_wrong_line_is_reported_with_its_number(line: str, words: str) -> None:
    good = "2 10:00 ana #design [twice]: Look\n# more\n2 11:00 tom #design: +bulb twice\n"
    # One that names people has nobody else in it.
    before = "\n\n\n" if line.startswith("person") else good
    with pytest.raises(SeedError) as wrong:
        seed(f"\ufeff{before}{line}\n")
    assert str(wrong.value).startswith("line 4: ")
    assert words in str(wrong.value)
    assert "\n" not in str(wrong.value)


def test_all_wrong_lines_are_reported_in_order() -> None:
    with pytest.raises(SeedError) as wrong:
        seed("1 09:00 moya #general: Hi\nnonsense\n\ngroup @design team\n1 09:00 ana #nowhere: Hi\n")
    assert [line.partition(":")[0] for line in str(wrong.value).splitlines()] == [
        "line 1",
        "line 2",
        "line 4",
        "line 5",
    ]


def test_first_moment_is_before_the_first_scene() -> None:
    company = seed(story_text()).found_company()
    now = datetime(2026, 11, 25, 12, tzinfo=UTC)
    scenes = [parse_scene("2 09:00 ana #design: Hi"), parse_scene("30 09:00 li #support: Hi")]
    first = scene_time(scenes[1], company, now.date())
    assert first - timedelta(days=1) < first_moment(scenes, company, now) < first
    assert now - timedelta(hours=1) <= first_moment([], company, now) <= now


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_language_has_a_company_that_can_be_played(language: str) -> None:
    """All of its people read Slack in the language, and each command means something."""
    told = seed(story_text("/kudos", language))
    company = told.found_company()
    people = [one for one in company.people.values() if not one.is_bot and one.id != SLACKBOT.id]
    assert {find_locale(language)} == {one.locale for one in people}
    channels = {scene.where for scene in told.scenes}
    assert channels <= {channel.name for channel in company.channels.values()}
    assert any(isinstance(scene.act, Say) for scene in told.scenes)


def test_everyone_can_read_another_language() -> None:
    company = seed(f"language everyone: Japanese\n{BAKERY}").found_company()
    assert {company.person(handle).locale for handle in ("nora", "omar")} == {"ja-JP"}
    assert company.people[HEARTEN.id].locale == "en-US"
