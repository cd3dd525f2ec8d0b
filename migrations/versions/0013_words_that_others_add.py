"""Words that others add: with their voice, or to their emoji

Revision: 0013
Follows: 0012
"""

import sqlalchemy as sa
from alembic import op

revision: str = "0013"
down_revision: str | None = "0012"
branch_labels: None = None
depends_on: None = None


def upgrade() -> None:
    op.add_column(
        "voice",
        sa.Column(
            "by_form",
            sa.Boolean(),
            server_default=sa.false(),
            nullable=False,
            comment="or by an emoji alone",
        ),
    )
    op.add_column(
        "giver",
        sa.Column("words", sa.Text(), server_default="", nullable=False, comment="added to an emoji"),
    )
    op.add_column(
        "mention",
        sa.Column(
            "in_words",
            sa.Boolean(),
            server_default=sa.true(),
            nullable=False,
            comment="by its own words, or only by what others added",
        ),
    )


def downgrade() -> None:
    # What only others' words name is not known to the version before.
    op.execute("DELETE FROM mention WHERE NOT in_words")
    op.drop_column("mention", "in_words")
    op.drop_column("giver", "words")
    op.drop_column("voice", "by_form")
