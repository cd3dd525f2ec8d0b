"""An example of each section of a Home."""

from collections.abc import Callable

from msgspec.structs import replace

from bot.domain.circle import Circle, CircleSource
from bot.domain.endorsement import reduce_to_endorser
from bot.domain.home import HomeSection, list_sections
from bot.domain.preferences import Preferences
from bot.domain.recognition import RecognitionView, Reply
from bot.domain.user import User
from bot.domain.visibility import ThanksPreference
from bot.domain.workspace_settings import WorkspaceSettings
from bot.slack.features.home import views as home_views
from bot.slack.features.home.given_views import withdrawal_note
from bot.slack.features.home.view_state import find_view
from bot.slack.features.leads import views as leads_views
from bot.slack.features.preferences import views as preferences_views
from bot.slack.ui.inline import Spans
from bot.slack.ui.modal import View
from bot.usecases.history import HistoryPage
from bot.usecases.home import HomeContent
from bot.usecases.preferences import PreferencesPage
from bot.usecases.withdrawals import WithdrawalResult
from bot.usecases.workspace_settings import SettingsOverview
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
from tests.slack.views_of_endorsements import JOINED as WITH_WORDS
from tests.slack.views_of_endorsements import REASONED
from tests.slack.views_of_recipients import SHARED

READER = User(MAYA, "Maya", "Asia/Tokyo", is_admin=True)
LED = (
    Circle(
        "019936a0-0000-7000-8000-00000000000c", CircleSource.CHANNEL, "C0DESIGN", "design", (MAYA,), (ANA, LI)
    ),
    Circle("019936a0-0000-7000-8000-00000000000d", CircleSource.NAMED, MAYA, "", (MAYA,), (LI, TOM)),
)
NOTHING = HistoryPage((), has_older=False, has_newer=False)

Content = HistoryPage | PreferencesPage | tuple[Circle, ...] | SettingsOverview | None


def build_home(
    section: HomeSection,
    content: Content = None,
    *,
    reader: User = READER,
    page: str = "",
    news: Spans = (),
    joined: tuple[RecognitionView, ...] = (),
    is_newcomer: bool = False,
) -> View:
    """Build a Home with this section open."""
    seen = HomeContent(section, list_sections(reader, is_lead=True), VALUES, content, joined, is_newcomer)
    faces = {user: f"https://avatars.example/{user}_72.png" for user in (ANA, LI, MAYA)}
    return home_views.build_home(EN, NAMES, reader, seen, find_view(section, page), news=news, faces=faces)


def page(*recognitions: RecognitionView, older: bool = False, newer: bool = False) -> HistoryPage:
    return HistoryPage(recognitions, has_older=older, has_newer=newer)


HOMES: dict[str, Callable[[], View]] = {
    "home": lambda: build_home(
        HomeSection.RECEIVED, page(STORY, JOINED, PRIVATE, REACTION, older=True, newer=True)
    ),
    "home of nothing": lambda: build_home(HomeSection.RECEIVED, NOTHING),
    "home of a newcomer": lambda: build_home(HomeSection.RECEIVED, NOTHING, is_newcomer=True),
    "home with a reply and a shared thanks": lambda: build_home(
        HomeSection.RECEIVED,
        page(SHARED, replace(PRIVATE, replies=(Reply(MAYA, "Gladly.", STORY.created_at),))),
    ),
    "home of somebody without a name": lambda: build_home(
        HomeSection.RECEIVED, NOTHING, reader=replace(READER, name="", is_admin=False)
    ),
    "home, given": lambda: build_home(
        HomeSection.GIVEN,
        page(STORY, REACTION),
        reader=replace(READER, id=ANA, name="Ana"),
        news=withdrawal_note(EN, WithdrawalResult.WORDS),
    ),
    "home, given with all values and with words to an emoji": lambda: build_home(
        HomeSection.GIVEN,
        page(replace(STORY, values=tuple(value.key for value in VALUES.all)), REASONED),
        reader=replace(READER, id=ANA, name="Ana"),
        news=withdrawal_note(EN, WithdrawalResult.EMOJI),
    ),
    "home, nothing given but voices": lambda: build_home(
        HomeSection.GIVEN,
        NOTHING,
        reader=replace(READER, id=TOM, name="Tom"),
        news=withdrawal_note(EN, WithdrawalResult.VOICE),
        joined=(reduce_to_endorser(WITH_WORDS, TOM), reduce_to_endorser(replace(JOINED, permalink=""), TOM)),
    ),
    "home, nothing given": lambda: build_home(
        HomeSection.GIVEN, NOTHING, news=withdrawal_note(EN, WithdrawalResult.NOTHING)
    ),
    "home, taken back out of reach": lambda: build_home(
        HomeSection.GIVEN, NOTHING, news=withdrawal_note(EN, WithdrawalResult.WORDS_OUT_OF_REACH)
    ),
    "home, values": lambda: build_home(HomeSection.VALUES),
    "home, choices": lambda: build_home(
        HomeSection.PREFERENCES,
        PreferencesPage(Preferences(), LOOKS, CIRCLES, (ANA, TOM)),
        news=preferences_views.change_note(EN, ThanksPreference.PRIVATELY),
    ),
    "home, circles": lambda: build_home(HomeSection.CIRCLES, LED),
    "home, circles, whom one has not thanked": lambda: build_home(
        HomeSection.CIRCLES, LED, news=leads_views.not_thanked_note(EN, NAMES, (TOM, LI))
    ),
    "home, circles, all were thanked": lambda: build_home(
        HomeSection.CIRCLES, LED, news=leads_views.not_thanked_note(EN, NAMES, ())
    ),
    "home of somebody who leads nobody any more": lambda: build_home(
        HomeSection.RECEIVED, NOTHING, news=leads_views.not_thanked_note(EN, NAMES, None)
    ),
    "home, settings": lambda: build_home(
        HomeSection.SETTINGS, SettingsOverview(WorkspaceSettings(24, 90, leads_are_on=True))
    ),
    "home of another organisation": lambda: home_views.build_foreign_home(EN),
    "home after erasing": lambda: home_views.build_erased_home(EN),
}
