"""What users have open on their Home, and outbox messages that update it."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import ColumnElement, and_, bindparam, delete, exists, or_, select, update

from bot.domain.delivery import MAX_IMMEDIATE
from bot.domain.home import OPEN_PERIOD, HomeSection
from bot.domain.ids import RecognitionId, UserId, WorkspaceId
from bot.domain.outbox_messages import HomePublication
from bot.domain.records import record
from bot.storage import outbox, schema
from bot.storage.conditions import IdQuery, is_one_of
from bot.storage.conflicts import upsert
from bot.storage.engine import Transaction

_OPEN_HOMES = IdQuery(
    lambda is_wanted: select(schema.home_view.c.user_id).where(
        schema.home_view.c.workspace_id == bindparam("workspace_id"),
        is_wanted(schema.home_view.c.user_id),
        schema.home_view.c.opened_at > bindparam("since"),
    ),
)


@record
class Home:
    """What a user has open: a section, and a page of a history as its buttons carry it.

    `page` is empty for the newest page. `hash` is Slack's hash of the view, empty if unknown.
    """

    section: HomeSection
    page: str = ""
    hash: str = ""


def record_opening(
    tx: Transaction, workspace_id: WorkspaceId, user: UserId, section: HomeSection, page: str
) -> None:
    """Record what a user opens. It is shown at once, so updates that wait are deleted."""
    row = {"workspace_id": workspace_id, "user_id": user, "section": section.value, "page": page}
    mark = tx.connection.scalar(
        select(schema.home_view.c.hash).filter_by(workspace_id=workspace_id, user_id=user)
    )
    upsert(tx.connection, schema.home_view, [{**row, "hash": mark or "", "opened_at": tx.now}])
    table = schema.outbox_message
    tx.connection.execute(delete(table).where(_is_waiting(workspace_id), table.c.destination == user))


def get(
    tx: Transaction, workspace_id: WorkspaceId, user: UserId, since: datetime | None = None
) -> Home | None:
    """Return what a user has open; None if nothing, or if it was last used before `since`."""
    table = schema.home_view
    row = tx.connection.execute(
        select(table).filter_by(workspace_id=workspace_id, user_id=user)
    ).one_or_none()
    if row is None or (since and row.opened_at < since):
        return None
    return Home(HomeSection(row.section), row.page, row.hash)


def set_hash(tx: Transaction, workspace_id: WorkspaceId, user: UserId, hash_: str) -> None:
    """Store Slack's hash of the view that a user has open."""
    tx.connection.execute(
        update(schema.home_view).filter_by(workspace_id=workspace_id, user_id=user).values(hash=hash_)
    )


def refresh(tx: Transaction, workspace_id: WorkspaceId, users: Collection[UserId]) -> None:
    """Update the Homes that these users have open."""
    if users:
        opened = _OPEN_HOMES.run(tx, users, workspace_id=workspace_id, since=tx.now - OPEN_PERIOD)
        _enqueue_open(tx, workspace_id, list(opened.scalars()))


def refresh_with_recognition(tx: Transaction, workspace_id: WorkspaceId, recognition: RecognitionId) -> None:
    """Update the open Homes of a recognition's givers, recipients and endorsers."""
    parts = (
        exists().where(
            part.c.workspace_id == schema.home_view.c.workspace_id,
            part.c.user_id == schema.home_view.c.user_id,
            part.c.recognition_id == recognition,
        )
        for part in (schema.giver, schema.recipient, schema.endorsement)
    )
    table = schema.home_view
    opened = tx.connection.scalars(
        select(table.c.user_id).where(
            table.c.workspace_id == workspace_id, table.c.opened_at > tx.now - OPEN_PERIOD, or_(*parts)
        )
    )
    _enqueue_open(tx, workspace_id, list(opened))


def _enqueue_open(tx: Transaction, workspace_id: WorkspaceId, open_homes: Collection[UserId]) -> None:
    """Write one outbox message for each of these open Homes that has none waiting."""
    if not open_homes:
        return
    messages = schema.outbox_message
    # Locked, they are sent after this transaction has committed, with what it wrote. Those locked by another
    # transaction are skipped: sending two does no harm.
    waiting = tx.connection.scalars(
        select(messages.c.destination)
        .where(
            _is_waiting(workspace_id),
            messages.c.retry_at <= tx.now,
            is_one_of(messages.c.destination, open_homes),
        )
        .with_for_update(skip_locked=True)
    ).all()
    if waiting and len(open_homes) <= MAX_IMMEDIATE:
        forward = update(messages).where(_is_waiting(workspace_id), messages.c.destination.in_(waiting))
        tx.connection.execute(forward.values(is_low_priority=False))
    _enqueue(tx, workspace_id, sorted(set(open_homes) - set(waiting)))


def enqueue_refresh(tx: Transaction, workspace_id: WorkspaceId, user: UserId) -> None:
    """Write an outbox message for a Home that could not be shown at once."""
    _enqueue(tx, workspace_id, [user])


def clear(tx: Transaction, workspace_id: WorkspaceId, user: UserId) -> None:
    """Delete what a user has open, and empty the view in Slack."""
    tx.connection.execute(delete(schema.home_view).filter_by(workspace_id=workspace_id, user_id=user))
    _enqueue(tx, workspace_id, [user], is_cleared=True)


def _enqueue(
    tx: Transaction, workspace_id: WorkspaceId, users: Collection[UserId], *, is_cleared: bool = False
) -> None:
    publications = [(tx.new_id(), workspace_id, HomePublication(user, is_cleared)) for user in users]
    # Users who act now see their Home before the many who only follow.
    outbox.put_all(tx, publications, low_priority=len(publications) > MAX_IMMEDIATE)


def _is_waiting(workspace_id: WorkspaceId) -> ColumnElement[bool]:
    """Return the condition that a Home is to be published, and was not tried yet."""
    table = schema.outbox_message
    is_publication = table.c.kind == HomePublication.kind
    return and_(table.c.workspace_id == workspace_id, is_publication, table.c.attempt == 0)


def delete_before(tx: Transaction, moment: datetime) -> int:
    """Delete what was last used before an instant (UTC); return how many."""
    table = schema.home_view
    return tx.connection.execute(delete(table).where(table.c.opened_at < moment)).rowcount
