"""The rules of `visibility.Scope` as SQL: every query that reads recognitions is built from one of these."""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime

from sqlalchemy import (
    Column,
    ColumnElement,
    Select,
    Table,
    and_,
    bindparam,
    exists,
    literal,
    or_,
    select,
    true,
    union_all,
)

from bot.domain.audience import Coverage
from bot.domain.visibility import (
    ChannelScope,
    ChannelsScope,
    CircleScope,
    DigestScope,
    EndorsedScope,
    GivenScope,
    ReceivedScope,
    Scope,
    Visibility,
)
from bot.domain.workspace import Workspace
from bot.storage import ids as id_times
from bot.storage import schema
from bot.storage.engine import Transaction
from bot.storage.id_lists import is_one_of

MAX_MEMBERS = 1_000
"""Members of a channel whom one statement names, whoever received something."""
ONE = "one"
"""The parameter of `select_id_range`: the person or the channel whose range it is."""


def select_readable_ids(
    workspace: Workspace, scope: Scope, *, since: datetime | None = None, until: datetime | None = None
) -> tuple[ColumnElement[str], Select[str]]:
    """The ids that the scope may read in [since, until): their column, and a query."""
    if isinstance(scope, DigestScope) and scope.covers is not Coverage.CHANNEL:
        return _ids(workspace, scope, _covered(workspace, scope, since, until), since, until)
    key, wanted = _key(scope)
    return _ids(
        workspace, scope, is_one_of(key, wanted) if len(wanted) > 1 else key == wanted[0], since, until
    )


def _covered(
    workspace: Workspace, scope: DigestScope, since: datetime | None, until: datetime | None
) -> ColumnElement[bool]:
    """What a digest of more than its channel is about; `_rules` say how public that must be."""
    if scope.covers is Coverage.WORKSPACE:
        return true()
    _, in_channel = _ids(
        workspace, ChannelScope(scope.channel), schema.recognition.c.channel_id == scope.channel, since, until
    )
    of_members = is_one_of(schema.recipient.c.user_id, scope.members)
    received = _between(
        select(schema.recipient.c.recognition_id).where(
            schema.recipient.c.workspace_id == workspace.id,
            of_members,
            schema.recipient.c.visibility == int(Visibility.PUBLIC),
            schema.recipient.c.taken_down_at.is_(None),
        ),
        schema.recipient.c.recognition_id,
        since,
        until,
    )
    return schema.recognition.c.id.in_(union_all(in_channel, received))


def narrow_members(
    tx: Transaction, workspace: Workspace, scope: DigestScope, *, since: datetime, until: datetime
) -> DigestScope:
    """Name only those of many members who received something in public in [since, until).

    A statement takes some ten thousands of parameters at most, and a channel can have more members.
    """
    if len(scope.members) <= MAX_MEMBERS:
        return scope
    recipient = schema.recipient
    received = _between(
        select(recipient.c.user_id)
        .where(recipient.c.workspace_id == workspace.id, recipient.c.visibility == int(Visibility.PUBLIC))
        .distinct(),
        recipient.c.recognition_id,
        since,
        until,
    )
    return replace(scope, members=scope.members & set(tx.connection.scalars(received)))


def select_id_range(
    workspace: Workspace, scope: Scope, *, since: datetime | None = None, until: datetime | None = None
) -> tuple[ColumnElement[str], Select[str], tuple[str, ...]]:
    """The ids that the scope may read, as one range of one index for each of several values of `ONE`.

    A query over all of them at once would have to read and sort them all before it knows which come first.
    """
    key, wanted = _key(scope)
    return (*_ids(workspace, scope, key == bindparam(ONE, type_=key.type), since, until), wanted)


def _ids(
    workspace: Workspace,
    scope: Scope,
    of: ColumnElement[bool],
    since: datetime | None,
    until: datetime | None,
) -> tuple[ColumnElement[str], Select[str]]:
    recognition = schema.recognition
    table = _table(scope)
    column: Column[str] = recognition.c.id if table is recognition else table.c.recognition_id
    query = select(column).where(table.c.workspace_id == workspace.id, of, _rules(scope))
    if table is not recognition:
        query = query.join(recognition, recognition.c.id == column)
    return column, _between(query, column, since, until)


def _between(
    query: Select[str], column: ColumnElement[str], since: datetime | None, until: datetime | None
) -> Select[str]:
    """Narrow a query to ids of [since, until)."""
    if since:
        query = query.where(column >= id_times.smallest_id(since))
    if until:
        query = query.where(column < id_times.smallest_id(until))
    return query


def _table(scope: Scope) -> Table:
    """The table whose key begins with whom or what the scope is about, and goes on in the order of time."""
    match scope:
        case ChannelScope() | ChannelsScope():
            return schema.recognition
        case ReceivedScope() | CircleScope(is_given=False):
            return schema.recipient
        case GivenScope() | CircleScope():
            return schema.giver
        case EndorsedScope():
            return schema.endorsement


def _key(scope: Scope) -> tuple[Column[str], tuple[str, ...]]:
    """The column of whom or what the scope is about, and what stands there."""
    table = _table(scope)
    match scope:
        case ChannelScope(channel):
            return table.c.channel_id, (channel,)
        case ChannelsScope(channels):
            return table.c.channel_id, tuple(sorted(channels))
        case ReceivedScope() | GivenScope() | EndorsedScope():
            return table.c.user_id, (scope.user,)
        case CircleScope(users):
            return table.c.user_id, tuple(sorted(users))


def _rules(scope: Scope) -> ColumnElement[bool]:
    """What must be so of a recognition that the scope may read, apart from whom or what it is about."""
    recognition, recipient, giver = schema.recognition, schema.recipient, schema.giver
    stands = recognition.c.withdrawn_at.is_(None)
    match scope:
        case DigestScope():
            return and_(stands, _has_recipient(_shown_in_digest(scope)), _names_only_who_may_be_named(scope))
        case ChannelScope() | ChannelsScope():
            return and_(stands, _has_recipient(is_visible_in_channel()))
        case ReceivedScope(_, givers):
            return and_(stands, recipient.c.taken_down_at.is_(None), _given_by(givers))
        case GivenScope(_, recipients):
            return and_(stands, giver.c.withdrawn_at.is_(None), _received_by(scope, recipients))
        case EndorsedScope():
            return and_(
                stands, schema.endorsement.c.withdrawn_at.is_(None), _has_recipient(is_visible_in_channel())
            )
        case CircleScope(_, channels, is_given=True):
            return and_(stands, giver.c.withdrawn_at.is_(None), _has_recipient(_shown_to_lead(channels)))
        case CircleScope(_, channels):
            return and_(stands, or_(_shown_to_lead(channels), _opened_to_leads()))


def has_row(*conditions: ColumnElement[bool]) -> ColumnElement[bool]:
    """Whether there is such a row, looked up for one recognition after the other.

    With OFFSET, PostgreSQL makes no join of it: that would read the other table from its end, up to wherever
    the page lies.
    """
    return exists(select(literal(1)).where(*conditions).offset(0))


def _has_recipient(condition: ColumnElement[bool]) -> ColumnElement[bool]:
    return has_row(schema.recipient.c.recognition_id == schema.recognition.c.id, condition)


def _given_by(users: Collection[str]) -> ColumnElement[bool]:
    """One of these people gave it, and has not taken it back; whoever did if there are none."""
    giver, recognition = schema.giver.alias("counterpart"), schema.recognition
    if not users:
        return true()
    return has_row(
        giver.c.workspace_id == recognition.c.workspace_id,
        is_one_of(giver.c.user_id, users),
        giver.c.recognition_id == recognition.c.id,
        giver.c.withdrawn_at.is_(None),
    )


def _received_by(scope: GivenScope, users: Collection[str]) -> ColumnElement[bool]:
    """One of these people received it, as far as the giver sees who did; whoever did if there are none."""
    recipient, recognition = schema.recipient, schema.recognition
    if not users:
        return true()
    return has_row(
        recipient.c.workspace_id == recognition.c.workspace_id,
        is_one_of(recipient.c.user_id, users),
        recipient.c.recognition_id == recognition.c.id,
        is_visible_recipient(scope),
    )


def _names_only_who_may_be_named(scope: DigestScope) -> ColumnElement[bool]:
    """The scope may name somebody who gave it, somebody who received it, and all whom its words name."""
    recognition, giver, mention = schema.recognition, schema.giver, schema.mention
    return and_(
        has_row(
            giver.c.recognition_id == recognition.c.id,
            giver.c.withdrawn_at.is_(None),
            is_nameable(scope, giver),
        ),
        _has_recipient(and_(_shown_in_digest(scope), is_nameable(scope, schema.recipient))),
        ~has_row(
            mention.c.recognition_id == recognition.c.id, mention.c.in_text, ~is_nameable(scope, mention)
        ),
    )


def is_nameable(scope: Scope, users: Table) -> ColumnElement[bool]:
    """Those in such a table whom the scope may name: a digest leaves out who wishes to be in none."""
    return is_nameable_in(users, in_digest=isinstance(scope, DigestScope))


def is_nameable_in(users: Table, *, in_digest: bool) -> ColumnElement[bool]:
    """Return the condition of `is_nameable` for a scope that is one of a digest, or any other."""
    if not in_digest:
        return true()
    choice = schema.preferences
    return ~exists().where(
        choice.c.workspace_id == users.c.workspace_id,
        choice.c.user_id == users.c.user_id,
        choice.c.digests.is_(False),
    )


def is_visible_recipient(scope: Scope) -> ColumnElement[bool]:
    """The recipients whom the scope may see: only giver and person see that one was thanked in private."""
    recipient = schema.recipient
    match scope:
        case DigestScope():
            return _shown_in_digest(scope)
        case ChannelScope() | ChannelsScope() | EndorsedScope() | CircleScope(is_given=True):
            return is_visible_in_channel()
        case CircleScope(users, channels):
            opened = and_(is_one_of(recipient.c.user_id, users), _opened_to_leads())
            return or_(_seen_by_lead(channels), opened)
        case ReceivedScope(user):
            return or_(is_visible_in_channel(), recipient.c.user_id == user)
        case GivenScope():
            return recipient.c.taken_down_at.is_(None)


def is_visible_in_channel() -> ColumnElement[bool]:
    """The recipients whom all members of a channel may see."""
    recipient = schema.recipient
    return and_(recipient.c.visibility >= int(Visibility.CHANNEL), recipient.c.taken_down_at.is_(None))


def _shown_in_digest(scope: DigestScope) -> ColumnElement[bool]:
    """The recipients whom all members of a digest's channel may see: from elsewhere, in public alone."""
    if scope.covers is Coverage.CHANNEL:
        return is_visible_in_channel()
    recipient, home = schema.recipient, schema.recognition.alias("home")
    is_given_here = has_row(home.c.id == recipient.c.recognition_id, home.c.channel_id == scope.channel)
    return and_(is_visible_in_channel(), or_(recipient.c.visibility == int(Visibility.PUBLIC), is_given_here))


def _shown_to_lead(channels: Collection[str]) -> ColumnElement[bool]:
    """What is public, and what was given in these private channels."""
    recipient, recognition = schema.recipient, schema.recognition
    in_channel = and_(
        recipient.c.visibility == int(Visibility.CHANNEL), is_one_of(recognition.c.channel_id, channels)
    )
    return and_(
        or_(recipient.c.visibility == int(Visibility.PUBLIC), in_channel), recipient.c.taken_down_at.is_(None)
    )


def _seen_by_lead(channels: Collection[str]) -> ColumnElement[bool]:
    """The recipients whom a lead sees beside the one they care for: what that one opened to them names
    nobody else whom a private channel alone may see."""
    recipient, home = schema.recipient, schema.recognition.alias("home")
    in_channel = has_row(home.c.id == recipient.c.recognition_id, is_one_of(home.c.channel_id, channels))
    return and_(is_visible_in_channel(), or_(recipient.c.visibility == int(Visibility.PUBLIC), in_channel))


def _opened_to_leads() -> ColumnElement[bool]:
    """What is private to a recipient who let their leads read it."""
    recipient = schema.recipient
    return and_(
        recipient.c.visibility == int(Visibility.PRIVATE),
        recipient.c.opened_to_leads_at.is_not(None),
        recipient.c.taken_down_at.is_(None),
    )
