"""What a new workspace's first days show, and whether the owner of a quiet digest was asked.

Revision: 0006
Follows: 0005
"""

import sqlalchemy as sa
from alembic import op

revision: str = "0006"
down_revision: str | None = "0005"
branch_labels: None = None
depends_on: None = None

TIME = sa.DateTime(timezone=True).with_variant(sa.BigInteger(), "sqlite")
SLACK_ID = sa.String(32)


def _workspace_key(table: str) -> tuple[sa.Column[int], sa.ForeignKeyConstraint]:
    return (
        sa.Column("workspace_id", sa.Integer, nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id"],
            ["workspace.id"],
            name=f"fk_{table}_workspace_id_workspace",
            ondelete="CASCADE",
        ),
    )


def upgrade() -> None:
    op.add_column("subscription", sa.Column("asked_at", TIME))
    op.create_table(
        "first_week",
        *_workspace_key("first_week"),
        sa.Column("user_id", SLACK_ID, nullable=False),
        sa.Column("due_at", TIME, nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", name="pk_first_week"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_first_week_due_at", "first_week", ["due_at"])
    op.create_table(
        "thankful_channel",
        *_workspace_key("thankful_channel"),
        sa.Column("channel_id", SLACK_ID, nullable=False),
        sa.Column("reactions", sa.Integer, nullable=False, comment="that may mean thanks"),
        sa.PrimaryKeyConstraint("workspace_id", "channel_id", name="pk_thankful_channel"),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    op.drop_table("thankful_channel")
    op.drop_table("first_week")
    op.drop_column("subscription", "asked_at")
