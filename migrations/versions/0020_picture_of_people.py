"""The web address of the picture that Slack shows for a person

Revision: 0020
Follows: 0019
"""

import sqlalchemy as sa
from alembic import op

revision: str = "0020"
down_revision: str | None = "0019"
branch_labels: None = None
depends_on: None = None


def upgrade() -> None:
    op.add_column("person", sa.Column("picture", sa.Text(), nullable=False, server_default=""))


def downgrade() -> None:
    op.drop_column("person", "picture")
