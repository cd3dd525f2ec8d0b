"""The privacy papers: complete, as the code has it, and the same in English and German."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path

import pytest

from bot.domain import card, home, pending_recognition, retention
from bot.domain.circle import MIN_USERS_FOR_FIGURE
from bot.domain.digest_choice import MAX_SHOWN
from bot.jobs import ticks
from bot.slack.features.installation.installer import STATE_LIFETIME
from bot.storage import schema
from bot.usecases import preferences
from bot.usecases import retention as retention_use_cases

GITHUB = Path(__file__).parent.parent / ".github"
PAPERS = [GITHUB / "PRIVACY.md", GITHUB / "PRIVACY.de.md"]
_CODE = re.compile(r"`([^`]+)`")
_NUMBER = re.compile(r"\d+")
_HEADINGS = re.compile(r"^(#+) ", re.MULTILINE)
_STRUCTURE = re.compile(r"^(#+|\||-) ", re.MULTILINE)


def read_rows(paper: Path) -> list[list[str]]:
    """Return the cells of the table of what is stored."""
    rows = [line.strip("| ").split(" | ") for line in paper.read_text().splitlines() if line.startswith("|")]
    return [row for row in rows if len(row) == 5][1:]


def find_row(paper: Path, table: str) -> list[str]:
    """Return the row that names this table of the database."""
    (row,) = [row for row in read_rows(paper) if table in _CODE.findall(row[4])]
    return row


@pytest.mark.parametrize("paper", PAPERS, ids=lambda paper: paper.name)
def test_paper_names_each_table_once(paper: Path) -> None:
    named = [table for row in read_rows(paper) for table in _CODE.findall(row[4])]
    assert sorted(named) == sorted(schema.metadata.tables)


def test_papers_say_the_same() -> None:
    english, german = (paper.read_text() for paper in PAPERS)
    assert _STRUCTURE.findall(english) == _STRUCTURE.findall(german)
    assert sorted(_CODE.findall(english)) == sorted(_CODE.findall(german))
    english_rows, german_rows = map(read_rows, PAPERS)
    assert [_NUMBER.findall("|".join(row[:4])) for row in english_rows] == [
        _NUMBER.findall("|".join(row[:4])) for row in german_rows
    ]


@pytest.mark.parametrize("paper", PAPERS, ids=lambda paper: paper.name)
def test_paper_has_the_periods_of_the_code(paper: Path) -> None:
    settings = schema.workspace.c
    months = str(settings.retention_months.server_default.arg)  # type: ignore[union-attr]
    days = str(settings.deactivated_days.server_default.arg)  # type: ignore[union-attr]

    def numbers(table: str) -> list[str]:
        return _NUMBER.findall(find_row(paper, table)[3])

    assert numbers("recognition") == [months, str(retention_use_cases.WITHDRAWN_RETENTION.days)]
    assert numbers("outbox_message") == [str(ticks.FAILED_DELIVERY_PERIOD.days), months]
    for table in ("reaction", "digest", "audit_entry"):
        assert numbers(table) == [months]
    assert _NUMBER.findall(find_row(paper, "audit_entry")[2]) == [str(preferences.AUDIT_PERIOD.days)]
    assert numbers("slack_user") == [days]
    assert numbers("pending_recognition") == [str(pending_recognition.PENDING_LIFETIME.days)]
    assert numbers("card") == [str(card.ENDED_RETENTION.days)]
    assert numbers("home_view") == [str(home.RETENTION_PERIOD.days)]
    assert numbers("deduplication_key") == [str(ticks.DEDUPLICATION_PERIOD.days)]
    assert numbers("install_state") == [str(STATE_LIFETIME // timedelta(minutes=1))]
    uninstalled = retention_use_cases.UNINSTALLED_RETENTION.days
    (sentence,) = [line for line in paper.read_text().splitlines() if "hearten erase" in line]
    assert sentence.startswith("- ")
    assert str(uninstalled) in sentence


def test_numbers_in_words() -> None:
    english, german = (" ".join(paper.read_text().split()) for paper in PAPERS)
    assert timedelta(days=1) == retention.HOLD_PERIOD
    assert "erases nothing for a day" in english
    assert "löscht einen Tag lang nichts" in german
    assert MIN_USERS_FOR_FIGURE == 4
    assert "at least four people" in english
    assert "mindestens vier Personen" in german
    assert MAX_SHOWN == 7
    assert "shows seven thanks" in english
    assert "zeigt er sieben Danksagungen" in german
