"""What was typed and could not be understood."""

from enum import StrEnum

from msgspec import Struct


class ParseErrorKind(StrEnum):
    """What could not be understood."""

    SUBCOMMAND = "subcommand"
    HISTORY = "history"
    PHRASE = "phrase"
    NO_PHRASE = "no phrase"
    VALUE = "value"
    DATE = "date"
    DATES_REVERSED = "dates reversed"
    DATES_TWICE = "dates twice"
    DAYS = "days"
    DIGEST = "digest"
    SCHEDULE = "schedule"
    TIME = "time"
    ZONE = "zone"
    NO_ZONE = "no zone"
    WEEKLY = "weekly"
    DIGEST_PERIOD = "digest period"
    """A period that is longer than a digest can cover, or lies ahead."""
    DIGEST_ELSEWHERE = "digest elsewhere"
    """A digest for another channel: `typed` is its name, `suggestions` what to type there."""
    LANGUAGE = "language"
    LEADS = "leads"
    PRIVACY = "privacy"
    SETTINGS = "settings"
    MONTHS = "months"
    DEACTIVATED_DAYS = "deactivated days"
    DIGESTS_SET_BY = "digests set by"
    VALUES_ASKED = "values asked"
    SHOUT_OUTS = "shout-outs"
    ADMINS = "admins"
    ORDER = "order"
    """An order that names a user: `typed` is its words, `suggestions` the topic (`Topic`)."""
    MESSAGE = "message"
    """Something to pass on to a user; this and the next two name a user and do not thank them."""
    GREETING = "greeting"
    COMPLAINT = "complaint"
    KEEPSAKE = "keepsake"
    YEARLY_DAY = "yearly day"
    """What follows "keepsake yearly" is no day of the year."""
    BOTH_WAYS = "both ways"
    """A question about the past between two, where only one direction can be shown."""


class ParseError(Struct, frozen=True):
    """Typed text that could not be understood, or is no thanks.

    `typed` is the piece that was not understood; `suggestions` what was probably meant instead, best first.
    `is_certain` is True if the text is surely a subcommand. If it is False, a text with a mention may be read
    as thanks.
    """

    kind: ParseErrorKind
    typed: str
    suggestions: tuple[str, ...] = ()
    is_certain: bool = False
