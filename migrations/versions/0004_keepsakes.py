"""The days of the year on which users get their keepsake.

Revision: 0004
Follows: 0003
"""

import sqlalchemy as sa
from alembic import op

revision: str = "0004"
down_revision: str | None = "0003"
branch_labels: None = None
depends_on: None = None

TIME = sa.DateTime(timezone=True).with_variant(sa.BigInteger(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "keepsake_schedule",
        sa.Column("workspace_id", sa.Integer, nullable=False),
        sa.Column("user_id", sa.String(32), nullable=False),
        sa.Column("month", sa.Integer, nullable=False),
        sa.Column("day", sa.Integer, nullable=False, comment="29 February comes on the 28th in other years"),
        sa.Column("next_due", TIME, nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id"],
            ["workspace.id"],
            name="fk_keepsake_schedule_workspace_id_workspace",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("workspace_id", "user_id", name="pk_keepsake_schedule"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_keepsake_schedule_next_due", "keepsake_schedule", ["next_due"])


def downgrade() -> None:
    op.drop_table("keepsake_schedule")
