"""Pages of recognitions by keyset in both directions, so that each reads one short index range."""

from collections.abc import Iterable

from sqlalchemy import ColumnElement, and_, bindparam, select, true

from bot.domain.history import Cursor, HistoryFilters, PageSide
from bot.domain.recognition import RecognitionView
from bot.domain.scopes import Scope
from bot.domain.workspace import Workspace
from bot.storage import ids as id_times
from bot.storage import recognition_views, schema, search
from bot.storage.conditions import has_row, is_one_of
from bot.storage.engine import Transaction
from bot.storage.ids import FIRST_ID, LAST_ID
from bot.storage.scopes import KEY_PARAMETER, select_id_range, select_readable_ids

BATCH_SIZE = 100
"""Recognitions that one query filters. In a large circle it checks each of them for each member."""


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


def _find_ids(
    tx: Transaction,
    workspace: Workspace,
    scope: Scope,
    filters: HistoryFilters,
    limit: int,
    place: Cursor | None,
) -> list[str]:
    """Return the ids at the cursor, nearest first."""
    if filters.phrases:
        matching = search.find_few(tx, filters.phrases)
        if matching is not None:
            return _filter_ids(tx, workspace, scope, filters, matching, limit, place)
    if filters.values:
        carrying = _find_few_with_values(tx, filters.values)
        if carrying is not None:
            return _filter_ids(tx, workspace, scope, filters, carrying, limit, place)
    return _read_ranges(tx, workspace, scope, filters, limit, place)


def _find_few_with_values(tx: Transaction, values: Iterable[str]) -> list[str] | None:
    """Return the recognitions with one of these values; None if there are many.

    Reading along a history would find nothing for long if a value is rarely used.
    """
    value = schema.recognition_value
    query = select(value.c.recognition_id).where(value.c.value_key.in_(values)).limit(search.MAX_MATCHES + 1)
    ids = tx.connection.scalars(query).all()
    return sorted(set(ids)) if len(ids) <= search.MAX_MATCHES else None


def _filter_ids(
    tx: Transaction,
    workspace: Workspace,
    scope: Scope,
    filters: HistoryFilters,
    ids: Iterable[str],
    limit: int,
    place: Cursor | None,
) -> list[str]:
    """Return those of these recognitions that match, nearest first."""
    column, query = select_readable_ids(workspace, scope)
    query = query.where(_make_filter_condition(filters)).distinct()
    if filters.phrases:
        query = query.where(search.matches_text(tx, filters.phrases))
    goes_up = _is_ascending(place)
    nearest = sorted((id_ for id_ in ids if _is_at_cursor(id_, filters, place)), reverse=not goes_up)
    results: list[str] = []
    for begin in range(0, len(nearest), BATCH_SIZE):
        batch = nearest[begin : begin + BATCH_SIZE]
        results += sorted(tx.connection.scalars(query.where(is_one_of(column, batch))), reverse=not goes_up)
        if len(results) >= limit:
            break
    return results[:limit]


def _read_ranges(
    tx: Transaction,
    workspace: Workspace,
    scope: Scope,
    filters: HistoryFilters,
    limit: int,
    place: Cursor | None,
) -> list[str]:
    """Return matching ids along an index range for each user or channel of the scope."""
    column, query, values = select_id_range(workspace, scope, since=filters.since, until=filters.until)
    query = query.where(_make_cursor_condition(column, place), _make_filter_condition(filters)).limit(limit)
    if filters.phrases:
        query = query.where(search.matches_text(tx, filters.phrases))
    goes_up, reach = _is_ascending(place), bindparam("reach", type_=column.type)
    if goes_up:
        query, furthest = query.where(column < reach).order_by(column.asc()), LAST_ID
    else:
        query, furthest = query.where(column > reach).order_by(column.desc()), FIRST_ID
    results: list[str] = []
    for value in values:
        batch = tx.connection.scalars(query, {KEY_PARAMETER: value, "reach": furthest})
        results = sorted({*results, *batch}, reverse=not goes_up)[:limit]
        if len(results) == limit:
            # Of those who come now, only what is nearer counts.
            furthest = results[-1]
    return results


def _is_ascending(place: Cursor | None) -> bool:
    """Return True if the nearest ids are the oldest."""
    return place is not None and place.side is PageSide.NEWER


def _is_at_cursor(one: str, filters: HistoryFilters, place: Cursor | None) -> bool:
    """Return True if an id lies at the cursor and between the dates: ids sort by time."""
    if filters.since and one < id_times.smallest_id(filters.since):
        return False
    if filters.until and one >= id_times.smallest_id(filters.until):
        return False
    match place:
        case None:
            return True
        case Cursor(PageSide.OLDER, mark):
            return one < mark
        case Cursor(PageSide.NEWER, mark):
            return one > mark
        case Cursor(_, mark):
            return one <= mark


def _make_cursor_condition(column: ColumnElement[str], place: Cursor | None) -> ColumnElement[bool]:
    if place is None:
        return true()
    match place.side:
        case PageSide.OLDER:
            return column < place.id
        case PageSide.NEWER:
            return column > place.id
        case PageSide.FROM:
            return column <= place.id


def _make_filter_condition(filters: HistoryFilters) -> ColumnElement[bool]:
    recognition, value = schema.recognition, schema.recognition_value
    conditions: list[ColumnElement[bool]] = [true()]
    if filters.channels:
        conditions.append(is_one_of(recognition.c.channel_id, filters.channels))
    if filters.values:
        conditions.append(
            has_row(value.c.recognition_id == recognition.c.id, value.c.value_key.in_(filters.values))
        )
    return and_(*conditions)
