"""Whether a typed command was read without names of time zones, which take long to load."""

from bot.domain.commands.card import CardCommand, may_name_zone
from bot.domain.commands.command import Command
from bot.domain.commands.digest import is_about_digest
from bot.domain.commands.digest_command import (
    DigestChannelsCommand,
    DigestNowCommand,
    DigestOffCommand,
    DigestOnCommand,
    DigestPreviewCommand,
    DigestStatusCommand,
)

_WITHOUT_ZONES = (
    DigestOffCommand,
    DigestPreviewCommand,
    DigestNowCommand,
    DigestChannelsCommand,
    DigestStatusCommand,
)


def may_need_zones(text: str) -> bool:
    """Return True if the text after the command's name may name a time zone.

    One that begins with a mention is thanks, whatever it is about.
    """
    return not text.lstrip().startswith("<") and (is_about_digest(text) or may_name_zone(text))


def is_read_without_zones(command: Command, text: str) -> bool:
    """Return True if a command that was read without names of zones means the same with them.

    A zone that was typed as in the time zone data ("Europe/Berlin") has that name only.
    """
    if isinstance(command, DigestOnCommand):
        zone = command.zone or ""
        return not zone or ("/" in zone and zone.casefold() in text.casefold())
    return isinstance(command, _WITHOUT_ZONES)


def is_read_with_zones(command: Command) -> bool:
    """Return True if names of zones in more languages would not make a command clearer."""
    if isinstance(command, CardCommand):
        return bool(command.deadline and command.deadline.zone)
    return isinstance(command, (DigestOnCommand, *_WITHOUT_ZONES))
