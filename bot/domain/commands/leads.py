"""The grammar of `leads`."""

import difflib

from bot.domain.commands.command import LeadsChangeCommand, LeadsCommand, LeadsNoteCommand, LeadsSwitchCommand
from bot.domain.commands.parse_error import ParseError, ParseErrorKind
from bot.domain.ids import NO_USER, ChannelId, UserId
from bot.domain.mentions import ChannelMention, GroupMention, TextToken, UserMention, parse_markup, unescape

_VERBS = ("add", "remove", "on", "off", "note on", "note off")
_FILLERS = {"for", "of", "as", "a", "lead", "from", "and", ""}


def parse_leads(
    rest: str,
) -> LeadsCommand | LeadsChangeCommand | LeadsSwitchCommand | LeadsNoteCommand | ParseError:
    """Read what follows `leads`, as Slack markup: nothing, a switch, or a change of a circle."""
    words = rest.split()
    if not words:
        return LeadsCommand()
    verb = words[0].casefold()
    if verb in ("on", "off") and len(words) == 1:
        return LeadsSwitchCommand(verb == "on")
    if verb == "note" and [word.casefold() for word in words[1:]] in (["on"], ["off"]):
        return LeadsNoteCommand(words[1].casefold() == "on")
    if verb in ("add", "remove"):
        change = _make_change(verb == "add", rest.partition(words[0])[2])
        return change or ParseError(ParseErrorKind.LEADS, f"{verb} …", is_certain=True)
    near = difflib.get_close_matches(verb, _VERBS, n=1, cutoff=0.6)
    return ParseError(ParseErrorKind.LEADS, unescape(words[0]), tuple(near), is_certain=bool(near))


def _make_change(is_added: bool, rest: str) -> LeadsChangeCommand | None:
    users: list[UserId] = []
    channels: list[ChannelId] = []
    groups: list[str] = []
    for token in parse_markup(rest):
        match token:
            case UserMention(id):
                users.append(id)
            case ChannelMention(id):
                channels.append(id)
            case GroupMention(id):
                groups.append(id)
            case TextToken(text) if all(word.casefold().strip(",") in _FILLERS for word in text.split()):
                pass
            case _:
                return None
    lead, *named = dict.fromkeys(users) or [NO_USER]
    if not lead or not (named or channels or groups):
        return None
    return LeadsChangeCommand(
        is_added, lead, tuple(dict.fromkeys(channels)), tuple(dict.fromkeys(groups)), tuple(named)
    )
