"""Users as Slack described them, and their preferences."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from functools import cache
from typing import Any

from sqlalchemy import Row, bindparam, case, exists, func, null, select, update

from bot.domain.characters import make_visible_name
from bot.domain.ids import UserId, WorkspaceId
from bot.domain.preferences import (
    DigestPreference,
    MessagePreference,
    Preference,
    Preferences,
    PromptPreference,
    ReactionPreference,
)
from bot.domain.user import User
from bot.domain.visibility import ThanksPreference
from bot.domain.workspace import Workspace
from bot.storage import schema
from bot.storage.conditions import IdQuery, is_one_of
from bot.storage.conflicts import insert_once, upsert
from bot.storage.engine import Transaction
from bot.storage.row_inserts import RowInsert
from bot.storage.visibility import is_active_colleague, is_special_user

_PROFILE_FIELDS = tuple(name for name in User.__struct_fields__ if name in schema.slack_user.c)
"""The fields of `User` that Slack describes and that are stored."""

_WITHOUT_DIGESTS = IdQuery(
    lambda is_wanted: select(schema.preferences.c.user_id).where(
        schema.preferences.c.workspace_id == bindparam("workspace_id"),
        is_wanted(schema.preferences.c.user_id),
        ~schema.preferences.c.digests,
    )
)


_PREFERENCES = IdQuery(
    lambda is_wanted: select(schema.preferences).where(
        schema.preferences.c.workspace_id == bindparam("workspace_id"),
        is_wanted(schema.preferences.c.user_id),
    ),
)
_THANKS = IdQuery(
    lambda is_wanted: select(schema.preferences.c.user_id, schema.preferences.c.thanks).where(
        schema.preferences.c.workspace_id == bindparam("workspace_id"),
        is_wanted(schema.preferences.c.user_id),
    ),
)
_USERS = IdQuery(
    lambda is_wanted: select(schema.slack_user).where(
        schema.slack_user.c.workspace_id == bindparam("workspace_id"), is_wanted(schema.slack_user.c.id)
    ),
)
_LOCK = IdQuery(
    lambda is_wanted: (
        select(schema.slack_user.c.id)
        .where(
            schema.slack_user.c.workspace_id == bindparam("workspace_id"), is_wanted(schema.slack_user.c.id)
        )
        # Two transactions with the same users lock them in the same order.
        .order_by(schema.slack_user.c.id)
        .with_for_update(key_share=True)
    )
)


def save_users(tx: Transaction, workspace_id: WorkspaceId, users: Iterable[User]) -> None:
    """Store users as Slack described them, and since when they have been deactivated."""
    # Two transactions with the same users lock them in the same order.
    by_id = {user.id: user for user in sorted(users, key=lambda each: each.id)}
    rows = [
        {
            "workspace_id": workspace_id,
            "fetched_at": tx.now,
            "deactivated_at": tx.now if user.is_deactivated else None,
            **{name: getattr(user, name) for name in _PROFILE_FIELDS},
        }
        for user in by_id.values()
    ]
    _INSERT_OR_UPDATE.run(tx.connection, rows)


def _keep_deactivation(insert: Any) -> Any:
    """Make an insert update stored users, except the time since when they have been deactivated."""
    table, new = schema.slack_user, insert.excluded
    changed: dict[str, Any] = {name: new[name] for name in (*_PROFILE_FIELDS, "fetched_at") if name != "id"}
    since = case(
        (new.is_deactivated, func.coalesce(table.c.deactivated_at, new.deactivated_at)), else_=null()
    )
    return insert.on_conflict_do_update(
        index_elements=list(table.primary_key), set_={**changed, "deactivated_at": since}
    )


_INSERT_OR_UPDATE = RowInsert(schema.slack_user, _keep_deactivation)


def find_users(tx: Transaction, workspace_id: WorkspaceId, ids: Iterable[UserId]) -> dict[UserId, User]:
    """Return those of these users who are stored, by id."""
    rows = _USERS.run(tx, ids, workspace_id=workspace_id)
    return {row.id: _read_user(row) for row in rows}


def _read_user(row: Row[Any]) -> User:
    profile = {name: getattr(row, name) for name in _PROFILE_FIELDS}
    return User(**{**profile, "name": make_visible_name(row.name)}, is_unknown=not row.name)


def find_unknown(tx: Transaction, workspace_id: WorkspaceId, ids: Collection[UserId]) -> set[UserId]:
    """Return those of these users (ids) who are not stored."""
    table, distinct = schema.slack_user, set(ids)
    query = select(table.c.id).where(table.c.workspace_id == workspace_id, is_one_of(table.c.id, distinct))
    return distinct - set(tx.connection.scalars(query))


def list_special(tx: Transaction, workspace_id: WorkspaceId) -> list[User]:
    """Return the stored users who are no ordinary members: guests, external, unknown or deactivated ones."""
    table = schema.slack_user
    rows = tx.connection.execute(select(table).where(table.c.workspace_id == workspace_id, is_special_user()))
    return [_read_user(row) for row in rows]


def list_latest(tx: Transaction, workspace: Workspace, limit: int) -> list[User]:
    """Return stored users of this workspace, most recently read first.

    Bots, deactivated and external users are left out, and all whose name was erased.
    """
    table, erasure = schema.slack_user, schema.erasure
    identity = workspace.identity
    is_erased = exists().where(
        erasure.c.enterprise_id == identity.enterprise_id,
        erasure.c.team_id == identity.team_id,
        erasure.c.user_id == table.c.id,
    )
    rows = tx.connection.execute(
        select(table)
        .where(
            table.c.workspace_id == workspace.id,
            table.c.name != "",
            is_active_colleague(),
            ~is_erased,
        )
        .order_by(table.c.fetched_at.desc(), table.c.id)
        .limit(limit)
    )
    return [_read_user(row) for row in rows]


def lock(tx: Transaction, workspace_id: WorkspaceId, users: Iterable[UserId]) -> None:
    """Lock users until the transaction ends. SQLite writes in one transaction at a time anyway."""
    if tx.connection.dialect.name == "postgresql":
        _LOCK.run(tx, users, workspace_id=workspace_id)


def list_stale(tx: Transaction, workspace_id: WorkspaceId, most: int) -> list[UserId]:
    """Return the users (ids) that were read from Slack longest ago, without deactivated ones."""
    table = schema.slack_user
    return list(
        tx.connection.scalars(
            select(table.c.id)
            .where(table.c.workspace_id == workspace_id, ~table.c.is_deactivated)
            .order_by(table.c.fetched_at)
            .limit(most)
        )
    )


def find_thanks_preferences(
    tx: Transaction, workspace_id: WorkspaceId, ids: Iterable[UserId]
) -> dict[UserId, ThanksPreference]:
    """Return how these users want to be thanked, by id; those without a preference are left out."""
    rows = _THANKS.run(tx, ids, workspace_id=workspace_id)
    return {row.user_id: ThanksPreference(row.thanks) for row in rows}


def find_thanks_preference(tx: Transaction, workspace_id: WorkspaceId, user: UserId) -> ThanksPreference:
    """Return how a user wants to be thanked: publicly unless they chose otherwise."""
    return find_thanks_preferences(tx, workspace_id, [user]).get(user, ThanksPreference.PUBLICLY)


def records_reactions(tx: Transaction, workspace_id: WorkspaceId, user: UserId) -> bool:
    """Return True if a user's reactions are recorded."""
    table = schema.preferences
    reactions = tx.connection.scalar(
        select(table.c.reactions).filter_by(workspace_id=workspace_id, user_id=user)
    )
    return reactions is not False


def find_preferences(
    tx: Transaction, workspace_id: WorkspaceId, ids: Iterable[UserId]
) -> defaultdict[UserId, Preferences]:
    """Return the preferences of these users, by id; the defaults for all others."""
    rows = _PREFERENCES.run(tx, ids, workspace_id=workspace_id)
    return defaultdict(Preferences, {row.user_id: read_preferences(row) for row in rows})


def read_preferences(row: Row[Any]) -> Preferences:
    """Return the preferences in a row."""
    return Preferences(
        ThanksPreference(row.thanks),
        MessagePreference(row.messages),
        DigestPreference.ON if row.digests else DigestPreference.OFF,
        ReactionPreference.ON if row.reactions else ReactionPreference.OFF,
        PromptPreference.ON if row.prompts else PromptPreference.OFF,
    )


def find_users_without_digests(
    tx: Transaction, workspace_id: WorkspaceId, ids: Iterable[UserId]
) -> frozenset[UserId]:
    """Return those of these users who opted out of digests."""
    return frozenset(row.user_id for row in _WITHOUT_DIGESTS.run(tx, ids, workspace_id=workspace_id))


def set_preference(tx: Transaction, workspace_id: WorkspaceId, user: UserId, preference: Preference) -> None:
    """Set one of a user's preferences."""
    key = {"workspace_id": workspace_id, "user_id": user}
    upsert(tx.connection, schema.preferences, [{**key, **_make_column(preference)}])


def _make_column(preference: Preference) -> dict[str, Any]:
    match preference:
        case ThanksPreference():
            return {"thanks": preference.value}
        case MessagePreference():
            return {"messages": preference.value}
        case DigestPreference():
            return {"digests": preference is DigestPreference.ON}
        case ReactionPreference():
            return {"reactions": preference is ReactionPreference.ON}
        case PromptPreference():
            return {"prompts": preference is PromptPreference.ON}


def mark_first_time(tx: Transaction, workspace_id: WorkspaceId, user: UserId, occasion: str) -> bool:
    """Return True if this is a user's first such occasion, and record it.

    `occasion` is a column of `preferences`: `welcomed_at` or `reactions_explained_at`.
    """
    table = schema.preferences
    insert_once(tx.connection, table, workspace_id=workspace_id, user_id=user)
    changed = tx.connection.execute(
        update(table)
        .filter_by(workspace_id=workspace_id, user_id=user)
        .where(table.c[occasion].is_(None))
        .values({occasion: tx.now})
    )
    return changed.rowcount == 1


def mark_first_times(
    tx: Transaction, workspace_id: WorkspaceId, users: Iterable[UserId], occasion: str
) -> set[UserId]:
    """Record an occasion of users, and return the users who never had one before."""
    rows = [{"workspace_id": workspace_id, "user_id": user, occasion: tx.now} for user in sorted(set(users))]
    return {row.user_id for row in _set_first_time(occasion).run(tx.connection, rows)}


@cache
def _set_first_time(occasion: str) -> RowInsert:
    """Return the statement that records an occasion of users who had none, and returns their ids."""
    table = schema.preferences
    return RowInsert(
        table,
        lambda insert: insert.on_conflict_do_update(
            index_elements=["workspace_id", "user_id"],
            set_={occasion: insert.excluded[occasion]},
            where=table.c[occasion].is_(None),
        ).returning(table.c.user_id),
    )


def unmark_first_time(tx: Transaction, workspace_id: WorkspaceId, user: UserId, occasion: str) -> None:
    """Undo `mark_first_time`: the message was not sent after all."""
    tx.connection.execute(
        update(schema.preferences).filter_by(workspace_id=workspace_id, user_id=user).values({occasion: None})
    )
