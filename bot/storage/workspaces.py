"""Workspaces, their settings and values."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import Row, and_, bindparam, delete, insert, select, update

from bot.domain.digest import DigestEditors
from bot.domain.ids import NO_USER, UserId, WorkspaceId
from bot.domain.retention import DAYS, MONTHS
from bot.domain.user import ERASED
from bot.domain.values import FIRST_VALUES, Values
from bot.domain.workspace import Workspace, WorkspaceIdentity
from bot.domain.workspace_settings import WorkspaceSettings
from bot.storage import retention, schema, values
from bot.storage.conditions import has_row
from bot.storage.conflicts import insert_once
from bot.storage.engine import Transaction
from bot.storage.statements import PreparedStatement

_COLUMNS = {
    "months": "retention_months",
    "deactivated_days": "deactivated_days",
    "leads_are_on": "leads_enabled",
    "digests_by": "digest_editors",
    "language": "language",
    "values_asked": "asks_for_value",
    "shout_outs_in": "target_channel_id",
}
"""The column of each setting."""
_IDENTITY = ("id", "enterprise_id", "team_id", "name", "url", "bot_user_id")
_WITH_VALUES = PreparedStatement(
    select(
        *[schema.workspace.c[name] for name in (*_IDENTITY, *_COLUMNS.values())],
        has_row(
            schema.appointed_admin.c.workspace_id == schema.workspace.c.id,
            schema.appointed_admin.c.user_id == bindparam("user_id"),
        ).label("is_appointed"),
        *values.COLUMNS,
    )
    .outerjoin(
        schema.value,
        and_(schema.value.c.workspace_id == schema.workspace.c.id, schema.value.c.merged_into.is_(None)),
    )
    .where(schema.workspace.c.id == bindparam("workspace_id"))
    .order_by(schema.value.c.retired_at.desc(), schema.value.c.position, schema.value.c.key)
)
"""A workspace with each of its values: one statement, because every request needs both."""
ERASURE_BATCH_SIZE = 500
"""Rows of a workspace that one transaction deletes."""


def ensure(tx: Transaction, identity: WorkspaceIdentity) -> Workspace:
    """Return the workspace with this identity and update its names; make it if it is new."""
    table = schema.workspace
    names = {"name": identity.name, "url": identity.url, "bot_user_id": identity.bot_user_id}
    key = {"enterprise_id": identity.enterprise_id, "team_id": identity.team_id}
    if insert_once(tx.connection, table, **key, **names, created_at=tx.now):
        workspace = _find_by_identity(tx, identity)
        _add_first_values(tx, workspace.id)
        return workspace
    tx.connection.execute(update(table).filter_by(**key).values(**names, uninstalled_at=None))
    return _find_by_identity(tx, identity)


def _find_by_identity(tx: Transaction, identity: WorkspaceIdentity) -> Workspace:
    row = tx.connection.execute(
        select(schema.workspace).filter_by(enterprise_id=identity.enterprise_id, team_id=identity.team_id)
    ).one()
    return Workspace(row.id, identity, row.language)


def _add_first_values(tx: Transaction, workspace_id: WorkspaceId) -> None:
    rows = [
        {
            "workspace_id": workspace_id,
            "key": value.key,
            "name": value.name,
            "emoji": value.emoji,
            "character": value.character,
            "description": value.description,
            "aliases": list(value.aliases),
            "position": position,
            "extra_emoji": [],
            "style": value.style,
        }
        for position, value in enumerate(FIRST_VALUES)
    ]
    tx.connection.execute(insert(schema.value), rows)


def lock(tx: Transaction, workspace_id: WorkspaceId) -> None:
    """Make others wait who lock it too, until the transaction ends; rows that refer to it don't wait."""
    table = schema.workspace
    query = select(table.c.id).filter_by(id=workspace_id).with_for_update(key_share=True)
    tx.connection.execute(query)


def get(tx: Transaction, workspace_id: WorkspaceId) -> Workspace:
    """Return the workspace with this number."""
    return get_many(tx, [workspace_id])[workspace_id]


def get_many(tx: Transaction, ids: Collection[WorkspaceId]) -> dict[WorkspaceId, Workspace]:
    """Return the workspaces with these numbers."""
    rows = tx.connection.execute(select(schema.workspace).where(schema.workspace.c.id.in_(ids)))
    return {row.id: _read_workspace(row) for row in rows}


def _read_workspace(row: Row[Any]) -> Workspace:
    identity = WorkspaceIdentity(row.enterprise_id, row.team_id, row.name, row.url, row.bot_user_id)
    return Workspace(row.id, identity, row.language)


def find_values(tx: Transaction, workspace_id: WorkspaceId) -> Values:
    """Return the values in the workspace's order, and the retired ones, latest first."""
    return values.read_values(_list_with_values(tx, workspace_id))


def get_with_values(tx: Transaction, workspace_id: WorkspaceId) -> tuple[Workspace, Values]:
    """Return the workspace with this number, and its values."""
    rows = _list_with_values(tx, workspace_id)
    return _read_workspace(rows[0]), values.read_values(rows)


def _list_with_values(tx: Transaction, workspace_id: WorkspaceId, user: UserId = NO_USER) -> list[Any]:
    values = {"workspace_id": workspace_id, "user_id": user}
    return _WITH_VALUES.fetch_all(tx.connection, values)


def find_settings(
    tx: Transaction, workspace_id: WorkspaceId, *, to_change: bool = False
) -> WorkspaceSettings:
    """Return the settings of a workspace; with `to_change` lock them until the transaction ends."""
    query = select(schema.workspace).filter_by(id=workspace_id)
    return _read_settings(
        tx.connection.execute(query.with_for_update(key_share=True) if to_change else query).one()
    )


def find_settings_and_values(
    tx: Transaction, workspace_id: WorkspaceId, user: UserId = NO_USER
) -> tuple[WorkspaceSettings, Values, bool]:
    """Return the settings and values of a workspace, and whether a user was appointed as an admin there."""
    rows = _list_with_values(tx, workspace_id, user)
    return _read_settings(rows[0]), values.read_values(rows), bool(rows[0].is_appointed)


def _read_settings(row: Row[Any]) -> WorkspaceSettings:
    settings = {name: getattr(row, column) for name, column in _COLUMNS.items()}
    return WorkspaceSettings(**{**settings, "digests_by": DigestEditors(row.digest_editors)})


def update_settings(tx: Transaction, workspace_id: WorkspaceId, /, **wished: object) -> None:
    """Set these settings, by their names in `WorkspaceSettings`. Raise KeyError for any other name."""
    values = {_COLUMNS[name]: value for name, value in wished.items()}
    tx.connection.execute(update(schema.workspace).filter_by(id=workspace_id).values(**values))


_COUNTS_FROM = {MONTHS: "retention_held_until", DAYS: "deactivation_held_until"}


def hold_erasure(tx: Transaction, workspace_id: WorkspaceId, setting: str, until: datetime) -> None:
    """Delay until an instant (UTC) what a shortened setting will erase."""
    values = {_COUNTS_FROM[setting]: until}
    tx.connection.execute(update(schema.workspace).filter_by(id=workspace_id).values(**values))


def find_erasure_holds(tx: Transaction, workspace_id: WorkspaceId) -> dict[str, datetime]:
    """Return the settings that erase nothing yet, each with the instant (UTC) until which that is so."""
    row = tx.connection.execute(select(schema.workspace).filter_by(id=workspace_id)).one()
    holds = {setting: getattr(row, column) for setting, column in _COUNTS_FROM.items()}
    return {setting: until for setting, until in holds.items() if until and until > tx.now}


def mark_tour_offered(tx: Transaction, workspace_id: WorkspaceId) -> bool:
    """Record that the tour was offered; return False if it was before."""
    table = schema.workspace
    changed = tx.connection.execute(
        update(table)
        .where(table.c.id == workspace_id, table.c.onboarding_offered_at.is_(None))
        .values(onboarding_offered_at=tx.now)
    )
    return changed.rowcount == 1


def find_installer(tx: Transaction, workspace_id: WorkspaceId) -> UserId:
    """Return the user (id) who installed the app last, "" if unknown."""
    table = schema.installation
    installer = tx.connection.scalar(
        select(table.c.installer_id).where(
            table.c.workspace_id == workspace_id, table.c.revoked_at.is_(None), table.c.installer_id != ERASED
        )
    )
    return installer or NO_USER


def set_uninstalled(tx: Transaction, workspace_id: WorkspaceId) -> None:
    """Record that the app was uninstalled now. `ensure` reverts it."""
    table = schema.workspace
    tx.connection.execute(
        update(table)
        .where(table.c.id == workspace_id, table.c.uninstalled_at.is_(None))
        .values(uninstalled_at=tx.now)
    )


def has_leads(tx: Transaction, workspace_id: WorkspaceId) -> bool:
    """Return True if leads may read about their circles."""
    return bool(tx.connection.scalar(select(schema.workspace.c.leads_enabled).filter_by(id=workspace_id)))


def set_leads(tx: Transaction, workspace_id: WorkspaceId, *, on: bool) -> None:
    """Switch leads' access on or off."""
    tx.connection.execute(update(schema.workspace).filter_by(id=workspace_id).values(leads_enabled=on))


def find(tx: Transaction, enterprise_id: str, team_id: str) -> Workspace | None:
    """Return the workspace with Slack's ids; None if there is none."""
    row = tx.connection.execute(
        select(schema.workspace).filter_by(enterprise_id=enterprise_id, team_id=team_id)
    ).one_or_none()
    return _read_workspace(row) if row else None


def exists(tx: Transaction, workspace_id: WorkspaceId) -> bool:
    """Return True unless the workspace was erased."""
    return tx.connection.scalar(select(schema.workspace.c.id).filter_by(id=workspace_id)) is not None


def list_by_team(tx: Transaction, team_id: str) -> list[Workspace]:
    """Return the workspaces with this team id: one for each organisation that it belonged to."""
    table = schema.workspace
    ids = tx.connection.scalars(select(table.c.id).filter_by(team_id=team_id)).all()
    return [get(tx, id_) for id_ in ids]


def erase_some(tx: Transaction, workspace_id: WorkspaceId, made_before: datetime) -> bool:
    """Delete a batch of a workspace that was made before an instant (UTC); return True if more is left.

    The last batch deletes its row, and through foreign keys all that is left.
    """
    table = schema.workspace
    is_old = table.c.created_at < made_before
    if not tx.connection.scalar(select(table.c.id).where(table.c.id == workspace_id, is_old)):
        return False
    for table_ in (schema.outbox_message, schema.posted_message, schema.recognition):
        batch = (
            select(table_.c.id)
            .where(table_.c.workspace_id == workspace_id)
            .order_by(table_.c.id)
            .limit(ERASURE_BATCH_SIZE)
        )
        if tx.connection.execute(delete(table_).where(table_.c.id.in_(batch))).rowcount:
            return True
    if retention.delete_some_reactions(tx, workspace_id):
        return True
    tx.connection.execute(delete(table).where(table.c.id == workspace_id))
    return False
