"""A question about the past, as buttons and forms carry it."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from bot.domain.calendar import to_utc
from bot.domain.history import Cursor, HistoryFilters, PageSide
from bot.errors import InvalidPayloadError
from bot.slack.payloads import recognition_id
from bot.usecases.history import HistoryPage

MAX_CHARACTERS = 1_400
"""Characters of a question as JSON: a button's value has 2,000."""
MAX_STARTS = 10
"""Earlier pages that are shown again as they were; those before them are filled as far as possible."""


_LISTS = ("users", "circles", "groups", "channels", "values", "phrases", "counterparts")


@dataclass(frozen=True, slots=True)
class HistoryQuestion:
    """Ids of users, circles, groups and channels; keys of values; phrases. The reader is not in it.

    Without users, circles, groups and channels it is about the reader; `since` and `until` are as in
    `HistoryFilters`, `counterparts` as in `HistoryOfUsers`.
    """

    users: tuple[str, ...] = ()
    circles: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    channels: tuple[str, ...] = ()
    values: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()
    given: bool = False
    since: datetime | None = None
    until: datetime | None = None
    counterparts: tuple[str, ...] = ()

    @property
    def is_about_people(self) -> bool:
        """Return True if the question is about users, not about everything in its channels."""
        subjects = self.users or self.circles or self.groups or self.counterparts
        return bool(subjects or not self.channels)

    def filters(self) -> HistoryFilters:
        """Return the filters of the question."""
        channels = self.channels if self.is_about_people else ()
        return HistoryFilters(self.since, self.until, channels, self.values, self.phrases)

    def as_state(self) -> dict[str, Any]:
        """Return the question for JSON, without empty fields."""
        state = {name: value for name, value in asdict(self).items() if value}
        return {name: v.isoformat() if isinstance(v, datetime) else v for name, v in state.items()}

    @property
    def fits(self) -> bool:
        """Return True if a button can carry it."""
        return len(_to_json(self.as_state())) <= MAX_CHARACTERS


def parse_question(state: Mapping[str, Any]) -> HistoryQuestion:
    """Parse what `as_state` returned. Raises ValueError, TypeError or `InvalidPayloadError`."""
    lists = {name: state.get(name, []) for name in _LISTS}
    given = state.get("given", False)
    unknown = state.keys() - {*_LISTS, "given", "since", "until"}
    if unknown or not isinstance(given, bool) or not all(map(_is_list_of_texts, lists.values())):
        raise InvalidPayloadError("value")
    if not all(map(is_circle_id, lists["circles"])):
        raise InvalidPayloadError("value")
    since, until = (
        to_utc(datetime.fromisoformat(state[b])) if b in state else None for b in ("since", "until")
    )
    return HistoryQuestion(
        **{name: tuple(items) for name, items in lists.items()}, given=given, since=since, until=until
    )


def is_circle_id(text: str) -> bool:
    """Return True for the id of a circle, rather than one of Slack's ids."""
    try:
        return bool(UUID(text))
    except ValueError:
        return False


def _is_list_of_texts(items: object) -> bool:
    return isinstance(items, list) and all(isinstance(item, str) for item in items)


def _to_json(state: Mapping[str, Any]) -> str:
    return json.dumps(state, ensure_ascii=False, separators=(",", ":"))


@dataclass(frozen=True, slots=True)
class PageRequest:
    """A page of a question. `starts` are ids of the recognitions that the pages before it began with."""

    question: HistoryQuestion
    cursor: Cursor | None = None
    starts: tuple[str, ...] = ()

    def as_value(self) -> str:
        """Return the page as a button's value."""
        state: dict[str, Any] = {
            "question": self.question.as_state(),
            "starts": [start.replace("-", "") for start in self.starts],
        }
        if self.cursor:
            state |= {"side": self.cursor.side.value, "at": self.cursor.id}
        return _to_json(state)

    def older(self, page: HistoryPage) -> "PageRequest | None":
        """Return the page after the one that was shown; None if it is the last."""
        if not page.has_older:
            return None
        starts = (*self.starts, page.recognitions[0].id)[-MAX_STARTS:]
        return replace(self, cursor=Cursor(PageSide.OLDER, page.recognitions[-1].id), starts=starts)

    def newer(self, page: HistoryPage) -> "PageRequest | None":
        """Return the page before the one that was shown; None if it is the first."""
        if self.starts:
            *starts, begin = self.starts
            return replace(self, cursor=Cursor(PageSide.FROM, begin), starts=tuple(starts))
        if not page.has_newer:
            return None
        return replace(self, cursor=Cursor(PageSide.NEWER, page.recognitions[0].id))


def parse_page(value: str) -> PageRequest:
    """Parse what `as_value` returned. Raises `InvalidPayloadError`."""
    try:
        state = json.loads(value)
        cursor = Cursor(PageSide(state["side"]), recognition_id(state["at"])) if "side" in state else None
        starts = tuple(recognition_id(start) for start in state["starts"])
        return PageRequest(parse_question(state["question"]), cursor, starts)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise InvalidPayloadError("value") from error
