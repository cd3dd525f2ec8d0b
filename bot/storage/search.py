"""The index of text for searching: SQLite's FTS5, or a `tsvector` on PostgreSQL. `text_search` reads it.

Both are given the terms that `message_text.fold_for_search` makes, so that both find alike: neither divides
or folds a text by rules of its own. The terms are rows of the table `search_document`. What indexes them has
one name on both, `INDEX`: a virtual table that triggers keep up to date, or a GIN index.
"""

from collections.abc import Iterable, Mapping

from sqlalchemy import (
    Integer,
    Text,
    column,
    delete,
    insert,
    table,
)

from bot.domain.ids import RecognitionId
from bot.domain.message_text import fold_for_search
from bot.storage import schema
from bot.storage.conflicts import upsert
from bot.storage.engine import Transaction
from bot.storage.row_inserts import RowInsert

INDEX = "search_index"
"""Name of the index and, on SQLite, prefix of the tables in which FTS5 stores it."""

_fts5 = table(INDEX, column("rowid", Integer), column("terms", Text), column(INDEX, Text))


ADD_DOCUMENTS = RowInsert(schema.search_document)
"""Adds the documents of new recognitions to the index."""


def index(tx: Transaction, recognition: RecognitionId, text: str) -> None:
    """Index the text of a recognition (Slack markup) in place of what was indexed before."""
    if documents := list_documents(tx, {recognition: text}):
        upsert(tx.connection, schema.search_document, documents, key=("recognition_id",))
    else:
        delete_document(tx, recognition)


def list_documents(tx: Transaction, texts: Mapping[RecognitionId, str]) -> list[dict[str, str]]:
    """Return the documents that index these texts, as rows; texts without a term have none."""
    folded = {recognition: fold_for_search(text).split() for recognition, text in texts.items()}
    write = _make_tsvector if is_postgresql(tx) else " ".join
    return [
        {"recognition_id": recognition, "terms": write(terms)}
        for recognition, terms in folded.items()
        if terms
    ]


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
    if not is_postgresql(tx):
        # FTS5 takes orders as inserts into a column of its own name.
        tx.connection.execute(insert(_fts5).values({INDEX: "optimize"}))


def _make_tsvector(terms: Iterable[str]) -> str:
    """Return terms as PostgreSQL reads them.

    It keeps the first 256 positions of each: if a text repeats a term more often, phrases with later ones are
    not found.
    """
    return " ".join(f"'{term}':{place}" for place, term in enumerate(terms, 1))


def is_postgresql(tx: Transaction) -> bool:
    """Return True if PostgreSQL indexes the text."""
    return tx.connection.dialect.name == "postgresql"
