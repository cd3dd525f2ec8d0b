"""Where in a gathered message somebody reads on, as buttons carry it from one answer to the next."""

import json
from dataclasses import dataclass

from bot.errors import InvalidPayloadError
from bot.slack.payloads import recognition_id


@dataclass(frozen=True, slots=True)
class SummaryCursor:
    """A place in the gathered message with an id: after an answer of `by` about a story, or after the story.

    `by` is empty for a story.
    """

    message: str
    recognition: str
    by: str = ""

    def as_value(self) -> str:
        """Return the place as a button's value."""
        return json.dumps([self.message, self.recognition, self.by], separators=(",", ":"))


def parse_cursor(value: str) -> SummaryCursor:
    """Return the place that `as_value` wrote. Raises `InvalidPayloadError`."""
    try:
        message, recognition, by = json.loads(value)
    except (ValueError, TypeError) as error:
        raise InvalidPayloadError("value") from error
    if not isinstance(by, str):
        raise InvalidPayloadError("value")
    return SummaryCursor(recognition_id(message), recognition_id(recognition), by)
