"""A position in a daily summary, as buttons carry it from page to page."""

from dataclasses import dataclass

from bot.slack.private_data import CarriedRecognitionId, RowId, dump


@dataclass(frozen=True, slots=True)
class SummaryCursor:
    """The position after a recognition in the summary with an id, or after the answer of `by` to it.

    `by` is empty for a recognition.
    """

    message: RowId
    recognition: CarriedRecognitionId
    by: str = ""

    def as_value(self) -> str:
        """Return the position as a button's value."""
        return dump(self)
