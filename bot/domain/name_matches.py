"""Who may be meant by a name that was typed without a mention: people met before, as Slack calls them."""

import difflib
import re
from collections.abc import Sequence
from functools import lru_cache

from msgspec import Struct

from bot.domain.commands import vocabulary
from bot.domain.commands.thanks_words import CAUSE_WORDS, PRAISE, REQUESTS_TO_THANK, THANKS, THANKS_BEFORE
from bot.domain.commands.vocabulary import fold_text
from bot.domain.recognition import MAX_RECIPIENTS
from bot.domain.user import User

MAX_CANDIDATES = 5
"""Users that are offered for one name."""
MIN_NEAR_LETTERS = 4
"""Letters from which on a name may be misspelt; a shorter one resembles too many words."""
NEAR = 0.75
"""How much a misspelt name resembles the right one: "Maja" is as near to "Maya" as that."""
MAX_MISSPELT = 5
"""Names of one text that may be misspelt: to look for the nearest one takes long."""
MAX_WORDS_BEFORE = 12
"""Words before the first name."""
MAX_NAME_WORDS = 3
"""Words of a name that are looked up together."""

_WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")
_NAME_WORD = re.compile(r"[^\W_]+")
_GAP = re.compile(r"[\s,;:!&+/–—-]*")
_SETS_OFF = re.compile(r"\A\s*[,;:!–—]")


def _fold_words(*lists: vocabulary.WordList) -> frozenset[str]:
    return frozenset(word for phrase in vocabulary.merge_lists(*lists) for word in phrase.split())


_JOINING = _fold_words(vocabulary.JOINING_WORDS)
_PREPOSITIONS = _fold_words(vocabulary.PREPOSITIONS_BEFORE_NAMES)
_THANKS = _fold_words(THANKS, PRAISE)
_CAUSES = _fold_words(CAUSE_WORDS)
_BEFORE = (
    _JOINING | _PREPOSITIONS | _THANKS | _fold_words(vocabulary.GREETINGS, THANKS_BEFORE, REQUESTS_TO_THANK)
)


class NameMatches(Struct, frozen=True):
    """The users that typed names may mean, and the text without the names.

    `users` are those that a name means for sure, `candidates` those of names with several meanings, `unknown`
    the names that fit no user.
    """

    text: str
    users: tuple[User, ...] = ()
    candidates: tuple[User, ...] = ()
    unknown: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Return True if no one is called so."""
        return not (self.users or self.candidates)


NO_MATCHES = NameMatches("")
"""What holds where no name was typed without a mention."""


def find_users_called(typed: str, users: Sequence[User], *, near: bool = True) -> tuple[User, ...]:
    """Return those who are called as typed or, if no one is and `near`, nearly so."""
    wanted = _split_name(typed)
    if not wanted:
        return ()
    named = [(user, words) for user in users if (words := _split_name(user.name))]
    whole = "".join(wanted)
    exact = [user for user, words in named if words == wanted or "".join(words) == whole]
    exact += [user for user, words in named if words[: len(wanted)] == wanted and user not in exact]
    if exact or not near:
        return tuple(exact[:MAX_CANDIDATES])
    # "jose.nunez" for the Slack user José.
    first = [user for user, words in named if words[0] == wanted[0] and len(wanted) > len(words)]
    return tuple((first or _find_nearest(whole, named))[:MAX_CANDIDATES])


def match_names(typed: Sequence[str], text: str, users: Sequence[User]) -> NameMatches:
    """Look up names behind an at sign; the last may continue in the text: "@José Núñez …"."""
    found: list[tuple[User, ...]] = []
    unknown: list[str] = []
    for number, name in enumerate(typed[:MAX_RECIPIENTS]):
        called: tuple[User, ...] = ()
        if number == len(typed) - 1 and (next_word := _WORD.match(text)):
            called = find_users_called(f"{name} {next_word[0]}", users, near=False)
            if called:
                text = text[_find_end(_GAP, text, next_word.end()) :]
        called = called or find_users_called(name, users, near=len(unknown) < MAX_MISSPELT)
        found.append(called)
        if not called:
            unknown.append(name)
    return _make_matches(text, found, unknown)


def match_names_without_at_sign(text: str, users: Sequence[User]) -> NameMatches:
    """Look up names at the start of a text that reads as thanks: "maya thanks for …", "danke an Maja für …".

    Words that are no names, or do not lead to thanks, are left as they are.
    """
    at, opening = _skip_opening(text)
    found: list[tuple[User, ...]] = []
    end = at
    while len(found) < MAX_RECIPIENTS and (read := _read_name(text, at, users)) is not None:
        called, end = read
        found.append(called)
        following = _find_end(_GAP, text, end)
        joining = _WORD.match(text, following)
        if joining and fold_text(joining[0]) in _JOINING:
            following = _find_end(_GAP, text, joining.end())
        at = following
    rest = text[end:]
    if not found or not (_leads_to_thanks(rest) or _continues_name(rest)):
        return NameMatches(text)
    return _make_matches(" ".join(filter(None, (opening, rest[_find_end(_GAP, rest) :]))), found, ())


def _read_name(text: str, at: int, users: Sequence[User]) -> tuple[tuple[User, ...], int] | None:
    """Return the users called as the words from here on, and where those end."""
    ends: list[int] = []
    position = at
    while len(ends) < MAX_NAME_WORDS and (word := _WORD.match(text, position)):
        ends.append(word.end())
        position = word.end() + 1 if text[word.end() : word.end() + 1] == " " else len(text)
    for end in reversed(ends):
        if called := find_users_called(text[at:end], users, near=False):
            return called, end
    if not ends or fold_text(text[at : ends[0]]) in _BEFORE | _CAUSES:
        return None
    # A misspelt name is one only if nothing but thanks can follow it.
    next_word = _WORD.match(text, _find_end(_GAP, text, ends[0]))
    if not (next_word and fold_text(next_word[0]) in _THANKS | _CAUSES):
        return None
    called = find_users_called(text[at : ends[0]], users)
    return (called, ends[0]) if called else None


def _skip_opening(text: str) -> tuple[int, str]:
    """Return where the words before a name end, and those of them that stay in the text."""
    at = end = 0
    last = ""
    for _ in range(MAX_WORDS_BEFORE):
        word = _WORD.match(text, at)
        if not word or fold_text(word[0]) not in _BEFORE:
            break
        at, last = _find_end(_GAP, text, word.end()), word[0]
        if fold_text(last) not in _PREPOSITIONS:
            end = word.end()
    return at, text[:end]


def _leads_to_thanks(rest: str) -> bool:
    if not rest.strip() or _SETS_OFF.match(rest):
        return True
    word = _WORD.match(rest, _find_end(_GAP, rest))
    return bool(word and fold_text(word[0]) in _THANKS | _CAUSES)


def _continues_name(rest: str) -> bool:
    """Return True if a last name that Slack does not show comes before the thanks; it stays a word."""
    word = _WORD.match(rest, _find_end(_GAP, rest))
    return bool(word and word[0][0].isupper() and _leads_to_thanks(rest[word.end() :]))


def _make_matches(text: str, found: Sequence[tuple[User, ...]], unknown: Sequence[str]) -> NameMatches:
    sure = dict.fromkeys(called[0] for called in found if len(called) == 1)
    several = dict.fromkeys(user for called in found if len(called) > 1 for user in called)
    return NameMatches(text, tuple(sure), tuple(one for one in several if one not in sure), tuple(unknown))


@lru_cache(4_096)
def _split_name(name: str) -> tuple[str, ...]:
    return tuple(_NAME_WORD.findall(fold_text(name)))


def _find_nearest(whole: str, named: Sequence[tuple[User, tuple[str, ...]]]) -> list[User]:
    if len(whole) < MIN_NEAR_LETTERS:
        return []
    # What it knows about its second text, the matcher keeps.
    matcher = difflib.SequenceMatcher(None, "", whole, autojunk=False)
    rated = [
        (max(_rate_likeness(matcher, name) for name in {words[0], "".join(words)}), user)
        for user, words in named
    ]
    near = sorted((one for one in rated if one[0] >= NEAR), key=lambda one: -one[0])
    return [user for _, user in near]


def _rate_likeness(matcher: difflib.SequenceMatcher[str], name: str) -> float:
    matcher.set_seq1(name)
    # Cheap bounds first: this is asked of everyone who was met lately.
    if matcher.real_quick_ratio() < NEAR or matcher.quick_ratio() < NEAR:
        return 0
    return matcher.ratio()


def _find_end(pattern: re.Pattern[str], text: str, at: int = 0) -> int:
    found = pattern.match(text, at)
    return found.end() if found else at
