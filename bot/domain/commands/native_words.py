"""What people type in their own language, in the English words that the grammar reads.

Each file in `languages` has the words of one language. A text that begins with a subcommand's name in that
language is translated by it alone, so no word changes its meaning because another language has it, too.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path

from msgspec import Struct

from bot.domain.commands.pieces import PUNCTUATION, QUOTES
from bot.domain.commands.vocabulary import fold_text

FILES = Path(__file__).with_name("languages")
MAX_TRANSLATED = 600
"""Characters of a text that is translated: a longer one is no order."""
MAX_NAME_WORDS = 3
_MAX_PHRASE_WORDS = 5
_COMMANDS = ("history", "keepsake", "digest", "privacy", "settings", "leads", "card")
_WITH_DATES = ("history", "keepsake", "digest")
"""Subcommands that a period can follow: its words are those of `history`."""
_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: " "}
_KEPT = re.compile(rf"[{QUOTES}][^{QUOTES}]*[{QUOTES}]|<[^<>]+>")
"""Mentions, and what is in quotes: it is never translated."""
_MENTION = "＠"
"""Stands for a mention while the words around it are translated."""
_LETTERS = re.compile("[a-z]+")
_WORD = re.compile(rf"[{re.escape(PUNCTUATION)}]*(.*?)[{re.escape(PUNCTUATION)}]*")


class NativeWords(Struct, frozen=True):
    """The words of one language.

    `names` has the English subcommand for each of its names, `first_names` the first name of each as it is
    written, `words` the English phrase for each phrase, by subcommand. `patterns` are rewritten first.
    `written` are the English words that they write. `has_blanks` is False if words are not separated.
    """

    language: str
    names: Mapping[str, str]
    first_names: tuple[str, ...]
    words: Mapping[str, Mapping[str, str]]
    patterns: tuple[tuple[str, str], ...]
    written: frozenset[str]
    has_blanks: bool


class Translation(Struct, frozen=True):
    """A text in English words, and whether all of it is known."""

    text: str
    is_complete: bool = True


def fold_width(text: str) -> str:
    """Return the text with ASCII's own characters for their wide forms, as Japanese keyboards type them."""
    return text if text.isascii() else text.translate(_FULL_WIDTH)


def translate_command(text: str, translate_card: Callable[[str, NativeWords], str]) -> Iterator[str]:
    """Yield the readings in English of a text that begins with a subcommand's name in another language.

    `translate_card` translates what follows `card`, most of which stays as it is.
    """
    if len(text) > MAX_TRANSLATED:
        return
    typed = fold_width(text).split(maxsplit=MAX_NAME_WORDS)
    for count in range(min(MAX_NAME_WORDS, len(typed)), 0, -1):
        name = fold_text(" ".join(typed[:count]).rstrip("?!."))
        found = _names().get(name, ())
        for native in found:
            command = native.names[name]
            rest = " ".join(fold_width(text).split(maxsplit=count)[count:])
            english = (
                translate_card(rest, native) if command == "card" else translate(rest, command, native).text
            )
            yield f"{command} {english}".rstrip()
        if found:
            return


def list_subcommands(language: str) -> tuple[str, ...]:
    """Return the first name of each subcommand in a language; nothing if only English ones are known."""
    return next((native.first_names for native in load_languages() if native.language == language), ())


def translate_rest(command: str, rest: str) -> Iterator[str]:
    """Yield the readings in English of what follows a subcommand's English name: "history depuis lundi".

    Every word has to be known in one language: any other text means what it says.
    """
    if not rest or len(rest) > MAX_TRANSLATED:
        return
    for native in load_languages():
        translation = translate(fold_width(rest), command, native)
        if translation.is_complete and translation.text != rest:
            yield translation.text


def translate(text: str, command: str, native: NativeWords) -> Translation:
    """Return the words that follow a subcommand in English; unknown ones, quotes and mentions stay."""
    mentions = _KEPT.findall(text)
    rewritten = _KEPT.sub(_MENTION, text)
    for pattern, replacement in native.patterns:
        rewritten = _compile(pattern).sub(replacement, rewritten)
    translated = _translate_words(rewritten.replace(_MENTION, f" {_MENTION} ").split(), command, native)
    for mention in mentions:
        translated = Translation(translated.text.replace(_MENTION, mention, 1), translated.is_complete)
    return translated


@cache
def _compile(pattern: str) -> re.Pattern[str]:
    """Compile a pattern when the first text needs it: that takes longer than to read all languages."""
    return re.compile(pattern, re.IGNORECASE)


def _translate_words(typed: list[str], command: str, native: NativeWords) -> Translation:
    known = native.words.get(command, {})
    if not native.has_blanks:
        typed = [part for word in typed for part in _split_run(word, known)]
    written: list[str] = []
    at = 0
    is_complete = True
    while at < len(typed):
        taken = _match(typed[at : at + _MAX_PHRASE_WORDS], known)
        if taken:
            written.append(known[_fold(typed[at : at + taken])])
        else:
            written.append(typed[at])
            is_complete = is_complete and (
                typed[at] in native.written or not any(map(str.isalpha, typed[at]))
            )
        at += taken or 1
    return Translation(" ".join(filter(None, written)), is_complete)


def _match(words: list[str], known: Mapping[str, str]) -> int:
    """Return how many of these words the longest known phrase has that they begin with."""
    return next((count for count in range(len(words), 0, -1) if _fold(words[:count]) in known), 0)


def _fold(words: list[str]) -> str:
    match = _WORD.fullmatch(fold_text(" ".join(words)))
    return match[1] if match else ""


def _split_run(run: str, known: Mapping[str, str]) -> list[str]:
    """Return the known phrases that a run of letters without blanks consists of, or the run itself."""
    parts: list[str] = []
    at = 0
    while at < len(run):
        length = next((n for n in range(len(run) - at, 0, -1) if fold_text(run[at : at + n]) in known), 0)
        if not length:
            return [run]
        parts.append(run[at : at + length])
        at += length
    return parts


@cache
def _names() -> Mapping[str, tuple[NativeWords, ...]]:
    """Return the languages in which a phrase is a subcommand's name."""
    found: dict[str, tuple[NativeWords, ...]] = {}
    for native in load_languages():
        for name in native.names:
            found[name] = (*found.get(name, ()), native)
    return found


@cache
def load_languages() -> tuple[NativeWords, ...]:
    """Return all languages but English, read when the first command needs them."""
    return tuple(_load(file) for file in sorted(FILES.glob("*.toml")))


def _load(file: Path) -> NativeWords:
    import tomllib

    data = tomllib.loads(file.read_text(encoding="utf-8"))
    everywhere = _invert(data.get("words", {}))
    dates = _invert(data.get("history", {}))
    sections = {command: _invert(data.get(command, {})) for command in _COMMANDS}
    return NativeWords(
        file.stem,
        _invert(data["commands"]),
        tuple(phrases.partition(",")[0] for phrases in data["commands"].values()),
        {
            command: everywhere | (dates if command in _WITH_DATES else {}) | words
            for command, words in sections.items()
        },
        tuple((pattern, new) for pattern, new in data.get("patterns", ())),
        frozenset(word for _, new in data.get("patterns", ()) for word in _LETTERS.findall(new)),
        data.get("has_blanks", True),
    )


def _invert(lists: Mapping[str, str]) -> dict[str, str]:
    """Return the English phrase for each native one."""
    return {
        phrase: "" if english == "ignored" else english
        for english, phrases in lists.items()
        for one in phrases.split(",")
        if (phrase := fold_text(one))
    }
