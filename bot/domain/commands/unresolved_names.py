"""Names at the start of a text that Slack made no mention of, and `@here` and the like in their place."""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from msgspec import Struct

from bot.domain.commands import discretion_words, praise_words, sign_words, thanks_words, vocabulary
from bot.domain.commands.follow_ups import begins_with_words
from bot.domain.commands.opening import read_opening
from bot.domain.commands.phrases import THANKS, PhraseKind, has_kind, match_phrase_at
from bot.domain.commands.vocabulary import INVISIBLE_BLANKS, SEPARATORS, WordList, fold_text
from bot.domain.commands.words import split_words
from bot.domain.mentions import Broadcast, ChannelMention, Name, TextToken, Token

MAX_WORDS_BEFORE = 12
"""Words before the first name: "I just want to say a big thank you to @maya"."""

MAX_WORDS_BEFORE_THANKS = 6
"""Words in which thanks to everyone say so: "a big thank you to the whole team"."""
MAX_SURNAMES = 3
"""Words behind a first name that can belong to it."""

BROADCASTS = frozenset({"here", "channel", "everyone", "everybody", "all", "alle", "hier", "kanal"})
"""What people type after an at sign to reach everyone."""

_AT_SIGN_NAME = re.compile(r"[@＠](\w[\w.'’-]*)")
_ARTICLE = re.compile(
    r"\b(?:the|our|(?:all|everyone|everybody) (?:of|in)|alle in|das|die|den)\s*\Z", re.IGNORECASE
)
"""Prepositions before a channel that is thanked as a whole."""
_SURNAME = re.compile(r"[ \u00a0]([^\W\d_][\w'’-]*)(?=[\s,;:!.&+@＠()–—-]|\Z)")
_AFTER_NAMES = re.compile(r"\s{0,3}(?:[,;:!.&+@＠()–—-]|\Z)")
_WORD = re.compile(r"[^\W_][\w'’-]*")
_GAP = re.compile(rf"[\s{INVISIBLE_BLANKS}{re.escape(SEPARATORS)}:!()–—-]*")


def _fold_words(*lists: WordList) -> frozenset[str]:
    return frozenset(word for phrase in vocabulary.merge_lists(*lists) for word in phrase.split())


class _Words(Struct, frozen=True):
    """Words around names, folded.

    `not_surnames` have a capital letter behind a name and belong to no name; `before` come before the first
    name, `between` names and before them.
    """

    everyone: frozenset[str]
    prepositions: frozenset[str]
    not_surnames: frozenset[str]
    between: frozenset[str]
    before: frozenset[str]


@cache
def _words() -> _Words:
    """Return the words. They are folded when the first name is read: a start need not wait for them."""
    between = _fold_words(vocabulary.JOINING_WORDS, vocabulary.HONORIFICS)
    return _Words(
        everyone=vocabulary.merge_lists(vocabulary.EVERYONE),
        prepositions=_fold_words(vocabulary.PREPOSITIONS_BEFORE_NAMES),
        not_surnames=_fold_words(
            *(
                thanks_words.THANKS,
                thanks_words.PRAISE,
                thanks_words.THANKS_BEFORE,
                thanks_words.THANKS_AFTER,
            ),
            *(vocabulary.GREETINGS, thanks_words.CAUSE_WORDS, vocabulary.JOINING_WORDS, vocabulary.FILLERS),
            *(praise_words.PRAISE, praise_words.ADJECTIVES, praise_words.STRENGTHENING, sign_words.BEING),
            praise_words.DEEDS,
        ),
        between=between,
        before=between
        | _fold_words(
            *(
                vocabulary.GREETINGS,
                thanks_words.THANKS,
                thanks_words.THANKS_BEFORE,
                thanks_words.THANKS_AFTER,
            ),
            *(thanks_words.PRAISE, thanks_words.THANKS_DIRECTED, thanks_words.REQUESTS_TO_THANK),
            *(thanks_words.REQUESTS_TO_TELL, vocabulary.PREPOSITIONS_BEFORE_NAMES, vocabulary.FILLERS),
            *(discretion_words.DISCREET, discretion_words.DISCREET_BEFORE_NAMES, discretion_words.ANONYMOUS),
        ),
    )


class UnresolvedNames(Struct, frozen=True):
    """A text without the unresolved names among the names at its start.

    `names` are those names without the at sign, as typed; `broadcast` is what was among them for everyone
    in the channel, "" for nothing.
    """

    parts: tuple[Token, ...]
    names: tuple[str, ...] = ()
    broadcast: str = ""


class _TypedName(Struct, frozen=True):
    """A name at the start, and what is between it and the one before."""

    before: str
    token: Token | None
    """The mention; None if Slack made none of it."""
    typed: str = ""


def find_unresolved_names(parts: Sequence[Token]) -> UnresolvedNames:
    """Take the unresolved names out of the names that a text starts with; later ones are words."""
    found, rest = _find_leading_names(parts)
    dropped = [name for name in found if not isinstance(name.token, Name)]
    if not dropped:
        return UnresolvedNames(tuple(parts))
    typed = [name.typed for name in dropped]
    broadcast = next((one for one in typed if fold_text(one) in BROADCASTS), "")
    return UnresolvedNames(
        tuple(part for part in _cut_names(found, rest) if part != TextToken("")),
        tuple(dict.fromkeys(one for one in typed if fold_text(one) not in BROADCASTS)),
        broadcast,
    )


def thanks_everyone(parts: Sequence[Token]) -> bool:
    """Return True if a text that names no one thanks a whole channel or everyone: "thanks all"."""
    opening = ""
    for part in parts[:2]:
        if isinstance(part, ChannelMention):
            return read_opening(_ARTICLE.sub("", opening)) is not None
        opening += part.text if isinstance(part, TextToken) else "?"
    sequence = split_words(opening, MAX_WORDS_BEFORE)
    at = next((at for at in range(len(sequence)) if match_phrase_at(sequence, at, THANKS)), None)
    if at is None or at > MAX_WORDS_BEFORE_THANKS:
        return False
    for word in sequence[at : at + MAX_WORDS_BEFORE_THANKS]:
        if has_kind(word.folded, PhraseKind.CAUSE) and word.folded != "de":
            return False
        if word.folded in _words().everyone:
            return True
    return False


def _find_name_end(text: str, at: int, first: str) -> int:
    """Return the end of a name that starts with the word ending at `at`: "@José Núñez thanks …"."""
    end = at
    for _ in range(MAX_SURNAMES if first[:1].isupper() else 0):
        more = _SURNAME.match(text, at)
        if not more or not more[1][0].isupper() or fold_text(more[1]) in _words().not_surnames:
            break
        at = more.end()
        if _AFTER_NAMES.match(text, at) or begins_with_words(text[at:]):
            end = at
    return end


def _cut_names(found: Sequence[_TypedName], rest: Sequence[Token]) -> Iterator[Token]:
    """Return the text again, with the resolved names alone."""
    kept = [name for name in found if isinstance(name.token, Name)]
    opening = found[0].before
    if kept:
        yield TextToken(opening)
    elif rest and isinstance(first := rest[0], TextToken):
        opening = _cut_preposition(opening.strip())
        yield TextToken(f"{opening} {first.text[_find_gap_end(first.text) :]}".lstrip())
        rest = rest[1:]
    for number, name in enumerate(kept):
        if number:
            yield TextToken(name.before)
        if name.token:
            yield name.token
    yield from rest


def _cut_preposition(opening: str) -> str:
    """Return the words before a name that is gone, without the "to" that led to it."""
    *words, last = opening.split() or [""]
    return " ".join(words) if fold_text(last) in _words().prepositions else opening


def _find_leading_names(parts: Sequence[Token]) -> tuple[list[_TypedName], list[Token]]:
    """Return the names that a text starts with, and what follows the last of them."""
    found: list[_TypedName] = []
    before, words, end, offset = "", 0, 0, 0
    for number, part in enumerate(parts):
        if isinstance(part, Name | Broadcast):
            typed = part.name if isinstance(part, Broadcast) else ""
            found.append(_TypedName(before, None if typed else part, typed))
            before, end, offset = "", number + 1, 0
            continue
        if not isinstance(part, TextToken):
            break
        start = at = 0
        while (at := _find_gap_end(part.text, at)) < len(part.text):
            if (at == 0 or not part.text[at - 1].isalnum()) and (name := _AT_SIGN_NAME.match(part.text, at)):
                at = name.start(1) + len(name[1].rstrip(".'’-"))
                at = _find_name_end(part.text, at, name[1])
                typed = part.text[name.start(1) : at]
                found.append(_TypedName(before + part.text[start : name.start()], None, typed))
                before, start, end, offset = "", at, number, at
                continue
            word = _WORD.match(part.text, at)
            known = _words().between if found else _words().before
            words += 1
            if not word or fold_text(word[0]) not in known or words > MAX_WORDS_BEFORE:
                return found, _slice_from(parts, end, offset)
            at = word.end()
        before += part.text[start:]
    return found, _slice_from(parts, end, offset)


def _slice_from(parts: Sequence[Token], number: int, offset: int) -> list[Token]:
    """Return the parts from this one on, of which the first `offset` characters are left out."""
    rest = list(parts[number:])
    if offset and isinstance(first := rest[0], TextToken):
        rest[0] = TextToken(first.text[offset:])
    return rest


def _find_gap_end(text: str, at: int = 0) -> int:
    gap = _GAP.match(text, at)
    return gap.end() if gap else at
