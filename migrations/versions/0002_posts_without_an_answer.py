"""Posts without an answer, and what has to wait

Revision: 0002
Follows: 0001
"""

import sqlalchemy as sa
from alembic import op

revision: str = "0002"
down_revision: str | None = "0001"
branch_labels: None = None
depends_on: None = None


def upgrade() -> None:
    op.create_table(
        "pace",
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column(
            "what",
            sa.String(length=32),
            nullable=False,
            comment="a destination, an action, or everything",
        ),
        sa.Column("free_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id"],
            ["workspace.id"],
            name=op.f("fk_pace_workspace_id_workspace"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("workspace_id", "what", name=op.f("pk_pace")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_pace_free_at"), "pace", ["free_at"], unique=False)
    op.add_column("outbox", sa.Column("first_tried_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column(
        "outbox", sa.Column("unanswered", sa.Integer(), server_default=sa.text("0"), nullable=False)
    )
    op.add_column("outbox", sa.Column("unanswered_since", sa.DateTime(timezone=True), nullable=True))
    op.add_column("outbox", sa.Column("must_verify", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.create_index(
        "ix_outbox_leased",
        "outbox",
        ["leased_until"],
        unique=False,
        sqlite_where=sa.text("leased_until IS NOT NULL"),
        postgresql_where=sa.text("leased_until IS NOT NULL"),
    )


def downgrade() -> None:
    op.drop_index("ix_outbox_leased", table_name="outbox")
    for column in ("must_verify", "unanswered_since", "unanswered", "first_tried_at"):
        op.drop_column("outbox", column)
    op.drop_index(op.f("ix_pace_free_at"), table_name="pace")
    op.drop_table("pace")
