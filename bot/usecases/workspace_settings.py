"""How long a workspace keeps what, as its admins set it."""

from dataclasses import dataclass, fields

from bot.domain.care import may_configure
from bot.domain.digest import SetBy
from bot.domain.people import Person
from bot.domain.workspace import Workspace
from bot.storage import setting_changes, workspaces
from bot.storage.engine import Transaction
from bot.storage.workspaces import Kept


@dataclass(frozen=True, slots=True)
class Change:
    """What an admin sets; None stays as it is. Months for recognitions, days for names of who left.

    `digests_by` is who may set up digests.
    """

    months: int | None = None
    deactivated_days: int | None = None
    digests_by: SetBy | None = None


def show(tx: Transaction, workspace: Workspace, reader: Person) -> Kept | None:
    """How it is set, for admins; None for anybody else."""
    return workspaces.kept(tx, workspace.id) if may_configure(reader) else None


def change(tx: Transaction, workspace: Workspace, by: Person, wish: Change) -> Kept | None:
    """Set it; None for somebody who may not."""
    if not may_configure(by):
        return None
    before = workspaces.kept(tx, workspace.id)
    workspaces.keep(tx, workspace.id, wish.months, wish.deactivated_days, wish.digests_by)
    after = workspaces.kept(tx, workspace.id)
    for setting in fields(Kept):
        was, now = getattr(before, setting.name), getattr(after, setting.name)
        setting_changes.record(tx, workspace.id, by.id, setting.name, was, now)
    return after
