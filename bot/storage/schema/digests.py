"""Subscriptions to digests, and the digests that were made."""

from sqlalchemy import (
    Boolean,
    Column,
    Index,
    SmallInteger,
    String,
    Table,
    UniqueConstraint,
    false,
    text,
    true,
)

from bot.storage.schema.columns import (
    UtcDateTime,
    id_column,
    metadata,
    reference,
    slack_id,
    time_column,
    workspace_column,
    workspace_key,
)

subscription = Table(
    "subscription",
    metadata,
    workspace_key(),
    slack_id("channel_id", primary_key=True),
    Column("weekday", SmallInteger, nullable=False, comment="Monday is 0"),
    Column("local_time", String(5), nullable=False, comment="local time, HH:MM"),
    Column("time_zone", String(64), nullable=False),
    Column("coverage", String(16), nullable=False, server_default="channel"),
    Column("quiet_weeks", Boolean, nullable=False, server_default=false()),
    Column("has_image", Boolean, nullable=False, server_default=true()),
    Column("language", String(35), nullable=False, server_default="", comment="empty: the workspace's"),
    Column("bot_is_member", Boolean, nullable=False, server_default=false(), comment="when last checked"),
    slack_id("owner_id"),
    time_column("starts_at"),
    time_column("covered_until"),
    time_column("next_due"),
    time_column("asked_at", nullable=True),
    Index(None, "next_due"),
    sqlite_with_rowid=False,
)

digest = Table(
    "digest",
    metadata,
    id_column(primary_key=True),
    workspace_column(),
    slack_id("channel_id"),
    time_column("starts_at"),
    time_column("ends_at"),
    Column("time_zone", String(64), nullable=False),
    Column(
        "coverage",
        String(16),
        nullable=False,
        server_default="channel",
        comment="as far as its readers may see",
    ),
    Column(
        "is_quiet", Boolean, nullable=False, server_default=false(), comment="a week without recognitions"
    ),
    Column("has_image", Boolean, nullable=False, server_default=true()),
    Column("language", String(35), nullable=False, server_default="", comment="empty: the workspace's"),
    Column("variation", SmallInteger, nullable=False, server_default=text("0")),
    slack_id("owner_id"),
    time_column("created_at"),
    Column(
        "requested_until",
        UtcDateTime,
        comment="of a digest that a member asked for: the end of its period; ends_at is when it was made",
    ),
    UniqueConstraint("workspace_id", "channel_id", "ends_at"),
)

digest_recognition = Table(
    "digest_recognition",
    metadata,
    reference("digest", primary_key=True),
    reference("recognition", primary_key=True),
    Column(
        "display_order",
        SmallInteger,
        comment="position where only some are shown; empty: after all others",
    ),
    Index(None, "recognition_id"),
    sqlite_with_rowid=False,
)

digest_offer = Table(
    "digest_offer",
    metadata,
    workspace_key(),
    slack_id("channel_id", primary_key=True),
    time_column("offered_at"),
    sqlite_with_rowid=False,
)
