"""Weekly notes that leads received."""

from collections.abc import Collection
from datetime import timedelta
from typing import Any

from sqlalchemy import Select, bindparam, select, union_all

from bot.domain.ids import ChannelId, RecognitionId, WorkspaceId
from bot.domain.outbox_messages import LeadNote
from bot.storage import ids, schema
from bot.storage.conditions import IdQuery, Wanted
from bot.storage.engine import Transaction
from bot.storage.statements import PreparedStatement

COVERED_PERIOD = timedelta(days=9)
"""How long after a recognition a note may still include it: a week, and time for clocks that differ."""
_NOTE, _MEMBER, _LEAD = schema.posted_message, schema.circle_member, schema.circle_lead
_IS_NOTE = (
    _NOTE.c.workspace_id == bindparam("workspace_id"),
    _NOTE.c.kind == LeadNote.kind,
    _NOTE.c.id.between(bindparam("first", type_=_NOTE.c.id.type), bindparam("last", type_=_NOTE.c.id.type)),
)


def _select_notes(is_wanted: Wanted) -> Select[Any]:
    parts = union_all(
        *(
            select(table.c.recognition_id, table.c.user_id).where(
                is_wanted(table.c.recognition_id), *conditions
            )
            # Leads read nothing that their people got as part of a team.
            for table, *conditions in (
                (schema.giver,),
                (schema.recipient, ~schema.recipient.c.is_member),
            )
        )
    ).subquery()
    return (
        select(parts.c.recognition_id, _NOTE.c.id, _NOTE.c.channel_id)
        .select_from(parts)
        .join(_MEMBER, _MEMBER.c.user_id == parts.c.user_id)
        .join(_LEAD, _LEAD.c.circle_id == _MEMBER.c.circle_id)
        .join(_NOTE, _NOTE.c.user_id == _LEAD.c.user_id)
        .where(_MEMBER.c.workspace_id == bindparam("workspace_id"), *_IS_NOTE)
        .distinct()
    )


_NOTES = IdQuery(_select_notes)
_ALL_NOTES = PreparedStatement(select(_NOTE.c.id, _NOTE.c.channel_id).where(*_IS_NOTE))


def list_lead_notes(
    tx: Transaction, workspace_id: WorkspaceId, recognitions: Collection[RecognitionId]
) -> list[tuple[RecognitionId, str, ChannelId]]:
    """Return the notes (recognition, id, channel) that may include these recognitions.

    They were sent in the week after a recognition to leads of its givers and recipients.
    """
    ranges = {recognition: _find_range(recognition) for recognition in recognitions}
    firsts, lasts = zip(*ranges.values(), strict=True)
    rows = _NOTES.run(tx, ranges, workspace_id=workspace_id, first=min(firsts), last=max(lasts))
    notes: list[tuple[RecognitionId, str, ChannelId]] = []
    for recognition, note, channel in rows:
        first, last = ranges[recognition]
        if first <= note <= last:
            notes.append((recognition, note, channel))
    return notes


def list_all_lead_notes(
    tx: Transaction, workspace_id: WorkspaceId, recognition: RecognitionId
) -> list[tuple[str, ChannelId]]:
    """Return the notes (id, channel) of that time to all leads, also to those who lead them no longer."""
    first, last = _find_range(recognition)
    return [
        (row.id, row.channel_id)
        for row in _ALL_NOTES.fetch_all(
            tx.connection, {"workspace_id": workspace_id, "first": first, "last": last}
        )
    ]


def _find_range(recognition: RecognitionId) -> tuple[str, str]:
    """Return the ids between which those of the notes are that can include a recognition."""
    given_at = ids.find_time(recognition)
    return ids.smallest_id(given_at), ids.smallest_id(given_at + COVERED_PERIOD)
