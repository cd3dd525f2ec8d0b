"""The first tables

Revision: 0001
Follows: nothing
"""

import sqlalchemy as sa
from alembic import op

revision: str = "0001"
down_revision: str | None = None
branch_labels: None = None
depends_on: None = None


def upgrade() -> None:
    op.create_table(
        "workspace",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("enterprise_id", sa.String(length=32), server_default="", nullable=False),
        sa.Column("team_id", sa.String(length=32), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("bot_user_id", sa.String(length=32), nullable=False),
        sa.Column("language", sa.String(length=35), server_default="en", nullable=False),
        sa.Column("leads_enabled", sa.Boolean(), server_default=sa.true(), nullable=False),
        sa.Column("retention_months", sa.SmallInteger(), server_default=sa.text("24"), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_workspace")),
        sa.UniqueConstraint("enterprise_id", "team_id", name=op.f("uq_workspace_enterprise_id_team_id")),
    )
    op.create_table(
        "access",
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("asker_id", sa.String(length=32), nullable=False),
        sa.Column("asked", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id"],
            ["workspace.id"],
            name=op.f("fk_access_workspace_id_workspace"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("workspace_id", "person_id", "id", name=op.f("pk_access")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "choice",
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("wish", sa.String(length=16), server_default="publicly", nullable=False),
        sa.Column("direct_messages", sa.String(length=16), server_default="at once", nullable=False),
        sa.Column("in_digests", sa.Boolean(), server_default=sa.true(), nullable=False),
        sa.Column("reactions_kept", sa.Boolean(), server_default=sa.true(), nullable=False),
        sa.Column("prompts", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("welcomed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reactions_explained_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["workspace_id"],
            ["workspace.id"],
            name=op.f("fk_choice_workspace_id_workspace"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("workspace_id", "person_id", name=op.f("pk_choice")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "circle",
        sa.Column("id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(length=16), nullable=False, comment="channel, group or named"),
        sa.Column("source_id", sa.String(length=32), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id"],
            ["workspace.id"],
            name=op.f("fk_circle_workspace_id_workspace"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_circle")),
    )
    op.create_index(op.f("ix_circle_workspace_id"), "circle", ["workspace_id"], unique=False)
    op.create_table(
        "digest",
        sa.Column("id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("channel_id", sa.String(length=32), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("zone", sa.String(length=64), nullable=False),
        sa.Column("set_by", sa.String(length=32), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id"],
            ["workspace.id"],
            name=op.f("fk_digest_workspace_id_workspace"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_digest")),
        sa.UniqueConstraint(
            "workspace_id", "channel_id", "ends_at", name=op.f("uq_digest_workspace_id_channel_id_ends_at")
        ),
    )
    op.create_table(
        "inbox",
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id"],
            ["workspace.id"],
            name=op.f("fk_inbox_workspace_id_workspace"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("workspace_id", "key", name=op.f("pk_inbox")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_inbox_received_at"), "inbox", ["received_at"], unique=False)
    op.create_table(
        "installation",
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("is_enterprise_install", sa.Boolean(), nullable=False),
        sa.Column("bot_token", sa.LargeBinary(), nullable=False, comment="encrypted"),
        sa.Column("scopes", sa.Text(), nullable=False),
        sa.Column("installed_by", sa.String(length=32), nullable=False),
        sa.Column("installed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["workspace_id"],
            ["workspace.id"],
            name=op.f("fk_installation_workspace_id_workspace"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("workspace_id", "is_enterprise_install", name=op.f("pk_installation")),
    )
    op.create_table(
        "person",
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("timezone", sa.String(length=64), nullable=False),
        sa.Column("locale", sa.String(length=35), nullable=False),
        sa.Column("is_bot", sa.Boolean(), nullable=False),
        sa.Column("is_deactivated", sa.Boolean(), nullable=False),
        sa.Column("is_guest", sa.Boolean(), nullable=False),
        sa.Column("is_foreign", sa.Boolean(), nullable=False),
        sa.Column("fetched_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id"],
            ["workspace.id"],
            name=op.f("fk_person_workspace_id_workspace"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("workspace_id", "id", name=op.f("pk_person")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "reaction",
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("channel_id", sa.String(length=32), nullable=False),
        sa.Column("message_ts", sa.String(length=32), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("emoji", sa.String(length=100), nullable=False),
        sa.Column("value_key", sa.String(length=64), nullable=False),
        sa.Column("event_ts", sa.String(length=32), nullable=False),
        sa.Column("is_withdrawn", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id"],
            ["workspace.id"],
            name=op.f("fk_reaction_workspace_id_workspace"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint(
            "workspace_id", "channel_id", "message_ts", "person_id", "emoji", name=op.f("pk_reaction")
        ),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "recognition",
        sa.Column("id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("channel_id", sa.String(length=32), nullable=False),
        sa.Column(
            "origin", sa.Text(), nullable=False, comment="what it came from; Slack's repeats meet here"
        ),
        sa.Column("source", sa.String(length=16), nullable=False),
        sa.Column(
            "visibility",
            sa.SmallInteger(),
            nullable=False,
            comment="as given; 0 private, 1 channel, 2 public",
        ),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column(
            "message_ts",
            sa.String(length=32),
            nullable=True,
            comment="the message that was thanked for, by reaction or shortcut",
        ),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("edited_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["workspace_id"],
            ["workspace.id"],
            name=op.f("fk_recognition_workspace_id_workspace"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recognition")),
        sa.UniqueConstraint("workspace_id", "origin", name=op.f("uq_recognition_workspace_id_origin")),
        sqlite_with_rowid=False,
    )
    op.create_index(
        op.f("ix_recognition_workspace_id_channel_id_id"),
        "recognition",
        ["workspace_id", "channel_id", "id"],
        unique=False,
    )
    op.create_table(
        "subscription",
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("channel_id", sa.String(length=32), nullable=False),
        sa.Column("weekday", sa.SmallInteger(), nullable=False, comment="Monday is 0"),
        sa.Column("at", sa.String(length=5), nullable=False, comment="local time, HH:MM"),
        sa.Column("zone", sa.String(length=64), nullable=False),
        sa.Column("set_by", sa.String(length=32), nullable=False),
        sa.Column("begins_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("covered_until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("next_due", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id"],
            ["workspace.id"],
            name=op.f("fk_subscription_workspace_id_workspace"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("workspace_id", "channel_id", name=op.f("pk_subscription")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_subscription_next_due"), "subscription", ["next_due"], unique=False)
    op.create_table(
        "value",
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("emoji", sa.String(length=100), nullable=False),
        sa.Column("character", sa.String(length=32), server_default="", nullable=False),
        sa.Column("description", sa.Text(), server_default="", nullable=False),
        sa.Column("aliases", sa.JSON(), nullable=False),
        sa.Column("position", sa.SmallInteger(), nullable=False),
        sa.Column("retired_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["workspace_id"],
            ["workspace.id"],
            name=op.f("fk_value_workspace_id_workspace"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("workspace_id", "key", name=op.f("pk_value")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "circle_lead",
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("circle_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.ForeignKeyConstraint(
            ["circle_id"], ["circle.id"], name=op.f("fk_circle_lead_circle_id_circle"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id"],
            ["workspace.id"],
            name=op.f("fk_circle_lead_workspace_id_workspace"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("workspace_id", "person_id", "circle_id", name=op.f("pk_circle_lead")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_circle_lead_circle_id"), "circle_lead", ["circle_id"], unique=False)
    op.create_table(
        "circle_member",
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("circle_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["circle_id"], ["circle.id"], name=op.f("fk_circle_member_circle_id_circle"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id"],
            ["workspace.id"],
            name=op.f("fk_circle_member_workspace_id_workspace"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("workspace_id", "person_id", "circle_id", name=op.f("pk_circle_member")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_circle_member_circle_id"), "circle_member", ["circle_id"], unique=False)
    op.create_table(
        "digest_story",
        sa.Column("digest_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("recognition_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.ForeignKeyConstraint(
            ["digest_id"], ["digest.id"], name=op.f("fk_digest_story_digest_id_digest"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["recognition_id"],
            ["recognition.id"],
            name=op.f("fk_digest_story_recognition_id_recognition"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("digest_id", "recognition_id", name=op.f("pk_digest_story")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_digest_story_recognition_id"), "digest_story", ["recognition_id"], unique=False)
    op.create_table(
        "giver",
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("recognition_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["recognition_id"],
            ["recognition.id"],
            name=op.f("fk_giver_recognition_id_recognition"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id"],
            ["workspace.id"],
            name=op.f("fk_giver_workspace_id_workspace"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("workspace_id", "person_id", "recognition_id", name=op.f("pk_giver")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_giver_recognition_id"), "giver", ["recognition_id"], unique=False)
    op.create_table(
        "mention",
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("recognition_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.ForeignKeyConstraint(
            ["recognition_id"],
            ["recognition.id"],
            name=op.f("fk_mention_recognition_id_recognition"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id"],
            ["workspace.id"],
            name=op.f("fk_mention_workspace_id_workspace"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("workspace_id", "person_id", "recognition_id", name=op.f("pk_mention")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_mention_recognition_id"), "mention", ["recognition_id"], unique=False)
    op.create_table(
        "message",
        sa.Column("id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("channel_id", sa.String(length=32), nullable=False),
        sa.Column(
            "ts", sa.String(length=32), nullable=True, comment="unknown where it went through a response_url"
        ),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=True),
        sa.Column("payload", sa.JSON(), nullable=False),
        sa.Column("recognition_id", sa.Uuid(as_uuid=False), nullable=True),
        sa.Column("digest_id", sa.Uuid(as_uuid=False), nullable=True),
        sa.ForeignKeyConstraint(
            ["digest_id"], ["digest.id"], name=op.f("fk_message_digest_id_digest"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["recognition_id"],
            ["recognition.id"],
            name=op.f("fk_message_recognition_id_recognition"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id"],
            ["workspace.id"],
            name=op.f("fk_message_workspace_id_workspace"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_message")),
    )
    op.create_index(op.f("ix_message_digest_id"), "message", ["digest_id"], unique=False)
    op.create_index(op.f("ix_message_recognition_id"), "message", ["recognition_id"], unique=False)
    op.create_index(
        op.f("ix_message_workspace_id_channel_id_ts"),
        "message",
        ["workspace_id", "channel_id", "ts"],
        unique=False,
    )
    op.create_table(
        "notice",
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("recognition_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("from_id", sa.String(length=32), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "delivery_id", sa.Uuid(as_uuid=False), nullable=True, comment="the gathered message that tells it"
        ),
        sa.ForeignKeyConstraint(
            ["recognition_id"],
            ["recognition.id"],
            name=op.f("fk_notice_recognition_id_recognition"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id"],
            ["workspace.id"],
            name=op.f("fk_notice_workspace_id_workspace"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint(
            "workspace_id", "person_id", "recognition_id", "from_id", name=op.f("pk_notice")
        ),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_notice_delivery_id"), "notice", ["delivery_id"], unique=False)
    op.create_index(
        "ix_notice_due",
        "notice",
        ["due_at"],
        unique=False,
        sqlite_where=sa.text("delivery_id IS NULL"),
        postgresql_where=sa.text("delivery_id IS NULL"),
    )
    op.create_index(op.f("ix_notice_recognition_id"), "notice", ["recognition_id"], unique=False)
    op.create_table(
        "outbox",
        sa.Column("id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("destination", sa.String(length=32), nullable=False),
        sa.Column("recognition_id", sa.Uuid(as_uuid=False), nullable=True),
        sa.Column("digest_id", sa.Uuid(as_uuid=False), nullable=True),
        sa.Column("payload", sa.JSON(), nullable=False),
        sa.Column(
            "target_id",
            sa.Uuid(as_uuid=False),
            nullable=True,
            comment="the post that comes first: to be changed, deleted or linked to",
        ),
        sa.Column("attempt", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("retry_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("leased_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("failed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("error", sa.Text(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["digest_id"], ["digest.id"], name=op.f("fk_outbox_digest_id_digest"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["recognition_id"],
            ["recognition.id"],
            name=op.f("fk_outbox_recognition_id_recognition"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id"],
            ["workspace.id"],
            name=op.f("fk_outbox_workspace_id_workspace"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox")),
    )
    op.create_index(
        "ix_outbox_due",
        "outbox",
        ["retry_at", "id"],
        unique=False,
        sqlite_where=sa.text("failed_at IS NULL"),
        postgresql_where=sa.text("failed_at IS NULL"),
    )
    op.create_index(op.f("ix_outbox_recognition_id"), "outbox", ["recognition_id"], unique=False)
    op.create_index(op.f("ix_outbox_target_id"), "outbox", ["target_id"], unique=False)
    op.create_index(
        op.f("ix_outbox_workspace_id_destination_id"),
        "outbox",
        ["workspace_id", "destination", "id"],
        unique=False,
    )
    op.create_table(
        "recipient",
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("recognition_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("visibility", sa.SmallInteger(), nullable=False),
        sa.Column("taken_down_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["recognition_id"],
            ["recognition.id"],
            name=op.f("fk_recipient_recognition_id_recognition"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id"],
            ["workspace.id"],
            name=op.f("fk_recipient_workspace_id_workspace"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("workspace_id", "person_id", "recognition_id", name=op.f("pk_recipient")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_recipient_recognition_id"), "recipient", ["recognition_id"], unique=False)
    op.create_table(
        "recipient_value",
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("value_key", sa.String(length=64), nullable=False),
        sa.Column("recognition_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.ForeignKeyConstraint(
            ["recognition_id"],
            ["recognition.id"],
            name=op.f("fk_recipient_value_recognition_id_recognition"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id"],
            ["workspace.id"],
            name=op.f("fk_recipient_value_workspace_id_workspace"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint(
            "workspace_id", "person_id", "value_key", "recognition_id", name=op.f("pk_recipient_value")
        ),
        sqlite_with_rowid=False,
    )
    op.create_index(
        op.f("ix_recipient_value_recognition_id"), "recipient_value", ["recognition_id"], unique=False
    )
    op.create_table(
        "recognition_value",
        sa.Column("recognition_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("value_key", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["recognition_id"],
            ["recognition.id"],
            name=op.f("fk_recognition_value_recognition_id_recognition"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("recognition_id", "value_key", name=op.f("pk_recognition_value")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "voice",
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("recognition_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("words", sa.Text(), server_default="", nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["recognition_id"],
            ["recognition.id"],
            name=op.f("fk_voice_recognition_id_recognition"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id"],
            ["workspace.id"],
            name=op.f("fk_voice_workspace_id_workspace"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("workspace_id", "person_id", "recognition_id", name=op.f("pk_voice")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_voice_recognition_id"), "voice", ["recognition_id"], unique=False)


def downgrade() -> None:
    op.drop_index(op.f("ix_voice_recognition_id"), table_name="voice")
    op.drop_table("voice")
    op.drop_table("recognition_value")
    op.drop_index(op.f("ix_recipient_value_recognition_id"), table_name="recipient_value")
    op.drop_table("recipient_value")
    op.drop_index(op.f("ix_recipient_recognition_id"), table_name="recipient")
    op.drop_table("recipient")
    op.drop_index(op.f("ix_outbox_workspace_id_destination_id"), table_name="outbox")
    op.drop_index(op.f("ix_outbox_target_id"), table_name="outbox")
    op.drop_index(op.f("ix_outbox_recognition_id"), table_name="outbox")
    op.drop_index(
        "ix_outbox_due",
        table_name="outbox",
        sqlite_where=sa.text("failed_at IS NULL"),
        postgresql_where=sa.text("failed_at IS NULL"),
    )
    op.drop_table("outbox")
    op.drop_index(op.f("ix_notice_recognition_id"), table_name="notice")
    op.drop_index(
        "ix_notice_due",
        table_name="notice",
        sqlite_where=sa.text("delivery_id IS NULL"),
        postgresql_where=sa.text("delivery_id IS NULL"),
    )
    op.drop_index(op.f("ix_notice_delivery_id"), table_name="notice")
    op.drop_table("notice")
    op.drop_index(op.f("ix_message_workspace_id_channel_id_ts"), table_name="message")
    op.drop_index(op.f("ix_message_recognition_id"), table_name="message")
    op.drop_index(op.f("ix_message_digest_id"), table_name="message")
    op.drop_table("message")
    op.drop_index(op.f("ix_mention_recognition_id"), table_name="mention")
    op.drop_table("mention")
    op.drop_index(op.f("ix_giver_recognition_id"), table_name="giver")
    op.drop_table("giver")
    op.drop_index(op.f("ix_digest_story_recognition_id"), table_name="digest_story")
    op.drop_table("digest_story")
    op.drop_index(op.f("ix_circle_member_circle_id"), table_name="circle_member")
    op.drop_table("circle_member")
    op.drop_index(op.f("ix_circle_lead_circle_id"), table_name="circle_lead")
    op.drop_table("circle_lead")
    op.drop_table("value")
    op.drop_index(op.f("ix_subscription_next_due"), table_name="subscription")
    op.drop_table("subscription")
    op.drop_index(op.f("ix_recognition_workspace_id_channel_id_id"), table_name="recognition")
    op.drop_table("recognition")
    op.drop_table("reaction")
    op.drop_table("person")
    op.drop_table("installation")
    op.drop_index(op.f("ix_inbox_received_at"), table_name="inbox")
    op.drop_table("inbox")
    op.drop_table("digest")
    op.drop_index(op.f("ix_circle_workspace_id"), table_name="circle")
    op.drop_table("circle")
    op.drop_table("choice")
    op.drop_table("access")
    op.drop_table("workspace")
