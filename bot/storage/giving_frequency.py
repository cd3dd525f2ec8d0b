"""How often somebody thanks."""

from datetime import datetime, timedelta

from sqlalchemy import func, select

from bot.domain.recognition import Source
from bot.storage import ids, schema
from bot.storage.engine import Transaction


def count_given(tx: Transaction, workspace_id: int, giver: str, after: datetime) -> int:
    """How many thanks in words somebody gave after an instant, also those that were taken back."""
    given, recognition = schema.giver, schema.recognition
    # Ids tell milliseconds: those of the instant itself are no longer meant.
    since = ids.smallest_id(after + timedelta(milliseconds=1))
    count = tx.connection.scalar(
        select(func.count())
        .select_from(given)
        .join(recognition, recognition.c.id == given.c.recognition_id)
        .where(
            given.c.workspace_id == workspace_id,
            given.c.user_id == giver,
            given.c.recognition_id >= since,
            recognition.c.source != Source.REACTION.value,
        )
    )
    return int(count or 0)
