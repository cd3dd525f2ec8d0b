"""Changes of messages that Slack refuses for now, and whether the bot is in a digest's channel

Revision: 0015
Follows: 0014
"""

import sqlalchemy as sa
from alembic import op

revision: str = "0015"
down_revision: str | None = "0014"
branch_labels: None = None
depends_on: None = None


def upgrade() -> None:
    op.create_table(
        "held_change",
        sa.Column("message_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(32), nullable=False, comment="update or deletion"),
        sa.Column("payload", sa.JSON(), nullable=False),
        sa.Column("error", sa.Text(), nullable=False, comment="Slack's name for why"),
        sa.Column("held_since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("retry_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["message_id"],
            ["message.id"],
            name=op.f("fk_held_change_message_id_message"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id"],
            ["workspace.id"],
            name=op.f("fk_held_change_workspace_id_workspace"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("message_id", name=op.f("pk_held_change")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_held_change_retry_at"), "held_change", ["retry_at"])
    op.add_column(
        "subscription",
        sa.Column(
            "bot_is_member",
            sa.Boolean(),
            server_default=sa.false(),
            nullable=False,
            comment="when last looked",
        ),
    )


def downgrade() -> None:
    op.drop_column("subscription", "bot_is_member")
    op.drop_table("held_change")
