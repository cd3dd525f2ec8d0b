"""From the text of a command to its meaning."""

import difflib
import re
from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from bot.domain.commands.card import CardsCommand, parse_card
from bot.domain.commands.command import (
    Command,
    Doubt,
    DoubtfulGiveCommand,
    ExportCommand,
    ForgetMeCommand,
    GiveCommand,
    GiveSeveralCommand,
    GiveWithoutNames,
    HelpCommand,
    HistoryQuery,
    LeadsChangeCommand,
    TooLongCommand,
    UndoCommand,
    ValuesCommand,
)
from bot.domain.commands.digest import is_about_digest, parse_digest, read_digest_order
from bot.domain.commands.digest_command import UnclearDigestCommand
from bot.domain.commands.history import parse_history
from bot.domain.commands.keepsake import parse_keepsake
from bot.domain.commands.leads import parse_leads
from bot.domain.commands.misfit import Misfit, find_misfit
from bot.domain.commands.native_commands import read_subcommand
from bot.domain.commands.order_topics import TOPICS
from bot.domain.commands.orders import TYPO_TARGETS, begins_with_order, find_order
from bot.domain.commands.parse_error import ParseError, ParseErrorKind
from bot.domain.commands.pieces import Pieces
from bot.domain.commands.privacy import parse_privacy
from bot.domain.commands.recognition import has_mention
from bot.domain.commands.recognition import parse_recognition as read_thanks
from bot.domain.commands.requests import find_request
from bot.domain.commands.settings import parse_settings
from bot.domain.commands.typos import find_closest
from bot.domain.commands.unresolved_names import UnresolvedNames, find_unresolved_names, thanks_everyone
from bot.domain.commands.vocabulary import fold_text
from bot.domain.commands.whole_teams import find_whole_teams, mark_whole
from bot.domain.ids import ChannelId
from bot.domain.mentions import (
    Broadcast,
    ChannelMention,
    TextToken,
    Token,
    parse_markup,
    unescape,
    write_markup,
)
from bot.domain.message_text import MAX_TEXT_LENGTH, has_content, is_longer
from bot.domain.time_zones import ZoneFinder
from bot.domain.typed_text import collapse_blanks, cut_beginning, is_too_long
from bot.domain.values import Values

_FIRST_WORD = re.compile(r"\A\s*([^\s<]+)\s*(.*)", re.DOTALL)
_SLASH_COMMAND = re.compile(r"\s{0,3}/[a-z][\w-]{0,31}(?:\s{1,3}|\Z)", re.IGNORECASE)
_COMMAND_NAME = re.compile(r"\s{0,3}(?:kudos|shout-?out|hearten|thanks|danke)[,:]?\s{1,3}", re.IGNORECASE)
_ALONE: dict[str, Command] = {
    "undo": UndoCommand(),
    "cards": CardsCommand(),
    "values": ValuesCommand(),
    "export": ExportCommand(),
    "help": HelpCommand(),
}
_MISFITS = {
    Misfit.GREETING: ParseErrorKind.GREETING,
    Misfit.COMPLAINT: ParseErrorKind.COMPLAINT,
    Misfit.MESSAGE: ParseErrorKind.MESSAGE,
}
SUBCOMMANDS = (
    *_ALONE,
    "card",
    "history",
    "keepsake",
    "digest",
    "leads",
    "privacy",
    "settings",
    "forget me",
    "quietly",
)


def find_unnamed_channels(text: str) -> tuple[ChannelId, ...]:
    """Return the ids of channels that Slack mentioned without their name, which may be a value's."""
    if "<#" not in text:
        return ()
    parts = parse_markup(cut_beginning(text))
    return tuple(dict.fromkeys(t.id for t in parts if isinstance(t, ChannelMention) and not t.name))


def parse(
    text: str,
    values: Values,
    channel_names: Mapping[ChannelId, str] | None = None,
    zones: ZoneFinder | None = None,
) -> Command:
    """Read the text after the command's name, as Slack sends it (markup, with `should_escape`).

    A first word is a subcommand only if the rest parses as one. Else, with a person named, it is an order or
    a question if it reads like one, and thanks if not; with no one named, what is nearest. `channel_names`
    (id → name) fills in names that Slack left out of mentions, `zones` knows what the author calls zones.
    """
    if not text.strip():
        return HelpCommand(is_requested=False)
    text = _cut_command_name(collapse_blanks(text))
    if not text:
        return HelpCommand(is_requested=False)
    first = _FIRST_WORD.fullmatch(text)
    if is_too_long(text):
        change = parse_leads(first.group(2)) if first and first.group(1).casefold() == "leads" else None
        # Its people and channels are named by mentions, of which there can be many.
        return (
            change
            if isinstance(change, LeadsChangeCommand)
            else _parse_beginning(text, values, channel_names or {})
        )
    subcommand = (
        read_subcommand(
            first.group(1), first.group(2), lambda word, rest: _parse_subcommand(word, rest, values, zones)
        )
        if first
        else None
    )
    parts = parse_markup(text)
    is_named = has_mention(parts)
    if subcommand and not (is_named and _is_doubtful(text, subcommand)):
        return subcommand
    thanks = _parse_recognition(parts, values, channel_names or {})
    # "Hide my name" is no order to take something back: who wishes for no name is asked about that.
    if isinstance(thanks, GiveCommand) and thanks.is_anonymous:
        return thanks
    asked = find_order(text, values) if is_named else _read_request(text, values, zones)
    if asked:
        return asked
    # What is too long is refused, whatever it says.
    if (
        isinstance(thanks, GiveCommand)
        and has_content(thanks.text)
        and not is_longer(thanks.text, MAX_TEXT_LENGTH)
    ):
        return _check(thanks, parts)
    if first and isinstance(thanks, GiveWithoutNames) and not (thanks.typed_name or thanks.broadcast):
        near = _suggest_subcommand(first.group(1))
        # What asks for discretion resembles "privacy", too.
        return thanks if near is None or (thanks.is_private and near.suggestions != ("quietly",)) else near
    return thanks


def _cut_command_name(text: str) -> str:
    """Return the text without the command's name that it repeats: "/kudos undo", "kudos history"."""
    typed = _SLASH_COMMAND.match(text)
    if typed:
        return text[typed.end() :]
    name = _COMMAND_NAME.match(text)
    return text[name.end() :] if name and begins_with_order(text[name.end() :]) else text


def _parse_beginning(text: str, values: Values, channel_names: Mapping[ChannelId, str]) -> TooLongCommand:
    """Read the beginning of a text that is longer than a recognition can be."""
    match _parse_recognition(parse_markup(cut_beginning(text)), values, channel_names):
        case GiveCommand() as gift:
            return TooLongCommand(gift)
        case DoubtfulGiveCommand(gift):
            return TooLongCommand(gift)
        case GiveSeveralCommand(gifts):
            users = tuple(dict.fromkeys(user for gift in gifts for user in gift.users))
            groups = tuple(dict.fromkeys(group for gift in gifts for group in gift.groups))
            return TooLongCommand(replace(gifts[0], users=users, groups=groups, text=cut_beginning(text)))
        case GiveWithoutNames() as thanks:
            return TooLongCommand(
                GiveCommand(
                    users=(),
                    groups=(),
                    text=thanks.text,
                    values=thanks.values,
                    is_private=thanks.is_private,
                    unresolved_names=thanks.unresolved_names,
                    broadcast=thanks.broadcast,
                )
            )


def _read_request(text: str, values: Values, zones: ZoneFinder | None) -> Command | None:
    """Return what a text that names no one asks for."""
    about_digest = read_digest_order(unescape(text), zones) if is_about_digest(text) else None
    return about_digest or find_request(text, values)


def _check(thanks: GiveCommand, parts: Sequence[Token]) -> GiveCommand | DoubtfulGiveCommand | ParseError:
    """Return a thanks, or what its text is if it does not clearly thank anybody."""
    misfit = find_misfit(
        _join_text(parts),
        _join_text(parse_markup(thanks.text)),
        has_value=bool(thanks.values or thanks.near_values),
    )
    match misfit:
        case None:
            return thanks
        case Misfit.QUESTION:
            return DoubtfulGiveCommand(thanks, Doubt.QUESTION)
        case Misfit.UNCLEAR if thanks.is_private:
            # It is in no channel, and "quietly @maya …" is a wish to give.
            return thanks
        case Misfit.UNCLEAR:
            return DoubtfulGiveCommand(thanks, Doubt.NO_THANKS)
        case _:
            return ParseError(_MISFITS[misfit], unescape(thanks.text))


def _join_text(parts: Sequence[Token]) -> str:
    """Return the text in these, a line break for everything else: a sentence may end at a name."""
    return "".join(part.text if isinstance(part, TextToken) else "\n" for part in parts)


def _parse_recognition(
    parts: Sequence[Token], values: Values, channel_names: Mapping[ChannelId, str]
) -> GiveCommand | GiveSeveralCommand | DoubtfulGiveCommand | GiveWithoutNames:
    """Read a thanks, with the teams in it, and the names that Slack did not resolve."""
    teams = find_whole_teams(parts, values, channel_names)
    thanks = _parse_with_teams(teams.parts, values, channel_names)
    return mark_whole(thanks, teams.ids) if teams.ids else thanks


def _parse_with_teams(
    parts: Sequence[Token], values: Values, channel_names: Mapping[ChannelId, str]
) -> GiveCommand | GiveSeveralCommand | DoubtfulGiveCommand | GiveWithoutNames:
    found = find_unresolved_names(parts)
    thanks = read_thanks(found.parts, values, channel_names)
    if not (found.names or found.broadcast or isinstance(thanks, GiveWithoutNames)):
        return thanks
    match thanks:
        case GiveCommand():
            return replace(thanks, unresolved_names=found.names, broadcast=found.broadcast)
        case GiveSeveralCommand(gifts):
            first = replace(gifts[0], unresolved_names=found.names, broadcast=found.broadcast)
            return GiveSeveralCommand((first, *gifts[1:]))
        case DoubtfulGiveCommand(give):
            return replace(
                thanks, command=replace(give, unresolved_names=found.names, broadcast=found.broadcast)
            )
        case GiveWithoutNames():
            return _add_names(thanks, parts, found)


def _add_names(thanks: GiveWithoutNames, parts: Sequence[Token], found: UnresolvedNames) -> GiveWithoutNames:
    """Return thanks to no one with the names in it that Slack did not resolve."""
    typed = found.names or ((thanks.typed_name,) if thanks.typed_name else ())
    broadcast = found.broadcast or next((part.name for part in parts if isinstance(part, Broadcast)), "")
    if not (typed or broadcast) and thanks_everyone(parts):
        broadcast = "channel"
    return replace(
        thanks,
        typed_name=typed[0] if typed else "",
        # The form shows them: nothing in it may be a broadcast.
        text=write_markup(
            TextToken(f"@{part.name}") if isinstance(part, Broadcast) else part
            for part in parse_markup(thanks.text)
        ),
        unresolved_names=typed,
        broadcast=broadcast,
    )


def _is_doubtful(text: str, subcommand: Command) -> bool:
    """Return True if a text that names a user may be thanks, though it begins like this subcommand."""
    if isinstance(subcommand, HistoryQuery):
        # Words to look for may be a sentence: "history was great @maya". What is in quotes is not.
        quoted = sum(one.group("phrase") is not None for one in Pieces(text).items)
        return len(subcommand.phrases) > quoted
    problem = subcommand.error if isinstance(subcommand, UnclearDigestCommand) else subcommand
    return isinstance(problem, ParseError) and not problem.is_certain


def _suggest_subcommand(typed: str) -> ParseError | None:
    """Ask about a first word that is almost a subcommand, in any language."""
    word = typed.casefold()
    near = difflib.get_close_matches(word, SUBCOMMANDS, n=1, cutoff=0.7)
    if near and word not in SUBCOMMANDS:
        return ParseError(ParseErrorKind.SUBCOMMAND, unescape(typed), tuple(near))
    other = find_closest(fold_text(unescape(typed)), TYPO_TARGETS)
    return ParseError(ParseErrorKind.SUBCOMMAND, unescape(typed), (TOPICS[other].command,)) if other else None


def _parse_subcommand(word: str, rest: str, values: Values, zones: ZoneFinder | None) -> Command | None:
    match word.casefold():
        case "card":
            return parse_card(rest, zones)
        case "history":
            return parse_history(rest, values.with_retired)
        case "keepsake":
            return parse_keepsake(rest)
        case "digest":
            return parse_digest(unescape(rest), zones)
        case "leads":
            return parse_leads(rest)
        case "privacy":
            return parse_privacy(unescape(rest))
        case "settings":
            return parse_settings(rest)
        case "forget":
            return _parse_forget(rest)
        case name if name in _ALONE and not rest:
            return _ALONE[name]
        case _:
            return None


def _parse_forget(rest: str) -> Command:
    if rest.strip().casefold() == "me":
        return ForgetMeCommand()
    return ParseError(ParseErrorKind.SUBCOMMAND, unescape(f"forget {rest}".strip()), ("forget me",))
