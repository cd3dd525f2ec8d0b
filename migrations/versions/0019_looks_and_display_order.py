"""A look of its own for every value, and the order in which a digest shows its recognitions

Revision: 0019
Follows: 0018
"""

import sqlalchemy as sa
from alembic import op

revision: str = "0019"
down_revision: str | None = "0018"
branch_labels: None = None
depends_on: None = None


def upgrade() -> None:
    op.add_column(
        "value",
        sa.Column(
            "look", sa.SmallInteger(), nullable=True, comment="how digest images draw it; never another's"
        ),
    )
    op.add_column(
        "digest_story",
        sa.Column(
            "display_order",
            sa.SmallInteger(),
            nullable=True,
            comment="which comes first where there is room for few; empty: after those that have one",
        ),
    )
    _keep_looks()


def _keep_looks() -> None:
    """Let each value look as it did: active ones by position, then retired ones, the latest first."""
    names = ("workspace_id", "key", "look", "position", "retired_at", "merged_into")
    value = sa.table("value", *map(sa.column, names))
    connection = op.get_bind()
    rows = connection.execute(
        sa.select(value.c.workspace_id, value.c.key).order_by(
            value.c.workspace_id,
            value.c.merged_into.is_not(None),
            value.c.retired_at.is_not(None),
            value.c.retired_at.desc(),
            value.c.position,
            value.c.key,
        )
    ).all()
    looks: dict[int, int] = {}
    for workspace_id, key in rows:
        look = looks[workspace_id] = looks.get(workspace_id, -1) + 1
        connection.execute(
            sa.update(value).where(value.c.workspace_id == workspace_id, value.c.key == key).values(look=look)
        )


def downgrade() -> None:
    op.drop_column("digest_story", "display_order")
    op.drop_column("value", "look")
