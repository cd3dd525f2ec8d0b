"""Every sentence passes through gettext, and every catalogue has all of them."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

import pytest
from babel import Locale
from babel.messages import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.pofile import read_po

from bot.slack.ui.language import CATALOGUES, available_tags, language

BOT = Path(__file__).parents[2] / "bot"
SPEAKING = [BOT / "slack", BOT / "images"]
"""Packages with sentences for people."""
GETTEXT = {"_", "gettext", "ngettext", "pgettext", "npgettext"}
TAGS = [tag.replace("-", "_") for tag in available_tags() if tag != "en"]
COMMAND = re.compile(r"(?<!\w)/\w+")
PLACE = re.compile(r"\{(\w*)\}")

Key = tuple[str | tuple[str, ...], str | None]
"""A sentence, or its forms, and its context."""


@cache
def sentences() -> frozenset[Key]:
    """Return all sentences in the code."""
    keys: set[Key] = set()
    for folder in SPEAKING:
        for _, _, message, _, context in extract_from_dir(folder, keywords=DEFAULT_KEYWORDS):
            keys.add((message, context))
    return frozenset(keys)


@cache
def catalogue(tag: str) -> Catalog:
    with (CATALOGUES / f"{tag}.po").open("rb") as file:
        return read_po(file, locale=tag, abort_invalid=True)


def forms(text: str | Sequence[str] | None) -> tuple[str, ...]:
    return (text,) if isinstance(text, str) else tuple(text or ())


def places(text: str) -> set[str]:
    return set(PLACE.findall(text))


def test_sentences_are_extracted() -> None:
    assert len(sentences()) > 100


@pytest.mark.parametrize("tag", TAGS)
class TestEachCatalogue:
    """Complete, and nothing more."""

    def test_every_sentence_is_translated(self, tag: str) -> None:
        translated = {
            (message.id if isinstance(message.id, str) else tuple(message.id), message.context)
            for message in catalogue(tag)
            if message.id and not message.fuzzy and message.string and all(forms(message.string))
        }
        assert sorted(map(str, sentences() - translated)) == []

    def test_no_other_sentence_is_translated(self, tag: str) -> None:
        keys = {(forms(text)[0], context) for text, context in sentences()}
        others = [m.id for m in catalogue(tag) if m.id and (forms(m.id)[0], m.context) not in keys]
        assert others == []
        assert not catalogue(tag).obsolete

    def test_plurals_have_all_forms(self, tag: str) -> None:
        number = catalogue(tag).num_plurals
        assert [m.id for m in catalogue(tag) if m.pluralizable and len(forms(m.string)) != number] == []

    def test_placeholders_are_the_same(self, tag: str) -> None:
        for message in catalogue(tag):
            if message.id:
                expected = places(forms(message.id)[-1])
                for form in forms(message.string):
                    # "One day" need not say how many.
                    assert places(form) in (expected, expected - {"count"}), message.id

    def test_commands_and_outer_blanks_stay(self, tag: str) -> None:
        for message in catalogue(tag):
            for form in forms(message.string) if message.id else ():
                first = forms(message.id)[0]
                assert COMMAND.findall(form) == COMMAND.findall(first), first
                assert (form[:1].isspace(), form[-1:].isspace()) == (
                    first[:1].isspace(),
                    first[-1:].isspace(),
                )

    def test_translations_differ_from_english(self, tag: str) -> None:
        same = [m.id for m in catalogue(tag) if m.id and forms(m.string)[0] == forms(m.id)[0]]
        assert [text for text in same if len(PLACE.sub("", str(text)).split()) > 2] == []

    def test_catalogue_is_available(self, tag: str) -> None:
        assert language(tag).locale == Locale.parse(tag)
        assert language(f"{tag}-XX").gettext("Undo") == language(tag).gettext("Undo")


ELISION = re.compile(
    r"\b(?:d|qu|jusqu|puisqu|lorsqu)e \{(?:givers?|recipients|people|person|leads?|colleague|author|voices)\}"
)
"""Words that lose their last letter before a name such as Amélie: no sentence has one before a name."""
FAMILIAR = re.compile(r"\b(?:tu|te|toi|ton|ta|tes)\b", re.IGNORECASE)


def test_french_needs_no_elision_and_says_vous() -> None:
    said = [form for message in catalogue("fr") if message.id for form in forms(message.string)]
    assert [form for form in said if ELISION.search(form) or FAMILIAR.search(form)] == []


def calls(tree: ast.AST) -> Iterator[ast.Call]:
    """Return the calls of gettext in a module."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            function = node.func
            name = function.id if isinstance(function, ast.Name) else getattr(function, "attr", "")
            if name in GETTEXT:
                yield node


def modules() -> list[Path]:
    return sorted(file for folder in SPEAKING for file in folder.rglob("*.py"))


def name(file: Path) -> str:
    return file.relative_to(BOT).as_posix()


@pytest.mark.parametrize("file", modules(), ids=name)
def test_gettext_calls_have_literal_sentences(file: Path) -> None:
    """A sentence that is put together at run time is in no catalogue."""
    if file.name == "language.py":
        return
    for call in calls(ast.parse(file.read_text(encoding="utf-8"))):
        first = call.args[:2] if ast.unparse(call.func).endswith("pgettext") else call.args[:1]
        assert all(isinstance(argument, ast.Constant) for argument in first), ast.unparse(call)


SENTENCE = re.compile(r"^[^/@#]*[A-Za-z]{2,},? [a-z]+,? \S")
"""Words that follow each other, and are no command."""
UNSAID = {
    "getLogger",
    "debug",
    "info",
    "warning",
    "error",
    "exception",
    "ValueError",
    "RuntimeError",
    "__init__",
    "command",
    "slash_command",
}
"""Functions whose arguments no one reads in Slack, or that take text in one language only."""


def unsaid(tree: ast.AST) -> set[int]:
    """Return the ids of string nodes that are not sentences for people: docstrings, log lines, errors."""
    ids: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            ids.add(id(node.value))
        if isinstance(node, ast.Raise):
            ids |= {id(inner) for inner in ast.walk(node)}
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute | ast.Name):
            called = node.func.attr if isinstance(node.func, ast.Attribute) else node.func.id
            if called in UNSAID:
                ids |= {id(inner) for inner in ast.walk(node)}
    return ids


@pytest.mark.parametrize("file", [f for f in modules() if f.name != "manifest.py"], ids=name)
def test_no_sentence_is_hard_coded(file: Path) -> None:
    tree = ast.parse(file.read_text(encoding="utf-8"))
    exempt = unsaid(tree)
    for call in calls(tree):
        exempt |= {id(inner) for inner in ast.walk(call)}
    hard_coded = [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in exempt
    ]
    assert [text for text in hard_coded if SENTENCE.match(text)] == []
