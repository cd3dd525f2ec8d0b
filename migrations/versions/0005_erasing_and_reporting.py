"""Erasing and reporting

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
        "workspace",
        sa.Column("deactivated_days", sa.SmallInteger(), server_default=sa.text("90"), nullable=False),
    )
    op.add_column("workspace", sa.Column("uninstalled_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("person", sa.Column("deactivated_at", sa.DateTime(timezone=True), nullable=True))
    op.create_index(
        "ix_person_deactivated",
        "person",
        ["deactivated_at"],
        sqlite_where=sa.text("deactivated_at IS NOT NULL"),
        postgresql_where=sa.text("deactivated_at IS NOT NULL"),
    )
    # What belongs to one person is found by it.
    op.create_index("ix_reaction_workspace_id_person_id", "reaction", ["workspace_id", "person_id"])
    op.create_index("ix_message_workspace_id_person_id", "message", ["workspace_id", "person_id"])
    op.create_index("ix_access_workspace_id_asker_id", "access", ["workspace_id", "asker_id"])
    op.create_table(
        "weekly",
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("what", sa.String(length=16), nullable=False, comment="lead's note or prompt"),
        sa.Column("next_due", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id"],
            ["workspace.id"],
            name=op.f("fk_weekly_workspace_id_workspace"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("workspace_id", "person_id", "what", name=op.f("pk_weekly")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_weekly_what_next_due"), "weekly", ["what", "next_due"])
    op.execute(
        "INSERT INTO weekly (workspace_id, person_id, what, next_due) "
        "SELECT workspace_id, person_id, 'lead''s note', next_due FROM lead_note"
    )
    op.drop_table("lead_note")
    # A value that is rarely used is found by its key.
    op.create_index(
        "ix_recognition_value_value_key_recognition_id",
        "recognition_value",
        ["value_key", "recognition_id"],
    )
    op.create_table(
        "report",
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("recognition_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id"],
            ["workspace.id"],
            name=op.f("fk_report_workspace_id_workspace"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["recognition_id"],
            ["recognition.id"],
            name=op.f("fk_report_recognition_id_recognition"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("workspace_id", "recognition_id", "person_id", name=op.f("pk_report")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_report_recognition_id"), "report", ["recognition_id"])
    op.create_table(
        "erasure",
        sa.Column("id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("enterprise_id", sa.String(length=32), nullable=False),
        sa.Column("team_id", sa.String(length=32), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("extent", sa.String(length=16), nullable=False),
        sa.Column("ordered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_erasure")),
    )
    op.create_index(
        "ix_erasure_open",
        "erasure",
        ["enterprise_id", "team_id", "person_id", "extent"],
        unique=True,
        sqlite_where=sa.text("done_at IS NULL"),
        postgresql_where=sa.text("done_at IS NULL"),
    )


def downgrade() -> None:
    op.drop_table("erasure")
    op.drop_table("report")
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
    op.create_index(op.f("ix_lead_note_next_due"), "lead_note", ["next_due"])
    op.execute(
        "INSERT INTO lead_note (workspace_id, person_id, next_due) "
        "SELECT workspace_id, person_id, next_due FROM weekly WHERE what = 'lead''s note'"
    )
    op.drop_table("weekly")
    op.drop_index("ix_recognition_value_value_key_recognition_id", "recognition_value")
    op.drop_index("ix_access_workspace_id_asker_id", "access")
    op.drop_index("ix_message_workspace_id_person_id", "message")
    op.drop_index("ix_reaction_workspace_id_person_id", "reaction")
    op.drop_index("ix_person_deactivated", "person")
    op.drop_column("person", "deactivated_at")
    op.drop_column("workspace", "uninstalled_at")
    op.drop_column("workspace", "deactivated_days")
