"""Recognitions with all that belongs to them, read together for any number of readers."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import Any

from sqlalchemy import (
    Boolean,
    ColumnElement,
    Row,
    Select,
    SmallInteger,
    String,
    Table,
    bindparam,
    cast,
    literal_column,
    null,
    or_,
    select,
    union_all,
)

from bot.domain.ids import NO_USER, RecognitionId, UserId
from bot.domain.outbox_messages import ShoutOut
from bot.domain.recognition import Comment, Credit, Reply, Source
from bot.domain.stored_recognition import Endorser, StoredRecognition
from bot.domain.team import Team
from bot.domain.visibility import Visibility
from bot.domain.workspace import Workspace
from bot.storage import schema
from bot.storage.conditions import IdQuery, Wanted, is_listed
from bot.storage.engine import Transaction
from bot.storage.value_merges import current_key
from bot.storage.visibility import (
    is_active_endorsement,
    is_active_giver,
    is_active_recipient,
    is_active_recognition,
)

_RECOGNITIONS = IdQuery(
    lambda is_wanted: (
        select(schema.recognition)
        .where(
            is_wanted(schema.recognition.c.id),
            schema.recognition.c.workspace_id == bindparam("workspace_id"),
            is_active_recognition(),
        )
        .order_by(schema.recognition.c.id)
    )
)

_NOTHING: dict[str, ColumnElement[Any]] = {
    "user_id": cast(null(), String),
    "other_id": cast(null(), String),
    "text": cast(null(), String),
    "visibility": cast(null(), SmallInteger),
    "is_member": cast(null(), Boolean),
    "at": cast(null(), schema.UtcDateTime),
}
"""The columns of `_PARTS` that a part does not have."""


def _select_part(
    table: Table, is_wanted: Wanted, *conditions: ColumnElement[bool], **columns: ColumnElement[Any]
) -> Select[Any]:
    """Return the rows of a table that belong to the recognitions, as rows of `_PARTS`."""
    return select(
        literal_column(f"'{table.name}'").label("part"),
        table.c.recognition_id,
        *(columns.get(name, nothing).label(name) for name, nothing in _NOTHING.items()),
    ).where(is_wanted(table.c.recognition_id), *conditions)


def _select_parts(is_wanted: Wanted) -> Any:
    giver, recipient, endorsement = schema.giver.c, schema.recipient.c, schema.endorsement.c
    credit, reply, mention, shout_out = (
        schema.credit.c,
        schema.reply.c,
        schema.mention.c,
        schema.posted_message.c,
    )
    value_key = current_key(bindparam("workspace_id"), schema.recognition_value.c.value_key)
    return union_all(
        _select_part(schema.giver, is_wanted, is_active_giver(), user_id=giver.user_id, text=giver.comment),
        _select_part(
            schema.recipient,
            is_wanted,
            is_active_recipient(),
            # A team can have hundreds of members, of whom only a reader learns that they are one.
            or_(~recipient.is_member, is_listed(recipient.user_id, "readers")),
            user_id=recipient.user_id,
            text=recipient.team_name,
            visibility=recipient.visibility,
            is_member=recipient.is_member,
            at=recipient.opened_to_leads_at,
        ),
        _select_part(
            schema.endorsement,
            is_wanted,
            is_active_endorsement(),
            user_id=endorsement.user_id,
            text=endorsement.comment,
            at=endorsement.created_at,
        ),
        _select_part(
            schema.credit,
            is_wanted,
            user_id=credit.user_id,
            other_id=credit.sharer_id,
            text=credit.comment,
            at=credit.created_at,
        ),
        _select_part(schema.reply, is_wanted, user_id=reply.user_id, text=reply.text, at=reply.created_at),
        _select_part(schema.recognition_value, is_wanted, text=value_key),
        _select_part(schema.mention, is_wanted, mention.in_text, user_id=mention.user_id),
        _select_part(
            schema.posted_message,
            is_wanted,
            shout_out.kind == ShoutOut.kind,
            shout_out.ts.is_not(None),
            text=shout_out.ts,
            other_id=shout_out.payload["thread_ts"].as_string(),
        ),
    )


_PARTS = IdQuery(_select_parts)
"""All that belongs to recognitions, in one statement: most of these tables rarely have a row of one."""


def find_recognitions(
    tx: Transaction, workspace: Workspace, ids: Iterable[str], readers: Collection[UserId] = ()
) -> dict[RecognitionId, StoredRecognition]:
    """Return these recognitions by id, oldest first, without those that were withdrawn.

    It takes two statements, however many there are. `readers` are the users for whom it is read.
    """
    rows = _RECOGNITIONS.run(tx, ids, workspace_id=workspace.id)
    if not rows:
        return {}
    parts: defaultdict[str, defaultdict[str, list[Row[Any]]]] = defaultdict(lambda: defaultdict(list))
    wanted = [row.id for row in rows]
    for part in _PARTS.run(tx, wanted, workspace_id=workspace.id, readers=sorted(readers)):
        parts[part.recognition_id][part.part].append(part)
    return {row.id: _make_recognition(workspace, row, parts[row.id]) for row in rows}


def _make_recognition(
    workspace: Workspace, row: Row[Any], parts: defaultdict[str, list[Row[Any]]]
) -> StoredRecognition:
    def sort(table: Table) -> list[Row[Any]]:
        return sorted(parts[table.name], key=lambda part: part.user_id or NO_USER)

    def sort_by_time(table: Table) -> list[Row[Any]]:
        return sorted(parts[table.name], key=lambda part: (part.at, part.user_id))

    givers, thanked = sort(schema.giver), sort(schema.recipient)
    recipients = [part for part in thanked if not part.is_member]
    return StoredRecognition(
        id=row.id,
        source=Source(row.source),
        channel=row.channel_id,
        visibility=Visibility(row.visibility),
        text=row.text,
        created_at=row.created_at,
        permalink=_make_permalink(workspace, row, parts[schema.posted_message.name]),
        givers=tuple(part.user_id for part in givers),
        comments=tuple(Comment(part.user_id, part.text) for part in givers if part.text),
        recipients={part.user_id: Visibility(part.visibility) for part in recipients},
        opened_to_leads=frozenset(part.user_id for part in recipients if part.at),
        endorsers=tuple(Endorser(part.user_id, part.text, part.at) for part in sort(schema.endorsement)),
        credits=tuple(Credit(part.other_id, part.user_id, part.text) for part in sort_by_time(schema.credit)),
        replies=tuple(Reply(part.user_id, part.text, part.at) for part in sort_by_time(schema.reply)),
        # Two values are one after a merge.
        values=tuple(sorted({part.text for part in parts[schema.recognition_value.name]})),
        mentioned=frozenset(part.user_id for part in parts[schema.mention.name]),
        teams=tuple(Team(part.user_id, part.text) for part in recipients if part.text is not None),
        readers=frozenset(part.user_id for part in thanked if part.is_member),
    )


def _make_permalink(workspace: Workspace, row: Row[Any], shout_outs: list[Row[Any]]) -> str:
    """Return the address of the message that it is about, or of its shout-out; "" if there is none."""
    if row.message_ts:
        return workspace.permalink(row.channel_id, row.message_ts)
    return (
        workspace.permalink(row.channel_id, shout_outs[-1].text, shout_outs[-1].other_id or "")
        if shout_outs
        else ""
    )
