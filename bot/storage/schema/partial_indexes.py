"""Indexes of some rows of a table, which only migrations need to know.

They are not beside their tables: for the condition, SQLAlchemy imports all about PostgreSQL, which takes two
megabytes.
"""

from typing import Any

from sqlalchemy import Index, text

from bot.storage.schema import (
    card,
    erasure,
    outbox_message,
    pending_notification,
    posted_message,
    slack_user,
)
from bot.storage.schema.columns import metadata as metadata


def _where(condition: str) -> dict[str, Any]:
    """Return the arguments for an index of the rows that fulfil a condition."""
    return {"sqlite_where": text(condition), "postgresql_where": text(condition)}


Index("ix_slack_user_deactivated", slack_user.c.deactivated_at, **_where("deactivated_at IS NOT NULL"))
Index("ix_outbox_message_leased", outbox_message.c.leased_until, **_where("leased_until IS NOT NULL"))
Index(
    "ix_outbox_message_next",
    outbox_message.c.is_low_priority,
    outbox_message.c.id,
    **_where("failed_at IS NULL"),
)
Index(
    "ix_outbox_message_next_in_workspace",
    outbox_message.c.is_low_priority,
    outbox_message.c.workspace_id,
    outbox_message.c.id,
    **_where("failed_at IS NULL"),
)
Index("ix_outbox_message_digest_id", outbox_message.c.digest_id, **_where("digest_id IS NOT NULL"))
Index("ix_outbox_message_target_id", outbox_message.c.target_id, **_where("target_id IS NOT NULL"))
# Most messages are shout-outs: they have neither a reader of their own nor a digest.
Index(
    "ix_posted_message_user",
    posted_message.c.workspace_id,
    posted_message.c.user_id,
    **_where("user_id IS NOT NULL"),
)
Index("ix_posted_message_digest_id", posted_message.c.digest_id, **_where("digest_id IS NOT NULL"))
Index("ix_pending_notification_due", pending_notification.c.due_at, **_where("summary_id IS NULL"))
Index("ix_card_due", card.c.closes_at, **_where("ended_at IS NULL"))
# A double click orders once.
Index(
    "ix_erasure_open",
    erasure.c.enterprise_id,
    erasure.c.team_id,
    erasure.c.user_id,
    erasure.c.extent,
    unique=True,
    **_where("completed_at IS NULL"),
)
