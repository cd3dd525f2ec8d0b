"""Homes: what somebody has open there, so that it follows what changes

Revision: 0009
Follows: 0008
"""

import sqlalchemy as sa
from alembic import op

revision: str = "0009"
down_revision: str | None = "0008"
branch_labels: None = None
depends_on: None = None


def upgrade() -> None:
    op.create_table(
        "home_view",
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("section", sa.String(length=16), nullable=False),
        sa.Column("page", sa.Text(), nullable=False, comment="as the buttons of a history carry it"),
        sa.Column(
            "hash", sa.Text(), nullable=False, comment="Slack's mark of what it shows; empty while unknown"
        ),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id"],
            ["workspace.id"],
            name=op.f("fk_home_view_workspace_id_workspace"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("workspace_id", "person_id", name=op.f("pk_home_view")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_home_view_opened_at", "home_view", ["opened_at"])


def downgrade() -> None:
    op.drop_table("home_view")
