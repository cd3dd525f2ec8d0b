"""A person's Home: good words first, and all that is theirs to decide. Nobody else sees it."""

from collections.abc import Callable, Sequence
from typing import assert_never

from bot.domain.circle import Circle
from bot.domain.history import PageSide
from bot.domain.home import HomeSection
from bot.domain.recognition import RecognitionView
from bot.domain.user import User
from bot.slack.features.history.query_state import Question, Turn
from bot.slack.features.history.views import CHANGE, turning
from bot.slack.features.home.given_views import given, joined, nothing_given, received
from bot.slack.features.home.view_state import Opened
from bot.slack.features.home.year_views import year_button
from bot.slack.features.leads import views as leads_views
from bot.slack.features.preferences import views as preferences_views
from bot.slack.features.recognition.dated_recognition import Faces
from bot.slack.features.recognition.form_views import GIVE
from bot.slack.features.settings import views as settings_views
from bot.slack.features.values import views as values_views
from bot.slack.ui.inline import Names, Spans, fill, slash_command
from bot.slack.ui.language import Language
from bot.slack.ui.message import Button, Buttons, Heading, Part, Rule, as_blocks, line
from bot.slack.ui.modal import View
from bot.slack.ui.sizes import count_all, shorten
from bot.usecases.history import HistoryPage
from bot.usecases.home import HomeContent
from bot.usecases.preferences import PreferencesPage
from bot.usecases.workspace_settings import SettingsOverview

NO_FACES: Faces = {}
HOME = "home"
"""An action, followed by `:` and the section that it opens; and the view's name."""
MAX_PAGE = 20_000
"""Counted characters of the stories on one page."""
MAX_VIEW = 30_000
"""Counted characters of a Home: Slack takes 250 kB, and a letter may have six bytes."""
MAX_BLOCKS = 100
"""Blocks of a Home (https://docs.slack.dev/reference/views/home-tab-views)."""


def home(
    language: Language,
    names: Names,
    user: User,
    shown: HomeContent,
    opened: Opened,
    *,
    news: Spans = (),
    faces: Faces = NO_FACES,
) -> View:
    """What somebody sees of their own; first the `news`, if they have just done something.

    A newcomer is told first what this is.
    """
    _ = language.gettext
    greeting = (
        fill(_("Good to see you, {name}. Only you can see this."), name=user.name)
        if user.name
        else fill(_("Good to see you. Only you can see this."))
    )
    parts: list[Part] = [
        line(greeting),
        *([line(_introduction(language))] if shown.is_newcomer else []),
        Buttons((Button(_("Thank someone"), GIVE, GIVE, style="primary"), *_year(language, shown))),
        Buttons(tuple(_tab(language, section, shown.section) for section in shown.offered)),
        Rule(),
        *([line(news)] if news else []),
        Heading(_heading(language, shown.section)),
        *_content(language, names, faces, user, shown, opened),
    ]
    return _view(parts, opened.as_context())


def _year(language: Language, shown: HomeContent) -> tuple[Button, ...]:
    """Return the button for the picture of one's own year, beside thanks that one received."""
    page = shown.content
    is_offered = shown.section is HomeSection.RECEIVED and isinstance(page, HistoryPage) and page.recognitions
    return (year_button(language),) if is_offered else ()


def _introduction(language: Language) -> Spans:
    """Return what Hearten is, to somebody who has neither thanked nor been thanked."""
    _ = language.gettext
    sentence = _(
        "I'm Hearten. I keep thanks in people's own words: no points, no rankings, no AI. "
        "Press the button, or type {command} in any channel."
    )
    return fill(sentence, command=slash_command(language, "@maya thanks for …"))


def hello(language: Language) -> View:
    """To people of other organisations."""
    sentence = language.gettext(
        "Hello, I'm Hearten. I keep the thanks of this workspace. If someone here thanks you, you read it "
        "where it was said."
    )
    return _view([line(fill(sentence))])


def cleared(language: Language) -> View:
    """To somebody who was erased."""
    sentence = language.gettext("What stood here is erased. Come back at any time to see what is here then.")
    return _view([line(fill(sentence))])


def _view(parts: Sequence[Part], context: str = "") -> View:
    # Written by hand: the SDK makes null of a view's blocks that come as dictionaries.
    return {
        "type": "home",
        "callback_id": HOME,
        "private_metadata": context,
        "blocks": as_blocks(shorten(parts, MAX_VIEW), MAX_BLOCKS),
    }


def _tab(language: Language, section: HomeSection, shown: HomeSection) -> Button:
    name = _name(language, section)
    if section is not shown:
        return Button(name, f"{HOME}:{section.value}", section.value)
    spoken = language.gettext("{section}, shown now").format(section=name)
    return Button(f"● {name}", f"{HOME}:{section.value}", section.value, spoken=spoken)


def _name(language: Language, section: HomeSection) -> str:
    _ = language.gettext
    return {
        HomeSection.RECEIVED: _("Received"),
        HomeSection.GIVEN: _("Given"),
        HomeSection.VALUES: _("Values"),
        HomeSection.PREFERENCES: _("Choices"),
        HomeSection.CIRCLES: _("My circles"),
        HomeSection.SETTINGS: _("Settings"),
    }[section]


def _heading(language: Language, section: HomeSection) -> str:
    _ = language.gettext
    return {
        HomeSection.RECEIVED: _("Thanks you received"),
        HomeSection.GIVEN: _("Thanks you gave"),
        HomeSection.VALUES: _("What we celebrate here"),
        HomeSection.PREFERENCES: _("Your choices, and who looked"),
        HomeSection.CIRCLES: _("The people you care for"),
        HomeSection.SETTINGS: _("How Hearten is set"),
    }[section]


def _content(
    language: Language, names: Names, faces: Faces, user: User, shown: HomeContent, opened: Opened
) -> Sequence[Part]:
    match shown.content:
        case None:
            return values_views.told(language, shown.values, may_change=HomeSection.SETTINGS in shown.offered)
        case HistoryPage() as page:
            return _history(language, names, faces, user, shown, page, opened.turn)
        case PreferencesPage() as seen:
            return preferences_views.told(language, names, seen, zone=user.timezone)
        case SettingsOverview() as configuration:
            return settings_views.told(language, names, configuration, user.timezone)
        case tuple() as circles:
            return _circles(language, names, circles, user.id)
        case other:
            assert_never(other)


def _history(
    language: Language,
    names: Names,
    faces: Faces,
    user: User,
    shown: HomeContent,
    page: HistoryPage,
    turn: Turn,
) -> list[Part]:
    is_given = shown.section is HomeSection.GIVEN
    render = given if is_given else received
    page, parts = _fit(page, turn, lambda told: render(language, names, faces, shown.values, told, user))
    newer, older = turn.newer(page), turn.older(page)
    turns = turning(language, newer.as_value() if newer else None, older.as_value() if older else None)
    if is_given:
        joined_in = joined(language, names, shown.joined, user)
        return [*(parts or nothing_given(language)), *turns, *joined_in]
    if not page.recognitions:
        sentence = language.gettext("Nothing here yet. When someone thanks you, you'll read it here first.")
        return [line(fill(sentence))]
    return [*parts, *turns]


def _fit(
    page: HistoryPage, turn: Turn, render: Callable[[RecognitionView], list[Part]]
) -> tuple[HistoryPage, list[Part]]:
    """Return as many stories of a page as a view holds, and how they are shown."""
    goes_up = turn.place is not None and turn.place.side is PageSide.NEWER
    room = MAX_PAGE
    entries: list[list[Part]] = []
    for told in reversed(page.recognitions) if goes_up else page.recognitions:
        entry = render(told)
        room -= count_all(entry)
        if entries and room < 0:
            break
        entries.append(entry)
    fitting = page.oldest(len(entries)) if goes_up else page.newest(len(entries))
    in_order = reversed(entries) if goes_up else entries
    return fitting, [part for entry in in_order for part in (*entry, Rule())][:-1]


def _circles(language: Language, names: Names, circles: Sequence[Circle], reader: str) -> list[Part]:
    anything = Turn(Question()).as_value()
    ask = Button(language.gettext("Ask a question …"), CHANGE, anything)
    own = Button(
        language.gettext("Who haven't I thanked lately?"), leads_views.NOT_THANKED, leads_views.NOT_THANKED
    )
    return [*leads_views.mine(language, names, circles, reader), Buttons((ask, own))]
