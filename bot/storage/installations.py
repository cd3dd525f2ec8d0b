"""Installations of the app in many workspaces, and the states of installations under way.

What a workspace has no installation for, its organisation's installation may serve: that belongs to a row
of `workspace` whose team id is empty.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, Select, and_, delete, func, insert, or_, select, update

from bot.domain.ids import UserId, WorkspaceId
from bot.domain.installation import ORGANISATION, EncryptedTokens, NewInstallation, StoredInstallation
from bot.domain.user import ERASED
from bot.domain.workspace import Workspace
from bot.storage import schema, workspaces
from bot.storage.conflicts import upsert
from bot.storage.engine import Transaction

_TABLE = schema.installation
_HOLDER = schema.workspace.alias()
"""The row of a workspace itself, or of its organisation."""
_IS_HOLDER = or_(
    _HOLDER.c.id == schema.workspace.c.id,
    and_(
        _HOLDER.c.enterprise_id == schema.workspace.c.enterprise_id,
        _HOLDER.c.team_id == ORGANISATION,
        schema.workspace.c.enterprise_id != "",
    ),
)


def save(tx: Transaction, workspace_id: WorkspaceId, new: NewInstallation) -> None:
    """Store an installation, in the place of an earlier one."""
    row = {
        "workspace_id": workspace_id,
        "app_id": new.app_id,
        "bot_id": new.bot_id,
        "bot_token": new.tokens.bot_token,
        "refresh_token": new.tokens.refresh_token,
        "expires_at": new.tokens.expires_at,
        "refreshing_until": None,
        "scopes": " ".join(sorted(new.scopes)),
        "installer_id": new.installer,
        "installed_at": tx.now,
        "revoked_at": None,
    }
    upsert(tx.connection, _TABLE, [row])


def find_by_team(tx: Transaction, enterprise_id: str, team_id: str) -> StoredInstallation | None:
    """Return the installation that serves the workspace with Slack's ids; None if there is none.

    `team_id` is "" for a whole organisation, and else identifies a workspace alone: in a channel that
    organisations share, payloads have the id of another one
    (https://github.com/slackapi/bolt-js/issues/935).
    """
    table = schema.workspace
    query = select(table.c.id).where(table.c.team_id == team_id, table.c.uninstalled_at.is_(None))
    if team_id == ORGANISATION:
        query = query.where(table.c.enterprise_id == enterprise_id)
    # A workspace that joined an organisation may have two rows: the later one is meant.
    for workspace_id in tx.connection.scalars(query.order_by(table.c.id.desc())).all():
        if found := find(tx, workspace_id):
            return found
    return None


def find(tx: Transaction, workspace_id: WorkspaceId) -> StoredInstallation | None:
    """Return the installation that serves a workspace, its own before its organisation's."""
    row = tx.connection.execute(
        _select_serving().where(schema.workspace.c.id == workspace_id).limit(1)
    ).one_or_none()
    return _read(workspaces.get(tx, workspace_id), row) if row else None


def find_time(tx: Transaction, workspace_id: WorkspaceId, installer: UserId) -> datetime | None:
    """Return when this user installed the app in a workspace or its organisation (UTC).

    None if they did not do so last.
    """
    query = select(_TABLE.c.installed_at).where(
        _TABLE.c.workspace_id.in_(_select_holders(workspace_id)), _TABLE.c.installer_id == installer
    )
    installed_at: datetime | None = tx.connection.scalar(query.order_by(_TABLE.c.installed_at.desc()))
    return installed_at


def redact_installer(tx: Transaction, workspace_id: WorkspaceId, user: UserId) -> None:
    """Forget that this user installed the app, in a workspace or in its whole organisation."""
    tx.connection.execute(
        update(_TABLE)
        .where(_TABLE.c.workspace_id.in_(_select_holders(workspace_id)), _TABLE.c.installer_id == user)
        .values(installer_id=ERASED)
    )


def list_workspaces(tx: Transaction) -> list[Workspace]:
    """Return the workspaces that are served, without the rows of organisations."""
    table = schema.workspace
    served = (
        _select_serving()
        .with_only_columns(table.c.id)
        .where(table.c.team_id != ORGANISATION, table.c.uninstalled_at.is_(None))
        .order_by(None)
    )
    ids = set(tx.connection.scalars(served))
    found = workspaces.get_many(tx, ids)
    return [found[id_] for id_ in sorted(ids)]


def _select_serving() -> Select[Any]:
    """Return the query for installations of a workspace, and of its organisation after it."""
    return (
        select(_TABLE)
        .select_from(schema.workspace)
        .join(_HOLDER, _IS_HOLDER)
        .join(_TABLE, _TABLE.c.workspace_id == _HOLDER.c.id)
        .where(_TABLE.c.revoked_at.is_(None))
        .order_by(_HOLDER.c.team_id.desc())
    )


def _select_holders(workspace_id: WorkspaceId) -> Select[Any]:
    """Return the query for the ids of a workspace and its organisation."""
    return (
        select(_HOLDER.c.id).join(schema.workspace, _IS_HOLDER).where(schema.workspace.c.id == workspace_id)
    )


def _read(workspace: Workspace, row: Row[Any]) -> StoredInstallation:
    return StoredInstallation(
        workspace=workspace,
        holder=row.workspace_id,
        bot_id=row.bot_id,
        scopes=frozenset(row.scopes.split()),
        tokens=_read_tokens(row),
    )


def _read_tokens(row: Row[Any]) -> EncryptedTokens:
    return EncryptedTokens(row.bot_token, row.refresh_token, row.expires_at)


def revoke(tx: Transaction, workspace_id: WorkspaceId) -> None:
    """Forget the tokens of a workspace or organisation: Slack takes them no more."""
    tx.connection.execute(
        update(_TABLE)
        .where(_TABLE.c.workspace_id == workspace_id, _TABLE.c.revoked_at.is_(None))
        .values(revoked_at=tx.now, bot_token=b"", refresh_token=None, expires_at=None)
    )


def list_expiring(tx: Transaction, before: datetime) -> list[WorkspaceId]:
    """Return the holders of tokens that expire before an instant (UTC), the soonest first."""
    is_free = or_(_TABLE.c.refreshing_until.is_(None), _TABLE.c.refreshing_until <= tx.now)
    return list(
        tx.connection.scalars(
            select(_TABLE.c.workspace_id)
            .where(
                _TABLE.c.expires_at < before,
                _TABLE.c.refresh_token.is_not(None),
                _TABLE.c.revoked_at.is_(None),
                is_free,
            )
            .order_by(_TABLE.c.expires_at)
        )
    )


def claim_refresh(
    tx: Transaction, holder: WorkspaceId, before: datetime, lease: timedelta
) -> EncryptedTokens | None:
    """Return the tokens of a holder for this process alone to refresh, within the `lease`.

    None if they expire after the instant `before` (UTC), or another process refreshes them.
    """
    claimed = tx.connection.execute(
        update(_TABLE)
        .where(
            _TABLE.c.workspace_id == holder,
            _TABLE.c.revoked_at.is_(None),
            _TABLE.c.refresh_token.is_not(None),
            _TABLE.c.expires_at < before,
            or_(_TABLE.c.refreshing_until.is_(None), _TABLE.c.refreshing_until <= tx.now),
        )
        .values(refreshing_until=tx.now + lease)
    )
    if not claimed.rowcount:
        return None
    return _read_tokens(tx.connection.execute(select(_TABLE).filter_by(workspace_id=holder)).one())


def is_being_refreshed(tx: Transaction, holder: WorkspaceId, before: datetime) -> bool:
    """Return True if a process refreshes the holder's token, which expires before an instant (UTC)."""
    query = select(_TABLE.c.workspace_id).where(
        _TABLE.c.workspace_id == holder,
        _TABLE.c.revoked_at.is_(None),
        _TABLE.c.expires_at < before,
        _TABLE.c.refresh_token.is_not(None),
        _TABLE.c.refreshing_until > tx.now,
    )
    return tx.connection.scalar(query) is not None


def replace_tokens(
    tx: Transaction, holder: WorkspaceId, before: EncryptedTokens, after: EncryptedTokens
) -> bool:
    """Store tokens, unless others were stored since; return False then."""
    changed = tx.connection.execute(
        update(_TABLE)
        .where(_TABLE.c.workspace_id == holder, _TABLE.c.bot_token == before.bot_token)
        .values(
            bot_token=after.bot_token,
            refresh_token=after.refresh_token,
            expires_at=after.expires_at,
            refreshing_until=None,
        )
    )
    return changed.rowcount == 1


def end_refresh(tx: Transaction, holder: WorkspaceId) -> None:
    """Let any process refresh the tokens of a holder: this one could not."""
    tx.connection.execute(update(_TABLE).filter_by(workspace_id=holder).values(refreshing_until=None))


def list_tokens(tx: Transaction) -> list[tuple[WorkspaceId, EncryptedTokens]]:
    """Return all stored tokens, each with its holder."""
    rows = tx.connection.execute(
        select(_TABLE).where(_TABLE.c.revoked_at.is_(None)).order_by(_TABLE.c.workspace_id)
    )
    return [(row.workspace_id, _read_tokens(row)) for row in rows]


def list_of_organisation(tx: Transaction, enterprise_id: str) -> Iterable[Workspace]:
    """Return the workspaces of an organisation, without its own row."""
    table = schema.workspace
    ids = tx.connection.scalars(
        select(table.c.id).where(table.c.enterprise_id == enterprise_id, table.c.team_id != ORGANISATION)
    ).all()
    return workspaces.get_many(tx, ids).values()


def add_state(tx: Transaction, digest: str, lifetime: timedelta) -> None:
    """Store the digest of a state that an installation begins with."""
    tx.connection.execute(insert(schema.install_state).values(digest=digest, expires_at=tx.now + lifetime))


def count_states(tx: Transaction) -> int:
    """Return how many installations were begun and can still end."""
    table = schema.install_state
    query = select(func.count()).select_from(table).where(table.c.expires_at > tx.now)
    return int(tx.connection.scalar(query) or 0)


def delete_expired_states(tx: Transaction) -> int:
    """Delete the states of installations that were begun and not ended; return how many."""
    table = schema.install_state
    return tx.connection.execute(delete(table).where(table.c.expires_at <= tx.now)).rowcount


def consume_state(tx: Transaction, digest: str) -> bool:
    """Delete a state; return False if it is unknown, used or too old."""
    table = schema.install_state
    consumed = tx.connection.execute(
        delete(table).where(table.c.digest == digest, table.c.expires_at > tx.now)
    )
    return consumed.rowcount == 1


def count(tx: Transaction) -> int:
    """Return how many installations have tokens."""
    query = select(func.count()).select_from(_TABLE).where(_TABLE.c.revoked_at.is_(None))
    return int(tx.connection.scalar(query) or 0)
