"""Leads and their circles

Revision: 0004
Follows: 0003
"""

import sqlalchemy as sa
from alembic import op

revision: str = "0004"
down_revision: str | None = "0003"
branch_labels: None = None
depends_on: None = None


def upgrade() -> None:
    op.add_column("person", sa.Column("is_admin", sa.Boolean(), server_default=sa.false(), nullable=False))
    # Nothing could be in them yet, and SQLite cannot add a constraint to a table that is there.
    _drop()
    op.create_table(
        "circle",
        *_of_every_circle(),
        sa.Column("source_id", sa.String(length=32), nullable=False),
        sa.Column(
            "name",
            sa.Text(),
            nullable=False,
            comment="a channel's or group's; people are named as they are",
        ),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.UniqueConstraint(
            "workspace_id", "source", "source_id", name=op.f("uq_circle_workspace_id_source_source_id")
        ),
    )
    _create_people()
    op.create_table(
        "lead_note",
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("next_due", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id"],
            ["workspace.id"],
            name=op.f("fk_lead_note_workspace_id_workspace"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("workspace_id", "person_id", name=op.f("pk_lead_note")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_lead_note_next_due"), "lead_note", ["next_due"], unique=False)


def downgrade() -> None:
    op.drop_table("lead_note")
    _drop()
    op.create_table(
        "circle",
        *_of_every_circle(),
        sa.Column("source_id", sa.String(length=32), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_index(op.f("ix_circle_workspace_id"), "circle", ["workspace_id"], unique=False)
    _create_people()
    op.drop_column("person", "is_admin")


def _drop() -> None:
    for table in ("circle_member", "circle_lead", "circle"):
        op.drop_table(table)


def _of_every_circle() -> list[sa.schema.SchemaItem]:
    return [
        sa.Column("id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(length=16), nullable=False, comment="channel, group or named"),
        sa.ForeignKeyConstraint(
            ["workspace_id"],
            ["workspace.id"],
            name=op.f("fk_circle_workspace_id_workspace"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_circle")),
    ]


def _create_people() -> None:
    for table, more in (
        ("circle_lead", []),
        ("circle_member", [sa.Column("told_at", sa.DateTime(timezone=True), nullable=True)]),
    ):
        op.create_table(
            table,
            sa.Column("workspace_id", sa.Integer(), nullable=False),
            sa.Column("person_id", sa.String(length=32), nullable=False),
            sa.Column("circle_id", sa.Uuid(as_uuid=False), nullable=False),
            *more,
            sa.ForeignKeyConstraint(
                ["circle_id"], ["circle.id"], name=op.f(f"fk_{table}_circle_id_circle"), ondelete="CASCADE"
            ),
            sa.ForeignKeyConstraint(
                ["workspace_id"],
                ["workspace.id"],
                name=op.f(f"fk_{table}_workspace_id_workspace"),
                ondelete="CASCADE",
            ),
            sa.PrimaryKeyConstraint("workspace_id", "person_id", "circle_id", name=op.f(f"pk_{table}")),
            sqlite_with_rowid=False,
        )
        op.create_index(op.f(f"ix_{table}_circle_id"), table, ["circle_id"], unique=False)
