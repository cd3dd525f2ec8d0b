"""Turns in the outbox: what comes by the calendar lets go first what follows from an act

Revision: 0008
Follows: 0007
"""

import sqlalchemy as sa
from alembic import op

revision: str = "0008"
down_revision: str | None = "0007"
branch_labels: None = None
depends_on: None = None

WAITING = sa.text("failed_at IS NULL")


def _index(name: str, columns: list[str]) -> None:
    op.create_index(name, "outbox", columns, sqlite_where=WAITING, postgresql_where=WAITING)


def upgrade() -> None:
    op.add_column(
        "outbox",
        sa.Column(
            "by_calendar",
            sa.Boolean(),
            server_default=sa.false(),
            nullable=False,
            comment="comes at an hour, and lets others go first",
        ),
    )
    outbox = sa.table("outbox", sa.column("kind"), sa.column("by_calendar", sa.Boolean()))
    by_calendar = outbox.c.kind.in_(["digest", "gathered", "lead's note", "prompt"])
    op.execute(outbox.update().where(by_calendar).values(by_calendar=sa.true()))
    op.drop_index("ix_outbox_due", "outbox")
    _index("ix_outbox_next", ["by_calendar", "id"])
    _index("ix_outbox_next_in_workspace", ["by_calendar", "workspace_id", "id"])


def downgrade() -> None:
    op.drop_index("ix_outbox_next_in_workspace", "outbox")
    op.drop_index("ix_outbox_next", "outbox")
    _index("ix_outbox_due", ["retry_at", "id"])
    op.drop_column("outbox", "by_calendar")
