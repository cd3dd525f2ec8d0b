"""Teams that are thanked as themselves: "#design thanks for …", "thanks to everyone in @backend for …"."""

import re
from collections.abc import Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from bot.domain.commands.command import DoubtfulGiveCommand, GiveCommand, GiveSeveralCommand, GiveWithoutNames
from bot.domain.commands.opening import read_opening
from bot.domain.ids import ChannelId
from bot.domain.mentions import ChannelMention, GroupMention, Name, TextToken, Token, WholeChannel
from bot.domain.values import Values

_EVERYONE_IN = re.compile(
    r"(?:(?<!\w)(?:"
    # English
    r"(?:every(?:one|body)|(?:all|the)\s+(?:people|folks|members)|all)\s+(?:of|in|from|at)(?:\s+the)?"
    r"|(?:the\s+)?(?:whole|entire)(?:\s+(?:team|group|channel|crew))?(?:\s+(?:of|in|from))?(?:\s+the)?"
    # German
    r"|(?:alle[nr]?|jede[mnr]?|(?:die|den)\s+leuten?)\s+(?:in|im|aus|von|vom)(?:\s+(?:der|dem))?"
    r"|(?:das|dem|der|die)\s+(?:ganzen?|gesamten?)(?:\s+(?:team|gruppe|kanal))?(?:\s+(?:in|aus|von|vom))?"
    # French
    r"|(?:tous\s+ceux|tout\s+le\s+monde|tou[st]e?s?)\s+(?:dans|de|du|sur)"
    r"|toute\s+l['’]équipe(?:\s+(?:de|du|dans))?"
    # Spanish and Portuguese
    r"|tod[oa]s?(?:\s+(?:el|o|la|a))?(?:\s+(?:mundo|equipo|equipe|gente|time|pessoal))?"
    r"\s+(?:en|em|del?|d[oa]|n[oa])"
    r")\s*)\Z",
    re.IGNORECASE,
)
"""What comes before a channel or user group that is thanked as itself, to its end."""
_AS_A_TEAM = re.compile(
    r"\A\s*(?:as\s+a\s+(?:team|whole)|als\s+(?:team|ganzes)|の?(?:皆さん|みなさん|みんな|全員)(?:へ|に)?)"
    r"(?=[^\w]|\Z|[\u3041-\u30ff\u4e00-\u9fff])",
    re.IGNORECASE,
)
"""What comes behind one."""
_ARTICLE = re.compile(r"(?<!\w)(?:the|our|das|die|den|unser(?:en?|em)?)\s*\Z", re.IGNORECASE)
_JOINING = re.compile(r"(?:, ?)?(?:and|und|et|y|e)|[&+]|と", re.IGNORECASE)
_NOUN = re.compile(r"\A[ \t]+(?:team|group|channel|crew|gruppe|kanal)(?!\w)", re.IGNORECASE)
"""What may follow a name that is meant as a team's: "thanks to the #design team"."""

Thanks = GiveCommand | GiveSeveralCommand | DoubtfulGiveCommand | GiveWithoutNames


class WholeTeams(Struct, frozen=True):
    """A text in which the channels that are thanked are names, and the ids of teams thanked as themselves."""

    parts: tuple[Token, ...]
    ids: frozenset[str] = frozenset()


def find_whole_teams(
    parts: Sequence[Token], values: Values, channel_names: Mapping[ChannelId, str]
) -> WholeTeams:
    """Find the channels and user groups that are thanked as themselves.

    A channel is one at the start of the text, unless it is called like a value or a person is named right
    behind it; joined to names there by "and"; or behind "everyone in", anywhere. Any other channel is a word
    of the text. `channel_names` (id → name) fills in names that Slack left out.
    """
    if not any(isinstance(part, ChannelMention | GroupMention) for part in parts):
        return WholeTeams(tuple(parts))
    found: list[Token] = []
    ids: set[str] = set()
    rest = list(parts)
    for at in range(len(parts)):
        token = rest[at]
        if not isinstance(token, ChannelMention | GroupMention):
            found.append(token)
            continue
        is_whole = _cut_everyone(found, rest, at)
        if isinstance(token, ChannelMention):
            name = token.name or channel_names.get(token.id, "")
            is_value = bool(name) and values.find_by_name(name) is not None
            is_whole = is_whole or (not is_value and _is_thanked(found, parts[at + 1 : at + 3]))
            token = WholeChannel(token.id, token.name) if is_whole else token
        if is_whole:
            ids.add(token.id)
            if found and isinstance(before := found[-1], TextToken):
                found[-1] = TextToken(_ARTICLE.sub("", before.text))
            if at + 1 < len(rest) and isinstance(behind := rest[at + 1], TextToken):
                rest[at + 1] = TextToken(_NOUN.sub("", behind.text))
        found.append(token)
    return WholeTeams(tuple(part for part in found if part != TextToken("")), frozenset(ids))


def _cut_everyone(found: list[Token], rest: list[Token], at: int) -> bool:
    """Cut "everyone in" before a team and "as a team" behind it; return True if there was any."""
    is_found = False
    if found and isinstance(before := found[-1], TextToken) and (match := _EVERYONE_IN.search(before.text)):
        found[-1] = TextToken(before.text[: match.start()])
        is_found = True
    behind = rest[at + 1] if at + 1 < len(rest) else None
    if isinstance(behind, TextToken) and (match := _AS_A_TEAM.match(behind.text)):
        rest[at + 1] = TextToken(behind.text[match.end() :])
        is_found = True
    return is_found


def _is_thanked(before: list[Token], behind: Sequence[Token]) -> bool:
    """Return True if a channel is at the start of a thanks, or joined to the names there."""
    names = [at for at, token in enumerate(before) if isinstance(token, Name)]
    opening = read_opening(_ARTICLE.sub("", _join_text(before[: names[0]] if names else before)))
    if opening is None or opening.is_before_cause:
        return False
    if not names:
        return not _is_before_name(behind)
    between = _join_text(before[names[-1] + 1 :])
    is_listed = isinstance(before[names[-1]], WholeChannel) and not between.strip(" \t,")
    return is_listed or bool(_JOINING.fullmatch(between.strip()))


def _join_text(tokens: Sequence[Token]) -> str:
    """Return the text in these, and a sign that is no word for everything else."""
    return "".join(token.text if isinstance(token, TextToken) else "?" for token in tokens)


def _is_before_name(behind: Sequence[Token]) -> bool:
    """Return True if a person is named right behind: "#design @maya …" may say where, not who."""
    is_blank = bool(behind) and isinstance(first := behind[0], TextToken) and not first.text.strip()
    return any(isinstance(token, Name) for token in behind[: 2 if is_blank else 1])


def mark_whole(thanks: Thanks, whole: frozenset[str]) -> Thanks:
    """Return a thanks that says which of its groups are thanked as themselves: those of the `whole` ids."""
    match thanks:
        case GiveCommand():
            return replace(thanks, whole=whole.intersection(thanks.groups))
        case GiveSeveralCommand(gifts):
            marked = (replace(gift, whole=whole.intersection(gift.groups)) for gift in gifts)
            return GiveSeveralCommand(tuple(marked))
        case DoubtfulGiveCommand(give):
            return replace(thanks, command=replace(give, whole=whole.intersection(give.groups)))
        case GiveWithoutNames():
            return thanks
