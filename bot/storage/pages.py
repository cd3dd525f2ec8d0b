"""Pages of recognitions by keyset in both directions, so that each reads one short index range."""

from collections.abc import Iterable
from functools import cache
from typing import Any

from msgspec import Struct
from sqlalchemy import ColumnElement, Select, bindparam, select, true

from bot.domain.history import Cursor, HistoryFilters, PageSide
from bot.domain.recognition import RecognitionView
from bot.domain.scopes import Scope
from bot.domain.workspace import Workspace
from bot.storage import recognition_views, schema, text_search
from bot.storage.conditions import has_row, is_listed
from bot.storage.engine import Transaction
from bot.storage.ids import IdRange, make_range
from bot.storage.scopes import (
    CANDIDATES,
    KEY,
    list_keys,
    list_keys_as_rows,
    make_parameters,
    make_shape,
    select_candidates,
    select_id_range,
)
from bot.storage.search import is_postgresql
from bot.storage.statements import PreparedStatement

BATCH_SIZE = 100
"""Recognitions that one query filters. In a large circle it checks each of them for each member."""

MAX_CANDIDATES = 300
"""Recognitions with a value that are looked through; if there are more, it is common."""

_VALUES, _CHANNELS, _LIMIT = "value_keys", "only_channels", "limit"


def read_page(
    tx: Transaction,
    workspace: Workspace,
    scope: Scope,
    filters: HistoryFilters,
    *,
    limit: int,
    place: Cursor | None = None,
) -> list[RecognitionView]:
    """Return at most `limit` recognitions, newest first: those at the cursor, or the newest."""
    ids = _find_ids(tx, workspace, scope, filters, limit, place)
    return list(reversed(recognition_views.list_views(tx, workspace, scope, ids)))


def has_page(
    tx: Transaction, workspace: Workspace, scope: Scope, filters: HistoryFilters, place: Cursor
) -> bool:
    """Return True if there is a recognition at the cursor."""
    return bool(_find_ids(tx, workspace, scope, filters, 1, place))


class _PageShape(Struct, frozen=True):
    """What the text of a page's query depends on: all else are parameters."""

    scope: Scope
    has_channels: bool
    has_values: bool
    phrases: int
    is_postgresql: bool
    is_ascending: bool


class _PageQuery(Struct, frozen=True):
    """A page to be found. The nearest ids are the oldest if the shape is ascending."""

    workspace: Workspace
    scope: Scope
    shape: _PageShape
    filters: dict[str, Any]
    """Parameters of the filters."""
    ids: IdRange
    limit: int

    def take_nearest(self, ids: Iterable[str]) -> list[str]:
        """Return those of these ids that fit on the page, nearest first."""
        return sorted(set(ids), reverse=not self.shape.is_ascending)[: self.limit]

    def make_parameters(self, ids: IdRange) -> dict[str, Any]:
        """Return the parameters for a part of the page's range."""
        return {**make_parameters(self.workspace, self.scope, ids), **self.filters, _LIMIT: self.limit}


def _find_ids(
    tx: Transaction,
    workspace: Workspace,
    scope: Scope,
    filters: HistoryFilters,
    limit: int,
    place: Cursor | None,
) -> list[str]:
    """Return the ids at the cursor, nearest first."""
    phrases = text_search.fold_phrases(filters.phrases)
    if filters.phrases and not phrases:
        return []
    shape = _PageShape(
        make_shape(scope),
        has_channels=bool(filters.channels),
        has_values=bool(filters.values),
        phrases=len(phrases),
        is_postgresql=is_postgresql(tx),
        is_ascending=place is not None and place.side is PageSide.NEWER,
    )
    parameters = {
        _CHANNELS: sorted(filters.channels),
        _VALUES: sorted(filters.values),
        **text_search.make_parameters(tx, phrases),
    }
    page = _PageQuery(workspace, scope, shape, parameters, _find_range(filters, place), limit)
    candidates = text_search.find_candidates(tx, phrases) if phrases else None
    if candidates is None and filters.values:
        candidates = _find_with_values(tx, filters.values)
    return _read_ranges(tx, page) if candidates is None else _filter_ids(tx, page, candidates)


def _find_range(filters: HistoryFilters, place: Cursor | None) -> IdRange:
    """Return the ids at the cursor and between the dates."""
    ids = make_range(filters.since, filters.until)
    match place:
        case None:
            return ids
        case Cursor(PageSide.OLDER, mark):
            return ids.before(mark)
        case Cursor(PageSide.NEWER, mark):
            return ids.after(mark)
        case Cursor(_, mark):
            return ids.until(mark)


_WITH_VALUES = PreparedStatement(
    select(schema.recognition_value.c.recognition_id)
    .where(is_listed(schema.recognition_value.c.value_key, _VALUES))
    .limit(MAX_CANDIDATES + 1)
)


def _find_with_values(tx: Transaction, values: Iterable[str]) -> list[str] | None:
    """Return the recognitions with one of these values; None if there are many.

    Reading along a history would find nothing for long if a value is rarely used.
    """
    ids = _WITH_VALUES.fetch_column(tx.connection, {_VALUES: sorted(values)})
    return ids if len(ids) <= MAX_CANDIDATES else None


def _filter_ids(tx: Transaction, page: _PageQuery, candidates: Iterable[str]) -> list[str]:
    """Return those of these recognitions that match, nearest first."""
    query = _build_filter_query(page.shape)
    nearest = sorted({id_ for id_ in candidates if id_ in page.ids}, reverse=not page.shape.is_ascending)
    results: list[str] = []
    for begin in range(0, len(nearest), BATCH_SIZE):
        batch = nearest[begin : begin + BATCH_SIZE]
        parameters = {**page.make_parameters(page.ids), CANDIDATES: batch}
        results += query.fetch_column(tx.connection, parameters)
        if len(results) >= page.limit:
            break
    return page.take_nearest(results)


def _read_ranges(tx: Transaction, page: _PageQuery) -> list[str]:
    """Return matching ids along an index range for each user or channel of the scope."""
    keys, ids = list_keys(page.scope), page.ids
    if page.shape.is_postgresql and len(keys) > 1:
        query = _build_lateral_query(page.shape)
        return query.fetch_column(tx.connection, page.make_parameters(ids))
    query = _build_range_query(page.shape)
    results: list[str] = []
    for key in keys:
        found = query.fetch_column(tx.connection, {**page.make_parameters(ids), KEY: key})
        results = page.take_nearest([*results, *found])
        if len(results) == page.limit:
            # Of those who come now, only what is nearer counts.
            ids = ids.before(results[-1]) if page.shape.is_ascending else ids.after(results[-1])
    return results


@cache
def _build_filter_query(shape: _PageShape) -> PreparedStatement:
    """Return a query for the candidates that match."""
    column, query = select_candidates(shape.scope)
    return PreparedStatement(query.where(*_make_conditions(shape, column)).distinct())


@cache
def _build_range_query(shape: _PageShape) -> PreparedStatement:
    """Return a query for the nearest ids of one user or channel that match."""
    is_filtered = shape.has_values or shape.phrases > 0
    return PreparedStatement(_take_nearest(shape, *select_id_range(shape.scope, is_filtered=is_filtered)))


@cache
def _build_lateral_query(shape: _PageShape) -> PreparedStatement:
    """Return a query for the nearest ids of all users or channels that match, for PostgreSQL.

    It reads the same ranges, without a way to the server and back for each. SQLite has no such way, nor such
    a query.
    """
    keys = list_keys_as_rows()
    is_filtered = shape.has_values or shape.phrases > 0
    nearest = _take_nearest(shape, *select_id_range(shape.scope, keys.c.key, is_filtered=is_filtered))
    of_key = nearest.lateral("of_key")
    (column,) = of_key.c
    query = select(column).select_from(keys).join(of_key, true()).distinct()
    return PreparedStatement(query.order_by(_order(shape, column)).limit(bindparam(_LIMIT)))


def _take_nearest(shape: _PageShape, column: ColumnElement[str], query: Select[str]) -> Select[str]:
    matching = query.where(*_make_conditions(shape, column))
    return matching.order_by(_order(shape, column)).limit(bindparam(_LIMIT))


def _order(shape: _PageShape, column: ColumnElement[str]) -> ColumnElement[str]:
    """Return the order of ids in which the nearest is the first."""
    return column.asc() if shape.is_ascending else column.desc()


def _make_conditions(shape: _PageShape, column: ColumnElement[str]) -> list[ColumnElement[bool]]:
    """Return the conditions of the filters. They depend on the id alone, so they are checked first."""
    recognition, value = schema.recognition, schema.recognition_value
    conditions: list[ColumnElement[bool]] = []
    if shape.has_channels:
        conditions.append(is_listed(recognition.c.channel_id, _CHANNELS))
    if shape.has_values:
        conditions.append(has_row(value.c.recognition_id == column, is_listed(value.c.value_key, _VALUES)))
    if shape.phrases:
        conditions.append(text_search.matches_text(column, shape.phrases, in_postgresql=shape.is_postgresql))
    return conditions
