"""Digests that members ask for, beside the weekly ones.

Revision: 0003
Follows: 0002
"""

import sqlalchemy as sa
from alembic import op

revision: str = "0003"
down_revision: str | None = "0002"
branch_labels: None = None
depends_on: None = None

TIME = sa.DateTime(timezone=True).with_variant(sa.BigInteger(), "sqlite")


def upgrade() -> None:
    op.add_column(
        "digest",
        sa.Column(
            "requested_until",
            TIME,
            comment="of a digest that a member asked for: the end of its period; ends_at is when it was made",
        ),
    )


def downgrade() -> None:
    # They would be taken for weekly ones.
    op.execute("DELETE FROM digest WHERE requested_until IS NOT NULL")
    op.drop_column("digest", "requested_until")
