"""Weekly notes that leads received."""

from datetime import timedelta

from sqlalchemy import select, true, union

from bot.domain.ids import ChannelId, RecognitionId, WorkspaceId
from bot.domain.outbox_messages import LeadNote
from bot.storage import ids, schema
from bot.storage.engine import Transaction

COVERED_PERIOD = timedelta(days=9)
"""How long after a recognition a note may still include it: a week, and time for clocks that differ."""


def list_lead_notes(
    tx: Transaction, workspace_id: WorkspaceId, recognition: RecognitionId, *, to_anybody: bool = False
) -> list[tuple[str, ChannelId]]:
    """Return the notes (id, channel) that may include a recognition.

    They were sent in the week after it to leads of its givers and recipients; with `to_anybody` to all leads,
    including those who no longer lead them.
    """
    message, member, leading = schema.posted_message, schema.circle_member, schema.circle_lead
    parts = union(
        *(
            select(table.c.user_id).where(table.c.recognition_id == recognition)
            for table in (schema.giver, schema.recipient)
        )
    )
    leads = (
        select(leading.c.user_id)
        .join(member, member.c.circle_id == leading.c.circle_id)
        .where(member.c.workspace_id == workspace_id, member.c.user_id.in_(parts))
    )
    given_at = ids.find_time(recognition)
    rows = tx.connection.execute(
        select(message.c.id, message.c.channel_id).where(
            message.c.workspace_id == workspace_id,
            true() if to_anybody else message.c.user_id.in_(leads),
            message.c.kind == LeadNote.kind,
            message.c.id.between(ids.smallest_id(given_at), ids.smallest_id(given_at + COVERED_PERIOD)),
        )
    )
    return [(row[0], row[1]) for row in rows]
