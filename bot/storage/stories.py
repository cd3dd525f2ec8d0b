"""Recognitions as they are read: every query is built from a `Scope`, so none can read past the rules."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Select, Table, and_, exists, or_, select, true

from bot.domain.delivery import Kind
from bot.domain.recognition import Source, Story
from bot.domain.visibility import Cared, GivenBy, GivenIn, InDigest, ReceivedBy, Scope, Visibility
from bot.domain.workspace import Workspace
from bot.storage import ids as id_times
from bot.storage import search, tables
from bot.storage.engine import Transaction


@dataclass(frozen=True, slots=True)
class Filters:
    """What to read of what may be read: `since` included and `until` excluded, in UTC; ids of channels;
    keys of values, one of which must be there; phrases, all of which must be found (see `search`), as Slack
    markup."""

    since: datetime | None = None
    until: datetime | None = None
    channels: tuple[str, ...] = ()
    values: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()


def page(
    tx: Transaction,
    workspace: Workspace,
    scope: Scope,
    filters: Filters,
    *,
    limit: int,
    before: str | None = None,
) -> list[Story]:
    """The newest stories first, at most `limit`, all older than the id `before`."""
    column, query = readable_ids(workspace, scope, since=filters.since, until=filters.until)
    if before:
        query = query.where(column < before)
    found = tx.connection.scalars(query.where(_matches(tx, filters)).order_by(column.desc()).limit(limit))
    return list(reversed(tell(tx, workspace, scope, found)))


def readable_ids(
    workspace: Workspace, scope: Scope, *, since: datetime | None = None, until: datetime | None = None
) -> tuple[ColumnElement[str], Select[str]]:
    """The ids that the scope may read in [since, until), as one range of one index: column and query."""
    column, query = _ids(workspace, scope)
    if since:
        query = query.where(column >= id_times.floor(since))
    if until:
        query = query.where(column < id_times.floor(until))
    return column, query


def _ids(workspace: Workspace, scope: Scope) -> tuple[ColumnElement[str], Select[str]]:
    """The ids that the scope may read: one range of one index."""
    recognition = tables.recognition
    match scope:
        case GivenIn():
            column: ColumnElement[str] = recognition.c.id
            query = select(column)
        case ReceivedBy():
            column = tables.recipient.c.recognition_id
            query = select(column).join(recognition, recognition.c.id == column)
        case GivenBy():
            column = tables.giver.c.recognition_id
            query = select(column).join(recognition, recognition.c.id == column)
        case Cared(people, _, given):
            column = (tables.giver if given else tables.recipient).c.recognition_id
            query = select(column).join(recognition, recognition.c.id == column)
            if len(people) > 1:
                query = query.distinct()
    return column, query.where(_readable(workspace, scope))


def _readable(workspace: Workspace, scope: Scope) -> ColumnElement[bool]:
    """The rules of `visibility.Scope` as SQL; every reading query carries this condition."""
    recognition, recipient, giver = tables.recognition, tables.recipient, tables.giver
    stands = recognition.c.withdrawn_at.is_(None)
    match scope:
        case InDigest(channel):
            return and_(_readable(workspace, GivenIn(channel)), _names_only_who_may_be_named(scope))
        case GivenIn(channel):
            seen = exists().where(recipient.c.recognition_id == recognition.c.id, _shown_in_channel())
            return and_(
                recognition.c.workspace_id == workspace.id, recognition.c.channel_id == channel, stands, seen
            )
        case ReceivedBy(person):
            return and_(
                recipient.c.workspace_id == workspace.id,
                recipient.c.person_id == person,
                recipient.c.taken_down_at.is_(None),
                stands,
            )
        case GivenBy(person):
            return and_(
                giver.c.workspace_id == workspace.id,
                giver.c.person_id == person,
                giver.c.withdrawn_at.is_(None),
                stands,
            )
        case Cared(people, channels, given=True):
            seen = exists().where(recipient.c.recognition_id == recognition.c.id, _shown_to_lead(channels))
            return and_(
                giver.c.workspace_id == workspace.id,
                giver.c.person_id.in_(people),
                giver.c.withdrawn_at.is_(None),
                stands,
                seen,
            )
        case Cared(people, channels):
            return and_(
                recipient.c.workspace_id == workspace.id,
                recipient.c.person_id.in_(people),
                _shown_to_lead(channels),
                stands,
            )


def _names_only_who_may_be_named(scope: Scope) -> ColumnElement[bool]:
    """The scope may name somebody who gave it, somebody who received it, and all whom its words name."""
    recognition, recipient = tables.recognition, tables.recipient
    giver, mention = tables.giver, tables.mention
    return and_(
        exists().where(
            giver.c.recognition_id == recognition.c.id,
            giver.c.withdrawn_at.is_(None),
            _may_be_named(scope, giver),
        ),
        exists().where(
            recipient.c.recognition_id == recognition.c.id,
            _shown_in_channel(),
            _may_be_named(scope, recipient),
        ),
        ~exists().where(mention.c.recognition_id == recognition.c.id, ~_may_be_named(scope, mention)),
    )


def _may_be_named(scope: Scope, people: Table) -> ColumnElement[bool]:
    """Those in such a table whom the scope may name: a digest leaves out who wishes to be in none."""
    if not isinstance(scope, InDigest):
        return true()
    choice = tables.choice
    return ~exists().where(
        choice.c.workspace_id == people.c.workspace_id,
        choice.c.person_id == people.c.person_id,
        choice.c.in_digests.is_(False),
    )


def _shown_in_channel() -> ColumnElement[bool]:
    recipient = tables.recipient
    return and_(recipient.c.visibility >= int(Visibility.CHANNEL), recipient.c.taken_down_at.is_(None))


def _shown_to_lead(channels: Collection[str]) -> ColumnElement[bool]:
    """What is public, and what was given in these private channels."""
    recipient, recognition = tables.recipient, tables.recognition
    in_channel = and_(
        recipient.c.visibility == int(Visibility.CHANNEL), recognition.c.channel_id.in_(channels)
    )
    return and_(
        or_(recipient.c.visibility == int(Visibility.PUBLIC), in_channel), recipient.c.taken_down_at.is_(None)
    )


def _matches(tx: Transaction, filters: Filters) -> ColumnElement[bool]:
    recognition, carried = tables.recognition, tables.recognition_value
    conditions: list[ColumnElement[bool]] = [true()]
    if filters.channels:
        conditions.append(recognition.c.channel_id.in_(filters.channels))
    if filters.values:
        conditions.append(
            exists().where(
                carried.c.recognition_id == recognition.c.id, carried.c.value_key.in_(filters.values)
            )
        )
    if filters.phrases:
        conditions.append(search.found(tx, filters.phrases))
    return and_(*conditions)


def values_in(tx: Transaction, workspace: Workspace, scope: Scope, *, since: datetime) -> tuple[str, ...]:
    """The keys of the values that what the scope may read since then carries, in no order."""
    _, readable = readable_ids(workspace, scope, since=since)
    carried = tables.recognition_value
    return tuple(
        tx.connection.scalars(
            select(carried.c.value_key).where(carried.c.recognition_id.in_(readable)).distinct()
        )
    )


def thanked_by(
    tx: Transaction, workspace: Workspace, giver: str, people: Collection[str], *, since: datetime
) -> frozenset[str]:
    """Those of these people whom somebody has thanked since then, in whatever way."""
    _, given = readable_ids(workspace, GivenBy(giver), since=since)
    table = tables.recipient
    return frozenset(
        tx.connection.scalars(
            select(table.c.person_id)
            .where(
                table.c.workspace_id == workspace.id,
                table.c.person_id.in_(people),
                table.c.recognition_id.in_(given),
                table.c.taken_down_at.is_(None),
            )
            .distinct()
        )
    )


def tell(tx: Transaction, workspace: Workspace, scope: Scope, ids: Iterable[str]) -> list[Story]:
    """Those of these recognitions that the scope may read, oldest first, in a fixed number of queries."""
    wanted = set(ids)
    if not wanted:
        return []
    recognition = tables.recognition
    column, readable = _ids(workspace, scope)
    rows = tx.connection.execute(
        select(recognition)
        .where(recognition.c.id.in_(wanted), recognition.c.id.in_(readable.where(column.in_(wanted))))
        .order_by(recognition.c.id)
    ).all()
    found = [row.id for row in rows]
    givers = _people(tx, scope, tables.giver, found)
    recipients = _recipients(tx, scope, found)
    voices = _people(tx, scope, tables.voice, found)
    values = _values(tx, found)
    shown_at = _shout_outs(tx, found)
    return [
        Story(
            id=row.id,
            source=Source(row.source),
            channel=row.channel_id,
            words=row.words,
            givers=givers[row.id],
            recipients=tuple(recipients[row.id]),
            values=values[row.id],
            voices=voices[row.id],
            permalink=_permalink(workspace, row.channel_id, row.message_ts or shown_at.get(row.id)),
            is_private=_is_private(scope, recipients[row.id]),
            created_at=row.created_at,
        )
        for row in rows
    ]


def _recipients(tx: Transaction, scope: Scope, ids: Sequence[str]) -> dict[str, dict[str, Visibility]]:
    """The recipients that may be seen in this scope, and how widely each may be."""
    table = tables.recipient
    rows = tx.connection.execute(
        select(table.c.recognition_id, table.c.person_id, table.c.visibility)
        .where(table.c.recognition_id.in_(ids), _recipients_shown(scope), _may_be_named(scope, table))
        .order_by(table.c.recognition_id, table.c.person_id)
    )
    found: defaultdict[str, dict[str, Visibility]] = defaultdict(dict)
    for recognition, person, seen in rows:
        found[recognition][person] = Visibility(seen)
    return found


def _is_private(scope: Scope, recipients: Mapping[str, Visibility]) -> bool:
    """Whether it is between the giver and the reader alone."""
    match scope:
        case GivenIn() | Cared():
            return False
        case ReceivedBy(person):
            return recipients.get(person) is Visibility.PRIVATE
        case GivenBy():
            return all(seen is Visibility.PRIVATE for seen in recipients.values())


def _recipients_shown(scope: Scope) -> ColumnElement[bool]:
    """Only giver and person see that a person was thanked in private."""
    recipient = tables.recipient
    match scope:
        case GivenIn() | Cared():
            return _shown_in_channel()
        case ReceivedBy(person):
            return or_(_shown_in_channel(), recipient.c.person_id == person)
        case GivenBy():
            return recipient.c.taken_down_at.is_(None)


def _people(tx: Transaction, scope: Scope, table: Table, ids: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """The givers or voices that may be seen in this scope."""
    columns = table.c
    rows = tx.connection.execute(
        select(columns.recognition_id, columns.person_id)
        .where(columns.recognition_id.in_(ids), columns.withdrawn_at.is_(None), _may_be_named(scope, table))
        .order_by(columns.recognition_id, columns.person_id)
    )
    return _gathered(rows)


def _values(tx: Transaction, ids: Sequence[str]) -> dict[str, tuple[str, ...]]:
    table = tables.recognition_value
    rows = tx.connection.execute(
        select(table.c.recognition_id, table.c.value_key).where(table.c.recognition_id.in_(ids))
    )
    return _gathered(rows)


def _gathered(rows: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    found: defaultdict[str, tuple[str, ...]] = defaultdict(tuple)
    for recognition, item in rows:
        found[recognition] += (item,)
    return found


def _shout_outs(tx: Transaction, ids: Sequence[str]) -> dict[str, str]:
    """The ts of each shout-out that stands in its recognition's channel."""
    message = tables.message
    rows = tx.connection.execute(
        select(message.c.recognition_id, message.c.ts).where(
            message.c.recognition_id.in_(ids),
            message.c.kind == Kind.SHOUT_OUT.value,
            message.c.ts.is_not(None),
        )
    )
    return {row.recognition_id: row.ts for row in rows}


def _permalink(workspace: Workspace, channel: str, ts: str | None) -> str:
    return workspace.permalink(channel, ts) if ts else ""
