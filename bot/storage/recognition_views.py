"""Recognitions as their readers may see them."""

from collections.abc import Collection, Iterable
from datetime import datetime
from functools import cache

from sqlalchemy import bindparam, select

from bot.domain.calendar import Period
from bot.domain.ids import NO_USER, RecognitionId, UserId
from bot.domain.recognition import RecognitionView
from bot.domain.scopes import DigestScope, GivenScope, ReceivedScope, Scope
from bot.domain.stored_recognition import StoredRecognition
from bot.domain.view_rules import find_named_users, make_view
from bot.domain.workspace import Workspace
from bot.storage import schema, stored_recognitions, users
from bot.storage.conditions import IdQuery
from bot.storage.engine import Transaction
from bot.storage.ids import make_range
from bot.storage.scopes import make_parameters, make_shape, select_readable_ids
from bot.storage.statements import PreparedStatement
from bot.storage.value_merges import current_key
from bot.storage.visibility import is_active_recipient


def find_views(
    tx: Transaction, workspace: Workspace, wanted: Iterable[tuple[Scope, RecognitionId]]
) -> dict[tuple[Scope, RecognitionId], RecognitionView]:
    """Return each recognition as its scope sees it, oldest first, without those that the scope may not read.

    It takes two statements, however many there are, and a third one for digests.
    """
    pairs = list(dict.fromkeys(wanted))
    readers = {scope.user for scope, _ in pairs if isinstance(scope, ReceivedScope)}
    stored = stored_recognitions.find_recognitions(tx, workspace, (id_ for _, id_ in pairs), readers)
    unnameable = _find_unnameable(
        tx,
        workspace,
        [stored[id_] for scope, id_ in pairs if isinstance(scope, DigestScope) and id_ in stored],
    )
    views = (
        (pair, make_view(stored[pair[1]], pair[0], unnameable))
        for pair in sorted(pairs, key=lambda pair: pair[1])
        if pair[1] in stored
    )
    return {pair: view for pair, view in views if view}


def _find_unnameable(
    tx: Transaction, workspace: Workspace, recognitions: Iterable[StoredRecognition]
) -> frozenset[UserId]:
    """Return the users of these recognitions that digests must not name."""
    named = {user for recognition in recognitions for user in find_named_users(recognition)}
    return users.find_users_without_digests(tx, workspace.id, named) if named else frozenset()


def list_views(
    tx: Transaction, workspace: Workspace, scope: Scope, ids: Iterable[str]
) -> list[RecognitionView]:
    """Return those of these recognitions that the scope may read, oldest first."""
    return list(find_views(tx, workspace, ((scope, RecognitionId(id_)) for id_ in ids)).values())


def list_views_of_period(
    tx: Transaction, workspace: Workspace, scope: Scope, period: Period
) -> list[RecognitionView]:
    """Return the recognitions of a period that the scope may read, oldest first."""
    parameters = make_parameters(workspace, scope, make_range(period.start, period.end))
    ids = _build_readable_query(make_shape(scope)).fetch_column(tx.connection, parameters)
    return list_views(tx, workspace, scope, ids)


@cache
def _build_readable_query(shape: Scope) -> PreparedStatement:
    _, readable = select_readable_ids(shape)
    return PreparedStatement(readable)


def list_values(tx: Transaction, workspace: Workspace, scope: Scope, *, since: datetime) -> tuple[str, ...]:
    """Return the keys of the values of recognitions that the scope may read since an instant (UTC)."""
    parameters = make_parameters(workspace, scope, make_range(since, None))
    return tuple(_build_values_query(make_shape(scope)).fetch_column(tx.connection, parameters))


@cache
def _build_values_query(shape: Scope) -> PreparedStatement:
    _, readable = select_readable_ids(shape)
    value = schema.recognition_value
    return PreparedStatement(
        select(current_key(bindparam("workspace_id"), value.c.value_key))
        .where(value.c.recognition_id.in_(readable))
        .distinct()
    )


def find_thanked_users(
    tx: Transaction, workspace: Workspace, giver: UserId, people: Collection[UserId], *, since: datetime
) -> frozenset[UserId]:
    """Return those of these users that a giver recognized by name since an instant (UTC)."""
    parameters = make_parameters(workspace, GivenScope(giver), make_range(since, None))
    return frozenset(row.user_id for row in _build_thanked_query().run(tx, people, **parameters))


@cache
def _build_thanked_query() -> IdQuery:
    _, readable = select_readable_ids(make_shape(GivenScope(NO_USER)))
    table = schema.recipient
    return IdQuery(
        lambda is_wanted: (
            select(table.c.user_id)
            .where(
                table.c.workspace_id == bindparam("workspace_id"),
                is_wanted(table.c.user_id),
                table.c.recognition_id.in_(readable),
                is_active_recipient(),
                # It would tell who is in no list of members.
                ~table.c.is_member,
            )
            .distinct()
        )
    )
