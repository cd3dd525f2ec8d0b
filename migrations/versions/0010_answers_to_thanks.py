"""Answers to thanks: replies, shared credit, and private ones that leads may read

Revision: 0010
Follows: 0009
"""

import sqlalchemy as sa
from alembic import op

revision: str = "0010"
down_revision: str | None = "0009"
branch_labels: None = None
depends_on: None = None


def upgrade() -> None:
    op.add_column("recipient", sa.Column("opened_to_leads_at", sa.DateTime(timezone=True), nullable=True))
    op.create_table(
        "reply",
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("recognition_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("words", sa.Text(), nullable=False, comment="plain text"),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id"],
            ["workspace.id"],
            name=op.f("fk_reply_workspace_id_workspace"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["recognition_id"],
            ["recognition.id"],
            name=op.f("fk_reply_recognition_id_recognition"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("workspace_id", "person_id", "recognition_id", name=op.f("pk_reply")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_reply_recognition_id"), "reply", ["recognition_id"])
    op.create_table(
        "credit",
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("recognition_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("by_id", sa.String(length=32), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id"],
            ["workspace.id"],
            name=op.f("fk_credit_workspace_id_workspace"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["recognition_id"],
            ["recognition.id"],
            name=op.f("fk_credit_recognition_id_recognition"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("workspace_id", "person_id", "recognition_id", name=op.f("pk_credit")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_credit_recognition_id"), "credit", ["recognition_id"])


def downgrade() -> None:
    op.drop_table("credit")
    op.drop_table("reply")
    op.drop_column("recipient", "opened_to_leads_at")
