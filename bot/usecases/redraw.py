"""Letting our messages follow what happened to a recognition."""

from collections.abc import Iterable

from bot.domain.delivery import Kind
from bot.storage import digest_stories, homes, lead_notes, messages, notices, outbox, people
from bot.storage.engine import Transaction
from bot.storage.outbox import Letter


def redraw(tx: Transaction, workspace_id: int, recognition: str) -> None:
    """Render anew every message that shows this recognition; what shows nothing any more is deleted."""
    # In this order: what is posted meanwhile is found as one or as the other, or as both.
    for delivery, letter in outbox.under_way(tx, recognition):
        _update(tx, workspace_id, letter.destination, delivery)
    for message in messages.about(tx, recognition):
        _update(tx, workspace_id, message.channel, message.id)
    _redraw_collections(tx, workspace_id, recognition)


def remove(tx: Transaction, workspace_id: int, recognition: str) -> None:
    """Take a recognition out of Slack: its own messages go, those that tell it among others change."""
    for letter in outbox.recall(tx, recognition):
        if letter.payload.get("first"):
            people.first_time_again(tx, workspace_id, letter.destination, "welcomed_at")
    # In this order: what is posted meanwhile is found as one or as the other, or as both.
    for delivery, letter in outbox.under_way(tx, recognition):
        if letter.kind is Kind.PROMPT:
            _update(tx, workspace_id, letter.destination, delivery)
        else:
            _put(tx, workspace_id, Kind.DELETION, letter.destination, delivery)
    for message in messages.about(tx, recognition):
        _put(tx, workspace_id, Kind.DELETION, message.channel, message.id)
    _redraw_collections(tx, workspace_id, recognition)


def redraw_explained(tx: Transaction, workspace_id: int, recognition: str) -> None:
    """Render anew what explains somebody's first emoji with this recognition: it names whom they thanked."""
    for message in messages.explaining(tx, recognition):
        _update(tx, workspace_id, message.channel, message.id)


def redraw_digests(tx: Transaction, workspace_id: int, person: str) -> None:
    """Render anew the digests that a person has a part in: who may be named in them is decided anew."""
    redraw_these(tx, workspace_id, digest_stories.with_person(tx, workspace_id, person))


def redraw_these(tx: Transaction, workspace_id: int, found: Iterable[tuple[str, str]]) -> None:
    """Render these digests (id, channel) anew."""
    for digest, channel in found:
        _update(tx, workspace_id, channel, digest)


def _redraw_collections(tx: Transaction, workspace_id: int, recognition: str) -> None:
    redraw_these(tx, workspace_id, digest_stories.with_story(tx, recognition))
    for delivery, person in notices.deliveries_with(tx, recognition):
        _update(tx, workspace_id, person, delivery)
    for message in messages.remembering(tx, recognition):
        _update(tx, workspace_id, message.channel, message.id)
    for note, channel in lead_notes.telling(tx, workspace_id, recognition):
        _update(tx, workspace_id, channel, note)
    homes.changed_with(tx, workspace_id, recognition)


def _update(tx: Transaction, workspace_id: int, destination: str, target: str) -> None:
    if not outbox.has_update_waiting(tx, target):
        _put(tx, workspace_id, Kind.UPDATE, destination, target)


def _put(tx: Transaction, workspace_id: int, kind: Kind, destination: str, target: str) -> None:
    outbox.put(tx, workspace_id, Letter(kind, destination, target=target))
