"""Settings inside Slack: whether values are asked for, where shout-outs stand, further admins, and the tour

Revision: 0012
Follows: 0011
"""

import sqlalchemy as sa
from alembic import op

revision: str = "0012"
down_revision: str | None = "0011"
branch_labels: None = None
depends_on: None = None


def upgrade() -> None:
    op.create_table(
        "appointed_admin",
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("appointed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id"],
            ["workspace.id"],
            name=op.f("fk_appointed_admin_workspace_id_workspace"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("workspace_id", "person_id", name=op.f("pk_appointed_admin")),
        sqlite_with_rowid=False,
    )
    op.add_column(
        "workspace",
        sa.Column(
            "values_asked", sa.Boolean(), server_default=sa.false(), nullable=False, comment="by the form"
        ),
    )
    op.add_column(
        "workspace",
        sa.Column(
            "shout_outs_in",
            sa.String(length=32),
            server_default="",
            nullable=False,
            comment="empty: where one thanks",
        ),
    )
    op.add_column("workspace", sa.Column("tour_offered_at", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    op.drop_column("workspace", "tour_offered_at")
    op.drop_column("workspace", "shout_outs_in")
    op.drop_column("workspace", "values_asked")
    op.drop_table("appointed_admin")
