"""Looking for text: SQLite's FTS5, or a `tsvector` on PostgreSQL, behind the same few functions.

What is looked for has to be folded as the indexed text is: see `fold_phrases`. A phrase is found where its
terms follow each other. The last one may be the beginning of a word, since nothing here knows that "sketches"
is of "sketch"; something typed after it that is no letter closes it.

Both indexes are asked for one term only. Those with the rarest are few, and each is checked for all phrases;
if all terms are common, reading along a history soon finds what matches.
"""

from collections.abc import Iterable

from sqlalchemy import (
    Boolean,
    ColumnElement,
    Float,
    Integer,
    Text,
    and_,
    bindparam,
    cast,
    column,
    func,
    literal,
    select,
    table,
    text,
)

from bot.domain.message_text import fold_for_search
from bot.storage import schema
from bot.storage.engine import Transaction
from bot.storage.search import INDEX, is_postgresql
from bot.storage.statements import PreparedStatement

MAX_MATCHES = 300
"""Recognitions with a term that are looked through; if there are more, it is common."""
MAX_KNOWN_MATCHES = 20_000
"""The same by PostgreSQL's statistics: its index finds all of them before it returns the first."""
MAX_SHORT_PREFIX = 2
"""Bytes of a prefix that counts as common on PostgreSQL."""
_LAST_CHARACTER = "\U0010ffff"
_TSQUERY, _FIRST_TERM, _LAST_TERM, _IS_PREFIX = "tsquery", "first_term", "last_term", "is_prefix"

_terms = table(f"{INDEX}_terms", column("term", Text), column("doc", Integer))
_documents = schema.search_document.c

_WITH_TERM = PreparedStatement(
    select(_documents.recognition_id)
    .join(_terms, _terms.c.doc == _documents.id)
    .where(_terms.c.term >= bindparam(_FIRST_TERM), _terms.c.term <= bindparam(_LAST_TERM))
    .limit(MAX_MATCHES + 1)
)
"""Reads one text after the other: a search for a prefix would gather all of them first."""

_matches_tsquery = _documents.terms.bool_op("@@")(cast(bindparam(_TSQUERY), schema.PostgresqlType("TSQUERY")))
_matching = select(_documents.recognition_id).where(_matches_tsquery).cte().prefix_with("MATERIALIZED")
# Planned without the limit: with it, PostgreSQL hopes to find that many soon by reading the whole table.
_MATCHING = PreparedStatement(select(_matching.c.recognition_id).limit(MAX_MATCHES + 1))
_KNOWN_MATCHES = PreparedStatement(
    text("""
        SELECT coalesce(sum(common.frequency), 0) * coalesce(max(pg_class.reltuples), 0)
        FROM pg_class, pg_stats,
            unnest(CAST(CAST(most_common_elems AS text) AS text[]), most_common_elem_freqs)
                AS common (term, frequency)
        WHERE pg_class.oid = CAST('search_document' AS regclass)
            AND schemaname = current_schema() AND tablename = 'search_document' AND attname = 'terms'
            AND (common.term = :first_term OR :is_prefix AND starts_with(common.term, :first_term))
    """)
    .bindparams(bindparam(_FIRST_TERM, type_=Text), bindparam(_IS_PREFIX, type_=Boolean))
    .columns(column("matches", Float))
)
"""Counts the recognitions with the common terms that begin so. PostgreSQL's own estimate for the beginning of
a term is a fixed part of all recognitions, whatever common terms begin so.
"""


def fold_phrases(phrases: Iterable[str]) -> list[str]:
    """Return the terms of each phrase (Slack markup), without phrases that have no letter or digit.

    A blank at the end closes the last term, which otherwise may be the beginning of a word.
    """
    return [terms for terms in map(fold_for_search, phrases) if terms.strip()]


def find_candidates(tx: Transaction, phrases: Iterable[str]) -> list[str] | None:
    """Return the recognitions with the first rare term of these folded phrases; None if all are common."""
    find = _find_in_postgresql if is_postgresql(tx) else _find_in_sqlite
    for term, is_prefix in _list_terms(phrases):
        ids = find(tx, term, is_prefix=is_prefix)
        if ids is not None and len(ids) <= MAX_MATCHES:
            return ids
    return None


def _find_in_sqlite(tx: Transaction, term: str, *, is_prefix: bool) -> list[str]:
    terms = {_FIRST_TERM: term, _LAST_TERM: f"{term}{_LAST_CHARACTER}" if is_prefix else term}
    return _WITH_TERM.fetch_column(tx.connection, terms)


def _find_in_postgresql(tx: Transaction, term: str, *, is_prefix: bool) -> list[str] | None:
    # The statistics know nothing of what so short a prefix finds.
    if is_prefix and len(term.encode()) <= MAX_SHORT_PREFIX:
        return None
    known = _KNOWN_MATCHES.find_value(tx.connection, {_FIRST_TERM: term, _IS_PREFIX: is_prefix})
    if known > MAX_KNOWN_MATCHES:
        return None
    query = _make_tsquery(term if is_prefix else f"{term} ")
    return _MATCHING.fetch_column(tx.connection, {_TSQUERY: query})


def _list_terms(phrases: Iterable[str]) -> list[tuple[str, bool]]:
    """Return the terms and whether each may be the beginning of a word, long ones first: they are rarer."""
    terms = [
        (term, number == len(phrase.split()) - 1 and not phrase.endswith(" "))
        for phrase in phrases
        for number, term in enumerate(phrase.split())
    ]
    return sorted(set(terms), key=lambda term: (-len(term[0]), term))


def matches_text(column: ColumnElement[str], phrases: int, *, in_postgresql: bool) -> ColumnElement[bool]:
    """Return the condition that the text of the recognition with this id has this number of phrases.

    It checks one after the other. Its parameters are made by `make_parameters`.
    """
    in_blanks = literal(" ") + _documents.terms + literal(" ")
    contained = (func.instr(in_blanks, bindparam(f"phrase_{number}")) > 0 for number in range(phrases))
    holds = _matches_tsquery if in_postgresql else and_(*contained)
    # As a scalar subquery: a planner cannot make a join of it.
    own_text = select(holds).where(_documents.recognition_id == column)
    return own_text.correlate_except(schema.search_document).scalar_subquery()


def make_parameters(tx: Transaction, phrases: Iterable[str]) -> dict[str, str]:
    """Return the parameters of `matches_text` for folded phrases."""
    if is_postgresql(tx):
        return {_TSQUERY: " & ".join(map(_make_tsquery, phrases))}
    return {f"phrase_{number}": _pad(terms) for number, terms in enumerate(phrases)}


def _make_tsquery(terms: str) -> str:
    phrase = " <-> ".join(f"'{term}'" for term in terms.split())
    return f"({phrase}{'' if terms.endswith(' ') else ':*'})"


def _pad(terms: str) -> str:
    return f" {' '.join(terms.split())}{' ' if terms.endswith(' ') else ''}"
