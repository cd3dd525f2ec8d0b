"""Commands about a channel's digest, as plain data."""

from datetime import time

from msgspec import Struct

from bot.domain.audience import Coverage
from bot.domain.commands.parse_error import ParseError
from bot.domain.date_ranges import DateRange


class DigestOnCommand(Struct, frozen=True):
    """Switch the digest on. What was left out is None: weekday (Monday is 0), local time, IANA zone.

    `in_days` says the weekday as seen from today (0). The others are as in `digest.DigestContents`.
    """

    weekday: int | None = None
    at: time | None = None
    zone: str | None = None
    covers: Coverage | None = None
    quiet_weeks: bool | None = None
    picture: bool | None = None
    language: str | None = None
    in_days: int | None = None


class UnclearDigestCommand(Struct, frozen=True):
    """Settings for a digest that were understood only in part.

    `request` is what was understood, `error` what was not, `zones` the time zones that a typed name can mean.
    """

    request: DigestOnCommand
    error: "ParseError"
    zones: tuple[str, ...] = ()


class DigestOffCommand(Struct, frozen=True):
    """Switch the digest off."""


class DigestPreviewCommand(Struct, frozen=True):
    """Show the user alone what the next digest would contain now."""


class DigestNowCommand(Struct, frozen=True):
    """Show the user alone what was said in a period, to be posted by a button.

    The fields are as in `command.HistoryQuery`. Without any, the period begins where the last digest ended.
    """

    since: DateRange | None = None
    until: DateRange | None = None
    last_days: int | None = None
    stretch: DateRange | None = None


class DigestChannelsCommand(Struct, frozen=True):
    """Open the form that sets up the digests of several channels at once."""


class DigestStatusCommand(Struct, frozen=True):
    """Show how the digest is set."""
