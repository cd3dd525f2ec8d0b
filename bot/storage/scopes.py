"""Queries for the ids that a `Scope` may read. All queries that look for recognitions start from these.

Their text depends on the kind of scope alone, so that each is built and compiled once: users, channels and
the range of ids are parameters. A function that builds a query takes a scope from `make_shape`.
"""

from typing import Any

from msgspec.structs import replace
from sqlalchemy import (
    ARRAY,
    ColumnElement,
    FromClause,
    Select,
    Text,
    and_,
    bindparam,
    column,
    func,
    select,
    true,
    union_all,
)

from bot.domain.audience import Coverage
from bot.domain.ids import ChannelId, UserId
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
from bot.storage import schema
from bot.storage.conditions import is_listed
from bot.storage.engine import Transaction
from bot.storage.ids import ALL_IDS, IdRange
from bot.storage.statements import PreparedStatement
from bot.storage.visibility import (
    CHANNEL,
    COUNTERPARTS,
    LEADS_CHANNELS,
    is_readable,
    is_visible_to_workspace,
)

MAX_MEMBERS = 1_000
"""Members of a channel that one statement lists. Larger channels are narrowed first."""

KEY, CANDIDATES = "key", "candidates"
"""Names of parameters: the user or channel that a scope is about, and the ids that are looked through."""
_KEYS, _MEMBERS, _WORKSPACE_ID, _FIRST_ID, _END_ID = "keys", "members", "workspace_id", "first_id", "end_id"

_KEY: ColumnElement[str] = bindparam(KEY)
_USER, _CHANNEL = UserId("any"), ChannelId("any")


def make_shape(scope: Scope) -> Scope:
    """Return a scope that is equal for all scopes which differ only in parameters of their queries."""
    match scope:
        case DigestScope():
            return DigestScope(_CHANNEL, scope.covers)
        case ChannelScope():
            return ChannelScope(_CHANNEL)
        case ChannelsScope():
            return ChannelsScope(frozenset())
        case ReceivedScope():
            return ReceivedScope(_USER, frozenset({_USER}) if scope.givers else frozenset())
        case GivenScope():
            return GivenScope(_USER, frozenset({_USER}) if scope.recipients else frozenset())
        case EndorsedScope():
            return EndorsedScope(_USER)
        case CircleScope():
            return CircleScope(frozenset(), frozenset(), scope.is_given)


def make_parameters(workspace: Workspace, scope: Scope, ids: IdRange = ALL_IDS) -> dict[str, Any]:
    """Return the parameters of a scope's queries, for the recognitions of a range of ids."""
    parameters: dict[str, Any] = {_WORKSPACE_ID: workspace.id, _FIRST_ID: ids.first, _END_ID: ids.end}
    match scope:
        case DigestScope(channel):
            parameters |= {KEY: channel, CHANNEL: channel, _MEMBERS: sorted(scope.members)}
        case ChannelScope(channel):
            parameters |= {KEY: channel}
        case ReceivedScope(user, counterparts) | GivenScope(user, counterparts):
            parameters |= {KEY: user, COUNTERPARTS: sorted(counterparts)}
        case EndorsedScope(user):
            parameters |= {KEY: user}
        case ChannelsScope(channels):
            parameters |= {_KEYS: sorted(channels)}
        case CircleScope(users, channels):
            parameters |= {_KEYS: sorted(users), LEADS_CHANNELS: sorted(channels)}
    return parameters


def list_keys(scope: Scope) -> tuple[str, ...]:
    """Return the users or channels that a scope is about: values of `KEY` for `select_id_range`."""
    match scope:
        case ChannelScope(channel):
            return (channel,)
        case ChannelsScope(channels):
            return tuple(sorted(channels))
        case ReceivedScope() | GivenScope() | EndorsedScope():
            return (scope.user,)
        case CircleScope(users):
            return tuple(sorted(users))


def select_readable_ids(shape: Scope) -> tuple[ColumnElement[str], Select[str]]:
    """Return the id column and a query for the ids that such a scope may read."""
    table = _find_table(shape)
    match shape:
        case DigestScope(covers=Coverage.MEMBERS):
            return _select_ids(shape, table, table.c.id.in_(_select_covered_ids()))
        case DigestScope(covers=Coverage.WORKSPACE):
            return _select_ids(shape, table, true())
        case _:
            return _select_ids(shape, table, _is_about_any(shape, table))


def select_candidates(shape: Scope) -> tuple[ColumnElement[str], Select[str]]:
    """Return the id column and a query for those of some ids, `CANDIDATES`, that such a scope may read.

    The ids may be of any time: with a range besides, SQLite would read that range instead.
    """
    table = _find_table(shape)
    id_column, is_about = _find_id(table), _is_about_any(shape, table)
    return id_column, _select_where(shape, table, is_about, is_listed(id_column, CANDIDATES))


def list_keys_as_rows() -> FromClause:
    """Return the keys of a scope about several users or channels as a table of one column, for PostgreSQL."""
    keys = func.unnest(bindparam(_KEYS, type_=ARRAY(Text))).table_valued(column("key", Text))
    return keys.render_derived(name="scope_key")


def select_id_range(
    shape: Scope, key: ColumnElement[str] = _KEY, *, is_filtered: bool = False
) -> tuple[ColumnElement[str], Select[str]]:
    """Return the id column and a query for one index range, to be run for each key of `list_keys`.

    A single query over all keys would read and sort them all before it knows which come first.
    With `is_filtered`, conditions on the id column are checked before the recognition's row is looked up.
    """
    table = _find_table(shape)
    if is_filtered and table is schema.recognition:
        # An index has all that the filters need. Those who pass them are few.
        table = schema.recognition.alias("indexed")
    return _select_ids(shape, table, _find_key(shape, table) == key)


def _select_covered_ids() -> Any:
    """Return a query for what was given in a digest's channel, and what its members received in public."""
    recipient = schema.recipient
    _, in_channel = select_id_range(ChannelScope(_CHANNEL))
    received = select(recipient.c.recognition_id).where(
        recipient.c.workspace_id == bindparam(_WORKSPACE_ID),
        is_listed(recipient.c.user_id, _MEMBERS),
        is_visible_to_workspace(),
        _is_in_range(recipient.c.recognition_id),
    )
    return union_all(in_channel, received)


def _is_in_range(id_column: ColumnElement[str]) -> ColumnElement[bool]:
    return and_(id_column >= bindparam(_FIRST_ID), id_column < bindparam(_END_ID))


_RECIPIENTS = PreparedStatement(
    select(schema.recipient.c.user_id)
    .where(
        schema.recipient.c.workspace_id == bindparam(_WORKSPACE_ID),
        is_visible_to_workspace(),
        _is_in_range(schema.recipient.c.recognition_id),
    )
    .distinct()
)


def narrow_members(tx: Transaction, workspace: Workspace, scope: DigestScope, ids: IdRange) -> DigestScope:
    """Keep only members who received a public recognition of this range, if there are many.

    A channel can have more members than a statement looks up in reasonable time.
    """
    if len(scope.members) <= MAX_MEMBERS:
        return scope
    recipients = _RECIPIENTS.fetch_column(tx.connection, make_parameters(workspace, scope, ids))
    return replace(scope, members=scope.members & set(recipients))


def _select_ids(
    shape: Scope, table: FromClause, condition: ColumnElement[bool]
) -> tuple[ColumnElement[str], Select[str]]:
    id_column = _find_id(table)
    return id_column, _select_where(shape, table, condition, _is_in_range(id_column))


def _select_where(shape: Scope, table: FromClause, *conditions: ColumnElement[bool]) -> Select[str]:
    recognition, id_column = schema.recognition, _find_id(table)
    query = select(id_column).where(
        table.c.workspace_id == bindparam(_WORKSPACE_ID), *conditions, is_readable(shape)
    )
    return query if table is recognition else query.join(recognition, recognition.c.id == id_column)


def _find_id(table: FromClause) -> ColumnElement[str]:
    return table.c.id if "id" in table.c else table.c.recognition_id


def _is_about_any(shape: Scope, table: FromClause) -> ColumnElement[bool]:
    """Return the condition that a row is about one of the scope's users or channels."""
    key = _find_key(shape, table)
    if isinstance(shape, ChannelsScope | CircleScope):
        return is_listed(key, _KEYS)
    return key == bindparam(KEY)


def _find_table(shape: Scope) -> FromClause:
    """Return the table whose key starts with what the scope is about and continues in order of time."""
    match shape:
        case ChannelScope() | ChannelsScope():
            return schema.recognition
        case ReceivedScope() | CircleScope(is_given=False):
            return schema.recipient
        case GivenScope() | CircleScope():
            return schema.giver
        case EndorsedScope():
            return schema.endorsement


def _find_key(shape: Scope, table: FromClause) -> ColumnElement[str]:
    """Return the column of this table for what the scope is about."""
    is_channel = isinstance(shape, ChannelScope | ChannelsScope)
    return table.c["channel_id" if is_channel else "user_id"]
