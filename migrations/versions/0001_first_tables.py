"""First tables

Revision: 0001
Follows: nothing
"""

from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision: str = "0001"
down_revision: str | None = None
branch_labels: None = None
depends_on: None = None

ID = sa.Uuid(as_uuid=False).with_variant(sa.LargeBinary(), "sqlite")
SLACK_ID = sa.String(32)
TIME = sa.DateTime(timezone=True).with_variant(sa.BigInteger(), "sqlite")

# The index stores no text of its own, and of a term only which texts have it, not where: phrases are checked
# in the texts. Triggers update it, also when rows are deleted with their recognition.
FULL_TEXT_ON_SQLITE = (
    """
    CREATE VIRTUAL TABLE search_index USING fts5(
        terms, content='search_document', content_rowid='id', tokenize='ascii', columnsize=0, detail=none
    )
    """,
    # Stores nothing: each term of each text is a row.
    "CREATE VIRTUAL TABLE search_index_terms USING fts5vocab(search_index, instance)",
    """
    CREATE TRIGGER search_index_insert AFTER INSERT ON search_document BEGIN
        INSERT INTO search_index (rowid, terms) VALUES (new.id, new.terms);
    END
    """,
    """
    CREATE TRIGGER search_index_delete AFTER DELETE ON search_document BEGIN
        INSERT INTO search_index (search_index, rowid, terms) VALUES ('delete', old.id, old.terms);
    END
    """,
    """
    CREATE TRIGGER search_index_update AFTER UPDATE OF terms ON search_document BEGIN
        INSERT INTO search_index (search_index, rowid, terms) VALUES ('delete', old.id, old.terms);
        INSERT INTO search_index (rowid, terms) VALUES (new.id, new.terms);
    END
    """,
)


def _refer_to(table: str) -> sa.ForeignKey:
    return sa.ForeignKey(f"{table}.id", ondelete="CASCADE")


def _workspace_key() -> sa.Column[int]:
    return sa.Column("workspace_id", sa.Integer, _refer_to("workspace"), primary_key=True)


def _where(condition: str) -> dict[str, Any]:
    return {"sqlite_where": sa.text(condition), "postgresql_where": sa.text(condition)}


def upgrade() -> None:
    op.create_table(
        "erasure",
        sa.Column("id", ID, primary_key=True),
        sa.Column("enterprise_id", SLACK_ID, nullable=False),
        sa.Column("team_id", SLACK_ID, nullable=False),
        sa.Column("user_id", SLACK_ID, nullable=False),
        sa.Column("extent", sa.String(16), nullable=False),
        sa.Column("requested_at", TIME, nullable=False),
        sa.Column("completed_at", TIME),
        sa.Index(
            "ix_erasure_open",
            "enterprise_id",
            "team_id",
            "user_id",
            "extent",
            unique=True,
            **_where("completed_at IS NULL"),
        ),
    )
    op.create_table(
        "workspace",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("enterprise_id", SLACK_ID, nullable=False, server_default=""),
        sa.Column("team_id", SLACK_ID, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("url", sa.Text, nullable=False),
        sa.Column("bot_user_id", SLACK_ID, nullable=False),
        sa.Column("language", sa.String(35), nullable=False, server_default="en"),
        sa.Column("leads_enabled", sa.Boolean, nullable=False, server_default=sa.true()),
        sa.Column("retention_months", sa.SmallInteger, nullable=False, server_default=sa.text("24")),
        sa.Column("deactivated_days", sa.SmallInteger, nullable=False, server_default=sa.text("90")),
        sa.Column("retention_held_until", TIME),
        sa.Column("deactivation_held_until", TIME),
        sa.Column(
            "digest_editors",
            sa.String(16),
            nullable=False,
            server_default="members",
            comment="members or admins",
        ),
        sa.Column(
            "asks_for_value",
            sa.Boolean,
            nullable=False,
            server_default=sa.false(),
            comment="the form asks for a value",
        ),
        sa.Column(
            "target_channel_id",
            SLACK_ID,
            nullable=False,
            server_default="",
            comment="empty: the channel in which a recognition is given",
        ),
        sa.Column("onboarding_offered_at", TIME),
        sa.Column("created_at", TIME, nullable=False),
        sa.Column("uninstalled_at", TIME),
        sa.UniqueConstraint("enterprise_id", "team_id"),
    )
    op.create_table(
        "appointed_admin",
        _workspace_key(),
        sa.Column("user_id", SLACK_ID, primary_key=True),
        sa.Column("appointed_at", TIME, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "audit_entry",
        _workspace_key(),
        sa.Column("user_id", SLACK_ID, primary_key=True),
        sa.Column("id", ID, primary_key=True),
        sa.Column("viewer_id", SLACK_ID, nullable=False),
        sa.Column("query", sa.JSON, nullable=False),
        sa.Index(None, "workspace_id", "viewer_id"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "circle",
        sa.Column("id", ID, primary_key=True),
        sa.Column("workspace_id", sa.Integer, _refer_to("workspace"), nullable=False),
        sa.Column("source", sa.String(16), nullable=False, comment="channel, group or named"),
        sa.Column("source_id", SLACK_ID, nullable=False),
        sa.Column("name", sa.Text, nullable=False, comment="of a channel or group; empty for users"),
        sa.Column("created_at", TIME, nullable=False),
        sa.UniqueConstraint("workspace_id", "source", "source_id"),
    )
    op.create_table(
        "deduplication_key",
        _workspace_key(),
        sa.Column("key", sa.Text, primary_key=True),
        sa.Column("received_at", TIME, nullable=False),
        sa.Index(None, "received_at"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "digest",
        sa.Column("id", ID, primary_key=True),
        sa.Column("workspace_id", sa.Integer, _refer_to("workspace"), nullable=False),
        sa.Column("channel_id", SLACK_ID, nullable=False),
        sa.Column("starts_at", TIME, nullable=False),
        sa.Column("ends_at", TIME, nullable=False),
        sa.Column("time_zone", sa.String(64), nullable=False),
        sa.Column(
            "coverage",
            sa.String(16),
            nullable=False,
            server_default="channel",
            comment="as far as its readers may see",
        ),
        sa.Column(
            "is_quiet",
            sa.Boolean,
            nullable=False,
            server_default=sa.false(),
            comment="a week without recognitions",
        ),
        sa.Column("has_image", sa.Boolean, nullable=False, server_default=sa.true()),
        sa.Column(
            "language", sa.String(35), nullable=False, server_default="", comment="empty: the workspace's"
        ),
        sa.Column("variation", sa.SmallInteger, nullable=False, server_default=sa.text("0")),
        sa.Column("owner_id", SLACK_ID, nullable=False),
        sa.Column("created_at", TIME, nullable=False),
        sa.UniqueConstraint("workspace_id", "channel_id", "ends_at"),
    )
    op.create_table(
        "digest_offer",
        _workspace_key(),
        sa.Column("channel_id", SLACK_ID, primary_key=True),
        sa.Column("offered_at", TIME, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "home_view",
        _workspace_key(),
        sa.Column("user_id", SLACK_ID, primary_key=True),
        sa.Column("section", sa.String(16), nullable=False),
        sa.Column("page", sa.Text, nullable=False, comment="as the buttons of a history carry it"),
        sa.Column("hash", sa.Text, nullable=False, comment="Slack's hash of the view; empty while unknown"),
        sa.Column("opened_at", TIME, nullable=False),
        sa.Index(None, "opened_at"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "installation",
        _workspace_key(),
        sa.Column("is_enterprise_install", sa.Boolean, primary_key=True),
        sa.Column("bot_token", sa.LargeBinary, nullable=False, comment="encrypted"),
        sa.Column("scopes", sa.Text, nullable=False),
        sa.Column("installer_id", SLACK_ID, nullable=False),
        sa.Column("installed_at", TIME, nullable=False),
        sa.Column("revoked_at", TIME),
    )
    op.create_table(
        "pending_recognition",
        _workspace_key(),
        sa.Column(
            "deduplication_key", sa.Text, primary_key=True, comment="of the recognition that will be recorded"
        ),
        sa.Column("giver_id", SLACK_ID, nullable=False),
        sa.Column("payload", sa.JSON, nullable=False, comment="what was typed, and the question"),
        sa.Column("created_at", TIME, nullable=False),
        sa.Index(None, "created_at"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "preferences",
        _workspace_key(),
        sa.Column("user_id", SLACK_ID, primary_key=True),
        sa.Column("thanks", sa.String(16), nullable=False, server_default="publicly"),
        sa.Column("messages", sa.String(16), nullable=False, server_default="at once"),
        sa.Column("digests", sa.Boolean, nullable=False, server_default=sa.true()),
        sa.Column("reactions", sa.Boolean, nullable=False, server_default=sa.true()),
        sa.Column("prompts", sa.Boolean, nullable=False, server_default=sa.false()),
        sa.Column("welcomed_at", TIME),
        sa.Column("reactions_explained_at", TIME),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "rate_limit",
        _workspace_key(),
        sa.Column("subject", SLACK_ID, primary_key=True, comment="a destination, an action, or everything"),
        sa.Column("blocked_until", TIME, nullable=False),
        sa.Column("blocked_since", TIME, nullable=False, comment="when blocked_until was set"),
        sa.Index(None, "blocked_until"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "reaction",
        _workspace_key(),
        sa.Column("channel_id", SLACK_ID, primary_key=True),
        sa.Column("message_ts", SLACK_ID, primary_key=True),
        sa.Column("user_id", SLACK_ID, primary_key=True),
        sa.Column("emoji", sa.String(100), primary_key=True),
        sa.Column("value_key", sa.String(64), nullable=False),
        sa.Column("event_ts", SLACK_ID, nullable=False),
        sa.Column("is_withdrawn", sa.Boolean, nullable=False),
        sa.Index(None, "workspace_id", "user_id"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "recognition",
        sa.Column("id", ID, primary_key=True),
        sa.Column("workspace_id", sa.Integer, _refer_to("workspace"), nullable=False),
        sa.Column("channel_id", SLACK_ID, nullable=False),
        sa.Column(
            "deduplication_key",
            sa.String(16),
            nullable=False,
            comment="hash of the request that gave it: repeats are recorded once",
        ),
        sa.Column("source", sa.String(16), nullable=False),
        sa.Column(
            "visibility", sa.SmallInteger, nullable=False, comment="as given; 0 private, 1 channel, 2 public"
        ),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("message_ts", SLACK_ID, comment="of the message that it is about"),
        sa.Column("created_at", TIME, nullable=False),
        sa.Column("edited_at", TIME),
        sa.Column("withdrawn_at", TIME),
        sa.UniqueConstraint("workspace_id", "deduplication_key"),
        sa.Index(None, "workspace_id", "channel_id", "id"),
        sa.Index(None, "workspace_id", "id"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "setting_change",
        sa.Column("id", ID, primary_key=True),
        sa.Column("workspace_id", sa.Integer, _refer_to("workspace"), nullable=False),
        sa.Column("user_id", SLACK_ID, nullable=False),
        sa.Column("setting", SLACK_ID, nullable=False, comment="a setting's name"),
        sa.Column("subject", sa.Text, nullable=False, comment="which one of several: a value's key, a user"),
        sa.Column("before", sa.JSON, nullable=False),
        sa.Column("after", sa.JSON, nullable=False),
        sa.Index(None, "workspace_id", "id"),
        sa.Index(None, "workspace_id", "user_id"),
    )
    op.create_table(
        "slack_user",
        _workspace_key(),
        sa.Column("id", SLACK_ID, primary_key=True),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("timezone", sa.String(64), nullable=False),
        sa.Column("locale", sa.String(35), nullable=False),
        sa.Column("is_bot", sa.Boolean, nullable=False),
        sa.Column("is_deactivated", sa.Boolean, nullable=False),
        sa.Column("deactivated_at", TIME),
        sa.Column("is_guest", sa.Boolean, nullable=False),
        sa.Column("is_admin", sa.Boolean, nullable=False, server_default=sa.false()),
        sa.Column("is_foreign", sa.Boolean, nullable=False),
        sa.Column("picture", sa.Text, nullable=False, server_default=""),
        sa.Column("fetched_at", TIME, nullable=False),
        sa.Index("ix_slack_user_deactivated", "deactivated_at", **_where("deactivated_at IS NOT NULL")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "subscription",
        _workspace_key(),
        sa.Column("channel_id", SLACK_ID, primary_key=True),
        sa.Column("weekday", sa.SmallInteger, nullable=False, comment="Monday is 0"),
        sa.Column("local_time", sa.String(5), nullable=False, comment="local time, HH:MM"),
        sa.Column("time_zone", sa.String(64), nullable=False),
        sa.Column("coverage", sa.String(16), nullable=False, server_default="channel"),
        sa.Column("quiet_weeks", sa.Boolean, nullable=False, server_default=sa.false()),
        sa.Column("has_image", sa.Boolean, nullable=False, server_default=sa.true()),
        sa.Column(
            "language", sa.String(35), nullable=False, server_default="", comment="empty: the workspace's"
        ),
        sa.Column(
            "bot_is_member",
            sa.Boolean,
            nullable=False,
            server_default=sa.false(),
            comment="when last checked",
        ),
        sa.Column("owner_id", SLACK_ID, nullable=False),
        sa.Column("starts_at", TIME, nullable=False),
        sa.Column("covered_until", TIME, nullable=False),
        sa.Column("next_due", TIME, nullable=False),
        sa.Index(None, "next_due"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "value",
        _workspace_key(),
        sa.Column("key", sa.String(64), primary_key=True),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("emoji", sa.String(100), nullable=False),
        sa.Column("character", SLACK_ID, nullable=False, server_default=""),
        sa.Column("description", sa.Text, nullable=False, server_default=""),
        sa.Column("aliases", sa.JSON, nullable=False),
        sa.Column("extra_emoji", sa.JSON, nullable=False, comment="name, character"),
        sa.Column("position", sa.SmallInteger, nullable=False),
        sa.Column("retired_at", TIME),
        sa.Column("merged_into", sa.String(64), comment="the key of another value"),
        sa.Column("merge_cursor", ID, comment="rows up to this recognition are rewritten"),
        sa.Column(
            "style",
            sa.SmallInteger,
            nullable=False,
            comment="how digest images draw it, unique in the workspace",
        ),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "weekly_schedule",
        _workspace_key(),
        sa.Column("user_id", SLACK_ID, primary_key=True),
        sa.Column("kind", sa.String(16), primary_key=True, comment="lead's note or prompt"),
        sa.Column("next_due", TIME, nullable=False),
        sa.Index(None, "kind", "next_due"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "circle_lead",
        _workspace_key(),
        sa.Column("user_id", SLACK_ID, primary_key=True),
        sa.Column("circle_id", ID, _refer_to("circle"), primary_key=True),
        sa.Index(None, "circle_id"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "circle_member",
        _workspace_key(),
        sa.Column("user_id", SLACK_ID, primary_key=True),
        sa.Column("circle_id", ID, _refer_to("circle"), primary_key=True),
        sa.Column("notified_at", TIME),
        sa.Index(None, "circle_id"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "credit",
        _workspace_key(),
        sa.Column("user_id", SLACK_ID, primary_key=True),
        sa.Column("recognition_id", ID, _refer_to("recognition"), primary_key=True),
        sa.Column("sharer_id", SLACK_ID, nullable=False),
        sa.Column("comment", sa.Text, nullable=False),
        sa.Column("created_at", TIME, nullable=False),
        sa.Index(None, "recognition_id"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "digest_recognition",
        sa.Column("digest_id", ID, _refer_to("digest"), primary_key=True),
        sa.Column("recognition_id", ID, _refer_to("recognition"), primary_key=True),
        sa.Column(
            "display_order",
            sa.SmallInteger,
            comment="position where only some are shown; empty: after all others",
        ),
        sa.Index(None, "recognition_id"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "endorsement",
        _workspace_key(),
        sa.Column("user_id", SLACK_ID, primary_key=True),
        sa.Column("recognition_id", ID, _refer_to("recognition"), primary_key=True),
        sa.Column("comment", sa.Text, nullable=False, server_default=""),
        sa.Column("by_form", sa.Boolean, nullable=False, server_default=sa.false(), comment="or by emoji"),
        sa.Column("created_at", TIME, nullable=False),
        sa.Column("withdrawn_at", TIME),
        sa.Index(None, "recognition_id"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "giver",
        _workspace_key(),
        sa.Column("user_id", SLACK_ID, primary_key=True),
        sa.Column("recognition_id", ID, _refer_to("recognition"), primary_key=True),
        sa.Column("comment", sa.Text, nullable=False, server_default="", comment="added to a reaction"),
        sa.Column("withdrawn_at", TIME),
        sa.Index(None, "recognition_id"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "mention",
        _workspace_key(),
        sa.Column("user_id", SLACK_ID, primary_key=True),
        sa.Column("recognition_id", ID, _refer_to("recognition"), primary_key=True),
        sa.Column(
            "in_text",
            sa.Boolean,
            nullable=False,
            server_default=sa.true(),
            comment="by its own text, or only by comments",
        ),
        sa.Index(None, "recognition_id"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "outbox_message",
        sa.Column("id", ID, primary_key=True),
        sa.Column("workspace_id", sa.Integer, _refer_to("workspace"), nullable=False),
        sa.Column("kind", SLACK_ID, nullable=False),
        sa.Column("version", sa.Integer, nullable=False, server_default=sa.text("1")),
        sa.Column(
            "is_low_priority",
            sa.Boolean,
            nullable=False,
            server_default=sa.false(),
            comment="scheduled, so sent after messages that users wait for",
        ),
        sa.Column("destination", SLACK_ID, nullable=False),
        sa.Column("recognition_id", ID, _refer_to("recognition")),
        sa.Column("digest_id", ID, _refer_to("digest")),
        sa.Column("payload", sa.JSON, nullable=False),
        sa.Column(
            "target_id", ID, comment="the post that must be sent first: to be updated, deleted or linked to"
        ),
        sa.Column("attempt", sa.Integer, nullable=False, server_default=sa.text("0")),
        sa.Column("first_tried_at", TIME),
        sa.Column("retry_at", TIME, nullable=False),
        sa.Column(
            "waiting_since",
            TIME,
            nullable=False,
            comment="when retry_at or leased_until was set; in the future if the clock was set back since",
        ),
        sa.Column("leased_until", TIME),
        sa.Column("failed_renders", sa.Integer, nullable=False, server_default=sa.text("0")),
        sa.Column("unanswered", sa.Integer, nullable=False, server_default=sa.text("0")),
        sa.Column("unanswered_since", TIME),
        sa.Column("must_verify", sa.Boolean, nullable=False, server_default=sa.false()),
        sa.Column("failed_at", TIME),
        sa.Column("error", sa.Text),
        sa.Column("created_at", TIME, nullable=False),
        sa.Index("ix_outbox_message_digest_id", "digest_id", **_where("digest_id IS NOT NULL")),
        sa.Index("ix_outbox_message_leased", "leased_until", **_where("leased_until IS NOT NULL")),
        sa.Index("ix_outbox_message_next", "is_low_priority", "id", **_where("failed_at IS NULL")),
        sa.Index(
            "ix_outbox_message_next_in_workspace",
            "is_low_priority",
            "workspace_id",
            "id",
            **_where("failed_at IS NULL"),
        ),
        sa.Index("ix_outbox_message_target_id", "target_id", **_where("target_id IS NOT NULL")),
        sa.Index(None, "recognition_id"),
        sa.Index(None, "workspace_id", "destination", "id"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "pending_notification",
        _workspace_key(),
        sa.Column("user_id", SLACK_ID, primary_key=True),
        sa.Column("recognition_id", ID, _refer_to("recognition"), primary_key=True),
        sa.Column("actor_id", SLACK_ID, primary_key=True),
        sa.Column("due_at", TIME, nullable=False),
        sa.Column("summary_id", ID, comment="the daily summary that includes it"),
        sa.Index("ix_pending_notification_due", "due_at", **_where("summary_id IS NULL")),
        sa.Index(None, "recognition_id"),
        sa.Index(None, "summary_id"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "posted_message",
        sa.Column("id", ID, primary_key=True),
        sa.Column("workspace_id", sa.Integer, _refer_to("workspace"), nullable=False),
        sa.Column("channel_id", SLACK_ID, nullable=False),
        sa.Column("ts", SLACK_ID, comment="unknown if it was sent through a response_url"),
        sa.Column("kind", SLACK_ID, nullable=False),
        sa.Column("version", sa.Integer, nullable=False, server_default=sa.text("1")),
        sa.Column("user_id", SLACK_ID),
        sa.Column("payload", sa.JSON, nullable=False),
        sa.Column("recognition_id", ID, _refer_to("recognition")),
        sa.Column("digest_id", ID, _refer_to("digest")),
        sa.Index("ix_posted_message_digest_id", "digest_id", **_where("digest_id IS NOT NULL")),
        sa.Index("ix_posted_message_user", "workspace_id", "user_id", **_where("user_id IS NOT NULL")),
        sa.Index(None, "recognition_id"),
        sa.Index(None, "workspace_id", "channel_id", "ts"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "recipient",
        _workspace_key(),
        sa.Column("user_id", SLACK_ID, primary_key=True),
        sa.Column("recognition_id", ID, _refer_to("recognition"), primary_key=True),
        sa.Column("visibility", sa.SmallInteger, nullable=False),
        sa.Column("taken_down_at", TIME),
        sa.Column("opened_to_leads_at", TIME),
        sa.Index(None, "recognition_id"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "recognition_value",
        sa.Column("recognition_id", ID, _refer_to("recognition"), primary_key=True),
        sa.Column("value_key", sa.String(64), primary_key=True),
        sa.Index(None, "value_key", "recognition_id"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "reply",
        _workspace_key(),
        sa.Column("user_id", SLACK_ID, primary_key=True),
        sa.Column("recognition_id", ID, _refer_to("recognition"), primary_key=True),
        sa.Column("text", sa.Text, nullable=False, comment="plain text"),
        sa.Column("created_at", TIME, nullable=False),
        sa.Index(None, "recognition_id"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "report",
        _workspace_key(),
        sa.Column("recognition_id", ID, _refer_to("recognition"), primary_key=True),
        sa.Column("user_id", SLACK_ID, primary_key=True),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("created_at", TIME, nullable=False),
        sa.Column("reviewed_at", TIME),
        sa.Index(None, "recognition_id"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "search_document",
        sa.Column("id", sa.Integer, primary_key=True, comment="the row's number in SQLite's full-text index"),
        sa.Column("recognition_id", ID, _refer_to("recognition"), nullable=False),
        sa.Column("terms", sa.Text().with_variant(postgresql.TSVECTOR(), "postgresql"), nullable=False),
        sa.UniqueConstraint("recognition_id"),
    )
    op.create_table(
        "held_change",
        sa.Column("posted_message_id", ID, _refer_to("posted_message"), primary_key=True),
        sa.Column("workspace_id", sa.Integer, _refer_to("workspace"), nullable=False),
        sa.Column("kind", SLACK_ID, nullable=False, comment="update or deletion"),
        sa.Column("version", sa.Integer, nullable=False, server_default=sa.text("1")),
        sa.Column("payload", sa.JSON, nullable=False),
        sa.Column("error", sa.Text, nullable=False, comment="Slack's error code"),
        sa.Column("held_since", TIME, nullable=False),
        sa.Column("retry_at", TIME, nullable=False),
        sa.Index(None, "retry_at"),
        sqlite_with_rowid=False,
    )
    if op.get_context().dialect.name == "postgresql":
        op.create_index("search_index", "search_document", ["terms"], postgresql_using="gin")
        return
    for statement in FULL_TEXT_ON_SQLITE:
        op.execute(statement)


def downgrade() -> None:
    if op.get_context().dialect.name == "sqlite":
        op.drop_table("search_index_terms")
        op.drop_table("search_index")
    for table in (
        "held_change",
        "search_document",
        "report",
        "reply",
        "recognition_value",
        "recipient",
        "posted_message",
        "pending_notification",
        "outbox_message",
        "mention",
        "giver",
        "endorsement",
        "digest_recognition",
        "credit",
        "circle_member",
        "circle_lead",
        "weekly_schedule",
        "value",
        "subscription",
        "slack_user",
        "setting_change",
        "recognition",
        "reaction",
        "rate_limit",
        "preferences",
        "pending_recognition",
        "installation",
        "home_view",
        "digest_offer",
        "digest",
        "deduplication_key",
        "circle",
        "audit_entry",
        "appointed_admin",
        "workspace",
        "erasure",
    ):
        op.drop_table(table)
