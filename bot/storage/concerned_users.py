"""What is stored about the users whom recognitions concern, read in one statement."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from msgspec import Struct
from sqlalchemy import bindparam, cast, false, null, select, true, union_all

from bot.domain.ids import UserId, WorkspaceId
from bot.domain.preferences import Preferences
from bot.storage import homes, schema
from bot.storage.conditions import IdQuery, Wanted
from bot.storage.engine import Transaction
from bot.storage.users import read_preferences


class ConcernedUsers(Struct, frozen=True):
    """The preferences of users, by id, the defaults for those who chose none.

    Those `welcomed` know of their preferences from a message; to those in `with_explanation`, a message
    explained what their reactions do.
    """

    preferences: defaultdict[UserId, Preferences]
    welcomed: frozenset[UserId]
    with_explanation: frozenset[UserId]
    with_open_home: frozenset[UserId]


def _select_concerned(is_wanted: Wanted) -> Any:
    preferences = schema.preferences.c
    choices = (
        preferences.thanks,
        preferences.messages,
        preferences.digests,
        preferences.reactions,
        preferences.prompts,
        preferences.welcomed_at,
        preferences.reactions_explained_at,
    )
    of_user = preferences.workspace_id == bindparam("workspace")
    chosen = select(preferences.user_id, false().label("is_home"), *choices).where(
        of_user, is_wanted(preferences.user_id)
    )
    user_id = schema.home_view.c.user_id
    nothing = (cast(null(), column.type).label(column.name) for column in choices)
    opened = select(user_id, true(), *nothing).where(homes.IS_OPEN, is_wanted(user_id))
    return union_all(chosen, opened)


_CONCERNED = IdQuery(_select_concerned)


def find_concerned_users(tx: Transaction, workspace_id: WorkspaceId, ids: Iterable[UserId]) -> ConcernedUsers:
    """Return what is stored about these users."""
    rows = _CONCERNED.run(tx, ids, workspace=workspace_id, since=homes.open_since(tx))
    chosen = [row for row in rows if not row.is_home]
    return ConcernedUsers(
        preferences=defaultdict(Preferences, {row.user_id: read_preferences(row) for row in chosen}),
        welcomed=frozenset(row.user_id for row in chosen if row.welcomed_at),
        with_explanation=frozenset(row.user_id for row in chosen if row.reactions_explained_at),
        with_open_home=frozenset(row.user_id for row in rows if row.is_home),
    )
