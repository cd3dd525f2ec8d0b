"""Messages to be sent and messages that were posted."""

from sqlalchemy import JSON, Boolean, Column, Index, Integer, String, Table, Text, false, text

from bot.storage.schema.columns import (
    UtcDateTime,
    id_column,
    metadata,
    reference,
    slack_id,
    time_column,
    version_column,
    workspace_column,
    workspace_key,
)

outbox_message = Table(
    "outbox_message",
    metadata,
    id_column(primary_key=True),
    workspace_column(),
    Column("kind", String(32), nullable=False),
    version_column(),
    Column(
        "is_low_priority",
        Boolean,
        nullable=False,
        server_default=false(),
        comment="scheduled, so sent after messages that users wait for",
    ),
    slack_id("destination"),
    reference("recognition", nullable=True),
    reference("digest", nullable=True),
    Column("payload", JSON, nullable=False),
    id_column("target_id", comment="the post that must be sent first: to be updated, deleted or linked to"),
    Column("attempt", Integer, nullable=False, server_default=text("0")),
    time_column("first_tried_at", nullable=True),
    time_column("retry_at"),
    Column(
        "waiting_since",
        UtcDateTime,
        nullable=False,
        comment="when retry_at or leased_until was set; in the future if the clock was set back since",
    ),
    time_column("leased_until", nullable=True),
    Column("failed_renders", Integer, nullable=False, server_default=text("0")),
    Column("unanswered", Integer, nullable=False, server_default=text("0")),
    time_column("unanswered_since", nullable=True),
    Column("must_verify", Boolean, nullable=False, server_default=false()),
    time_column("failed_at", nullable=True),
    Column("error", Text),
    time_column("created_at"),
    Index(None, "workspace_id", "destination", "id"),
    Index(None, "recognition_id"),
    sqlite_with_rowid=False,
)

posted_message = Table(
    "posted_message",
    metadata,
    id_column(primary_key=True),
    workspace_column(),
    slack_id("channel_id"),
    Column("ts", String(32), comment="unknown if it was sent through a response_url"),
    Column("kind", String(32), nullable=False),
    version_column(),
    slack_id("user_id", nullable=True),
    Column("payload", JSON, nullable=False),
    reference("recognition", nullable=True),
    reference("digest", nullable=True),
    Index(None, "workspace_id", "channel_id", "ts"),
    Index(None, "recognition_id"),
    sqlite_with_rowid=False,
)

held_change = Table(
    "held_change",
    metadata,
    reference("posted_message", primary_key=True),
    workspace_column(),
    Column("kind", String(32), nullable=False, comment="update or deletion"),
    version_column(),
    Column("payload", JSON, nullable=False),
    Column("error", Text, nullable=False, comment="Slack's error code"),
    time_column("held_since"),
    time_column("retry_at"),
    Index(None, "retry_at"),
    sqlite_with_rowid=False,
)
"""Changes of messages that Slack refuses for now: one for each message."""

rate_limit = Table(
    "rate_limit",
    metadata,
    workspace_key(),
    Column("subject", String(32), primary_key=True, comment="a destination, an action, or everything"),
    time_column("blocked_until"),
    Column("blocked_since", UtcDateTime, nullable=False, comment="when blocked_until was set"),
    Index(None, "blocked_until"),
    sqlite_with_rowid=False,
)

deduplication_key = Table(
    "deduplication_key",
    metadata,
    workspace_key(),
    Column("key", Text, primary_key=True),
    time_column("received_at"),
    Index(None, "received_at"),
    sqlite_with_rowid=False,
)

pending_notification = Table(
    "pending_notification",
    metadata,
    workspace_key(),
    slack_id("user_id", primary_key=True),
    reference("recognition", primary_key=True),
    slack_id("actor_id", primary_key=True),
    time_column("due_at"),
    id_column("summary_id", comment="the daily summary that includes it"),
    Index(None, "summary_id"),
    Index(None, "recognition_id"),
    sqlite_with_rowid=False,
)
