"""When waits in the outbox began, and how often a message could not be rendered

Revision: 0017
Follows: 0016
"""

import sqlalchemy as sa
from alembic import op

revision: str = "0017"
down_revision: str | None = "0016"
branch_labels: None = None
depends_on: None = None


def upgrade() -> None:
    op.add_column(
        "outbox",
        sa.Column(
            "waits_since",
            sa.DateTime(timezone=True),
            nullable=True,
            comment="when retry_at or leased_until was set; in the future if the clock was set back since",
        ),
    )
    op.add_column(
        "outbox", sa.Column("failed_renders", sa.Integer(), server_default=sa.text("0"), nullable=False)
    )
    op.add_column(
        "pace",
        sa.Column("held_since", sa.DateTime(timezone=True), nullable=True, comment="when free_at was set"),
    )


def downgrade() -> None:
    op.drop_column("pace", "held_since")
    op.drop_column("outbox", "failed_renders")
    op.drop_column("outbox", "waits_since")
