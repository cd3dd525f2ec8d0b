"""A position in a digest, as buttons carry it from one page to the next."""

import json
from dataclasses import dataclass, replace

from bot.domain.digest import DigestCursor
from bot.errors import InvalidPayloadError
from bot.slack.payloads import recognition_id


@dataclass(frozen=True, slots=True)
class DigestPage:
    """A page of the digest with this id: what comes after a position, or the beginning."""

    digest: str
    after: DigestCursor | None = None

    def as_value(self) -> str:
        """Return the page as a button's value."""
        state: dict[str, object] = {"digest": self.digest}
        if self.after:
            state["after"] = _cursor_tuple(self.after)
        return json.dumps(state, separators=(",", ":"))

    def next(self, last: DigestCursor) -> "DigestPage":
        """Return the page after the last recognition that was shown."""
        return replace(self, after=last)

    @property
    def first(self) -> "DigestPage":
        """Return the first page."""
        return replace(self, after=None)


def parse_page(value: str) -> DigestPage:
    """Parse what `as_value` returned. Raises `InvalidPayloadError`."""
    try:
        state = json.loads(value)
        after = _parse_cursor(*state["after"]) if "after" in state else None
        return DigestPage(recognition_id(state["digest"]), after)
    except (ValueError, KeyError, TypeError) as error:
        raise InvalidPayloadError("value") from error


def _cursor_tuple(cursor: DigestCursor) -> tuple[str, str] | tuple[str, str, int]:
    if cursor.paragraphs:
        return cursor.value, cursor.recognition, cursor.paragraphs
    return cursor.value, cursor.recognition


def _parse_cursor(value: object, recognition: object, paragraphs: object = 0) -> DigestCursor:
    if not isinstance(value, str) or type(paragraphs) is not int or paragraphs < 0:
        raise InvalidPayloadError("value")
    return DigestCursor(value, recognition_id(recognition), paragraphs)
