"""Values that admins change: more emoji for one, and one that became a part of another

Revision: 0011
Follows: 0010
"""

import sqlalchemy as sa
from alembic import op

revision: str = "0011"
down_revision: str | None = "0010"
branch_labels: None = None
depends_on: None = None


def upgrade() -> None:
    op.add_column(
        "value", sa.Column("others", sa.JSON(), nullable=True, comment="more emoji: name, character")
    )
    op.add_column(
        "value",
        sa.Column(
            "merged_into",
            sa.String(length=64),
            nullable=True,
            comment="the key of the value that this one is a part of",
        ),
    )
    op.add_column(
        "value",
        sa.Column(
            "merge_reached",
            sa.Uuid(as_uuid=False),
            nullable=True,
            comment="rows up to this recognition are the other value's",
        ),
    )


def downgrade() -> None:
    for name in ("merge_reached", "merged_into", "others"):
        op.drop_column("value", name)
