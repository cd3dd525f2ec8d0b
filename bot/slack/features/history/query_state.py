"""A question about the past as buttons and forms carry it from one answer to the next."""

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
"""Characters that a question takes, as JSON: a button's value has 2,000."""
MAX_STARTS = 10
"""Pages back to which one can turn and see just what one saw. Further back, each is as full as can be."""


_LISTS = ("users", "circles", "groups", "channels", "values", "phrases", "counterparts")


@dataclass(frozen=True, slots=True)
class Question:
    """Ids of people, circles, user groups and channels; keys of values; phrases. Who asks is not in it.

    Without people, circles, groups and channels it is about oneself; `since` and `until` as in `Filters`;
    `counterparts` as in `HistoryOfUsers`.
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
        """Whether people are asked about; else all that was given in the channels is."""
        named = self.users or self.circles or self.groups or self.counterparts
        return bool(named or not self.channels)

    def filters(self) -> HistoryFilters:
        """What narrows the answer."""
        channels = self.channels if self.is_about_people else ()
        return HistoryFilters(self.since, self.until, channels, self.values, self.phrases)

    def as_state(self) -> dict[str, Any]:
        """The question as JSON has it, without what it does not say."""
        said = {name: value for name, value in asdict(self).items() if value}
        return {name: v.isoformat() if isinstance(v, datetime) else v for name, v in said.items()}

    @property
    def fits(self) -> bool:
        """Whether a button can carry it."""
        return len(_json(self.as_state())) <= MAX_CHARACTERS


def question(state: Mapping[str, Any]) -> Question:
    """Read what `as_state` wrote. Raises ValueError, TypeError or `InvalidPayloadError` for anything else."""
    lists = {name: state.get(name, []) for name in _LISTS}
    given = state.get("given", False)
    unknown = state.keys() - {*_LISTS, "given", "since", "until"}
    if unknown or not isinstance(given, bool) or not all(map(_is_list_of_texts, lists.values())):
        raise InvalidPayloadError("value")
    if not all(map(is_circle, lists["circles"])):
        raise InvalidPayloadError("value")
    since, until = (
        to_utc(datetime.fromisoformat(state[b])) if b in state else None for b in ("since", "until")
    )
    return Question(
        **{name: tuple(one) for name, one in lists.items()}, given=given, since=since, until=until
    )


def is_circle(text: str) -> bool:
    """Whether it can be the id of a circle, and not one of Slack's."""
    try:
        return bool(UUID(text))
    except ValueError:
        return False


def _is_list_of_texts(items: object) -> bool:
    return isinstance(items, list) and all(isinstance(item, str) for item in items)


def _json(state: Mapping[str, Any]) -> str:
    return json.dumps(state, ensure_ascii=False, separators=(",", ":"))


@dataclass(frozen=True, slots=True)
class Turn:
    """A page of a question. `starts` are ids of the stories with which the pages before it began."""

    question: Question
    place: Cursor | None = None
    starts: tuple[str, ...] = ()

    def as_value(self) -> str:
        """The turn as a button's value."""
        state: dict[str, Any] = {
            "question": self.question.as_state(),
            "starts": [one.replace("-", "") for one in self.starts],
        }
        if self.place:
            state |= {"side": self.place.side.value, "at": self.place.id}
        return _json(state)

    def older(self, shown: HistoryPage) -> "Turn | None":
        """The page after the one that this turn showed, if there is one."""
        if not shown.has_older:
            return None
        starts = (*self.starts, shown.recognitions[0].id)[-MAX_STARTS:]
        return replace(self, place=Cursor(PageSide.OLDER, shown.recognitions[-1].id), starts=starts)

    def newer(self, shown: HistoryPage) -> "Turn | None":
        """The page before the one that this turn showed, if there is one."""
        if self.starts:
            *starts, begin = self.starts
            return replace(self, place=Cursor(PageSide.FROM, begin), starts=tuple(starts))
        if not shown.has_newer:
            return None
        return replace(self, place=Cursor(PageSide.NEWER, shown.recognitions[0].id))


def turn(value: str) -> Turn:
    """Read what `as_value` wrote. Raises `InvalidPayloadError`."""
    try:
        state = json.loads(value)
        place = Cursor(PageSide(state["side"]), recognition_id(state["at"])) if "side" in state else None
        starts = tuple(recognition_id(one) for one in state["starts"])
        return Turn(question(state["question"]), place, starts)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise InvalidPayloadError("value") from error
