"""Queries for the ids that a `Scope` may read. All queries that read recognitions start from these."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy import (
    Column,
    ColumnElement,
    Select,
    Table,
    bindparam,
    select,
    true,
    union_all,
)

from bot.domain.audience import Coverage
from bot.domain.scopes import (
    ChannelScope,
    ChannelsScope,
    CircleScope,
    DigestScope,
    EndorsedScope,
    GivenScope,
    ReceivedScope,
    Scope,
)
from bot.domain.workspace import Workspace
from bot.storage import ids as id_times
from bot.storage import schema
from bot.storage.conditions import is_one_of
from bot.storage.engine import Transaction
from bot.storage.visibility import is_readable, is_visible_to_workspace

MAX_MEMBERS = 1_000
"""Members of a channel whose ids one statement lists. Larger channels are narrowed first."""


KEY_PARAMETER = "one"
"""Name of the parameter of `select_id_range`: the user or channel to read."""


def select_readable_ids(
    workspace: Workspace, scope: Scope, *, since: datetime | None = None, until: datetime | None = None
) -> tuple[ColumnElement[str], Select[str]]:
    """Return the id column and a query for the ids that the scope may read in [since, until)."""
    if isinstance(scope, DigestScope) and scope.covers is not Coverage.CHANNEL:
        return _select_ids(workspace, scope, _is_covered(workspace, scope, since, until), since, until)
    key, values = _find_key(scope)
    return _select_ids(
        workspace, scope, is_one_of(key, values) if len(values) > 1 else key == values[0], since, until
    )


def _is_covered(
    workspace: Workspace, scope: DigestScope, since: datetime | None, until: datetime | None
) -> ColumnElement[bool]:
    """Return the condition for what a digest covers besides its own channel."""
    if scope.covers is Coverage.WORKSPACE:
        return true()
    _, in_channel = _select_ids(
        workspace, ChannelScope(scope.channel), schema.recognition.c.channel_id == scope.channel, since, until
    )
    of_members = is_one_of(schema.recipient.c.user_id, scope.members)
    received = _narrow_to_period(
        select(schema.recipient.c.recognition_id).where(
            schema.recipient.c.workspace_id == workspace.id,
            of_members,
            is_visible_to_workspace(),
        ),
        schema.recipient.c.recognition_id,
        since,
        until,
    )
    return schema.recognition.c.id.in_(union_all(in_channel, received))


def narrow_members(
    tx: Transaction, workspace: Workspace, scope: DigestScope, *, since: datetime, until: datetime
) -> DigestScope:
    """Keep only members who received a public recognition in [since, until), if there are many.

    A statement takes some ten thousand parameters, and a channel can have more members.
    """
    if len(scope.members) <= MAX_MEMBERS:
        return scope
    recipient = schema.recipient
    received = _narrow_to_period(
        select(recipient.c.user_id)
        .where(recipient.c.workspace_id == workspace.id, is_visible_to_workspace())
        .distinct(),
        recipient.c.recognition_id,
        since,
        until,
    )
    return replace(scope, members=scope.members & set(tx.connection.scalars(received)))


def select_id_range(
    workspace: Workspace, scope: Scope, *, since: datetime | None = None, until: datetime | None = None
) -> tuple[ColumnElement[str], Select[str], tuple[str, ...]]:
    """Return the id column, a query for one index range, and the values of `KEY_PARAMETER` to run it with.

    A single query over all values would read and sort them all before it knows which come first.
    """
    key, values = _find_key(scope)
    return (
        *_select_ids(workspace, scope, key == bindparam(KEY_PARAMETER, type_=key.type), since, until),
        values,
    )


def _select_ids(
    workspace: Workspace,
    scope: Scope,
    condition: ColumnElement[bool],
    since: datetime | None,
    until: datetime | None,
) -> tuple[ColumnElement[str], Select[str]]:
    recognition = schema.recognition
    table = _find_table(scope)
    column: Column[str] = recognition.c.id if table is recognition else table.c.recognition_id
    query = select(column).where(table.c.workspace_id == workspace.id, condition, is_readable(scope))
    if table is not recognition:
        query = query.join(recognition, recognition.c.id == column)
    return column, _narrow_to_period(query, column, since, until)


def _narrow_to_period(
    query: Select[str], column: ColumnElement[str], since: datetime | None, until: datetime | None
) -> Select[str]:
    """Narrow a query to ids of [since, until)."""
    if since:
        query = query.where(column >= id_times.smallest_id(since))
    if until:
        query = query.where(column < id_times.smallest_id(until))
    return query


def _find_table(scope: Scope) -> Table:
    """Return the table whose key starts with what the scope is about and continues in order of time."""
    match scope:
        case ChannelScope() | ChannelsScope():
            return schema.recognition
        case ReceivedScope() | CircleScope(is_given=False):
            return schema.recipient
        case GivenScope() | CircleScope():
            return schema.giver
        case EndorsedScope():
            return schema.endorsement


def _find_key(scope: Scope) -> tuple[Column[str], tuple[str, ...]]:
    """Return the column of what the scope is about, and the values to look for."""
    table = _find_table(scope)
    match scope:
        case ChannelScope(channel):
            return table.c.channel_id, (channel,)
        case ChannelsScope(channels):
            return table.c.channel_id, tuple(sorted(channels))
        case ReceivedScope() | GivenScope() | EndorsedScope():
            return table.c.user_id, (scope.user,)
        case CircleScope(users):
            return table.c.user_id, tuple(sorted(users))
