"""The grammar of a thanks: people, words, values."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.domain.commands.meaning import Give, NearMiss, NobodyNamed
from bot.domain.mentions import ChannelMention, GroupMention, PersonMention, Text, Token, markup
from bot.domain.values import Value, Values
from bot.domain.words import clean

_QUIETLY = re.compile(r"\s*quietly\b", re.IGNORECASE)
_SEPARATORS = re.compile(r"(?:[\s,&+]|\band\b)*", re.IGNORECASE)
_TAG = re.compile(r"(?<![\w#/])#([^\W_][\w-]*(?:[ \t]+[^\W_][\w-]*)*)")
_TYPED_NAME = re.compile(r"(?<![\w@])@(\w[\w.-]*)")


@dataclass(frozen=True, slots=True)
class _Tag:
    value: Value
    typed: str


def give(tokens: Sequence[Token], values: Values, channel_names: Mapping[str, str]) -> Give | NobodyNamed:
    """Read a thanks. `channel_names` (id → name) fills in names that Slack left out of mentions."""
    quietly, tokens = _without_quietly(tokens)
    people, rest = _people(tokens)
    pieces, near = _tags(rest, values, channel_names)
    found = [piece.value.key for piece in pieces if isinstance(piece, _Tag)]
    kept = _without_outer_tags(pieces)
    for piece in kept:
        if isinstance(piece, Text):
            found += (v.key for v in values.in_emoji_names(piece.text))
            found += (v.key for v in values.in_characters(piece.text))
    words = clean(markup(Text(f"#{p.typed}") if isinstance(p, _Tag) else p for p in kept))
    if not people:
        typed = next((m for t in rest if isinstance(t, Text) if (m := _TYPED_NAME.search(t.text))), None)
        return NobodyNamed(typed.group(1) if typed else "", words, tuple(dict.fromkeys(found)), quietly)
    return Give(
        people=tuple(dict.fromkeys(t.id for t in people if isinstance(t, PersonMention))),
        groups=tuple(dict.fromkeys(t.id for t in people if isinstance(t, GroupMention))),
        words=words,
        values=tuple(dict.fromkeys(found)),
        near=tuple(near),
        quietly=quietly,
    )


def names_somebody(tokens: Sequence[Token]) -> bool:
    """Whether any person or user group is mentioned."""
    return any(isinstance(token, PersonMention | GroupMention) for token in tokens)


def _without_quietly(tokens: Sequence[Token]) -> tuple[bool, Sequence[Token]]:
    if tokens and isinstance(tokens[0], Text) and (match := _QUIETLY.match(tokens[0].text)):
        return True, [Text(tokens[0].text[match.end() :]), *tokens[1:]]
    return False, tokens


def leading_people(tokens: Sequence[Token]) -> int:
    """How many tokens the mentions take, with what separates them, that a text begins with."""
    end = 0
    for position, token in enumerate(tokens):
        if isinstance(token, PersonMention | GroupMention):
            end = position + 1
        elif not (isinstance(token, Text) and _SEPARATORS.fullmatch(token.text)):
            break
    return end


def _people(tokens: Sequence[Token]) -> tuple[list[Token], list[Token]]:
    """The leading run of mentions and what follows; without such a run, all mentions and everything."""
    end = leading_people(tokens)
    if end:
        rest = list(tokens[end:])
        if rest and isinstance(rest[0], Text):
            rest[0] = Text(rest[0].text.lstrip(" \t\n,:"))
        return [t for t in tokens[:end] if not isinstance(t, Text)], rest
    return [t for t in tokens if isinstance(t, PersonMention | GroupMention)], list(tokens)


def _tags(
    tokens: Sequence[Token], values: Values, channel_names: Mapping[str, str]
) -> tuple[list[Token | _Tag], list[NearMiss]]:
    pieces: list[Token | _Tag] = []
    near: list[NearMiss] = []
    for token in tokens:
        if isinstance(token, ChannelMention):
            name = token.name or channel_names.get(token.id, "")
            value = values.named(name) if name else None
            pieces.append(_Tag(value, name) if value else token)
        elif isinstance(token, Text):
            _tags_in_text(token.text, values, pieces, near)
        else:
            pieces.append(token)
    return pieces, near


def _tags_in_text(text: str, values: Values, pieces: list[Token | _Tag], near: list[NearMiss]) -> None:
    position = 0
    while match := _TAG.search(text, position):
        end, value = _longest_name(match, values)
        if value:
            pieces.append(Text(text[position : match.start()]))
            pieces.append(_Tag(value, text[match.start(1) : end]))
        else:
            typed = match.group(1).split()[0]
            end = match.start(1) + len(typed)
            if closest := values.closest(typed):
                near.append(NearMiss(typed, closest.key))
            pieces.append(Text(text[position:end]))
        position = end
    pieces.append(Text(text[position:]))


def _longest_name(match: re.Match[str], values: Values) -> tuple[int, Value | None]:
    """Where the longest value name that begins at this `#` ends: "#problem solving today" has two words."""
    ends = [m.end() for m in re.finditer(r"\S+", match.group(1))][: values.most_words]
    for end in reversed(ends):
        if value := values.named(match.group(1)[:end]):
            return match.start(1) + end, value
    return match.end(), None


def _without_outer_tags(pieces: Sequence[Token | _Tag]) -> list[Token | _Tag]:
    """The pieces without tags before and after the sentence; inside it they stay, as part of it."""

    def outer(piece: Token | _Tag) -> bool:
        return isinstance(piece, _Tag) or (isinstance(piece, Text) and not piece.text.strip())

    kept = list(pieces)
    while kept and outer(kept[0]):
        kept.pop(0)
    while kept and outer(kept[-1]):
        kept.pop()
    return kept
