"""One example of each section of a Home."""

from collections.abc import Callable
from dataclasses import replace

from bot.domain.care import CircleSource
from bot.domain.choices import Choices
from bot.domain.home import Section, sections
from bot.domain.people import Person
from bot.domain.recognition import Reply, Story
from bot.domain.visibility import Wish
from bot.domain.voices import own_part
from bot.slack.blocks import home, leads, privacy
from bot.slack.blocks.form import View
from bot.slack.blocks.given import taken_back
from bot.slack.blocks.inline import Spans
from bot.slack.opened import opened
from bot.storage.circles import Circle
from bot.storage.workspaces import Kept
from bot.usecases.history import Page
from bot.usecases.home import Shown
from bot.usecases.privacy import Privacy
from bot.usecases.take_back import Taken
from bot.usecases.workspace_settings import Configuration
from tests.slack.views import (
    ANA,
    CIRCLES,
    EN,
    JOINED,
    LI,
    LOOKS,
    MAYA,
    NAMES,
    PRIVATE,
    REACTION,
    STORY,
    TOM,
    VALUES,
)
from tests.slack.views_of_answering import SHARED
from tests.slack.views_of_voices import JOINED as WITH_WORDS
from tests.slack.views_of_voices import REASONED

READER = Person(MAYA, "Maya", "Asia/Tokyo", is_admin=True)
LED = (
    Circle(
        "019936a0-0000-7000-8000-00000000000c", CircleSource.CHANNEL, "C0DESIGN", "design", (MAYA,), (ANA, LI)
    ),
    Circle("019936a0-0000-7000-8000-00000000000d", CircleSource.NAMED, MAYA, "", (MAYA,), (LI, TOM)),
)
NOTHING = Page((), has_older=False, has_newer=False)

Content = Page | Privacy | tuple[Circle, ...] | Configuration | None


def shown(
    section: Section,
    content: Content = None,
    *,
    reader: Person = READER,
    page: str = "",
    news: Spans = (),
    joined: tuple[Story, ...] = (),
    is_newcomer: bool = False,
) -> View:
    """A Home with this section open."""
    seen = Shown(section, sections(reader, is_lead=True), VALUES, content, joined, is_newcomer)
    faces = {person: f"https://avatars.example/{person}_72.png" for person in (ANA, LI, MAYA)}
    return home.home(EN, NAMES, reader, seen, opened(section, page), news=news, faces=faces)


def page(*stories: object, older: bool = False, newer: bool = False) -> Page:
    return Page(stories, has_older=older, has_newer=newer)  # type: ignore[arg-type]


HOMES: dict[str, Callable[[], View]] = {
    "home": lambda: shown(Section.RECEIVED, page(STORY, JOINED, PRIVATE, REACTION, older=True, newer=True)),
    "home of nothing": lambda: shown(Section.RECEIVED, NOTHING),
    "home of a newcomer": lambda: shown(Section.RECEIVED, NOTHING, is_newcomer=True),
    "home with a reply and a shared thanks": lambda: shown(
        Section.RECEIVED, page(SHARED, replace(PRIVATE, replies=(Reply(MAYA, "Gladly.", STORY.created_at),)))
    ),
    "home of somebody without a name": lambda: shown(
        Section.RECEIVED, NOTHING, reader=replace(READER, name="", is_admin=False)
    ),
    "home, given": lambda: shown(
        Section.GIVEN,
        page(STORY, REACTION),
        reader=replace(READER, id=ANA, name="Ana"),
        news=taken_back(EN, Taken.WORDS),
    ),
    "home, given with all values and with words to an emoji": lambda: shown(
        Section.GIVEN,
        page(replace(STORY, values=tuple(value.key for value in VALUES.all)), REASONED),
        reader=replace(READER, id=ANA, name="Ana"),
        news=taken_back(EN, Taken.EMOJI),
    ),
    "home, nothing given but voices": lambda: shown(
        Section.GIVEN,
        NOTHING,
        reader=replace(READER, id=TOM, name="Tom"),
        news=taken_back(EN, Taken.VOICE),
        joined=(own_part(WITH_WORDS, TOM), own_part(replace(JOINED, permalink=""), TOM)),
    ),
    "home, nothing given": lambda: shown(Section.GIVEN, NOTHING, news=taken_back(EN, Taken.NOTHING)),
    "home, taken back out of reach": lambda: shown(
        Section.GIVEN, NOTHING, news=taken_back(EN, Taken.WORDS_OUT_OF_REACH)
    ),
    "home, values": lambda: shown(Section.VALUES),
    "home, choices": lambda: shown(
        Section.CHOICES,
        Privacy(Choices(), LOOKS, CIRCLES, (ANA, TOM)),
        news=privacy.from_now_on(EN, Wish.PRIVATELY),
    ),
    "home, circles": lambda: shown(Section.CIRCLES, LED),
    "home, circles, whom one has not thanked": lambda: shown(
        Section.CIRCLES, LED, news=leads.not_thanked(EN, NAMES, (TOM, LI))
    ),
    "home, circles, all were thanked": lambda: shown(
        Section.CIRCLES, LED, news=leads.not_thanked(EN, NAMES, ())
    ),
    "home of somebody who leads nobody any more": lambda: shown(
        Section.RECEIVED, NOTHING, news=leads.not_thanked(EN, NAMES, None)
    ),
    "home, settings": lambda: shown(Section.SETTINGS, Configuration(Kept(24, 90, leads_are_on=True))),
    "home of another organisation": lambda: home.hello(EN),
    "home after erasing": lambda: home.cleared(EN),
}
