"""The README and the pages in .github."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click import Group

from bot.cli import main

ROOT = Path(__file__).parent.parent
PAGES = [ROOT / "README.md", *sorted((ROOT / ".github").glob("*.md"))]
LINK = re.compile(r"\]\((?!https?:)([^)#\s]*)(?:#([^)\s]*))?\)")
HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)
CODE_PATH = re.compile(r"`((?:bot|tests|migrations|\.github|\.ci)/[\w./-]+\.\w+)`")
NOT_IN_ANCHORS = re.compile(r"[^\w -]")
EXAMPLES = re.compile(r"bot/x/y\.py|tests/x/test_y\.py|bot/locale/(?:xx|fr)\.po|bot/.*/questions?\b.*")
"""Paths of what a reader may add."""


def anchors(page: Path) -> set[str]:
    """Return the anchors of a page's headings, as hosts of repositories make them."""
    return {
        NOT_IN_ANCHORS.sub("", heading.casefold()).replace(" ", "-")
        for heading in HEADING.findall(page.read_text(encoding="utf-8"))
    }


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_links_and_paths_lead_somewhere(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    for path, anchor in LINK.findall(text):
        target = page.parent / path if path else page
        assert target.exists(), path
        assert not anchor or anchor in anchors(target), anchor
    missing = [path for path in CODE_PATH.findall(text) if not (ROOT / path).exists()]
    assert [path for path in missing if not EXAMPLES.fullmatch(path)] == []


def test_readme_has_at_most_1800_words() -> None:
    assert len(PAGES[0].read_text(encoding="utf-8").split()) <= 1_800


def test_operations_list_every_command() -> None:
    operations = (ROOT / ".github" / "OPERATIONS.md").read_text(encoding="utf-8")
    assert isinstance(main, Group)
    assert [name for name in main.commands if f"| `hearten {name}" not in operations] == []
