"""Subcommands in the words of any language."""

from collections.abc import Callable

from bot.domain.commands.card import CardCommand
from bot.domain.commands.command import Command, HistoryQuery
from bot.domain.commands.digest_command import UnclearDigestCommand
from bot.domain.commands.native_cards import translate_card
from bot.domain.commands.native_words import load_languages, translate_command, translate_rest
from bot.domain.commands.parse_error import ParseError

ParseEnglish = Callable[[str, str], Command | None]
"""Reads a subcommand's name and what follows it; None if it is none."""


def read_subcommand(word: str, rest: str, parse: ParseEnglish) -> Command | None:
    """Return the subcommand that a text begins with, in English or in the words of another language."""
    command = parse(word, rest)
    if command is None:
        readings = translate_command(f"{word} {rest}", translate_card)
        english = (reading.partition(" ") for reading in readings)
        return _choose([one for name, _, more in english if (one := parse(name, more))])
    if _is_clear(command):
        return command
    name = word.casefold()
    others = (
        (translate_card(rest, native) for native in load_languages())
        if isinstance(command, CardCommand)
        else translate_rest(name, rest)
    )
    return _choose([command, *(one for other in others if (one := parse(name, other)))])


def _choose(readings: list[Command]) -> Command | None:
    """Return the first reading that is understood as a whole, else the first."""
    return next((one for one in readings if _is_clear(one)), readings[0] if readings else None)


def _is_clear(command: Command) -> bool:
    """Return False if a subcommand was not understood, or has words that it only searches for."""
    if isinstance(command, HistoryQuery):
        return not command.phrases
    if isinstance(command, CardCommand):
        return command.deadline is not None or not command.occasion
    return not isinstance(command, ParseError | UnclearDigestCommand)
