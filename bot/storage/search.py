"""Searching text: SQLite's FTS5, or a `tsvector` on PostgreSQL, behind the same few functions.

Both are given the terms that `words.folded` makes, so that both find alike: neither divides or folds a
text by rules of its own. The terms are rows of the table `search_document`. What indexes them has one name on
both, `INDEX`: a virtual table that triggers keep up to date, or a GIN index.

A phrase is found where its terms follow each other. The last one may be the beginning of a word, since
nothing here knows that "sketches" is of "sketch"; something typed after it that is no letter closes it.
"""

from collections.abc import Iterable

from sqlalchemy import (
    ColumnElement,
    Integer,
    Select,
    Text,
    and_,
    cast,
    column,
    delete,
    false,
    func,
    insert,
    literal,
    select,
    table,
)

from bot.domain.ids import RecognitionId
from bot.domain.message_text import fold_for_search
from bot.storage import schema
from bot.storage.conflicts import upsert
from bot.storage.engine import Transaction

INDEX = "search_index"
"""Name of the index and, on SQLite, prefix of the tables in which FTS5 stores it."""

MAX_MATCHES = 5_000
"""Recognitions that the index finds in some 30 ms. A phrase with more is common."""

_fts5 = table(INDEX, column("rowid", Integer), column("terms", Text), column(INDEX, Text))


def index(tx: Transaction, recognition: RecognitionId, text: str) -> None:
    """Index the text of a recognition (Slack markup) in place of what was indexed before."""
    terms = fold_for_search(text).split()
    if not terms:
        delete_document(tx, recognition)
        return
    indexed = _make_tsvector(terms) if _is_postgresql(tx) else " ".join(terms)
    row = {"recognition_id": recognition, "terms": indexed}
    upsert(tx.connection, schema.search_document, [row], key=("recognition_id",))


def delete_document(tx: Transaction, recognition: RecognitionId) -> None:
    """Remove a recognition from the index. Deleting its row does this, too."""
    tx.connection.execute(delete(schema.search_document).filter_by(recognition_id=recognition))


def purge(tx: Transaction) -> None:
    """Remove deleted text from the files of the index.

    FTS5 marks text as deleted and keeps it until parts of the index are merged; this merges them all (0.3 s
    for 200,000 recognitions, nothing if nothing changed). As with any row, freed pages are overwritten where
    `PRAGMA secure_delete` is on, and the write-ahead log keeps copies until a checkpoint. On PostgreSQL,
    vacuuming does it.
    """
    if not _is_postgresql(tx):
        # FTS5 takes orders as inserts into a column of its own name.
        tx.connection.execute(insert(_fts5).values({INDEX: "optimize"}))


def find_few(tx: Transaction, phrases: Iterable[str]) -> list[str] | None:
    """Return the recognitions whose text has all these phrases (Slack markup); None if there are many.

    Phrases without a letter or digit are ignored; if there are no others, nothing is found. With more than
    `MAX_MATCHES` results, use `matches_text`.
    """
    terms_lists = _fold_phrases(phrases)
    if not terms_lists:
        return []
    ids = tx.connection.scalars(_select_matching(tx, terms_lists).limit(MAX_MATCHES + 1)).all()
    return list(ids) if len(ids) <= MAX_MATCHES else None


def matches_text(tx: Transaction, phrases: Iterable[str]) -> ColumnElement[bool]:
    """Return the same as a condition, which checks one recognition after the other."""
    sought, searchable = _fold_phrases(phrases), schema.search_document
    if not sought:
        return false()
    if _is_postgresql(tx):
        holds = _make_condition(sought)
    else:
        blank = literal(" ")
        in_blanks = blank + searchable.c.terms + blank
        holds = and_(*(func.instr(in_blanks, _pad(terms)) > 0 for terms in sought))
    # As a scalar subquery: a planner cannot make a join of it.
    its_own = select(holds).where(searchable.c.recognition_id == schema.recognition.c.id)
    return its_own.correlate(schema.recognition).scalar_subquery()


def _fold_phrases(phrases: Iterable[str]) -> list[str]:
    return [terms for terms in map(fold_for_search, phrases) if terms.strip()]


def _select_matching(tx: Transaction, sought: Iterable[str]) -> Select[str]:
    searchable = schema.search_document
    matching = select(searchable.c.recognition_id)
    if _is_postgresql(tx):
        return matching.where(_make_condition(sought))
    matching = matching.join(_fts5, _fts5.c.rowid == searchable.c.id)
    return matching.where(_fts5.c.terms.match(" AND ".join(map(_make_fts5_query, sought))))


def _make_condition(sought: Iterable[str]) -> ColumnElement[bool]:
    query = " & ".join(map(_make_tsquery, sought))
    return schema.search_document.c.terms.bool_op("@@")(cast(query, schema.PostgresqlType("TSQUERY")))


def _make_tsvector(terms: Iterable[str]) -> str:
    """Return terms as PostgreSQL reads them.

    It keeps the first 256 positions of each: if a text repeats a term more often, phrases with later ones are
    not found.
    """
    return " ".join(f"'{term}':{place}" for place, term in enumerate(terms, 1))


def _make_tsquery(terms: str) -> str:
    phrase = " <-> ".join(f"'{term}'" for term in terms.split())
    return f"({phrase}{_make_prefix_mark(terms, ':*')})"


def _make_fts5_query(terms: str) -> str:
    return f'"{" ".join(terms.split())}"{_make_prefix_mark(terms, "*")}'


def _pad(terms: str) -> str:
    return f" {' '.join(terms.split())}{'' if _make_prefix_mark(terms, '*') else ' '}"


def _make_prefix_mark(terms: str, mark: str) -> str:
    """Return the mark for a last term that may be the start of a word."""
    return "" if terms.endswith(" ") else mark


def _is_postgresql(tx: Transaction) -> bool:
    return tx.connection.dialect.name == "postgresql"
