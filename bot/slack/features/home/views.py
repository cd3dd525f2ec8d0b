"""A user's Home: recognitions, preferences and circles. Only the user sees it."""

from collections.abc import Callable, Sequence
from typing import assert_never

from bot.domain.circle import Circle
from bot.domain.history import PageSide
from bot.domain.home import HomeSection
from bot.domain.ids import UserId
from bot.domain.recognition import RecognitionView
from bot.domain.user import User
from bot.slack.features.history.query_state import HistoryQuestion, PageRequest
from bot.slack.features.history.views import CHANGE, page_buttons
from bot.slack.features.home.given_views import build_endorsed, build_given, build_received, empty_note
from bot.slack.features.home.view_state import HomeView
from bot.slack.features.home.year_views import year_button
from bot.slack.features.leads import views as leads_views
from bot.slack.features.preferences import views as preferences_views
from bot.slack.features.recognition.dated_recognition import Faces
from bot.slack.features.recognition.form_views import GIVE
from bot.slack.features.settings import views as settings_views
from bot.slack.features.values import views as values_views
from bot.slack.ui.inline import Names, Spans, fill, slash_command
from bot.slack.ui.language import Language
from bot.slack.ui.message import build_blocks, line
from bot.slack.ui.modal import View
from bot.slack.ui.parts import Button, Buttons, Divider, Heading, Part
from bot.slack.ui.sizes import count_parts, shorten
from bot.usecases.history import HistoryPage
from bot.usecases.home import HomeContent
from bot.usecases.preferences import PreferencesPage
from bot.usecases.workspace_settings import SettingsOverview

NO_FACES: Faces = {}
HOME = "home"
"""An action, followed by `:` and the section that it opens; and the view's name."""
MAX_PAGE = 20_000
"""Counted characters of the recognitions on one page."""
MAX_VIEW = 30_000
"""Counted characters of a Home: Slack takes 250 kB, and a character may have six bytes."""
MAX_BLOCKS = 100
"""Blocks of a Home (https://docs.slack.dev/reference/views/home-tab-views)."""


def build_home(
    language: Language,
    names: Names,
    user: User,
    content: HomeContent,
    open_view: HomeView,
    *,
    news: Spans = (),
    faces: Faces = NO_FACES,
) -> View:
    """Build a user's Home: the `news` of their last action first, an introduction for newcomers."""
    _ = language.gettext
    greeting = (
        fill(_("Good to see you, {name}. Only you can see this."), name=user.name + language.honorific)
        if user.name
        else fill(_("Good to see you. Only you can see this."))
    )
    parts: list[Part] = [
        line(greeting),
        *([line(_introduction_spans(language))] if content.is_newcomer else []),
        Buttons((Button(_("Thank someone"), GIVE, GIVE, style="primary"), *_year_buttons(language, content))),
        Buttons(tuple(_tab_button(language, section, content.section) for section in content.offered)),
        Divider(),
        *([line(news)] if news else []),
        Heading(_section_heading(language, content.section)),
        *_build_content(language, names, faces, user, content, open_view),
    ]
    return _build_view(parts, open_view.as_context())


def _year_buttons(language: Language, content: HomeContent) -> tuple[Button, ...]:
    """Return the button for the picture of the user's year, if they received recognitions."""
    page = content.content
    is_offered = (
        content.section is HomeSection.RECEIVED and isinstance(page, HistoryPage) and page.recognitions
    )
    return (year_button(language),) if is_offered else ()


def _introduction_spans(language: Language) -> Spans:
    """Introduce Hearten to a user who has neither given nor received anything."""
    _ = language.gettext
    sentence = _(
        "I'm Hearten. I keep thanks in people's own words: no points, no rankings, no AI. "
        "Press the button, or type {command} in any channel."
    )
    return fill(sentence, command=slash_command(language, "@maya thanks for …"))


def build_foreign_home(language: Language) -> View:
    """Build the Home of people of other organisations."""
    sentence = language.gettext(
        "Hello, I'm Hearten. I keep the thanks of this workspace. If someone here thanks you, you read it "
        "where it was said."
    )
    return _build_view([line(fill(sentence))])


def build_erased_home(language: Language) -> View:
    """Build the Home of a user whose data was erased."""
    sentence = language.gettext("What was here is erased. Come back at any time to see what is here then.")
    return _build_view([line(fill(sentence))])


def _build_view(parts: Sequence[Part], context: str = "") -> View:
    # The SDK turns a view's blocks into null if they are dictionaries.
    return {
        "type": "home",
        "callback_id": HOME,
        "private_metadata": context,
        "blocks": build_blocks(shorten(parts, MAX_VIEW), MAX_BLOCKS),
    }


def _tab_button(language: Language, section: HomeSection, current: HomeSection) -> Button:
    name = _section_name(language, section)
    if section is not current:
        return Button(name, f"{HOME}:{section.value}", section.value)
    spoken = language.gettext("{section}, shown now").format(section=name)
    return Button(f"● {name}", f"{HOME}:{section.value}", section.value, spoken=spoken)


def _section_name(language: Language, section: HomeSection) -> str:
    _ = language.gettext
    return {
        HomeSection.RECEIVED: _("Received"),
        HomeSection.GIVEN: _("Given"),
        HomeSection.VALUES: _("Values"),
        HomeSection.PREFERENCES: _("Choices"),
        HomeSection.CIRCLES: _("My circles"),
        HomeSection.SETTINGS: _("Settings"),
    }[section]


def _section_heading(language: Language, section: HomeSection) -> str:
    _ = language.gettext
    return {
        HomeSection.RECEIVED: _("Thanks you received"),
        HomeSection.GIVEN: _("Thanks you gave"),
        HomeSection.VALUES: _("What we celebrate here"),
        HomeSection.PREFERENCES: _("Your choices, and who looked"),
        HomeSection.CIRCLES: _("The people you care for"),
        HomeSection.SETTINGS: _("Hearten's settings"),
    }[section]


def _build_content(
    language: Language, names: Names, faces: Faces, user: User, content: HomeContent, open_view: HomeView
) -> Sequence[Part]:
    match content.content:
        case None:
            return values_views.build_value_parts(
                language, content.values, may_change=HomeSection.SETTINGS in content.offered
            )
        case HistoryPage() as page:
            return _build_history(language, names, faces, user, content, page, open_view.page_request)
        case PreferencesPage() as privacy:
            return preferences_views.build_page_parts(language, names, privacy, zone=user.timezone)
        case SettingsOverview() as configuration:
            return settings_views.build_settings_parts(language, names, configuration, user.timezone)
        case tuple() as circles:
            return _build_circles(language, names, circles, user.id)
        case section:
            assert_never(section)


def _build_history(
    language: Language,
    names: Names,
    faces: Faces,
    user: User,
    content: HomeContent,
    page: HistoryPage,
    page_request: PageRequest,
) -> list[Part]:
    is_given = content.section is HomeSection.GIVEN
    render = build_given if is_given else build_received
    page, parts = _fit_page(
        page,
        page_request,
        lambda recognition: render(language, names, faces, content.values, recognition, user),
    )
    newer, older = page_request.newer(page), page_request.older(page)
    turns = page_buttons(language, newer.as_value() if newer else None, older.as_value() if older else None)
    if is_given:
        joined_in = build_endorsed(language, names, content.joined, user)
        return [*(parts or empty_note(language)), *turns, *joined_in]
    if not page.recognitions:
        sentence = language.gettext("Nothing here yet. When someone thanks you, you'll read it here first.")
        return [line(fill(sentence))]
    return [*parts, *turns]


def _fit_page(
    page: HistoryPage, page_request: PageRequest, render: Callable[[RecognitionView], list[Part]]
) -> tuple[HistoryPage, list[Part]]:
    """Return as many recognitions as a view holds, and their parts."""
    goes_up = page_request.cursor is not None and page_request.cursor.side is PageSide.NEWER
    room = MAX_PAGE
    entries: list[list[Part]] = []
    for recognition in reversed(page.recognitions) if goes_up else page.recognitions:
        entry = render(recognition)
        room -= count_parts(entry)
        if entries and room < 0:
            break
        entries.append(entry)
    fitting = page.oldest(len(entries)) if goes_up else page.newest(len(entries))
    in_order = reversed(entries) if goes_up else entries
    return fitting, [part for entry in in_order for part in (*entry, Divider())][:-1]


def _build_circles(language: Language, names: Names, circles: Sequence[Circle], reader: UserId) -> list[Part]:
    anything = PageRequest(HistoryQuestion()).as_value()
    ask = Button(language.gettext("Ask a question …"), CHANGE, anything)
    own_button = Button(
        language.gettext("Who haven't I thanked lately?"), leads_views.NOT_THANKED, leads_views.NOT_THANKED
    )
    return [*leads_views.build_own_circles(language, names, circles, reader), Buttons((ask, own_button))]
