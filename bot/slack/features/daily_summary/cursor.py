"""A position in a daily summary, as buttons carry it from page to page."""

from msgspec import Struct

from bot.domain.ids import NO_USER, UserId
from bot.slack.private_data import CarriedRecognitionId, RowId, dump


class SummaryCursor(Struct, frozen=True):
    """A position in a daily summary: after an endorser's entry, or after a recognition if `by` is empty."""

    message: RowId
    recognition: CarriedRecognitionId
    by: UserId = NO_USER

    def as_value(self) -> str:
        """Return the cursor as a button's value."""
        return dump(self)
