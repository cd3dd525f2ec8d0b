"""What somebody has open on their Home, as Slack carries it from one press to the next."""

import json
from dataclasses import dataclass

from bot.domain.home import HomeSection
from bot.errors import InvalidPayloadError
from bot.slack.features.history import query_state
from bot.slack.features.history.query_state import Question, Turn


@dataclass(frozen=True, slots=True)
class Opened:
    """A section and, of a history, the page."""

    section: HomeSection
    turn: Turn

    @property
    def page(self) -> str:
        """The page as a button's value, "" for the newest."""
        return self.turn.as_value() if self.turn.place else ""

    def as_context(self) -> str:
        """The whole as a view's `private_metadata`."""
        return json.dumps({"section": self.section.value, "page": self.page})


def opened(section: HomeSection, page: str = "") -> Opened:
    """A section with its page; one that cannot be read is the newest."""
    newest = Opened(section, Turn(Question(given=section is HomeSection.GIVEN)))
    try:
        turn = query_state.turn(page) if page else newest.turn
    except InvalidPayloadError:
        return newest
    return Opened(section, turn) if turn.question == newest.turn.question else newest


def read(context: str) -> Opened:
    """What `as_context` wrote; the newest of what was received where that cannot be read."""
    try:
        found = json.loads(context)
        return opened(HomeSection(found["section"]), str(found["page"]))
    except (ValueError, KeyError, TypeError):
        return opened(HomeSection.RECEIVED)
