"""Telling people, once a day, who thanked them, reacted to what they wrote or joined in a thanks."""

from datetime import time

from bot.domain.calendar import known_zone, next_daily
from bot.domain.delivery import Kind
from bot.domain.people import Person
from bot.storage import notices, outbox
from bot.storage.engine import Transaction
from bot.storage.outbox import Letter

AFTERNOON = time(16)
"""When a person hears of the day's thanks, on their own clock."""
BATCH = 100
"""People that one transaction takes."""


def tell_later(
    tx: Transaction, workspace_id: int, person: Person, recognition: str, from_person: str
) -> None:
    """Let somebody hear once, in their next afternoon, what another did; see `notices.add`."""
    due_at = next_daily(AFTERNOON, known_zone(person.timezone), tx.now)
    notices.add(tx, workspace_id, person.id, recognition, from_person, due_at)


def gather_due(tx: Transaction) -> int:
    """Write one direct message to each of up to `BATCH` people whose afternoon has come; answers how many."""
    written = 0
    for workspace_id, person in notices.due(tx, BATCH):
        delivery = tx.new_id()
        if notices.gather(tx, workspace_id, person, delivery):
            outbox.put(tx, workspace_id, Letter(Kind.GATHERED, person), delivery=delivery)
            written += 1
    return written
