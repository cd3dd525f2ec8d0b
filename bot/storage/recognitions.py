"""Recognitions: their text, values and mentions."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from msgspec import Struct
from sqlalchemy import delete, select, update

from bot.domain import mentions
from bot.domain.ids import ChannelId, RecognitionId, UserId, WorkspaceId
from bot.domain.recognition import Source
from bot.domain.team import Team
from bot.domain.visibility import Visibility
from bot.storage import schema, search, shared_credits
from bot.storage.conditions import is_one_of
from bot.storage.conflicts import insert_missing, insert_new
from bot.storage.deduplication import hash_key
from bot.storage.engine import Transaction
from bot.storage.row_inserts import RowInsert, insert_together
from bot.storage.visibility import is_active_recognition

_ADD_GIVERS, _ADD_RECIPIENTS, _ADD_MENTIONS, _ADD_VALUES = (
    RowInsert(table) for table in (schema.giver, schema.recipient, schema.mention, schema.recognition_value)
)


class RecognitionRow(Struct, frozen=True):
    """A recognition to be written.

    `deduplication_key` is unique in the workspace. `visibility` is the giver's choice;
    `recipients` maps each recipient to the narrower of that and their own preference. `teams` are seen as
    given, and each of the `members` alone sees that they are one.
    """

    deduplication_key: str
    source: Source
    channel: ChannelId
    giver: UserId
    recipients: Mapping[UserId, Visibility]
    visibility: Visibility
    text: str
    values: tuple[str, ...]
    mentioned: tuple[UserId, ...] = ()
    message_ts: str | None = None
    teams: tuple[Team, ...] = ()
    members: tuple[UserId, ...] = ()


def add_all(
    tx: Transaction, workspace_id: WorkspaceId, rows: Sequence[RecognitionRow]
) -> dict[str, RecognitionId]:
    """Write recognitions, and return the ids of new ones by deduplication key. Existing keys are skipped."""
    by_key = {hash_key(row.deduplication_key): row for row in reversed(rows)}
    ids = {key: RecognitionId(tx.new_id()) for key in reversed(by_key)}
    new = set(
        insert_new(
            tx.connection,
            schema.recognition,
            [
                {
                    "id": ids[key],
                    "workspace_id": workspace_id,
                    "channel_id": row.channel,
                    "deduplication_key": key,
                    "source": row.source.value,
                    "visibility": int(row.visibility),
                    "text": row.text,
                    "message_ts": row.message_ts,
                    "created_at": tx.now,
                }
                for key, row in sorted(by_key.items())
            ],
        )
    )
    written = {id_: by_key[key] for key, id_ in ids.items() if id_ in new}
    if written:
        _add_parts(tx, workspace_id, written)
    return {row.deduplication_key: id_ for id_, row in written.items()}


def _add_parts(
    tx: Transaction, workspace_id: WorkspaceId, rows: Mapping[RecognitionId, RecognitionRow]
) -> None:
    """Write what belongs to new recognitions, and index their texts."""
    of = {id_: {"workspace_id": workspace_id, "recognition_id": id_} for id_ in rows}
    givers = [{**of[id_], "user_id": row.giver} for id_, row in rows.items()]
    recipients = [
        {**of[id_], "user_id": user, "visibility": int(visibility)}
        for id_, row in rows.items()
        for user, visibility in row.recipients.items()
    ]
    mentioned = [{**of[id_], "user_id": user} for id_, row in rows.items() for user in row.mentioned]
    texts = {id_: row.text for id_, row in rows.items() if row.text}
    insert_together(
        tx.connection,
        [
            (_ADD_GIVERS, givers),
            (_ADD_RECIPIENTS, recipients),
            (_ADD_MENTIONS, mentioned),
            (_ADD_VALUES, _list_value_rows({id_: row.values for id_, row in rows.items()})),
            (search.ADD_DOCUMENTS, search.list_documents(tx, texts)),
        ],
    )
    if any(row.teams for row in rows.values()):
        _add_teams(tx, of, rows)


def _add_teams(
    tx: Transaction,
    of: Mapping[RecognitionId, Mapping[str, Any]],
    rows: Mapping[RecognitionId, RecognitionRow],
) -> None:
    """Write teams and their members. What a member wishes makes no difference to their row."""
    teams = [
        {**of[id_], "user_id": team.id, "visibility": int(row.visibility), "team_name": team.name}
        for id_, row in rows.items()
        for team in row.teams
    ]
    members = [
        {**of[id_], "user_id": user, "visibility": int(Visibility.PRIVATE), "is_member": True}
        for id_, row in rows.items()
        for user in row.members
    ]
    _ADD_RECIPIENTS.run(tx.connection, teams)
    _ADD_RECIPIENTS.run(tx.connection, members)


def set_text(tx: Transaction, workspace_id: WorkspaceId, recognition: RecognitionId, text: str) -> None:
    """Replace the text of a recognition and mark it as edited."""
    tx.connection.execute(
        update(schema.recognition).filter_by(id=recognition).values(text=text, edited_at=tx.now)
    )
    update_mentions(tx, workspace_id, recognition)
    search.index(tx, recognition, text)


def update_mentions(tx: Transaction, workspace_id: WorkspaceId, recognition: RecognitionId) -> None:
    """Recompute the mention rows from the recognition's text and its comments.

    The comments of credits count as its own text: they are shown wherever it is.
    """
    table, mention = schema.recognition, schema.mention
    # Locked: two concurrent comments would not see each other.
    # Not with the stronger lock, which would wait for what others write that refers to it.
    locked = select(table.c.text).filter_by(id=recognition).with_for_update(key_share=True)
    own_text = tx.connection.scalar(locked) or ""
    added = [
        comment
        for table_ in (schema.endorsement, schema.giver)
        for comment in tx.connection.scalars(select(table_.c.comment).filter_by(recognition_id=recognition))
    ]
    mentioned = {user: False for comment in added for user in mentions.find_mentioned_users(comment)}
    mentioned |= dict.fromkeys(
        [*mentions.find_mentioned_users(own_text), *shared_credits.list_mentioned_users(tx, recognition)],
        True,
    )
    tx.connection.execute(delete(mention).filter_by(recognition_id=recognition))
    key = {"workspace_id": workspace_id, "recognition_id": recognition}
    rows = [{**key, "user_id": who, "in_text": in_words} for who, in_words in mentioned.items()]
    _ADD_MENTIONS.run(tx.connection, rows)


def add_values(tx: Transaction, values: Mapping[RecognitionId, Iterable[str]]) -> None:
    """Add values to recognitions, as far as they have not got them."""
    insert_missing(tx.connection, schema.recognition_value, _list_value_rows(values))


def _list_value_rows(values: Mapping[RecognitionId, Iterable[str]]) -> list[dict[str, str]]:
    rows = sorted({(id_, key) for id_, keys in values.items() for key in keys})
    return [{"recognition_id": id_, "value_key": key} for id_, key in rows]


def remove_values(tx: Transaction, recognition: RecognitionId, keys: Iterable[str]) -> None:
    """Remove these values."""
    table = schema.recognition_value
    tx.connection.execute(
        delete(table).where(table.c.recognition_id == recognition, is_one_of(table.c.value_key, keys))
    )


def find_by_deduplication_key(
    tx: Transaction, workspace_id: WorkspaceId, deduplication_key: str
) -> RecognitionId | None:
    """Return the id of the recognition with this key and lock it; None if there is none."""
    return tx.connection.scalar(
        select(schema.recognition.c.id)
        .filter_by(workspace_id=workspace_id, deduplication_key=hash_key(deduplication_key))
        .with_for_update(key_share=True)
    )


def list_existing_keys(tx: Transaction, workspace_id: WorkspaceId, keys: Iterable[str]) -> set[str]:
    """Return those of these deduplication keys under which a recognition is stored, withdrawn or not."""
    table, by_hash = schema.recognition, {hash_key(key): key for key in keys}
    column = table.c.deduplication_key
    query = select(column).where(table.c.workspace_id == workspace_id, is_one_of(column, by_hash))
    return {by_hash[found] for found in tx.connection.scalars(query)}


def exists(tx: Transaction, workspace_id: WorkspaceId, recognition: RecognitionId) -> bool:
    """Return True if this workspace has it, withdrawn or not."""
    table = schema.recognition
    query = select(table.c.id).filter_by(workspace_id=workspace_id, id=recognition)
    return tx.connection.scalar(query) is not None


def find_channel(tx: Transaction, workspace_id: WorkspaceId, recognition: RecognitionId) -> ChannelId | None:
    """Return the channel in which it was given; None if it was withdrawn or belongs to another workspace."""
    table = schema.recognition
    return tx.connection.scalar(
        select(table.c.channel_id).where(
            table.c.workspace_id == workspace_id, table.c.id == recognition, is_active_recognition()
        )
    )


def find_visibility(
    tx: Transaction, workspace_id: WorkspaceId, recognition: RecognitionId
) -> Visibility | None:
    """Return how widely its giver wanted it to be seen; None if it was withdrawn."""
    table = schema.recognition
    visibility = tx.connection.scalar(
        select(table.c.visibility).where(
            table.c.workspace_id == workspace_id, table.c.id == recognition, is_active_recognition()
        )
    )
    return None if visibility is None else Visibility(visibility)


def find_source_message(
    tx: Transaction, workspace_id: WorkspaceId, recognition: RecognitionId
) -> tuple[ChannelId, str] | None:
    """Return the channel and ts of the message that it is about and lock it; None if there is none."""
    table = schema.recognition
    row = tx.connection.execute(
        select(table.c.channel_id, table.c.message_ts)
        .where(
            table.c.workspace_id == workspace_id, table.c.id == recognition, table.c.message_ts.is_not(None)
        )
        .with_for_update(key_share=True)
    ).one_or_none()
    return (row.channel_id, row.message_ts) if row else None


def set_withdrawn(tx: Transaction, recognition: RecognitionId, *, withdrawn: bool) -> bool:
    """Withdraw a recognition or restore it; return False if nothing changed."""
    table, column = schema.recognition, schema.recognition.c.withdrawn_at
    words = tx.connection.scalar(
        update(table)
        .where(table.c.id == recognition, column.is_(None) if withdrawn else column.is_not(None))
        .values(withdrawn_at=tx.now if withdrawn else None)
        .returning(table.c.text)
    )
    if words:
        search.index(tx, recognition, "" if withdrawn else words)
    return words is not None


def names_in_comments(tx: Transaction, recognition: RecognitionId, user: UserId) -> bool:
    """Return True if a comment that others added mentions a user."""
    query = select(schema.mention.c.user_id).filter_by(
        recognition_id=recognition, user_id=user, in_text=False
    )
    return tx.connection.scalar(query) is not None


def list_mentioned_users(tx: Transaction, recognition: RecognitionId) -> set[UserId]:
    """Return the users (ids) mentioned in its own text and in the comments of its credits."""
    table = schema.mention
    return set(
        tx.connection.scalars(select(table.c.user_id).filter_by(recognition_id=recognition, in_text=True))
    )
