"""What `keepsake` means, as plain data."""

from msgspec import Struct

from bot.domain.date_ranges import DateRange


class KeepsakeCommand(Struct, frozen=True):
    """Send users what they received, as a page and a PDF. The dates are as in `HistoryQuery`.

    Without dates, it is about the last twelve months, or about everything if it `is_all`.
    """

    since: DateRange | None = None
    until: DateRange | None = None
    last_days: int | None = None
    stretch: DateRange | None = None
    is_all: bool = False


class YearlyKeepsakeCommand(Struct, frozen=True):
    """Send it once a year on this day; say when that is, if `month` and `day` are 0."""

    month: int = 0
    day: int = 0


class YearlyKeepsakeOffCommand(Struct, frozen=True):
    """Send it once a year no longer."""


KeepsakeCommands = KeepsakeCommand | YearlyKeepsakeCommand | YearlyKeepsakeOffCommand
