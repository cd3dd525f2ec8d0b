"""Workspace settings and admins: changed one by one, or by a form."""

from collections.abc import Collection, Mapping
from datetime import datetime
from enum import StrEnum
from typing import Any

from msgspec import Struct
from msgspec.structs import asdict, replace

from bot.domain.circle import may_be_appointed, may_configure
from bot.domain.digest import DigestEditors
from bot.domain.ids import ChannelId, UserId
from bot.domain.retention import (
    DAYS,
    HOLD_PERIOD,
    MONTHS,
    SettingErasure,
    find_erasure_limit,
    find_setting_erasures,
)
from bot.domain.user import User
from bot.domain.workspace import Workspace
from bot.domain.workspace_settings import SettingChange, WorkspaceSettings, merge_form
from bot.storage import admins, circles, homes, setting_changes, workspaces
from bot.storage.engine import Transaction

MAX_SHOWN = 100
"""Admins with open Homes that are refreshed; others see changes when they open theirs."""
MAX_APPOINTED = 20
"""Users who can be appointed as admins."""
MAX_CHANGES_PER_PAGE = 10
ADMINS = "admins"
"""What was changed if it's who the admins are."""


class SettingsChange(Struct, frozen=True):
    """What an admin sets; None stays as it is. The fields are those of `WorkspaceSettings`."""

    months: int | None = None
    deactivated_days: int | None = None
    leads_are_on: bool | None = None
    digests_by: DigestEditors | None = None
    language: str | None = None
    values_asked: bool | None = None
    shout_outs_in: ChannelId | None = None


class HeldErasure(Struct, frozen=True):
    """An erasure by a setting that begins at an instant (UTC), or in the night after it."""

    erasure: SettingErasure
    begins: datetime


class SettingsOverview(Struct, frozen=True):
    """The settings of a workspace, and the admins (ids) besides Slack's own."""

    settings: WorkspaceSettings
    admins: tuple[UserId, ...] = ()
    held_erasures: tuple[HeldErasure, ...] = ()
    """What was made smaller lately, and can be taken back before it erases anything."""
    changed: frozenset[str] | None = None
    """The changed fields of `WorkspaceSettings`, or `ADMINS`; None if it's only shown."""


class SettingsForm(Struct, frozen=True):
    """A submitted form: the settings that it was opened with and has now, and changes of admins."""

    opened: WorkspaceSettings
    wished: WorkspaceSettings
    appointed: tuple[User, ...] = ()
    dismissed: tuple[UserId, ...] = ()


class SettingsConflict(Struct, frozen=True):
    """Nothing was changed: others set these fields to other values meanwhile."""

    fields: frozenset[str]
    current: WorkspaceSettings


class AdminRefusal(StrEnum):
    """Why the admins were not changed."""

    NO_COLLEAGUE = "no colleague"
    """A bot, a guest, of another organisation, or gone."""
    UNKNOWN = "unknown"
    """Slack did not answer in time who they are."""
    TOO_MANY = "too many"
    NOT_ONE = "not one"
    """They had not been appointed."""


def find_overview(tx: Transaction, workspace: Workspace, reader: User) -> SettingsOverview | None:
    """Return the overview; None unless the reader is an admin."""
    return _make_overview(tx, workspace) if may_configure(reader) else None


def list_erasures(
    tx: Transaction, workspace: Workspace, numbers: Mapping[str, int]
) -> tuple[SettingErasure, ...]:
    """Return what these numbers of months or days, by the names of the settings, would erase."""
    return find_setting_erasures(
        _list_retention_numbers(workspaces.find_settings(tx, workspace.id)), numbers, tx.now
    )


def _list_retention_numbers(settings: WorkspaceSettings) -> dict[str, int]:
    return {MONTHS: settings.months, DAYS: settings.deactivated_days}


def cancel_erasure(
    tx: Transaction, workspace: Workspace, by: User, setting: str, number: int
) -> SettingsOverview | None:
    """Reset a setting that holds an erasure, if nothing was erased yet; None for no admin.

    `number` is what it was set to: if it was changed meanwhile, or it is too late, nothing changes.
    """
    if not may_configure(by):
        return None
    before = workspaces.find_settings(tx, workspace.id, to_change=True)
    changed: frozenset[str] = frozenset()
    for held in _list_held_erasures(tx, workspace, before):
        if held.erasure.setting == setting and held.erasure.number == number:
            reset: dict[str, Any] = {setting: held.erasure.before}
            changed = _save(tx, workspace, by, before, replace(before, **reset))
            _refresh_homes(tx, workspace)
    return _make_overview(tx, workspace, changed)


def _list_held_erasures(
    tx: Transaction, workspace: Workspace, settings: WorkspaceSettings
) -> tuple[HeldErasure, ...]:
    erasures = []
    for setting, begins in sorted(workspaces.find_erasure_holds(tx, workspace.id).items()):
        # Made smaller again before that counted, it erases what was kept before the first time.
        previous = setting_changes.find_max_before(tx, workspace.id, setting, tx.now - HOLD_PERIOD)
        number = _list_retention_numbers(settings)[setting]
        if previous > number:
            erasure = SettingErasure(setting, previous, number, find_erasure_limit(setting, number, begins))
            erasures.append(HeldErasure(erasure, begins))
    return tuple(erasures)


def change_settings(
    tx: Transaction, workspace: Workspace, by: User, change: SettingsChange
) -> SettingsOverview | None:
    """Change settings; None unless the user is an admin."""
    if not may_configure(by):
        return None
    changes: dict[str, Any] = {name: value for name, value in asdict(change).items() if value is not None}
    before = workspaces.find_settings(tx, workspace.id, to_change=True)
    changed = _save(tx, workspace, by, before, replace(before, **changes))
    _refresh_homes(tx, workspace)
    return _make_overview(tx, workspace, changed)


def submit_form(
    tx: Transaction, workspace: Workspace, by: User, form: SettingsForm
) -> SettingsOverview | SettingsConflict | AdminRefusal | None:
    """Apply a form, completely or not at all; None unless the user is an admin.

    Fields that were not changed in the form keep what others may have set meanwhile.
    """
    if not may_configure(by):
        return None
    before = workspaces.find_settings(tx, workspace.id, to_change=True)
    merged = merge_form(asdict(form.opened), asdict(form.wished), asdict(before))
    if merged.conflicts:
        return SettingsConflict(merged.conflicts, before)
    refusal = _find_refusal(tx, workspace, form.appointed, form.dismissed)
    if refusal:
        return refusal
    after: dict[str, Any] = dict(merged.result)
    _save(tx, workspace, by, before, WorkspaceSettings(**after))
    _appoint(tx, workspace, by, form.appointed)
    _dismiss(tx, workspace, by, form.dismissed)
    _refresh_homes(tx, workspace, form.dismissed)
    return _make_overview(tx, workspace, _list_changed_fields(form))


def _list_changed_fields(form: SettingsForm) -> frozenset[str]:
    """Return the fields that a form changes, even if a repeated submission changed them before."""
    opened, wished = asdict(form.opened), asdict(form.wished)
    fields = {name for name in opened if opened[name] != wished[name]}
    return frozenset(fields | ({ADMINS} if form.appointed or form.dismissed else set()))


def appoint_admins(
    tx: Transaction, workspace: Workspace, by: User, users: Collection[User]
) -> SettingsOverview | AdminRefusal | None:
    """Appoint these users as admins; None unless the user is an admin."""
    if not may_configure(by):
        return None
    workspaces.find_settings(tx, workspace.id, to_change=True)
    refusal = _find_refusal(tx, workspace, users)
    if refusal:
        return refusal
    is_any_new = _appoint(tx, workspace, by, users)
    _refresh_homes(tx, workspace)
    return _make_overview(tx, workspace, frozenset([ADMINS] if is_any_new else []))


def dismiss_admins(
    tx: Transaction, workspace: Workspace, by: User, users: Collection[UserId]
) -> SettingsOverview | AdminRefusal | None:
    """Dismiss these admins; None unless the user is an admin."""
    if not may_configure(by):
        return None
    if not _dismiss(tx, workspace, by, users):
        return AdminRefusal.NOT_ONE
    _refresh_homes(tx, workspace, users)
    return _make_overview(tx, workspace, frozenset([ADMINS]))


def list_changes(
    tx: Transaction, workspace: Workspace, reader: User, older_than: str = ""
) -> list[SettingChange] | None:
    """Return a page of setting changes and one more, newest first; None unless an admin reads."""
    if not may_configure(reader):
        return None
    return setting_changes.list_latest(tx, workspace.id, MAX_CHANGES_PER_PAGE + 1, older_than)


def _make_overview(
    tx: Transaction, workspace: Workspace, changed: frozenset[str] | None = None
) -> SettingsOverview:
    settings = workspaces.find_settings(tx, workspace.id)
    appointed = tuple(admins.list_appointed(tx, workspace.id))
    return SettingsOverview(settings, appointed, _list_held_erasures(tx, workspace, settings), changed)


def _save(
    tx: Transaction, workspace: Workspace, by: User, before: WorkspaceSettings, after: WorkspaceSettings
) -> frozenset[str]:
    """Save what differs, and return the names of those settings."""
    changed = set()
    for setting in WorkspaceSettings.__struct_fields__:
        old, new = getattr(before, setting), getattr(after, setting)
        if old != new:
            changed.add(setting)
            workspaces.update_settings(tx, workspace.id, **{setting: new})
            setting_changes.record(tx, workspace.id, by.id, setting, old, new)
    for erasure in find_setting_erasures(
        _list_retention_numbers(before), _list_retention_numbers(after), tx.now
    ):
        workspaces.hold_erasure(tx, workspace.id, erasure.setting, tx.now + HOLD_PERIOD)
    return frozenset(changed)


def _refresh_homes(tx: Transaction, workspace: Workspace, others: Collection[UserId] = ()) -> None:
    """Refresh the Homes of admins, leads, and these other users, which show settings."""
    leads = {lead for circle in circles.list_circles(tx, workspace.id) for lead in circle.leads}
    homes.refresh(tx, workspace.id, {*admins.list_admins(tx, workspace.id, MAX_SHOWN), *leads, *others})


def _find_refusal(
    tx: Transaction, workspace: Workspace, users: Collection[User], dismissed: Collection[UserId] = ()
) -> AdminRefusal | None:
    if any(user.is_unknown for user in users):
        return AdminRefusal.UNKNOWN
    if not all(map(may_be_appointed, users)):
        return AdminRefusal.NO_COLLEAGUE
    after = {*admins.list_appointed(tx, workspace.id), *(user.id for user in users)} - set(dismissed)
    return AdminRefusal.TOO_MANY if users and len(after) > MAX_APPOINTED else None


def _appoint(tx: Transaction, workspace: Workspace, by: User, users: Collection[User]) -> bool:
    """Appoint these users, and return True if one was no admin before."""
    is_any_new = False
    for user in users:
        if admins.appoint(tx, workspace.id, user.id):
            is_any_new = True
            setting_changes.record(tx, workspace.id, by.id, "admin", before=False, after=True, about=user.id)
    return is_any_new


def _dismiss(tx: Transaction, workspace: Workspace, by: User, users: Collection[UserId]) -> set[UserId]:
    dismissed = admins.dismiss(tx, workspace.id, users)
    for user in sorted(dismissed):
        setting_changes.record(tx, workspace.id, by.id, "admin", before=True, after=False, about=user)
    return dismissed
