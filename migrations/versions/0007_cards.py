"""Cards from many.

Revision: 0007
Follows: 0006
"""

import sqlalchemy as sa
from alembic import op

revision: str = "0007"
down_revision: str | None = "0006"
branch_labels: None = None
depends_on: None = None

ID = sa.Uuid(as_uuid=False).with_variant(sa.LargeBinary(), "sqlite")
TIME = sa.DateTime(timezone=True).with_variant(sa.BigInteger(), "sqlite")
SLACK_ID = sa.String(32)


def _reference(table: str, to: str) -> sa.ForeignKeyConstraint:
    """Return the foreign key to another table, with whose rows these are deleted."""
    column = f"{to}_id"
    return sa.ForeignKeyConstraint(
        [column], [f"{to}.id"], name=f"fk_{table}_{column}_{to}", ondelete="CASCADE"
    )


def upgrade() -> None:
    op.create_table(
        "card",
        sa.Column("id", ID, nullable=False),
        sa.Column("workspace_id", sa.Integer, nullable=False),
        sa.Column(
            "deduplication_key",
            sa.String(16),
            nullable=False,
            comment="hash of the request that started it: repeats start one",
        ),
        sa.Column("starter_id", SLACK_ID, nullable=False),
        sa.Column("channel_id", SLACK_ID, nullable=False),
        sa.Column("channel_kind", sa.String(16), nullable=False, comment="direct if it has no channel"),
        sa.Column("is_private", sa.Boolean, nullable=False, comment="only its recipients get it"),
        sa.Column("occasion", sa.Text, nullable=False),
        sa.Column("time_zone", sa.String(64), nullable=False, comment="the starter's"),
        sa.Column("closes_at", TIME, nullable=False),
        sa.Column("created_at", TIME, nullable=False),
        sa.Column("ended_at", TIME),
        sa.Column("outcome", sa.String(16), comment="given, cancelled, unsigned or undeliverable"),
        _reference("card", "workspace"),
        sa.PrimaryKeyConstraint("id", name="pk_card"),
        sa.UniqueConstraint(
            "workspace_id", "deduplication_key", name="uq_card_workspace_id_deduplication_key"
        ),
        sqlite_with_rowid=False,
    )
    is_open = sa.text("ended_at IS NULL")
    op.create_index("ix_card_due", "card", ["closes_at"], sqlite_where=is_open, postgresql_where=is_open)
    op.create_table(
        "card_recipient",
        sa.Column("workspace_id", sa.Integer, nullable=False),
        sa.Column("user_id", SLACK_ID, nullable=False),
        sa.Column("card_id", ID, nullable=False),
        _reference("card_recipient", "workspace"),
        _reference("card_recipient", "card"),
        sa.PrimaryKeyConstraint("workspace_id", "user_id", "card_id", name="pk_card_recipient"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_card_recipient_card_id", "card_recipient", ["card_id"])
    op.create_table(
        "card_signature",
        sa.Column("workspace_id", sa.Integer, nullable=False),
        sa.Column("user_id", SLACK_ID, nullable=False),
        sa.Column("card_id", ID, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("value_keys", sa.JSON, nullable=False),
        sa.Column("signed_at", TIME, nullable=False),
        _reference("card_signature", "workspace"),
        _reference("card_signature", "card"),
        sa.PrimaryKeyConstraint("workspace_id", "user_id", "card_id", name="pk_card_signature"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_card_signature_card_id", "card_signature", ["card_id"])
    op.create_table(
        "card_recognition",
        sa.Column("card_id", ID, nullable=False),
        sa.Column("recognition_id", ID, nullable=False),
        _reference("card_recognition", "card"),
        _reference("card_recognition", "recognition"),
        sa.PrimaryKeyConstraint("card_id", "recognition_id", name="pk_card_recognition"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_card_recognition_recognition_id", "card_recognition", ["recognition_id"])
    op.create_table(
        "card_message",
        sa.Column("workspace_id", sa.Integer, nullable=False),
        sa.Column("card_id", ID, nullable=False),
        sa.Column("kind", sa.String(32), nullable=False, comment="of the message, or what a notice says"),
        sa.Column("destination", SLACK_ID, nullable=False),
        sa.Column("message_id", ID, nullable=False),
        _reference("card_message", "workspace"),
        _reference("card_message", "card"),
        sa.PrimaryKeyConstraint("workspace_id", "card_id", "kind", "destination", name="pk_card_message"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_card_message_card_id", "card_message", ["card_id"])


def downgrade() -> None:
    # Older versions know no recognitions of this source.
    op.execute("UPDATE recognition SET source = 'form' WHERE source = 'card'")
    for table in ("card_message", "card_recognition", "card_signature", "card_recipient", "card"):
        op.drop_table(table)
