"""What admins change: who set what, when, and what it was before

Revision: 0007
Follows: 0006
"""

import sqlalchemy as sa
from alembic import op

revision: str = "0007"
down_revision: str | None = "0006"
branch_labels: None = None
depends_on: None = None


def upgrade() -> None:
    op.create_table(
        "setting_change",
        sa.Column("id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("what", sa.String(length=32), nullable=False, comment="a setting's name"),
        sa.Column(
            "about", sa.Text(), nullable=False, comment="which one of several: a value's key, a person"
        ),
        sa.Column("before", sa.JSON(), nullable=False),
        sa.Column("after", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id"],
            ["workspace.id"],
            name=op.f("fk_setting_change_workspace_id_workspace"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_setting_change")),
    )
    op.create_index("ix_setting_change_workspace_id_id", "setting_change", ["workspace_id", "id"])
    op.create_index(
        "ix_setting_change_workspace_id_person_id", "setting_change", ["workspace_id", "person_id"]
    )


def downgrade() -> None:
    op.drop_table("setting_change")
