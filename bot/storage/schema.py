"""The tables. Every row belongs to one workspace and goes with it.

Times are UTC. Ids of people and channels are Slack's; ids of our own are UUIDv7, which sort by time, so
that "the latest of a person" is one range of a primary key.
"""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    SmallInteger,
    String,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
    Uuid,
    false,
    text,
    true,
)
from sqlalchemy.dialects.postgresql import TSVECTOR
from sqlalchemy.engine import Dialect

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)


class UtcDateTime(TypeDecorator[datetime]):
    """An instant. Naive times are refused on the way in; what comes out is always in UTC."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Convert to UTC."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a naive time cannot be stored")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Restore the zone, which SQLite does not keep."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def _id(name: str = "id", **options: Any) -> Column[str]:
    return Column(name, Uuid(as_uuid=False), **options)


def _workspace_key() -> Column[int]:
    return Column("workspace_id", Integer, ForeignKey("workspace.id", ondelete="CASCADE"), primary_key=True)


def _workspace() -> Column[int]:
    return Column("workspace_id", Integer, ForeignKey("workspace.id", ondelete="CASCADE"), nullable=False)


def _of(table: str, *, primary_key: bool = False, nullable: bool = False) -> Column[str]:
    return Column(
        f"{table}_id",
        Uuid(as_uuid=False),
        ForeignKey(f"{table}.id", ondelete="CASCADE"),
        primary_key=primary_key,
        nullable=nullable,
    )


def _slack_id(name: str, *, primary_key: bool = False, nullable: bool = False) -> Column[str]:
    return Column(name, String(32), primary_key=primary_key, nullable=nullable)


def _version() -> Column[int]:
    """A column: the version of the kind of message that a row is written in."""
    return Column("version", Integer, nullable=False, server_default=text("1"))


def _instant(name: str, *, nullable: bool = False) -> Column[datetime]:
    return Column(name, UtcDateTime, nullable=nullable)


workspace = Table(
    "workspace",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("enterprise_id", String(32), nullable=False, server_default=""),
    Column("team_id", String(32), nullable=False),
    Column("name", Text, nullable=False),
    Column("url", Text, nullable=False),
    _slack_id("bot_user_id"),
    Column("language", String(35), nullable=False, server_default="en"),
    Column("leads_enabled", Boolean, nullable=False, server_default=true()),
    Column("retention_months", SmallInteger, nullable=False, server_default=text("24")),
    Column("deactivated_days", SmallInteger, nullable=False, server_default=text("90")),
    # Nothing is erased by the two before these instants.
    _instant("retention_held_until", nullable=True),
    _instant("deactivation_held_until", nullable=True),
    Column(
        "digest_editors", String(16), nullable=False, server_default="members", comment="members or admins"
    ),
    Column("asks_for_value", Boolean, nullable=False, server_default=false(), comment="by the form"),
    Column(
        "target_channel_id", String(32), nullable=False, server_default="", comment="empty: where one thanks"
    ),
    _instant("onboarding_offered_at", nullable=True),
    _instant("created_at"),
    _instant("uninstalled_at", nullable=True),
    UniqueConstraint("enterprise_id", "team_id"),
)

installation = Table(
    "installation",
    metadata,
    _workspace_key(),
    Column("is_enterprise_install", Boolean, primary_key=True),
    Column("bot_token", LargeBinary, nullable=False, comment="encrypted"),
    Column("scopes", Text, nullable=False),
    _slack_id("installer_id"),
    _instant("installed_at"),
    _instant("revoked_at", nullable=True),
)

slack_user = Table(
    "slack_user",
    metadata,
    _workspace_key(),
    _slack_id("id", primary_key=True),
    Column("name", Text, nullable=False),
    Column("timezone", String(64), nullable=False),
    Column("locale", String(35), nullable=False),
    Column("is_bot", Boolean, nullable=False),
    Column("is_deactivated", Boolean, nullable=False),
    _instant("deactivated_at", nullable=True),
    Column("is_guest", Boolean, nullable=False),
    Column("is_admin", Boolean, nullable=False, server_default=false()),
    Column("is_foreign", Boolean, nullable=False),
    Column("picture", Text, nullable=False, server_default=""),
    _instant("fetched_at"),
    Index(
        "ix_slack_user_deactivated",
        "deactivated_at",
        sqlite_where=text("deactivated_at IS NOT NULL"),
        postgresql_where=text("deactivated_at IS NOT NULL"),
    ),
    sqlite_with_rowid=False,
)

appointed_admin = Table(
    "appointed_admin",
    metadata,
    _workspace_key(),
    _slack_id("user_id", primary_key=True),
    _instant("appointed_at"),
    sqlite_with_rowid=False,
)

preferences = Table(
    "preferences",
    metadata,
    _workspace_key(),
    _slack_id("user_id", primary_key=True),
    Column("thanks", String(16), nullable=False, server_default="publicly"),
    Column("messages", String(16), nullable=False, server_default="at once"),
    Column("digests", Boolean, nullable=False, server_default=true()),
    Column("reactions", Boolean, nullable=False, server_default=true()),
    Column("prompts", Boolean, nullable=False, server_default=false()),
    _instant("welcomed_at", nullable=True),
    _instant("reactions_explained_at", nullable=True),
    sqlite_with_rowid=False,
)

value = Table(
    "value",
    metadata,
    _workspace_key(),
    Column("key", String(64), primary_key=True),
    Column("name", Text, nullable=False),
    Column("emoji", String(100), nullable=False),
    Column("character", String(32), nullable=False, server_default=""),
    Column("description", Text, nullable=False, server_default=""),
    Column("aliases", JSON, nullable=False),
    Column("extra_emoji", JSON, comment="more emoji: name, character"),
    Column("position", SmallInteger, nullable=False),
    _instant("retired_at", nullable=True),
    Column("merged_into", String(64), comment="the key of the value that this one is a part of"),
    _id("merge_cursor", nullable=True, comment="rows up to this recognition are the other value's"),
    Column("style", SmallInteger, comment="how digest images draw it; never another's"),
    sqlite_with_rowid=False,
)

recognition = Table(
    "recognition",
    metadata,
    _id(primary_key=True),
    _workspace(),
    _slack_id("channel_id"),
    Column("deduplication_key", Text, nullable=False, comment="what it came from; Slack's repeats meet here"),
    Column("source", String(16), nullable=False),
    Column("visibility", SmallInteger, nullable=False, comment="as given; 0 private, 1 channel, 2 public"),
    Column("text", Text, nullable=False),
    Column("message_ts", String(32), comment="the message that was thanked for, by reaction or shortcut"),
    _instant("created_at"),
    _instant("edited_at", nullable=True),
    _instant("withdrawn_at", nullable=True),
    UniqueConstraint("workspace_id", "deduplication_key"),
    Index(None, "workspace_id", "channel_id", "id"),
    Index(None, "workspace_id", "id"),
    sqlite_with_rowid=False,
)

search_document = Table(
    "search_document",
    metadata,
    Column("id", Integer, primary_key=True, comment="the row's number in SQLite's full-text index"),
    _of("recognition"),
    Column("terms", Text().with_variant(TSVECTOR(), "postgresql"), nullable=False),
    UniqueConstraint("recognition_id"),
)
"""The words that can be looked for; its full-text index has another shape on each database."""

giver = Table(
    "giver",
    metadata,
    _workspace_key(),
    _slack_id("user_id", primary_key=True),
    _of("recognition", primary_key=True),
    Column("comment", Text, nullable=False, server_default="", comment="added to an emoji"),
    _instant("withdrawn_at", nullable=True),
    Index(None, "recognition_id"),
    sqlite_with_rowid=False,
)

recipient = Table(
    "recipient",
    metadata,
    _workspace_key(),
    _slack_id("user_id", primary_key=True),
    _of("recognition", primary_key=True),
    Column("visibility", SmallInteger, nullable=False),
    _instant("taken_down_at", nullable=True),
    _instant("opened_to_leads_at", nullable=True),
    Index(None, "recognition_id"),
    sqlite_with_rowid=False,
)

recognition_value = Table(
    "recognition_value",
    metadata,
    _of("recognition", primary_key=True),
    Column("value_key", String(64), primary_key=True),
    Index(None, "value_key", "recognition_id"),
    sqlite_with_rowid=False,
)

recipient_value = Table(
    "recipient_value",
    metadata,
    _workspace_key(),
    _slack_id("user_id", primary_key=True),
    Column("value_key", String(64), primary_key=True),
    _of("recognition", primary_key=True),
    Index(None, "recognition_id"),
    sqlite_with_rowid=False,
)

mention = Table(
    "mention",
    metadata,
    _workspace_key(),
    _slack_id("user_id", primary_key=True),
    _of("recognition", primary_key=True),
    Column(
        "in_text",
        Boolean,
        nullable=False,
        server_default=true(),
        comment="by its own words, or only by what others added",
    ),
    Index(None, "recognition_id"),
    sqlite_with_rowid=False,
)

endorsement = Table(
    "endorsement",
    metadata,
    _workspace_key(),
    _slack_id("user_id", primary_key=True),
    _of("recognition", primary_key=True),
    Column("comment", Text, nullable=False, server_default=""),
    Column("by_form", Boolean, nullable=False, server_default=false(), comment="or by an emoji alone"),
    _instant("created_at"),
    _instant("withdrawn_at", nullable=True),
    Index(None, "recognition_id"),
    sqlite_with_rowid=False,
)

reply = Table(
    "reply",
    metadata,
    _workspace_key(),
    _slack_id("user_id", primary_key=True),
    _of("recognition", primary_key=True),
    Column("text", Text, nullable=False, comment="plain text"),
    _instant("created_at"),
    Index(None, "recognition_id"),
    sqlite_with_rowid=False,
)

credit = Table(
    "credit",
    metadata,
    _workspace_key(),
    _slack_id("user_id", primary_key=True),
    _of("recognition", primary_key=True),
    _slack_id("sharer_id"),
    Column("comment", Text, nullable=False),
    _instant("created_at"),
    Index(None, "recognition_id"),
    sqlite_with_rowid=False,
)

reaction = Table(
    "reaction",
    metadata,
    _workspace_key(),
    _slack_id("channel_id", primary_key=True),
    Column("message_ts", String(32), primary_key=True),
    _slack_id("user_id", primary_key=True),
    Column("emoji", String(100), primary_key=True),
    Column("value_key", String(64), nullable=False),
    Column("event_ts", String(32), nullable=False),
    Column("is_withdrawn", Boolean, nullable=False),
    Index(None, "workspace_id", "user_id"),
    sqlite_with_rowid=False,
)

posted_message = Table(
    "posted_message",
    metadata,
    _id(primary_key=True),
    _workspace(),
    _slack_id("channel_id"),
    Column("ts", String(32), comment="unknown where it went through a response_url"),
    Column("kind", String(32), nullable=False),
    _version(),
    _slack_id("user_id", nullable=True),
    Column("payload", JSON, nullable=False),
    _of("recognition", nullable=True),
    _of("digest", nullable=True),
    Index(None, "workspace_id", "channel_id", "ts"),
    Index(None, "workspace_id", "user_id"),
    Index(None, "recognition_id"),
    Index(None, "digest_id"),
)

outbox_message = Table(
    "outbox_message",
    metadata,
    _id(primary_key=True),
    _workspace(),
    Column("kind", String(32), nullable=False),
    _version(),
    Column(
        "is_low_priority",
        Boolean,
        nullable=False,
        server_default=false(),
        comment="comes at an hour, and lets others go first",
    ),
    _slack_id("destination"),
    _of("recognition", nullable=True),
    _of("digest", nullable=True),
    Column("payload", JSON, nullable=False),
    _id("target_id", comment="the post that comes first: to be changed, deleted or linked to"),
    Column("attempt", Integer, nullable=False, server_default=text("0")),
    _instant("first_tried_at", nullable=True),
    _instant("retry_at"),
    Column(
        "waiting_since",
        UtcDateTime,
        comment="when retry_at or leased_until was set; in the future if the clock was set back since",
    ),
    _instant("leased_until", nullable=True),
    Column("failed_renders", Integer, nullable=False, server_default=text("0")),
    Column("unanswered", Integer, nullable=False, server_default=text("0")),
    _instant("unanswered_since", nullable=True),
    Column("must_verify", Boolean, nullable=False, server_default=false()),
    _instant("failed_at", nullable=True),
    Column("error", Text),
    _instant("created_at"),
    Index(None, "workspace_id", "destination", "id"),
    Index(
        "ix_outbox_message_leased",
        "leased_until",
        sqlite_where=text("leased_until IS NOT NULL"),
        postgresql_where=text("leased_until IS NOT NULL"),
    ),
    Index(
        "ix_outbox_message_next",
        "is_low_priority",
        "id",
        sqlite_where=text("failed_at IS NULL"),
        postgresql_where=text("failed_at IS NULL"),
    ),
    Index(
        "ix_outbox_message_next_in_workspace",
        "is_low_priority",
        "workspace_id",
        "id",
        sqlite_where=text("failed_at IS NULL"),
        postgresql_where=text("failed_at IS NULL"),
    ),
    Index(None, "recognition_id"),
    Index(None, "target_id"),
)

held_change = Table(
    "held_change",
    metadata,
    _of("posted_message", primary_key=True),
    _workspace(),
    Column("kind", String(32), nullable=False, comment="update or deletion"),
    _version(),
    Column("payload", JSON, nullable=False),
    Column("error", Text, nullable=False, comment="Slack's name for why"),
    _instant("held_since"),
    _instant("retry_at"),
    Index(None, "retry_at"),
    sqlite_with_rowid=False,
)
"""Changes of messages that Slack refuses for now: one for each message."""

rate_limit = Table(
    "rate_limit",
    metadata,
    _workspace_key(),
    Column("subject", String(32), primary_key=True, comment="a destination, an action, or everything"),
    _instant("blocked_until"),
    Column("blocked_since", UtcDateTime, comment="when blocked_until was set"),
    Index(None, "blocked_until"),
    sqlite_with_rowid=False,
)

deduplication_key = Table(
    "deduplication_key",
    metadata,
    _workspace_key(),
    Column("key", Text, primary_key=True),
    _instant("received_at"),
    Index(None, "received_at"),
    sqlite_with_rowid=False,
)

pending_recognition = Table(
    "pending_recognition",
    metadata,
    _workspace_key(),
    Column("deduplication_key", Text, primary_key=True, comment="the key under which it will be recorded"),
    _slack_id("giver_id"),
    Column("payload", JSON, nullable=False, comment="what was typed and what is asked about it"),
    _instant("created_at"),
    Index(None, "created_at"),
    sqlite_with_rowid=False,
)

pending_notification = Table(
    "pending_notification",
    metadata,
    _workspace_key(),
    _slack_id("user_id", primary_key=True),
    _of("recognition", primary_key=True),
    _slack_id("actor_id", primary_key=True),
    _instant("due_at"),
    _id("summary_id", comment="the gathered message that tells it"),
    Index(
        "ix_pending_notification_due",
        "due_at",
        sqlite_where=text("summary_id IS NULL"),
        postgresql_where=text("summary_id IS NULL"),
    ),
    Index(None, "summary_id"),
    Index(None, "recognition_id"),
    sqlite_with_rowid=False,
)

subscription = Table(
    "subscription",
    metadata,
    _workspace_key(),
    _slack_id("channel_id", primary_key=True),
    Column("weekday", SmallInteger, nullable=False, comment="Monday is 0"),
    Column("local_time", String(5), nullable=False, comment="local time, HH:MM"),
    Column("time_zone", String(64), nullable=False),
    Column("coverage", String(16), nullable=False, server_default="channel"),
    Column("quiet_weeks", Boolean, nullable=False, server_default=false()),
    Column("has_image", Boolean, nullable=False, server_default=true()),
    Column("language", String(35), nullable=False, server_default="", comment="empty: the workspace's"),
    Column("bot_is_member", Boolean, nullable=False, server_default=false(), comment="when last looked"),
    _slack_id("owner_id"),
    _instant("starts_at"),
    _instant("covered_until"),
    _instant("next_due"),
    Index(None, "next_due"),
    sqlite_with_rowid=False,
)

digest = Table(
    "digest",
    metadata,
    _id(primary_key=True),
    _workspace(),
    _slack_id("channel_id"),
    _instant("starts_at"),
    _instant("ends_at"),
    Column("time_zone", String(64), nullable=False),
    Column("coverage", String(16), nullable=False, server_default="channel", comment="as far as it may"),
    Column("is_quiet", Boolean, nullable=False, server_default=false(), comment="a week without thanks"),
    Column("has_image", Boolean, nullable=False, server_default=true()),
    Column("language", String(35), nullable=False, server_default="", comment="empty: the workspace's"),
    Column("variation", SmallInteger, nullable=False, server_default=text("0")),
    _slack_id("owner_id"),
    _instant("created_at"),
    UniqueConstraint("workspace_id", "channel_id", "ends_at"),
)

digest_recognition = Table(
    "digest_recognition",
    metadata,
    _of("digest", primary_key=True),
    _of("recognition", primary_key=True),
    Column(
        "display_order",
        SmallInteger,
        comment="which comes first where there is room for few; empty: after those that have one",
    ),
    Index(None, "recognition_id"),
    sqlite_with_rowid=False,
)

digest_offer = Table(
    "digest_offer",
    metadata,
    _workspace_key(),
    _slack_id("channel_id", primary_key=True),
    _instant("offered_at"),
    sqlite_with_rowid=False,
)

circle = Table(
    "circle",
    metadata,
    _id(primary_key=True),
    _workspace(),
    Column("source", String(16), nullable=False, comment="channel, group or named"),
    _slack_id("source_id"),
    Column("name", Text, nullable=False, comment="a channel's or group's; people are named as they are"),
    _instant("created_at"),
    UniqueConstraint("workspace_id", "source", "source_id"),
)

circle_lead = Table(
    "circle_lead",
    metadata,
    _workspace_key(),
    _slack_id("user_id", primary_key=True),
    _of("circle", primary_key=True),
    Index(None, "circle_id"),
    sqlite_with_rowid=False,
)

circle_member = Table(
    "circle_member",
    metadata,
    _workspace_key(),
    _slack_id("user_id", primary_key=True),
    _of("circle", primary_key=True),
    _instant("notified_at", nullable=True),
    Index(None, "circle_id"),
    sqlite_with_rowid=False,
)

weekly_schedule = Table(
    "weekly_schedule",
    metadata,
    _workspace_key(),
    _slack_id("user_id", primary_key=True),
    Column("kind", String(16), primary_key=True, comment="lead's note or prompt"),
    _instant("next_due"),
    Index(None, "kind", "next_due"),
    sqlite_with_rowid=False,
)

audit_entry = Table(
    "audit_entry",
    metadata,
    _workspace_key(),
    _slack_id("user_id", primary_key=True),
    _id(primary_key=True),
    _slack_id("viewer_id"),
    Column("query", JSON, nullable=False),
    Index(None, "workspace_id", "viewer_id"),
    sqlite_with_rowid=False,
)

setting_change = Table(
    "setting_change",
    metadata,
    _id(primary_key=True),
    _workspace(),
    _slack_id("user_id"),
    Column("setting", String(32), nullable=False, comment="a setting's name"),
    Column("subject", Text, nullable=False, comment="which one of several: a value's key, a person"),
    Column("before", JSON, nullable=False),
    Column("after", JSON, nullable=False),
    Index(None, "workspace_id", "id"),
    Index(None, "workspace_id", "user_id"),
)

home_view = Table(
    "home_view",
    metadata,
    _workspace_key(),
    _slack_id("user_id", primary_key=True),
    Column("section", String(16), nullable=False),
    Column("page", Text, nullable=False, comment="as the buttons of a history carry it"),
    Column("hash", Text, nullable=False, comment="Slack's mark of what it shows; empty while unknown"),
    _instant("opened_at"),
    Index(None, "opened_at"),
    sqlite_with_rowid=False,
)
"""What somebody has open on their Home: Slack does not tell when it is closed."""

report = Table(
    "report",
    metadata,
    _workspace_key(),
    _of("recognition", primary_key=True),
    _slack_id("user_id", primary_key=True),
    Column("reason", Text, nullable=False),
    _instant("created_at"),
    _instant("reviewed_at", nullable=True),
    Index(None, "recognition_id"),
    sqlite_with_rowid=False,
)

erasure = Table(
    "erasure",
    metadata,
    _id(primary_key=True),
    # Not of a workspace's row: that one may be what is erased.
    Column("enterprise_id", String(32), nullable=False),
    Column("team_id", String(32), nullable=False),
    _slack_id("user_id"),
    Column("extent", String(16), nullable=False),
    _instant("requested_at"),
    _instant("completed_at", nullable=True),
    # Pressed twice is ordered once.
    Index(
        "ix_erasure_open",
        "enterprise_id",
        "team_id",
        "user_id",
        "extent",
        unique=True,
        sqlite_where=text("completed_at IS NULL"),
        postgresql_where=text("completed_at IS NULL"),
    ),
)
