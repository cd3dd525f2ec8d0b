"""What a user received in their last twelve months."""

from datetime import timedelta

from bot.domain.history import HistoryFilters
from bot.domain.recognition import RecognitionView
from bot.domain.visibility import ReceivedScope
from bot.domain.workspace import Workspace
from bot.storage import pages
from bot.storage.engine import Transaction

YEAR = timedelta(days=365)
MAX_RECOGNITIONS = 300
"""Recognitions in the picture of a year: the newest ones if there are more."""


def list_received_in_year(tx: Transaction, workspace: Workspace, user: str) -> tuple[RecognitionView, ...]:
    """Return what a user received in the last twelve months, oldest first."""
    filters = HistoryFilters(since=tx.now - YEAR)
    found = pages.read_page(tx, workspace, ReceivedScope(user), filters, limit=MAX_RECOGNITIONS)
    return tuple(reversed(found))
