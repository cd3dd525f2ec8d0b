"""Recognitions as they are written."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import delete, insert, select, update

from bot.domain import mentions
from bot.domain.recognition import Source
from bot.domain.visibility import Visibility
from bot.storage import schema, search, shared_credits
from bot.storage.conflicts import insert_once, upsert
from bot.storage.engine import Transaction


@dataclass(frozen=True, slots=True)
class RecognitionRow:
    """A recognition to be written.

    `origin` names what it came from and is unique in the workspace; `visibility` is the giver's choice,
    `list_recipients` maps each recipient to the narrower of that and their own.
    """

    origin: str
    source: Source
    channel: str
    giver: str
    recipients: Mapping[str, Visibility]
    visibility: Visibility
    text: str
    values: tuple[str, ...]
    mentioned: tuple[str, ...] = ()
    message_ts: str | None = None


def add(tx: Transaction, workspace_id: int, draft: RecognitionRow) -> str | None:
    """Write a recognition and answer its id, or None where its origin has one already."""
    connection, new_id = tx.connection, tx.new_id()
    if not insert_once(
        connection,
        schema.recognition,
        id=new_id,
        workspace_id=workspace_id,
        channel_id=draft.channel,
        deduplication_key=draft.origin,
        source=draft.source.value,
        visibility=int(draft.visibility),
        text=draft.text,
        message_ts=draft.message_ts,
        created_at=tx.now,
    ):
        return None
    of = {"workspace_id": workspace_id, "recognition_id": new_id}
    connection.execute(insert(schema.giver), [{**of, "user_id": draft.giver}])
    connection.execute(
        insert(schema.recipient),
        [{**of, "user_id": who, "visibility": int(seen)} for who, seen in draft.recipients.items()],
    )
    if draft.mentioned:
        connection.execute(insert(schema.mention), [{**of, "user_id": who} for who in draft.mentioned])
    add_values(tx, workspace_id, new_id, draft.values, draft.recipients)
    if draft.text:
        search.index(tx, new_id, draft.text)
    return new_id


def set_text(tx: Transaction, workspace_id: int, recognition: str, text: str) -> None:
    """Let a recognition say something else from now on, and so be edited."""
    tx.connection.execute(
        update(schema.recognition).filter_by(id=recognition).values(text=text, edited_at=tx.now)
    )
    update_mentions(tx, workspace_id, recognition)
    search.index(tx, recognition, text)


def update_mentions(tx: Transaction, workspace_id: int, recognition: str) -> None:
    """Let be known whom its words name now, and whom those name that others added.

    With whom it is shared, and why, belongs to its own words: it is told wherever those are.
    """
    table, mention = schema.recognition, schema.mention
    # Locked: two who add words at the same time would not see each other's.
    # Not with the stronger lock, which would wait for what others write that refers to it.
    locked = select(table.c.text).filter_by(id=recognition).with_for_update(key_share=True)
    own = tx.connection.scalar(locked) or ""
    added = [
        words
        for others in (schema.endorsement, schema.giver)
        for words in tx.connection.scalars(select(others.c.comment).filter_by(recognition_id=recognition))
    ]
    named = {user: False for words in added for user in mentions.find_mentioned_users(words)}
    named |= dict.fromkeys(
        [*mentions.find_mentioned_users(own), *shared_credits.list_mentioned_users(tx, recognition)], True
    )
    tx.connection.execute(delete(mention).filter_by(recognition_id=recognition))
    of = {"workspace_id": workspace_id, "recognition_id": recognition}
    rows = [{**of, "user_id": who, "in_text": in_words} for who, in_words in named.items()]
    if rows:
        tx.connection.execute(insert(mention), rows)


def add_values(
    tx: Transaction, workspace_id: int, recognition: str, keys: Iterable[str], recipients: Iterable[str]
) -> None:
    """Let a recognition carry these values too."""
    recipients, of = sorted(recipients), {"workspace_id": workspace_id, "recognition_id": recognition}
    for key in sorted(keys):
        insert_once(tx.connection, schema.recognition_value, recognition_id=recognition, value_key=key)
        for user in recipients:
            insert_once(tx.connection, schema.recipient_value, **of, user_id=user, value_key=key)


def retain_values(tx: Transaction, recognition: str, keys: Iterable[str]) -> None:
    """Take away all values but these."""
    kept = set(keys)
    for table in (schema.recognition_value, schema.recipient_value):
        tx.connection.execute(
            delete(table).where(table.c.recognition_id == recognition, table.c.value_key.not_in(kept))
        )


def remove_values(tx: Transaction, recognition: str, keys: Iterable[str]) -> None:
    """Take these values away."""
    removed = sorted(keys)
    for table in (schema.recognition_value, schema.recipient_value):
        tx.connection.execute(
            delete(table).where(table.c.recognition_id == recognition, table.c.value_key.in_(removed))
        )


def find_by_deduplication_key(tx: Transaction, workspace_id: int, origin: str) -> str | None:
    """The id of the recognition that came from this, locked against others until the transaction ends."""
    return tx.connection.scalar(
        select(schema.recognition.c.id)
        .filter_by(workspace_id=workspace_id, deduplication_key=origin)
        .with_for_update(key_share=True)
    )


def find_latest_given(tx: Transaction, workspace_id: int, giver: str) -> str | None:
    """The id of a person's latest thanks in words that still stands."""
    given, recognition = schema.giver, schema.recognition
    return tx.connection.scalar(
        select(given.c.recognition_id)
        .join(recognition, recognition.c.id == given.c.recognition_id)
        .where(
            given.c.workspace_id == workspace_id,
            given.c.user_id == giver,
            recognition.c.withdrawn_at.is_(None),
            recognition.c.source != Source.REACTION.value,
        )
        .order_by(given.c.recognition_id.desc())
        .limit(1)
    )


def is_given_by(tx: Transaction, workspace_id: int, recognition: str, giver: str) -> bool:
    """Whether this person gave it, in this workspace, and it still stands."""
    given, table = schema.giver, schema.recognition
    return bool(
        tx.connection.scalar(
            select(given.c.user_id)
            .join(table, table.c.id == given.c.recognition_id)
            .where(
                given.c.workspace_id == workspace_id,
                given.c.user_id == giver,
                given.c.recognition_id == recognition,
                table.c.withdrawn_at.is_(None),
            )
        )
    )


def exists(tx: Transaction, workspace_id: int, recognition: str) -> bool:
    """Return True if this workspace has it, withdrawn or not."""
    table = schema.recognition
    query = select(table.c.id).filter_by(workspace_id=workspace_id, id=recognition)
    return tx.connection.scalar(query) is not None


def find_channel(tx: Transaction, workspace_id: int, recognition: str) -> str | None:
    """The channel in which it was given, if it stands in this workspace."""
    table = schema.recognition
    return tx.connection.scalar(
        select(table.c.channel_id).where(
            table.c.workspace_id == workspace_id, table.c.id == recognition, table.c.withdrawn_at.is_(None)
        )
    )


def find_visibility(tx: Transaction, workspace_id: int, recognition: str) -> Visibility | None:
    """Return how widely its giver wished it to be seen; None if it was withdrawn."""
    table = schema.recognition
    found = tx.connection.scalar(
        select(table.c.visibility).where(
            table.c.workspace_id == workspace_id, table.c.id == recognition, table.c.withdrawn_at.is_(None)
        )
    )
    return None if found is None else Visibility(found)


def add_recipient(
    tx: Transaction, workspace_id: int, recognition: str, user: str, visibility: Visibility
) -> bool:
    """Add a recipient; return False if they were one before, even if they took it down."""
    of = {"workspace_id": workspace_id, "recognition_id": recognition, "user_id": user}
    return insert_once(tx.connection, schema.recipient, **of, visibility=int(visibility))


def find_source_message(tx: Transaction, workspace_id: int, recognition: str) -> tuple[str, str] | None:
    """Return the channel and ts of the message that it is about, locked; None if there is none."""
    table = schema.recognition
    row = tx.connection.execute(
        select(table.c.channel_id, table.c.message_ts)
        .where(
            table.c.workspace_id == workspace_id, table.c.id == recognition, table.c.message_ts.is_not(None)
        )
        .with_for_update(key_share=True)
    ).one_or_none()
    return (row.channel_id, row.message_ts) if row else None


def list_recipients(tx: Transaction, recognition: str) -> dict[str, Visibility]:
    """Everybody thanked, and how widely each is seen; without those who took it down."""
    table = schema.recipient
    rows = tx.connection.execute(
        select(table.c.user_id, table.c.visibility).where(
            table.c.recognition_id == recognition, table.c.taken_down_at.is_(None)
        )
    )
    return {user: Visibility(seen) for user, seen in rows}


def list_opened_to_leads(tx: Transaction, recognition: str) -> set[str]:
    """The recipients in private who let their leads read it, without those who took it down."""
    table = schema.recipient
    return set(
        tx.connection.scalars(
            select(table.c.user_id).where(
                table.c.recognition_id == recognition,
                table.c.visibility == int(Visibility.PRIVATE),
                table.c.opened_to_leads_at.is_not(None),
                table.c.taken_down_at.is_(None),
            )
        )
    )


def set_opened_to_leads(
    tx: Transaction, workspace_id: int, recognition: str, user: str, *, opened: bool
) -> bool:
    """Let a recipient's leads read it, or not; answers whether that changed anything."""
    table, column = schema.recipient, schema.recipient.c.opened_to_leads_at
    changed = tx.connection.execute(
        update(table)
        .filter_by(workspace_id=workspace_id, recognition_id=recognition, user_id=user)
        .where(column.is_(None) if opened else column.is_not(None))
        .values(opened_to_leads_at=tx.now if opened else None)
    )
    return changed.rowcount == 1


def list_givers(tx: Transaction, recognition: str) -> set[str]:
    """Those who gave it and did not take their part back."""
    table = schema.giver
    return set(
        tx.connection.scalars(
            select(table.c.user_id).where(
                table.c.recognition_id == recognition, table.c.withdrawn_at.is_(None)
            )
        )
    )


def set_withdrawn(tx: Transaction, recognition: str, *, withdrawn: bool) -> bool:
    """Withdraw a recognition or let it stand again; answers whether that changed anything."""
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


def set_giver(tx: Transaction, workspace_id: int, recognition: str, user: str, *, withdrawn: bool) -> None:
    """Add a giver, or take their part back, with the words that they added."""
    row = {"workspace_id": workspace_id, "recognition_id": recognition, "user_id": user}
    state: dict[str, Any] = {"withdrawn_at": tx.now, "comment": ""} if withdrawn else {"withdrawn_at": None}
    upsert(tx.connection, schema.giver, [{**row, **state}])


def make_private(tx: Transaction, recognition: str) -> None:
    """Let only the giver and each recipient see it from now on."""
    tx.connection.execute(
        update(schema.recipient)
        .filter_by(recognition_id=recognition)
        .values(visibility=int(Visibility.PRIVATE))
    )


def list_mentioned_users(tx: Transaction, recognition: str) -> set[str]:
    """Whom it names itself: in its own words, and in those with which it is shared."""
    table = schema.mention
    return set(
        tx.connection.scalars(select(table.c.user_id).filter_by(recognition_id=recognition, in_text=True))
    )


def take_down(tx: Transaction, workspace_id: int, recognition: str, user: str) -> bool:
    """Let a recognition no longer be about this recipient; answers whether it was."""
    changed = tx.connection.execute(
        update(schema.recipient)
        .filter_by(workspace_id=workspace_id, recognition_id=recognition, user_id=user)
        .where(schema.recipient.c.taken_down_at.is_(None))
        .values(taken_down_at=tx.now)
    )
    return changed.rowcount == 1
