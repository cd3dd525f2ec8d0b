"""From the text of a command to its meaning."""

import difflib
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot.domain.commands.asking import history
from bot.domain.commands.choosing import privacy
from bot.domain.commands.giving import give, names_somebody
from bot.domain.commands.leading import leads
from bot.domain.commands.meaning import (
    DigestUnclear,
    Export,
    ForgetMe,
    Give,
    Help,
    Meaning,
    NobodyNamed,
    NotUnderstood,
    Puzzle,
    ShowValues,
    Undo,
)
from bot.domain.commands.scheduling import digest
from bot.domain.commands.setting import settings
from bot.domain.commands.unresolved_names import find_unresolved_names
from bot.domain.mentions import Broadcast, ChannelMention, Text, Token, markup, tokens, unescape
from bot.domain.values import Values
from bot.domain.zones import ZoneFinder

_FIRST_WORD = re.compile(r"\s*([^\s<]+)\s*(.*)", re.DOTALL)
_ALONE: dict[str, Meaning] = {"undo": Undo(), "values": ShowValues(), "export": Export(), "help": Help()}
SUBCOMMANDS = (*_ALONE, "history", "digest", "leads", "privacy", "settings", "forget me", "quietly")


def unnamed_channels(text: str) -> tuple[str, ...]:
    """The ids of channels that Slack mentioned without their name, which may be a value's."""
    return tuple(dict.fromkeys(t.id for t in tokens(text) if isinstance(t, ChannelMention) and not t.name))


def parse(
    text: str,
    values: Values,
    channel_names: Mapping[str, str] | None = None,
    zones: ZoneFinder | None = None,
) -> Meaning:
    """Read the text after the command's name, as Slack sends it (markup, with `should_escape`).

    A first word is a subcommand only if the rest parses as one; else, with a person named, it is thanks;
    else we ask. `channel_names` (id → name) fills in names that Slack left out of mentions, `zones` knows
    what the author calls time zones.
    """
    if not text.strip():
        return Help(asked=False)
    first = _FIRST_WORD.fullmatch(text)
    subcommand = _subcommand(first.group(1), first.group(2), values, zones) if first else None
    parts = tokens(text)
    problem = subcommand.problem if isinstance(subcommand, DigestUnclear) else subcommand
    if subcommand and not (
        isinstance(problem, NotUnderstood) and names_somebody(parts) and not problem.meant
    ):
        return subcommand
    thanks = _give(parts, values, channel_names or {})
    if first and isinstance(thanks, NobodyNamed) and not (thanks.typed_name or thanks.broadcast):
        word = first.group(1)
        near = difflib.get_close_matches(word.casefold(), SUBCOMMANDS, n=1, cutoff=0.7)
        if near and word.casefold() not in SUBCOMMANDS:
            return NotUnderstood(Puzzle.SUBCOMMAND, unescape(word), tuple(near))
    return thanks


def _give(parts: Sequence[Token], values: Values, channel_names: Mapping[str, str]) -> Give | NobodyNamed:
    """Read a thanks, with the names in it that Slack did not resolve."""
    found = find_unresolved_names(parts)
    thanks = give(found.parts, values, channel_names)
    if isinstance(thanks, Give):
        return replace(thanks, unresolved=found.names, broadcast=found.broadcast)
    typed = found.names or ((thanks.typed_name,) if thanks.typed_name else ())
    broadcast = found.broadcast or next((part.name for part in parts if isinstance(part, Broadcast)), "")
    return replace(
        thanks,
        typed_name=typed[0] if typed else "",
        # The form shows them: nothing in it may be a broadcast.
        words=markup(
            Text(f"@{part.name}") if isinstance(part, Broadcast) else part for part in tokens(thanks.words)
        ),
        unresolved=typed,
        broadcast=broadcast,
    )


def _subcommand(word: str, rest: str, values: Values, zones: ZoneFinder | None) -> Meaning | None:
    match word.casefold():
        case "history":
            return history(rest, values.ever)
        case "digest":
            return digest(unescape(rest), zones)
        case "leads":
            return leads(rest)
        case "privacy":
            return privacy(unescape(rest))
        case "settings":
            return settings(rest)
        case "forget":
            return _forget(rest)
        case name if name in _ALONE and not rest:
            return _ALONE[name]
        case _:
            return None


def _forget(rest: str) -> Meaning:
    if rest.strip().casefold() == "me":
        return ForgetMe()
    return NotUnderstood(Puzzle.SUBCOMMAND, unescape(f"forget {rest}".strip()), ("forget me",))
