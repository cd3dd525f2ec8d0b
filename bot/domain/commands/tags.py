"""Values that are named with a hash mark in what a user typed."""

import re
from collections.abc import Mapping, Sequence
from itertools import islice

from msgspec import Struct

from bot.domain.commands.command import NearMiss
from bot.domain.commands.vocabulary import INVISIBLE_BLANKS
from bot.domain.ids import ChannelId
from bot.domain.mentions import ChannelMention, TextToken, Token, WholeChannel
from bot.domain.values import Value, Values

HASH_MARKS = "#＃﹟"
_BLANK = rf"[ \t\u00a0\u3000{INVISIBLE_BLANKS}]"
_NAME = rf"(?P<name>[^\W_][\w-]*(?:{_BLANK}+[^\W_][\w-]*)*)"
_MARK = re.compile(rf"(?<![\w/{HASH_MARKS}])[{HASH_MARKS}]")
_TAG = re.compile(rf"[{HASH_MARKS}]{{1,6}}(?P<blank>{_BLANK}{{0,3}}){_NAME}")
_NEXT_TAG = re.compile(rf"[/|]?[{HASH_MARKS}](?P<blank>{_BLANK}{{0,3}}){_NAME}")
"""Right behind another tag: "#creativity#collaboration"."""
_WORD = re.compile(rf"[^\s{INVISIBLE_BLANKS}]+")
MAX_MISSPELT = 3
"""Tags of one text that may be misspelt values: to look for the nearest of many names takes long."""


class Tag(Struct, frozen=True):
    """A value that was named, and its name as typed."""

    value: Value
    typed: str


Piece = Token | Tag
"""A piece of what was typed, with the values found."""


def find_tags(
    tokens: Sequence[Token], values: Values, channel_names: Mapping[ChannelId, str]
) -> tuple[list[Piece], list[NearMiss]]:
    """Return the tokens with tags in them, and the tags that are almost values, which stay text.

    `channel_names` (id → name) fills in names that Slack left out of mentions.
    """
    pieces: list[Piece] = []
    unknown: list[str] = []
    for token in tokens:
        if isinstance(token, ChannelMention) and not isinstance(token, WholeChannel):
            name = token.name or channel_names.get(token.id, "")
            value = values.find_by_name(name) if name else None
            pieces.append(Tag(value, name) if value else token)
        elif isinstance(token, TextToken):
            _find_tags_in_text(token.text, values, pieces, unknown)
        else:
            pieces.append(token)
    likely = ((typed, values.find_closest(typed)) for typed in unknown[:MAX_MISSPELT])
    return pieces, [NearMiss(typed, value.key) for typed, value in likely if value]


def _find_tags_in_text(text: str, values: Values, pieces: list[Piece], unknown: list[str]) -> None:
    kept_from = position = 0
    follows_tag = False
    while True:
        match = _NEXT_TAG.match(text, position) if follows_tag else None
        if match is None:
            mark = _MARK.search(text, position)
            if mark is None:
                break
            position = mark.end()
            match = _TAG.match(text, mark.start())
        follows_tag = False
        if match is None:
            continue
        end, value = _find_longest_name(match, values)
        typed = text[match.start("name") : end]
        if value:
            pieces += [TextToken(text[kept_from : match.start()]), Tag(value, typed)]
            kept_from = position = end
            follows_tag = True
        else:
            position = match.end("blank")
            if not match["blank"]:
                unknown.append(typed)
    pieces.append(TextToken(text[kept_from:]))


def _find_longest_name(match: re.Match[str], values: Values) -> tuple[int, Value | None]:
    """Return where the longest value name ends, and the value; else where the first word ends, and None.

    In "#problem solving today" the name has two words.
    """
    start = match.start("name")
    ends = [word.end() for word in islice(_WORD.finditer(match["name"]), values.most_words)]
    for end in reversed(ends):
        if value := values.find_by_name(match["name"][:end]):
            return start + end, value
    return start + ends[0], None
