"""Where in a digest somebody reads on, as buttons carry it from one answer to the next."""

import json
from dataclasses import dataclass, replace

from bot.domain.digest import Place
from bot.slack.payloads import BadPayloadError, recognition_id


@dataclass(frozen=True, slots=True)
class Rest:
    """What a digest tells after a place; `start` is where its post ends. `digest` is its id."""

    digest: str
    after: Place
    start: Place

    def as_value(self) -> str:
        """The place as a button's value."""
        state = {"digest": self.digest, "after": _pair(self.after), "start": _pair(self.start)}
        return json.dumps(state, separators=(",", ":"))

    def next(self, last: Place) -> "Rest":
        """What comes after the last story that was shown."""
        return replace(self, after=last)

    @property
    def from_start(self) -> "Rest":
        """All that the post has no room for."""
        return replace(self, after=self.start)


def rest(value: str) -> Rest:
    """Read what `as_value` wrote. Raises `BadPayloadError`."""
    try:
        state = json.loads(value)
        after, start = (_place(*state[name]) for name in ("after", "start"))
        return Rest(recognition_id(state["digest"]), after, start)
    except (ValueError, KeyError, TypeError) as error:
        raise BadPayloadError("value") from error


def _pair(place: Place) -> tuple[str, str] | tuple[str, str, int]:
    if place.paragraphs:
        return place.value, place.story, place.paragraphs
    return place.value, place.story


def _place(value: object, story: object, paragraphs: object = 0) -> Place:
    if not isinstance(value, str) or type(paragraphs) is not int or paragraphs < 0:
        raise BadPayloadError("value")
    return Place(value, recognition_id(story), paragraphs)
