"""From the text of a command to its meaning."""

import difflib
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot.domain.commands.command import (
    DigestUnclear,
    Doubt,
    Export,
    ForgetMe,
    Give,
    GiveSeveral,
    Help,
    History,
    LeadsChange,
    Meaning,
    NobodyNamed,
    NotUnderstood,
    Puzzle,
    ShowValues,
    TooLong,
    Undo,
    Unsure,
)
from bot.domain.commands.digest import digest, is_about_digest, read_digest_order
from bot.domain.commands.history import history
from bot.domain.commands.leads import leads
from bot.domain.commands.order_words import TOPICS
from bot.domain.commands.orders import TYPO_TARGETS, find_order
from bot.domain.commands.pieces import Pieces
from bot.domain.commands.privacy import privacy
from bot.domain.commands.recognition import give as read_thanks
from bot.domain.commands.recognition import names_somebody
from bot.domain.commands.requests import find_request
from bot.domain.commands.settings import settings
from bot.domain.commands.thanks_signs import Misfit, find_misfit
from bot.domain.commands.typos import closest
from bot.domain.commands.unresolved_names import UnresolvedNames, find_unresolved_names, thanks_everybody
from bot.domain.commands.vocabulary import fold
from bot.domain.mentions import (
    Broadcast,
    ChannelMention,
    TextToken,
    Token,
    parse_markup,
    unescape,
    write_markup,
)
from bot.domain.message_text import MAX_WORDS, length, says_something
from bot.domain.time_zones import ZoneFinder
from bot.domain.typed_text import beginning, collapse_blanks, is_too_long
from bot.domain.values import Values

_FIRST_WORD = re.compile(r"\A\s*([^\s<]+)\s*(.*)", re.DOTALL)
_ALONE: dict[str, Meaning] = {"undo": Undo(), "values": ShowValues(), "export": Export(), "help": Help()}
_MISFITS = {
    Misfit.GREETING: Puzzle.GREETING,
    Misfit.COMPLAINT: Puzzle.COMPLAINT,
    Misfit.MESSAGE: Puzzle.MESSAGE,
}
SUBCOMMANDS = (*_ALONE, "history", "digest", "leads", "privacy", "settings", "forget me", "quietly")


def unnamed_channels(text: str) -> tuple[str, ...]:
    """The ids of channels that Slack mentioned without their name, which may be a value's."""
    parts = parse_markup(beginning(text))
    return tuple(dict.fromkeys(t.id for t in parts if isinstance(t, ChannelMention) and not t.name))


def parse(
    text: str,
    values: Values,
    channel_names: Mapping[str, str] | None = None,
    zones: ZoneFinder | None = None,
) -> Meaning:
    """Read the text after the command's name, as Slack sends it (markup, with `should_escape`).

    A first word is a subcommand only if the rest parses as one. Else, with a person named, it is an order or
    a question if it reads like one, and thanks if not; with nobody named, what is nearest. `channel_names`
    (id → name) fills in names that Slack left out of mentions, `zones` knows what the author calls zones.
    """
    if not text.strip():
        return Help(asked=False)
    text = collapse_blanks(text)
    first = _FIRST_WORD.fullmatch(text)
    if is_too_long(text):
        change = leads(first.group(2)) if first and first.group(1).casefold() == "leads" else None
        # Its people and channels are named by mentions, of which there can be many.
        return change if isinstance(change, LeadsChange) else _too_long(text, values, channel_names or {})
    subcommand = _subcommand(first.group(1), first.group(2), values, zones) if first else None
    parts = parse_markup(text)
    is_named = names_somebody(parts)
    if subcommand and not (is_named and _is_doubtful(text, subcommand)):
        return subcommand
    thanks = _give(parts, values, channel_names or {})
    # "Hide my name" is no order to take something back: who wishes for no name is asked about that.
    if isinstance(thanks, Give) and thanks.is_anonymous:
        return thanks
    asked = find_order(text, values) if is_named else _read_request(text, values, zones)
    if asked:
        return asked
    # What is too long is refused, whatever it says.
    if isinstance(thanks, Give) and says_something(thanks.words) and length(thanks.words) <= MAX_WORDS:
        return _check(thanks, parts)
    if first and isinstance(thanks, NobodyNamed) and not (thanks.typed_name or thanks.broadcast):
        near = _near_subcommand(first.group(1))
        # What asks for discretion resembles "privacy", too.
        return thanks if near is None or (thanks.quietly and near.closest != ("quietly",)) else near
    return thanks


def _too_long(text: str, values: Values, channel_names: Mapping[str, str]) -> TooLong:
    """Read the beginning of a text that is longer than a recognition can be."""
    match _give(parse_markup(beginning(text)), values, channel_names):
        case Give() as gift:
            return TooLong(gift)
        case Unsure(gift):
            return TooLong(gift)
        case GiveSeveral(gifts):
            people = tuple(dict.fromkeys(person for gift in gifts for person in gift.people))
            groups = tuple(dict.fromkeys(group for gift in gifts for group in gift.groups))
            return TooLong(replace(gifts[0], people=people, groups=groups, words=beginning(text)))
        case NobodyNamed() as thanks:
            return TooLong(
                Give(
                    people=(),
                    groups=(),
                    words=thanks.words,
                    values=thanks.values,
                    quietly=thanks.quietly,
                    unresolved=thanks.unresolved,
                    broadcast=thanks.broadcast,
                )
            )


def _read_request(text: str, values: Values, zones: ZoneFinder | None) -> Meaning | None:
    """Return what a text that names nobody asks for."""
    about_digest = read_digest_order(unescape(text), zones) if is_about_digest(text) else None
    return about_digest or find_request(text, values)


def _check(thanks: Give, parts: Sequence[Token]) -> Give | Unsure | NotUnderstood:
    """Return a thanks, or what its text is if it does not clearly thank anybody."""
    misfit = find_misfit(
        _literal(parts), _literal(parse_markup(thanks.words)), has_value=bool(thanks.values or thanks.near)
    )
    match misfit:
        case None:
            return thanks
        case Misfit.QUESTION:
            return Unsure(thanks, Doubt.QUESTION)
        case Misfit.UNCLEAR if thanks.quietly:
            # It is in no channel, and "quietly @maya …" is a wish to give.
            return thanks
        case Misfit.UNCLEAR:
            return Unsure(thanks, Doubt.NO_THANKS)
        case _:
            return NotUnderstood(_MISFITS[misfit], unescape(thanks.words))


def _literal(parts: Sequence[Token]) -> str:
    """Return the text in these, a line break for everything else: a sentence may end at a name."""
    return "".join(part.text if isinstance(part, TextToken) else "\n" for part in parts)


def _give(
    parts: Sequence[Token], values: Values, channel_names: Mapping[str, str]
) -> Give | GiveSeveral | Unsure | NobodyNamed:
    """Read a thanks, with the names in it that Slack did not resolve."""
    found = find_unresolved_names(parts)
    thanks = read_thanks(found.parts, values, channel_names)
    match thanks:
        case Give():
            return replace(thanks, unresolved=found.names, broadcast=found.broadcast)
        case GiveSeveral(gifts):
            first = replace(gifts[0], unresolved=found.names, broadcast=found.broadcast)
            return GiveSeveral((first, *gifts[1:]))
        case Unsure(give):
            return replace(thanks, give=replace(give, unresolved=found.names, broadcast=found.broadcast))
        case NobodyNamed():
            return _complete(thanks, parts, found)


def _complete(thanks: NobodyNamed, parts: Sequence[Token], found: UnresolvedNames) -> NobodyNamed:
    """Return thanks to nobody with the names in it that Slack did not resolve."""
    typed = found.names or ((thanks.typed_name,) if thanks.typed_name else ())
    broadcast = found.broadcast or next((part.name for part in parts if isinstance(part, Broadcast)), "")
    if not (typed or broadcast) and thanks_everybody(parts):
        broadcast = "channel"
    return replace(
        thanks,
        typed_name=typed[0] if typed else "",
        # The form shows them: nothing in it may be a broadcast.
        words=write_markup(
            TextToken(f"@{part.name}") if isinstance(part, Broadcast) else part
            for part in parse_markup(thanks.words)
        ),
        unresolved=typed,
        broadcast=broadcast,
    )


def _is_doubtful(text: str, subcommand: Meaning) -> bool:
    """Return True if a text that names somebody may be thanks, though it begins like this subcommand."""
    if isinstance(subcommand, History):
        # Words to look for may be a sentence: "history was great @maya". What is in quotes is not.
        quoted = sum(one.group("phrase") is not None for one in Pieces(text).items)
        return len(subcommand.phrases) > quoted
    problem = subcommand.problem if isinstance(subcommand, DigestUnclear) else subcommand
    return isinstance(problem, NotUnderstood) and not problem.meant


def _near_subcommand(typed: str) -> NotUnderstood | None:
    """Ask about a first word that is almost a subcommand, in any language."""
    word = typed.casefold()
    near = difflib.get_close_matches(word, SUBCOMMANDS, n=1, cutoff=0.7)
    if near and word not in SUBCOMMANDS:
        return NotUnderstood(Puzzle.SUBCOMMAND, unescape(typed), tuple(near))
    other = closest(fold(unescape(typed)), TYPO_TARGETS)
    return NotUnderstood(Puzzle.SUBCOMMAND, unescape(typed), (TOPICS[other].command,)) if other else None


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
