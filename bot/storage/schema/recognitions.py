"""Recognitions and what users add to them."""

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Index,
    Integer,
    SmallInteger,
    String,
    Table,
    Text,
    UniqueConstraint,
    false,
    true,
)

from bot.storage.schema.columns import (
    PostgresqlType,
    id_column,
    metadata,
    reference,
    slack_id,
    time_column,
    workspace_column,
    workspace_key,
)

recognition = Table(
    "recognition",
    metadata,
    id_column(primary_key=True),
    workspace_column(),
    slack_id("channel_id"),
    Column(
        "deduplication_key",
        String(16),
        nullable=False,
        comment="hash of the request that gave it: repeats are recorded once",
    ),
    Column("source", String(16), nullable=False),
    Column("visibility", SmallInteger, nullable=False, comment="as given; 0 private, 1 channel, 2 public"),
    Column("text", Text, nullable=False),
    Column("message_ts", String(32), comment="of the message that it is about"),
    time_column("created_at"),
    time_column("edited_at", nullable=True),
    time_column("withdrawn_at", nullable=True),
    UniqueConstraint("workspace_id", "deduplication_key"),
    Index(None, "workspace_id", "channel_id", "id"),
    Index(None, "workspace_id", "id"),
    sqlite_with_rowid=False,
)

search_document = Table(
    "search_document",
    metadata,
    Column("id", Integer, primary_key=True, comment="the row's number in SQLite's full-text index"),
    reference("recognition"),
    Column("terms", Text().with_variant(PostgresqlType("TSVECTOR"), "postgresql"), nullable=False),
    UniqueConstraint("recognition_id"),
)
"""The words that can be looked for; its full-text index has another shape on each database."""

giver = Table(
    "giver",
    metadata,
    workspace_key(),
    slack_id("user_id", primary_key=True),
    reference("recognition", primary_key=True),
    Column("comment", Text, nullable=False, server_default="", comment="added to a reaction"),
    time_column("withdrawn_at", nullable=True),
    Index(None, "recognition_id"),
    sqlite_with_rowid=False,
)

recipient = Table(
    "recipient",
    metadata,
    workspace_key(),
    slack_id("user_id", primary_key=True),
    reference("recognition", primary_key=True),
    Column("visibility", SmallInteger, nullable=False),
    time_column("taken_down_at", nullable=True),
    time_column("opened_to_leads_at", nullable=True),
    Column("team_name", String(80), comment="of a team that is thanked as itself: its id is the user_id"),
    Column("is_member", Boolean, nullable=False, server_default=false(), comment="thanked as part of a team"),
    Index(None, "recognition_id"),
    sqlite_with_rowid=False,
)

recognition_value = Table(
    "recognition_value",
    metadata,
    reference("recognition", primary_key=True),
    Column("value_key", String(64), primary_key=True),
    Index(None, "value_key", "recognition_id"),
    sqlite_with_rowid=False,
)

mention = Table(
    "mention",
    metadata,
    workspace_key(),
    slack_id("user_id", primary_key=True),
    reference("recognition", primary_key=True),
    Column(
        "in_text",
        Boolean,
        nullable=False,
        server_default=true(),
        comment="by its own text, or only by comments",
    ),
    Index(None, "recognition_id"),
    sqlite_with_rowid=False,
)

endorsement = Table(
    "endorsement",
    metadata,
    workspace_key(),
    slack_id("user_id", primary_key=True),
    reference("recognition", primary_key=True),
    Column("comment", Text, nullable=False, server_default=""),
    Column("by_form", Boolean, nullable=False, server_default=false(), comment="or by emoji"),
    time_column("created_at"),
    time_column("withdrawn_at", nullable=True),
    Index(None, "recognition_id"),
    sqlite_with_rowid=False,
)

reply = Table(
    "reply",
    metadata,
    workspace_key(),
    slack_id("user_id", primary_key=True),
    reference("recognition", primary_key=True),
    Column("text", Text, nullable=False, comment="plain text"),
    time_column("created_at"),
    Index(None, "recognition_id"),
    sqlite_with_rowid=False,
)

credit = Table(
    "credit",
    metadata,
    workspace_key(),
    slack_id("user_id", primary_key=True),
    reference("recognition", primary_key=True),
    slack_id("sharer_id"),
    Column("comment", Text, nullable=False),
    time_column("created_at"),
    Index(None, "recognition_id"),
    sqlite_with_rowid=False,
)

reaction = Table(
    "reaction",
    metadata,
    workspace_key(),
    slack_id("channel_id", primary_key=True),
    Column("message_ts", String(32), primary_key=True),
    slack_id("user_id", primary_key=True),
    Column("emoji", String(100), primary_key=True),
    Column("value_key", String(64), nullable=False),
    Column("event_ts", String(32), nullable=False),
    Column("is_withdrawn", Boolean, nullable=False),
    Index(None, "workspace_id", "user_id"),
    sqlite_with_rowid=False,
)

report = Table(
    "report",
    metadata,
    workspace_key(),
    reference("recognition", primary_key=True),
    slack_id("user_id", primary_key=True),
    Column("reason", Text, nullable=False),
    time_column("created_at"),
    time_column("reviewed_at", nullable=True),
    Index(None, "recognition_id"),
    sqlite_with_rowid=False,
)

pending_recognition = Table(
    "pending_recognition",
    metadata,
    workspace_key(),
    Column("deduplication_key", Text, primary_key=True, comment="of the recognition that will be recorded"),
    slack_id("giver_id"),
    Column("payload", JSON, nullable=False, comment="what was typed, and the question"),
    time_column("created_at"),
    Index(None, "created_at"),
    sqlite_with_rowid=False,
)
