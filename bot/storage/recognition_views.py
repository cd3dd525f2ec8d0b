"""Recognitions as their readers may see them."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from functools import cache
from typing import Any, TypeVar

from sqlalchemy import Row, Table, bindparam, select

from bot.domain import mentions
from bot.domain.calendar import Period
from bot.domain.credit import is_credit_visible
from bot.domain.ids import NO_USER, ChannelId, UserId
from bot.domain.outbox_messages import ShoutOut
from bot.domain.preferences import DigestPreference
from bot.domain.recognition import Comment, Credit, RecognitionView, Reply, Source
from bot.domain.scopes import CircleScope, DigestScope, EndorsedScope, GivenScope, ReceivedScope, Scope
from bot.domain.view_rules import can_read_replies, is_private_view, select_comments, select_replies
from bot.domain.visibility import Visibility
from bot.domain.workspace import Workspace
from bot.storage import replies, schema, shared_credits, users
from bot.storage.conditions import IdQuery, is_one_of
from bot.storage.engine import Transaction
from bot.storage.messages import find_thread_ts
from bot.storage.scopes import select_readable_ids
from bot.storage.value_merges import current_key
from bot.storage.visibility import is_active_recipient, is_nameable, is_nameable_in, is_visible_recipient

T = TypeVar("T")


_VALUES = IdQuery(
    schema.recognition_value.c.recognition_id,
    lambda condition: (
        select(
            schema.recognition_value.c.recognition_id,
            current_key(bindparam("workspace_id"), schema.recognition_value.c.value_key).label("value_key"),
        )
        .where(condition)
        .distinct()
    ),
)
_SHOUT_OUTS = IdQuery(
    schema.posted_message.c.recognition_id,
    lambda condition: select(
        schema.posted_message.c.recognition_id, schema.posted_message.c.ts, schema.posted_message.c.payload
    ).where(
        condition, schema.posted_message.c.kind == ShoutOut.kind, schema.posted_message.c.ts.is_not(None)
    ),
)


def list_values(tx: Transaction, workspace: Workspace, scope: Scope, *, since: datetime) -> tuple[str, ...]:
    """Return the keys of the values of recognitions that the scope may read since an instant (UTC)."""
    _, readable = select_readable_ids(workspace, scope, since=since)
    carried = schema.recognition_value
    return tuple(
        tx.connection.scalars(
            select(current_key(workspace.id, carried.c.value_key))
            .where(carried.c.recognition_id.in_(readable))
            .distinct()
        )
    )


def find_thanked_users(
    tx: Transaction, workspace: Workspace, giver: UserId, people: Collection[UserId], *, since: datetime
) -> frozenset[UserId]:
    """Return those of these users that a giver recognized since an instant (UTC)."""
    _, readable = select_readable_ids(workspace, GivenScope(giver), since=since)
    table = schema.recipient
    return frozenset(
        tx.connection.scalars(
            select(table.c.user_id)
            .where(
                table.c.workspace_id == workspace.id,
                is_one_of(table.c.user_id, people),
                table.c.recognition_id.in_(readable),
                is_active_recipient(),
            )
            .distinct()
        )
    )


def list_views(
    tx: Transaction, workspace: Workspace, scope: Scope, ids: Iterable[str]
) -> list[RecognitionView]:
    """Return those of these recognitions that the scope may read, oldest first.

    The number of queries is fixed.
    """
    distinct = set(ids)
    if not distinct:
        return []
    recognition = schema.recognition
    column, readable = select_readable_ids(workspace, scope)
    rows = tx.connection.execute(
        select(recognition)
        .where(
            is_one_of(recognition.c.id, distinct),
            recognition.c.id.in_(readable.where(is_one_of(column, distinct))),
        )
        .order_by(recognition.c.id)
    ).all()
    found = [row.id for row in rows]
    giver_rows = _find_rows(tx, scope, schema.giver, found)
    givers = _group_users(giver_rows)
    recipients = _find_recipients(tx, scope, found)
    with_endorsers = found
    if isinstance(scope, CircleScope):
        # Endorsers are not shown with a private recognition that was opened to leads.
        with_endorsers = [
            recognition_id
            for recognition_id in found
            if not is_private_view(scope, recipients[recognition_id])
        ]
    endorser_rows = _find_rows(tx, scope, schema.endorsement, with_endorsers)
    endorsers = _group_users(endorser_rows)
    reader = scope.user if isinstance(scope, EndorsedScope) else None
    endorsed_at = {row.recognition_id: row.created_at for row in endorser_rows if row.user_id == reader}
    # In order of time: no order here is a ranking.
    comments = _find_comments(
        tx, workspace, scope, [*giver_rows, *sorted(endorser_rows, key=lambda row: row.created_at)]
    )
    credit_lists = _find_credits(tx, scope, recipients)
    reply_lists = _find_replies(tx, scope, found)
    values = _find_values(tx, workspace, found)
    shout_outs = _find_shout_outs(tx, found)
    return [
        RecognitionView(
            id=row.id,
            source=Source(row.source),
            channel=row.channel_id,
            text=row.text,
            givers=givers[row.id],
            recipients=tuple(recipients[row.id]),
            values=values[row.id],
            endorsers=endorsers.get(row.id, ()),
            permalink=_make_permalink(workspace, row.channel_id, row.message_ts, shout_outs.get(row.id)),
            is_private=is_private_view(scope, recipients[row.id]),
            created_at=row.created_at,
            is_open=row.visibility == int(Visibility.PUBLIC),
            endorsed_at=endorsed_at.get(row.id),
            credits=credit_lists.get(row.id, ()),
            replies=reply_lists.get(row.id, ()),
            comments=select_comments(scope, comments[row.id], givers[row.id], recipients[row.id]),
        )
        for row in rows
    ]


def list_views_of_period(
    tx: Transaction, workspace: Workspace, scope: Scope, period: Period
) -> list[RecognitionView]:
    """Return the recognitions of a period that the scope may read, oldest first."""
    _, readable = select_readable_ids(workspace, scope, since=period.start, until=period.end)
    return list_views(tx, workspace, scope, tx.connection.scalars(readable))


def _find_recipients(
    tx: Transaction, scope: Scope, ids: Sequence[str]
) -> dict[str, dict[UserId, Visibility]]:
    """Return the recipients that the scope may see, and how widely each is seen."""
    table = schema.recipient
    rows = tx.connection.execute(
        select(table.c.recognition_id, table.c.user_id, table.c.visibility)
        .where(is_one_of(table.c.recognition_id, ids), is_visible_recipient(scope), is_nameable(scope, table))
        .order_by(table.c.recognition_id, table.c.user_id)
    )
    recipients: defaultdict[str, dict[UserId, Visibility]] = defaultdict(dict)
    for recognition, user, visibility in rows:
        recipients[recognition][user] = Visibility(visibility)
    return recipients


def _find_credits(
    tx: Transaction, scope: Scope, recipients: Mapping[str, Mapping[UserId, Visibility]]
) -> dict[str, tuple[Credit, ...]]:
    """Return the credits that the reader of these recipients may see."""
    reader = scope.user if isinstance(scope, ReceivedScope) else NO_USER
    credit_lists = shared_credits.list_credits(tx, list(recipients))
    return {
        recognition: tuple(
            credit for credit in credit_lists[recognition] if is_credit_visible(credit, visibilities, reader)
        )
        for recognition, visibilities in recipients.items()
    }


def _find_replies(tx: Transaction, scope: Scope, ids: Sequence[str]) -> dict[str, tuple[Reply, ...]]:
    if not can_read_replies(scope):
        return {}
    return {
        recognition: select_replies(scope, reply_list)
        for recognition, reply_list in replies.list_replies(tx, ids).items()
    }


def _find_rows(tx: Transaction, scope: Scope, table: Table, ids: Sequence[str]) -> Sequence[Row[Any]]:
    """Return the rows of givers or endorsers that the scope may see."""
    return _make_rows_query(table, is_digest=isinstance(scope, DigestScope)).run(tx, ids).all()


@cache
def _make_rows_query(table: Table, *, is_digest: bool) -> IdQuery:
    columns = table.c
    return IdQuery(
        columns.recognition_id,
        lambda condition: (
            select(table)
            .where(condition, columns.withdrawn_at.is_(None), is_nameable_in(table, in_digest=is_digest))
            .order_by(columns.recognition_id, columns.user_id)
        ),
    )


def _group_users(rows: Iterable[Row[Any]]) -> dict[str, tuple[UserId, ...]]:
    return _group((row.recognition_id, row.user_id) for row in rows)


def _find_comments(
    tx: Transaction, workspace: Workspace, scope: Scope, rows: Iterable[Row[Any]]
) -> dict[str, tuple[Comment, ...]]:
    """Return the comments of these rows; digests omit those that mention users without digests."""
    with_words = [row for row in rows if row.comment]
    unnamed = frozenset[str]()
    if isinstance(scope, DigestScope):
        named = {user for row in with_words for user in mentions.find_mentioned_users(row.comment)}
        chosen = users.find_preferences(tx, workspace.id, named)
        unnamed = frozenset(user for user in named if chosen[user].digests is DigestPreference.OFF)
    found: defaultdict[str, tuple[Comment, ...]] = defaultdict(tuple)
    for row in with_words:
        if not unnamed & set(mentions.find_mentioned_users(row.comment)):
            found[row.recognition_id] += (Comment(row.user_id, row.comment),)
    return found


def _find_values(tx: Transaction, workspace: Workspace, ids: Sequence[str]) -> dict[str, tuple[str, ...]]:
    rows = _VALUES.run(tx, ids, workspace_id=workspace.id)
    return _group((row.recognition_id, row.value_key) for row in rows)


def _group(rows: Iterable[tuple[str, T]]) -> dict[str, tuple[T, ...]]:
    groups: defaultdict[str, tuple[T, ...]] = defaultdict(tuple)
    for recognition, item in rows:
        groups[recognition] += (item,)
    return groups


def _find_shout_outs(tx: Transaction, ids: Sequence[str]) -> dict[str, tuple[str, str]]:
    """Return the ts of each posted shout-out, and of its thread or ""."""
    rows = _SHOUT_OUTS.run(tx, ids)
    return {row.recognition_id: (row.ts, find_thread_ts(row.payload)) for row in rows}


def _make_permalink(
    workspace: Workspace, channel: ChannelId, message_ts: str | None, shout_out: tuple[str, str] | None
) -> str:
    if message_ts:
        return workspace.permalink(channel, message_ts)
    return workspace.permalink(channel, *shout_out) if shout_out else ""
