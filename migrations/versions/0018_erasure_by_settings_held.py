"""From when on a shorter time erases what is older

Revision: 0018
Follows: 0017
"""

import sqlalchemy as sa
from alembic import op

revision: str = "0018"
down_revision: str | None = "0017"
branch_labels: None = None
depends_on: None = None


def upgrade() -> None:
    for name in ("months_count_from", "days_count_from"):
        op.add_column("workspace", sa.Column(name, sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    for name in ("days_count_from", "months_count_from"):
        op.drop_column("workspace", name)
