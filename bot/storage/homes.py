"""What users have open on their Home, and outbox messages that update it."""

from collections.abc import Collection
from datetime import datetime

from msgspec import Struct
from sqlalchemy import and_, bindparam, delete, exists, or_, select, update

from bot.domain.delivery import MAX_IMMEDIATE
from bot.domain.home import OPEN_PERIOD, HomeSection
from bot.domain.ids import RecognitionId, UserId, WorkspaceId
from bot.domain.outbox_messages import HomePublication
from bot.storage import outbox, schema
from bot.storage.conditions import IdQuery, is_listed
from bot.storage.conflicts import upsert
from bot.storage.engine import Transaction
from bot.storage.statements import PreparedStatement

_HOMES, _OUTBOX = schema.home_view, schema.outbox_message
IS_OPEN = and_(_HOMES.c.workspace_id == bindparam("workspace"), _HOMES.c.opened_at > bindparam("since"))
"""A Home was used lately: `since` is what `open_since` returns."""
_IS_USERS = and_(_HOMES.c.workspace_id == bindparam("workspace"), _HOMES.c.user_id == bindparam("user"))
_IS_WAITING = and_(
    _OUTBOX.c.workspace_id == bindparam("workspace"),
    _OUTBOX.c.kind == HomePublication.kind,
    _OUTBOX.c.attempt == 0,
)
"""A Home is to be published, and was not tried yet."""
_SELECT = PreparedStatement(select(_HOMES).where(_IS_USERS))
_SELECT_HASH = PreparedStatement(select(_HOMES.c.hash).where(_IS_USERS))
_UPDATE = PreparedStatement(update(_HOMES).where(_IS_USERS))
_DELETE = PreparedStatement(delete(_HOMES).where(_IS_USERS))
_SELECT_OPEN = IdQuery(lambda is_wanted: select(_HOMES.c.user_id).where(IS_OPEN, is_wanted(_HOMES.c.user_id)))
_SELECT_OPEN_WITH_RECOGNITIONS = IdQuery(
    lambda is_wanted: select(_HOMES.c.user_id).where(
        IS_OPEN,
        or_(
            *(
                exists().where(
                    part.c.workspace_id == _HOMES.c.workspace_id,
                    part.c.user_id == _HOMES.c.user_id,
                    is_wanted(part.c.recognition_id),
                )
                for part in (schema.giver, schema.recipient, schema.endorsement)
            )
        ),
    )
)
_DELETE_WAITING = PreparedStatement(
    delete(_OUTBOX).where(_IS_WAITING, _OUTBOX.c.destination == bindparam("user"))
)
# Locked, they are sent after this transaction has committed, with what it wrote. Those locked by another
# transaction are skipped: sending two does no harm.
_LOCK_WAITING = IdQuery(
    lambda is_wanted: (
        select(_OUTBOX.c.destination)
        .where(_IS_WAITING, _OUTBOX.c.retry_at <= bindparam("now"), is_wanted(_OUTBOX.c.destination))
        .with_for_update(skip_locked=True)
    )
)
_FORWARD_WAITING = PreparedStatement(
    update(_OUTBOX)
    .where(_IS_WAITING, is_listed(_OUTBOX.c.destination, "users"))
    .values(is_low_priority=False)
)


class Home(Struct, frozen=True):
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
    whose = {"workspace": workspace_id, "user": user}
    mark = _SELECT_HASH.find_value(tx.connection, whose)
    upsert(tx.connection, _HOMES, [{**row, "hash": mark or "", "opened_at": tx.now}])
    _DELETE_WAITING.execute(tx.connection, whose)


def get(
    tx: Transaction, workspace_id: WorkspaceId, user: UserId, since: datetime | None = None
) -> Home | None:
    """Return what a user has open; None if nothing, or if it was last used before `since`."""
    row = _SELECT.find_one(tx.connection, {"workspace": workspace_id, "user": user})
    if row is None or (since and row.opened_at < since):
        return None
    return Home(HomeSection(row.section), row.page, row.hash)


def set_hash(tx: Transaction, workspace_id: WorkspaceId, user: UserId, hash_: str) -> None:
    """Store Slack's hash of the view that a user has open."""
    _UPDATE.execute(tx.connection, {"workspace": workspace_id, "user": user, "hash": hash_})


def open_since(tx: Transaction) -> datetime:
    """Return the instant (UTC) after which a Home that was used counts as open."""
    return tx.now - OPEN_PERIOD


def refresh(tx: Transaction, workspace_id: WorkspaceId, users: Collection[UserId]) -> None:
    """Update the Homes that these users have open."""
    if users:
        opened = _SELECT_OPEN.run(tx, users, workspace=workspace_id, since=open_since(tx))
        refresh_open(tx, workspace_id, [home.user_id for home in opened])


def refresh_with_recognitions(
    tx: Transaction, workspace_id: WorkspaceId, recognitions: Collection[RecognitionId]
) -> None:
    """Update the open Homes of these recognitions' givers, recipients and endorsers."""
    opened = _SELECT_OPEN_WITH_RECOGNITIONS.run(
        tx, recognitions, workspace=workspace_id, since=open_since(tx)
    )
    refresh_open(tx, workspace_id, [home.user_id for home in opened])


def refresh_open(tx: Transaction, workspace_id: WorkspaceId, open_homes: Collection[UserId]) -> None:
    """Write one outbox message for each of these open Homes that has none waiting."""
    if not open_homes:
        return
    locked = _LOCK_WAITING.run(tx, open_homes, workspace=workspace_id, now=tx.now)
    waiting = [row.destination for row in locked]
    if waiting and len(open_homes) <= MAX_IMMEDIATE:
        _FORWARD_WAITING.execute(tx.connection, {"workspace": workspace_id, "users": waiting})
    _enqueue(tx, workspace_id, sorted(set(open_homes) - set(waiting)))


def enqueue_refresh(tx: Transaction, workspace_id: WorkspaceId, user: UserId) -> None:
    """Write an outbox message for a Home that could not be shown at once."""
    _enqueue(tx, workspace_id, [user])


def clear(tx: Transaction, workspace_id: WorkspaceId, user: UserId) -> None:
    """Delete what a user has open, and empty the view in Slack."""
    _DELETE.execute(tx.connection, {"workspace": workspace_id, "user": user})
    _enqueue(tx, workspace_id, [user], is_cleared=True)


def _enqueue(
    tx: Transaction, workspace_id: WorkspaceId, users: Collection[UserId], *, is_cleared: bool = False
) -> None:
    publications = [(tx.new_id(), workspace_id, HomePublication(user, is_cleared)) for user in users]
    # Users who act now see their Home before the many who only follow.
    outbox.put_all(tx, publications, low_priority=len(publications) > MAX_IMMEDIATE)


def delete_before(tx: Transaction, moment: datetime) -> int:
    """Delete what was last used before an instant (UTC); return how many."""
    return tx.connection.execute(delete(_HOMES).where(_HOMES.c.opened_at < moment)).rowcount
