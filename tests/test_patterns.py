"""Every regular expression of the package takes time in proportion to the text."""

from __future__ import annotations

import ast
import importlib
import pkgutil
import re
from collections.abc import Callable, Iterator
from functools import partial
from itertools import product
from pathlib import Path
from types import FunctionType, ModuleType
from typing import Any

import pytest

import bot
from bot.domain import plain_names
from bot.domain.commands import native_words
from tests.processor_time import is_slow, no_garbage_collection, processor_seconds

LENGTH = 4_000
"""Characters of a run. What takes quadratic time takes far longer than `SUSPICIOUS` with so many."""
SUSPICIOUS = 0.004
"""Seconds of processor time from which the growth is measured."""
LONGER = 16_000
"""Characters of a run whose time is compared with a shorter one's."""
MAX_PAIRED = 4
"""Characters of a pattern that are tried in pairs."""

PACKAGE = Path(bot.__file__).parent
MAY_COMPILE = {
    "domain/commands/native_words.py",
    "domain/plain_names.py",
    "practice/checks/schema.py",
    "practice/typed_text.py",
    "slack/listeners.py",
}
"""Where a pattern is compiled inside a function: of names or constants, each escaped, or of a file."""
_PARSER: Any = importlib.import_module("re._parser")
_CATEGORIES = {"SPACE": " ", "NOT_SPACE": "x", "DIGIT": "1", "NOT_DIGIT": "x", "WORD": "a", "NOT_WORD": "."}


def modules() -> Iterator[ModuleType]:
    for found in pkgutil.walk_packages(bot.__path__, "bot."):
        if not found.name.endswith("__main__"):
            yield importlib.import_module(found.name)


def patterns_in(value: object, seen: set[int]) -> Iterator[re.Pattern[str]]:
    """Yield the compiled patterns in a module's attribute, also those in containers, classes and closures."""
    if id(value) in seen:
        return
    seen.add(id(value))
    inner: list[object] = []
    if isinstance(value, re.Pattern):
        yield value
    elif isinstance(value, dict):
        inner = [*value, *value.values()]
    elif isinstance(value, list | tuple | set | frozenset):
        inner = list(value)
    elif isinstance(value, type) and value.__module__.startswith("bot"):
        inner = list(vars(value).values())
    elif isinstance(value, FunctionType) and value.__module__.startswith("bot"):
        inner = [cell.cell_contents for cell in value.__closure__ or () if cell.cell_contents is not None]
    for one in inner:
        yield from patterns_in(one, seen)


def compiled() -> dict[str, re.Pattern[str]]:
    seen: set[int] = set()
    found = {
        f"{module.__name__}.{name} {pattern.pattern[:40]}": pattern
        for module in modules()
        for name, value in vars(module).items()
        for pattern in patterns_in(value, seen)
    }
    made = plain_names._compile_names({"a": 0, "a a": 0, "aaaa": 0, "maya": 0, "@maya lindgren": 0})
    native = {
        f"{words.language} {pattern[:40]}": native_words._compile(pattern)
        for words in native_words.load_languages()
        for pattern, _ in words.patterns
    }
    return {**found, **native, "plain_names": made}


PATTERNS = compiled()


def characters(parsed: object) -> Iterator[str]:
    """Yield characters that the parts of a parsed pattern match."""
    match parsed:
        case (op, int(code)) if str(op) in ("LITERAL", "NOT_LITERAL"):
            yield chr(code)
        case (op, (int(first), int(_))) if str(op) == "RANGE":
            yield chr(first)
        case (op, category) if str(op) == "CATEGORY":
            yield _CATEGORIES[str(category).removeprefix("CATEGORY_")]
        case (op, _) if str(op) == "ANY":
            yield "x"
        case tuple() | list():
            for one in parsed:
                yield from characters(one)
        case _ if isinstance(parsed, _PARSER.SubPattern):
            yield from characters(parsed.data)
        case _:
            return


def runs(pattern: re.Pattern[str]) -> Iterator[Callable[[int], str]]:
    """Yield what makes runs of a length: of a pattern's own characters, alone and in pairs."""
    alphabet = list(dict.fromkeys([*characters(_PARSER.parse(pattern.pattern, pattern.flags)), " ", "x"]))
    units = [*alphabet, *("".join(pair) for pair in product(alphabet[:MAX_PAIRED], repeat=2))]
    for unit in dict.fromkeys(units):
        yield partial(_run, unit)


def _run(unit: str, length: int) -> str:
    """Return a run that ends with what no pattern expects."""
    return unit * (length // len(unit)) + "\x00"


def takes_long(act: Callable[[str], object], run: Callable[[int], str]) -> bool:
    """Return True if a longer run takes more than proportionally longer."""
    short = run(LENGTH)
    return processor_seconds(lambda: act(short), SUSPICIOUS) > SUSPICIOUS and is_slow(act, run, LONGER)


@pytest.mark.parametrize("name", sorted(PATTERNS))
def test_patterns_take_linear_time(name: str) -> None:
    pattern = PATTERNS[name]
    with no_garbage_collection():
        for run in runs(pattern):
            shown = f"{pattern.pattern!r} on {run(20)!r}"
            assert not takes_long(lambda text: sum(1 for _ in pattern.finditer(text)), run), f"search {shown}"
            assert not takes_long(pattern.fullmatch, run), f"fullmatch {shown}"


@pytest.mark.parametrize(("pattern", "unit"), [(r"[a-z]+@", "a"), (r"[;,]*(?:cc)?$", ";,")])
def test_slow_pattern_is_found(pattern: str, unit: str) -> None:
    slow = re.compile(pattern)
    assert unit in [run(len(unit)).removesuffix("\x00") for run in runs(slow)]
    assert takes_long(slow.search, partial(_run, unit))


def test_patterns_are_module_constants() -> None:
    """What is compiled inside a function is not among the patterns that are tried."""
    inside = set()
    for file in PACKAGE.rglob("*.py"):
        source = file.read_text()
        functions = (
            node
            for node in ast.walk(ast.parse(source if "re.compile" in source else ""))
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
        )
        attributes = (
            node
            for function in functions
            for node in ast.walk(function)
            if isinstance(node, ast.Attribute) and node.attr == "compile"
        )
        if any(ast.unparse(node) == "re.compile" for node in attributes):
            inside.add(file.relative_to(PACKAGE).as_posix())
    assert inside == MAY_COMPILE
