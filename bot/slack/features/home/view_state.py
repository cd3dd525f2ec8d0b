"""The section and page that a user has open on their Home, as a view's `private_metadata`."""

from msgspec import Struct

from bot.domain.home import HomeSection
from bot.errors import InvalidPayloadError
from bot.slack.features.history import query_state
from bot.slack.features.history.query_state import HistoryQuestion, PageRequest
from bot.slack.private_data import dump, load


class HomeView(Struct, frozen=True):
    """A section and, in a history, the page."""

    section: HomeSection
    page_request: PageRequest

    @property
    def page(self) -> str:
        """Return the page as a button's value, "" for the newest."""
        return self.page_request.as_value() if self.page_request.cursor else ""

    def as_context(self) -> str:
        """Return the view as a view's `private_metadata`."""
        return dump(_ViewData(self.section, self.page))


class _ViewData(Struct, frozen=True):
    """A view as its `private_metadata` carries it."""

    section: HomeSection
    page: str


def find_view(section: HomeSection, page: str = "") -> HomeView:
    """Return a section with its page; the newest if the page can't be read."""
    newest = HomeView(section, PageRequest(HistoryQuestion(given=section is HomeSection.GIVEN)))
    try:
        page_request = query_state.parse_page(page) if page else newest.page_request
    except InvalidPayloadError:
        return newest
    return (
        HomeView(section, page_request) if page_request.question == newest.page_request.question else newest
    )


def parse_view(context: str) -> HomeView:
    """Parse what `as_context` returned; return the newest received page if that fails."""
    try:
        view = load(_ViewData, context)
    except InvalidPayloadError:
        return find_view(HomeSection.RECEIVED)
    return find_view(view.section, view.page)
