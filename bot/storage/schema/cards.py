"""Cards from many, before and after their hour."""

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Index,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from bot.storage.schema.columns import (
    id_column,
    metadata,
    reference,
    slack_id,
    time_column,
    workspace_column,
    workspace_key,
)

card = Table(
    "card",
    metadata,
    id_column(primary_key=True),
    workspace_column(),
    Column(
        "deduplication_key",
        String(16),
        nullable=False,
        comment="hash of the request that started it: repeats start one",
    ),
    slack_id("starter_id"),
    slack_id("channel_id"),
    Column("channel_kind", String(16), nullable=False, comment="direct if it has no channel"),
    Column("is_private", Boolean, nullable=False, comment="only its recipients get it"),
    Column("occasion", Text, nullable=False),
    Column("time_zone", String(64), nullable=False, comment="the starter's"),
    time_column("closes_at"),
    time_column("created_at"),
    time_column("ended_at", nullable=True),
    Column("outcome", String(16), comment="given, cancelled, unsigned or undeliverable"),
    UniqueConstraint("workspace_id", "deduplication_key"),
    sqlite_with_rowid=False,
)

card_recipient = Table(
    "card_recipient",
    metadata,
    workspace_key(),
    slack_id("user_id", primary_key=True),
    reference("card", primary_key=True),
    Index(None, "card_id"),
    sqlite_with_rowid=False,
)

card_signature = Table(
    "card_signature",
    metadata,
    workspace_key(),
    slack_id("user_id", primary_key=True),
    reference("card", primary_key=True),
    Column("text", Text, nullable=False),
    Column("value_keys", JSON, nullable=False),
    time_column("signed_at"),
    Index(None, "card_id"),
    sqlite_with_rowid=False,
)
"""What was written into a card that is not given yet. Then the words become recognitions."""

card_recognition = Table(
    "card_recognition",
    metadata,
    reference("card", primary_key=True),
    reference("recognition", primary_key=True),
    Index(None, "recognition_id"),
    sqlite_with_rowid=False,
)

card_message = Table(
    "card_message",
    metadata,
    workspace_key(),
    reference("card", primary_key=True),
    Column("kind", String(32), primary_key=True, comment="of the message, or what a notice says"),
    slack_id("destination", primary_key=True),
    id_column("message_id", nullable=False),
    Index(None, "card_id"),
    sqlite_with_rowid=False,
)
