"""What somebody was thanked for in their own last twelve months."""

from datetime import timedelta

from bot.domain.history import HistoryFilters
from bot.domain.recognition import RecognitionView
from bot.domain.visibility import ReceivedScope
from bot.domain.workspace import Workspace
from bot.storage import pages
from bot.storage.engine import Transaction

YEAR = timedelta(days=365)
MAX_RECOGNITIONS = 300
"""Recognitions that a picture of a year is made of: those of the last months, for who got more."""


def list_received_in_year(tx: Transaction, workspace: Workspace, user: str) -> tuple[RecognitionView, ...]:
    """Return what a person received in the last twelve months, oldest first."""
    filters = HistoryFilters(since=tx.now - YEAR)
    found = pages.read_page(tx, workspace, ReceivedScope(user), filters, limit=MAX_RECOGNITIONS)
    return tuple(reversed(found))
