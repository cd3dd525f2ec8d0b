"""Words that can be found

Revision: 0003
Follows: 0002
"""

from collections.abc import Iterator

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from bot.domain.words import folded

revision: str = "0003"
down_revision: str | None = "0002"
branch_labels: None = None
depends_on: None = None

FILLED_AT_ONCE = 1_000
"""Recognitions whose words are read into memory together."""

# The index copies nothing: it follows the table, also where rows go with their recognition.
FULL_TEXT_ON_SQLITE = (
    """
    CREATE VIRTUAL TABLE searchable_index USING fts5(
        terms, content='searchable', content_rowid='id', tokenize='ascii', columnsize=0
    )
    """,
    """
    CREATE TRIGGER searchable_added AFTER INSERT ON searchable BEGIN
        INSERT INTO searchable_index (rowid, terms) VALUES (new.id, new.terms);
    END
    """,
    """
    CREATE TRIGGER searchable_removed AFTER DELETE ON searchable BEGIN
        INSERT INTO searchable_index (searchable_index, rowid, terms) VALUES ('delete', old.id, old.terms);
    END
    """,
    """
    CREATE TRIGGER searchable_changed AFTER UPDATE OF terms ON searchable BEGIN
        INSERT INTO searchable_index (searchable_index, rowid, terms) VALUES ('delete', old.id, old.terms);
        INSERT INTO searchable_index (rowid, terms) VALUES (new.id, new.terms);
    END
    """,
)


def upgrade() -> None:
    on_postgresql = op.get_bind().dialect.name == "postgresql"
    searchable = op.create_table(
        "searchable",
        sa.Column("id", sa.Integer(), nullable=False, comment="the row's number in SQLite's full-text index"),
        sa.Column("recognition_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("terms", sa.Text().with_variant(postgresql.TSVECTOR(), "postgresql"), nullable=False),
        sa.ForeignKeyConstraint(
            ["recognition_id"],
            ["recognition.id"],
            name=op.f("fk_searchable_recognition_id_recognition"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_searchable")),
        sa.UniqueConstraint("recognition_id", name=op.f("uq_searchable_recognition_id")),
    )
    for rows in _stored(on_postgresql=on_postgresql):
        op.bulk_insert(searchable, rows)
    if on_postgresql:
        op.create_index("searchable_index", "searchable", ["terms"], postgresql_using="gin")
        return
    for statement in FULL_TEXT_ON_SQLITE:
        op.execute(statement)
    op.execute("INSERT INTO searchable_index (searchable_index) VALUES ('rebuild')")


def _stored(*, on_postgresql: bool) -> Iterator[list[dict[str, str]]]:
    """The rows for what was said until now. Words are folded as they are looked for from now on."""
    recognition = sa.table(
        "recognition",
        sa.column("id", sa.Uuid(as_uuid=False)),
        sa.column("words", sa.Text()),
        sa.column("withdrawn_at"),
    )
    query = (
        sa.select(recognition.c.id, recognition.c.words)
        .where(recognition.c.withdrawn_at.is_(None), recognition.c.words != "")
        .order_by(recognition.c.id)
        .limit(FILLED_AT_ONCE)
    )
    last = None
    while found := op.get_bind().execute(query.where(recognition.c.id > last) if last else query).all():
        last = found[-1].id
        rows = []
        for row in found:
            if terms := folded(row.words).split():
                numbered = (f"'{term}':{number}" for number, term in enumerate(terms, 1))
                rows.append(
                    {"recognition_id": row.id, "terms": " ".join(numbered if on_postgresql else terms)}
                )
        if rows:
            yield rows


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.drop_table("searchable_index")
    op.drop_table("searchable")
