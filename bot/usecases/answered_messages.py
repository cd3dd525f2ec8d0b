"""Messages to the bot that were answered: Slack may send each of them again."""

from bot.domain.workspace import Workspace
from bot.storage import deduplication
from bot.storage.engine import Transaction


def is_answered(tx: Transaction, workspace: Workspace, key: str) -> bool:
    """Return True if the message with this key was answered."""
    return deduplication.has_key(tx, workspace.id, key)


def mark_answered(tx: Transaction, workspace: Workspace, key: str) -> bool:
    """Record that a message is answered; return False if it was answered before."""
    return deduplication.record_key(tx, workspace.id, key)
