"""Recognitions that wait for their giver's answer to a question

Revision: 0014
Follows: 0013
"""

import sqlalchemy as sa
from alembic import op

revision: str = "0014"
down_revision: str | None = "0013"
branch_labels: None = None
depends_on: None = None


def upgrade() -> None:
    op.create_table(
        "pending_recognition",
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("origin", sa.Text(), nullable=False, comment="the key under which it will be recorded"),
        sa.Column("giver_id", sa.String(length=32), nullable=False),
        sa.Column("payload", sa.JSON(), nullable=False, comment="what was typed and what is asked about it"),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id"],
            ["workspace.id"],
            name=op.f("fk_pending_recognition_workspace_id_workspace"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("workspace_id", "origin", name=op.f("pk_pending_recognition")),
        sqlite_with_rowid=False,
    )
    op.create_index(
        op.f("ix_pending_recognition_created_at"), "pending_recognition", ["created_at"], unique=False
    )


def downgrade() -> None:
    op.drop_table("pending_recognition")
