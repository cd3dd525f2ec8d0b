"""The grammar of `settings`."""

import difflib
import re

from bot.domain.commands.parse_error import ParseError, ParseErrorKind
from bot.domain.commands.settings_command import (
    AdminsCommand,
    DeactivatedDaysCommand,
    DigestEditorsCommand,
    PublicLanguageCommand,
    RetentionCommand,
    SettingsCommand,
    SettingsCommands,
    SettingsHistoryCommand,
    TargetChannelCommand,
    ValuesInFormCommand,
)
from bot.domain.digest import DigestEditors
from bot.domain.ids import NO_CHANNEL
from bot.domain.mentions import ChannelMention, TextToken, UserMention, parse_markup, unescape

MIN_MONTHS, MAX_MONTHS = 1, 120
"""How long recognitions can be kept."""
MAX_DAYS = 3_650
"""How long the name of a user who left can stay."""

_KEEP = re.compile(r"(?:keep|retention)(?:\s+(?P<number>\d+)(?:\s+(?P<unit>months?|years?))?|(?P<other>.*))")
_DEACTIVATED = re.compile(r"deactivated(?:\s+(?P<number>\d+)(?:\s+days?)?|(?P<other>.*))")
_DIGESTS = re.compile(r"digests?(?:\s+by)?(?:\s+(?P<by>.*))?")
_LANGUAGE = re.compile(r"language(?:\s+(?P<tag>.*))?")
_TAG = re.compile(r"[a-z]{2,3}([-_][a-z]{2,4})?")
_VALUES = re.compile(
    r"values?(?:\s+(?P<asked>asked(?:\s+for)?)|\s+(?:left\s+)?(?P<open>open)|(?P<other>\s.*)?)"
)
_WITH_MENTIONS = re.DOTALL | re.IGNORECASE
_SHOUT_OUTS = re.compile(r"shout-?outs?(?:\s+(?:in\s+)?(?P<where>.*))?", _WITH_MENTIONS)
_ADMINS = re.compile(r"admins?(?:\s+(?P<verb>add|remove)\b(?P<people>.*)|(?P<other>\s.*)?)", _WITH_MENTIONS)

_FILLERS = {"and", ",", "&"}

_MEANT = {
    "keep": "keep 24 months",
    "retention": "keep 24 months",
    "deactivated": "deactivated 90 days",
    "digests": "digests members",
    "language": "language en",
    "values": "values asked",
    "shoutouts": "shoutouts here",
    "admins": "admins add @carol",
    "changes": "changes",
}
"""What was probably meant by a word like one of these."""


def parse_settings(rest: str) -> SettingsCommands | ParseError:
    """Read what follows `settings`, as Slack markup."""
    # Ids of people and channels are capitals, and only words are compared.
    text = unescape(" ".join(rest.casefold().split()))
    if text in ("", "changes"):
        return SettingsHistoryCommand() if text else SettingsCommand()
    if match := _KEEP.fullmatch(text):
        return _parse_months(match, text)
    if match := _DEACTIVATED.fullmatch(text):
        days = int(match["number"][:6]) if match["number"] else -1
        if 0 <= days <= MAX_DAYS:
            return DeactivatedDaysCommand(days)
        return ParseError(ParseErrorKind.DEACTIVATED_DAYS, text, ("deactivated 90 days",), is_certain=True)
    if match := _DIGESTS.fullmatch(text):
        if match["by"] in set(DigestEditors):
            return DigestEditorsCommand(DigestEditors(match["by"]))
        return ParseError(
            ParseErrorKind.DIGESTS_SET_BY, text, ("digests members", "digests admins"), is_certain=True
        )
    if match := _LANGUAGE.fullmatch(text):
        tag = match["tag"] or ""
        return (
            PublicLanguageCommand(tag)
            if _TAG.fullmatch(tag)
            else ParseError(ParseErrorKind.LANGUAGE, tag or text)
        )
    if match := _VALUES.fullmatch(text):
        if match["asked"] or match["open"]:
            return ValuesInFormCommand(bool(match["asked"]))
        return ParseError(ParseErrorKind.VALUES_ASKED, text, ("values asked", "values open"))
    return _match_mentions(rest.strip(), text)


def _parse_months(match: re.Match[str], text: str) -> RetentionCommand | ParseError:
    months = int(match["number"][:6]) if match["number"] else 0
    if (match["unit"] or "").startswith("year"):
        months *= 12
    if MIN_MONTHS <= months <= MAX_MONTHS:
        return RetentionCommand(months)
    return ParseError(ParseErrorKind.MONTHS, text, ("keep 24 months",), is_certain=True)


def _match_mentions(rest: str, text: str) -> SettingsCommands | ParseError:
    """Return the pattern for what names channels or users by id."""
    if match := _SHOUT_OUTS.fullmatch(rest):
        where = (match["where"] or "").strip()
        places = [
            token
            for token in parse_markup(where)
            if not (isinstance(token, TextToken) and not token.text.strip())
        ]
        match places:
            case [ChannelMention(id)]:
                return TargetChannelCommand(id)
            case [TextToken(typed)] if typed.strip().casefold() == "here":
                return TargetChannelCommand(NO_CHANNEL)
        return ParseError(ParseErrorKind.SHOUT_OUTS, text, ("shoutouts here", "shoutouts #kudos"))
    if match := _ADMINS.fullmatch(rest):
        named = parse_markup(match["people"] or "")
        users = tuple(dict.fromkeys(token.id for token in named if isinstance(token, UserMention)))
        others = [token for token in named if not isinstance(token, UserMention)]
        is_clear = all(
            isinstance(o, TextToken) and set(o.text.casefold().split()) <= _FILLERS for o in others
        )
        if users and is_clear:
            return AdminsCommand(match["verb"].casefold() == "add", users)
        is_meant = bool(match["verb"]) or not match["other"]
        return ParseError(
            ParseErrorKind.ADMINS,
            unescape(rest),
            ("admins add @carol", "admins remove @carol"),
            is_certain=is_meant,
        )
    near = difflib.get_close_matches(text.split()[0], _MEANT, n=1, cutoff=0.7)
    return ParseError(ParseErrorKind.SETTINGS, unescape(rest), tuple(_MEANT[one] for one in near))
