"""Teams that are thanked as themselves, and their members.

Revision: 0005
Follows: 0004
"""

import sqlalchemy as sa
from alembic import op

revision: str = "0005"
down_revision: str | None = "0004"
branch_labels: None = None
depends_on: None = None


def upgrade() -> None:
    op.add_column(
        "recipient",
        sa.Column(
            "team_name", sa.String(80), comment="of a team that is thanked as itself: its id is the user_id"
        ),
    )
    op.add_column(
        "recipient",
        sa.Column(
            "is_member",
            sa.Boolean,
            nullable=False,
            server_default=sa.false(),
            comment="thanked as part of a team",
        ),
    )


def downgrade() -> None:
    # An earlier version would take a team for a user, and write to its members.
    op.execute("DELETE FROM recipient WHERE team_name IS NOT NULL OR is_member")
    op.drop_column("recipient", "is_member")
    op.drop_column("recipient", "team_name")
