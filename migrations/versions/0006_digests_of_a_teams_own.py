"""Digests of a team's own: what they cover, how they look, and whom they were offered to

Revision: 0006
Follows: 0005
"""

import sqlalchemy as sa
from alembic import op

revision: str = "0006"
down_revision: str | None = "0005"
branch_labels: None = None
depends_on: None = None


def upgrade() -> None:
    op.add_column(
        "workspace",
        sa.Column(
            "digests_by",
            sa.String(length=16),
            server_default="members",
            nullable=False,
            comment="members or admins",
        ),
    )
    op.add_column(
        "subscription",
        sa.Column("covers", sa.String(length=16), server_default="channel", nullable=False),
    )
    op.add_column(
        "subscription",
        sa.Column("quiet_weeks", sa.Boolean(), server_default=sa.false(), nullable=False),
    )
    op.add_column(
        "digest",
        sa.Column(
            "covers",
            sa.String(length=16),
            server_default="channel",
            nullable=False,
            comment="as far as it may",
        ),
    )
    op.add_column(
        "digest",
        sa.Column(
            "is_quiet",
            sa.Boolean(),
            server_default=sa.false(),
            nullable=False,
            comment="a week without thanks",
        ),
    )
    op.add_column(
        "digest",
        sa.Column("variation", sa.SmallInteger(), server_default=sa.text("0"), nullable=False),
    )
    for table in ("subscription", "digest"):
        op.add_column(table, sa.Column("picture", sa.Boolean(), server_default=sa.true(), nullable=False))
        op.add_column(
            table,
            sa.Column(
                "language",
                sa.String(length=35),
                server_default="",
                nullable=False,
                comment="empty: the workspace's",
            ),
        )
    op.create_table(
        "digest_offer",
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("channel_id", sa.String(length=32), nullable=False),
        sa.Column("offered_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id"],
            ["workspace.id"],
            name=op.f("fk_digest_offer_workspace_id_workspace"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("workspace_id", "channel_id", name=op.f("pk_digest_offer")),
        sqlite_with_rowid=False,
    )
    # A digest of all that is public reads one stretch of time of its workspace.
    op.create_index("ix_recognition_workspace_id_id", "recognition", ["workspace_id", "id"])


def downgrade() -> None:
    op.drop_index("ix_recognition_workspace_id_id", "recognition")
    op.drop_table("digest_offer")
    for column in ("language", "picture", "variation", "is_quiet", "covers"):
        op.drop_column("digest", column)
    for column in ("language", "picture", "quiet_weeks", "covers"):
        op.drop_column("subscription", column)
    op.drop_column("workspace", "digests_by")
