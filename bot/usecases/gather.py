"""Telling people, once a day, who reacted to what they wrote or joined in a thanks."""

from bot.domain.delivery import Kind
from bot.storage import notices, outbox
from bot.storage.engine import Transaction
from bot.storage.outbox import Letter

BATCH = 100
"""People that one transaction takes."""


def gather_due(tx: Transaction) -> int:
    """Write one direct message to each of up to `BATCH` people whose afternoon has come; answers how many."""
    written = 0
    for workspace_id, person in notices.due(tx, BATCH):
        delivery = tx.new_id()
        if notices.gather(tx, workspace_id, person, delivery):
            outbox.put(tx, workspace_id, Letter(Kind.GATHERED, person), delivery=delivery)
            written += 1
    return written
