"""A position in a daily summary, as buttons carry it from page to page."""

import json
from dataclasses import dataclass

from bot.domain.ids import RecognitionId
from bot.errors import InvalidPayloadError
from bot.slack.payloads import recognition_id


@dataclass(frozen=True, slots=True)
class SummaryCursor:
    """A position in a daily summary: after an endorser's entry, or after a recognition if `by` is empty."""

    message: str
    recognition: RecognitionId
    by: str = ""

    def as_value(self) -> str:
        """Return the cursor as a button's value."""
        return json.dumps([self.message, self.recognition, self.by], separators=(",", ":"))


def parse_cursor(value: str) -> SummaryCursor:
    """Parse what `as_value` returned. Raises `InvalidPayloadError`."""
    try:
        message, recognition, by = json.loads(value)
    except (ValueError, TypeError) as error:
        raise InvalidPayloadError("value") from error
    if not isinstance(by, str):
        raise InvalidPayloadError("value")
    return SummaryCursor(recognition_id(message), recognition_id(recognition), by)
