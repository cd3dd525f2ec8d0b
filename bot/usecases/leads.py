"""Leads: who leads which circle, and notifying the members."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from bot.domain.circle import Circle, CircleSource, can_be_in_circle, may_configure, may_lead
from bot.domain.outbox_messages import CareNotice
from bot.domain.user import User
from bot.domain.workspace import Workspace
from bot.domain.workspace_settings import SettingValue
from bot.storage import circles, homes, outbox, setting_changes, workspaces
from bot.storage.engine import Transaction


class LeadsRefusal(StrEnum):
    """Why nothing was changed."""

    NO_ADMIN = "no admin"
    NO_LEAD = "no lead"
    """The person cannot be a lead: a bot, a guest, of another organisation, or gone."""
    UNKNOWN_LEAD = "unknown lead"
    """Slack did not tell in time who the lead is."""
    NOBODY = "nobody"
    """There is nobody to care for."""
    NOT_KNOWN = "not known"
    """It was not so before."""


@dataclass(frozen=True, slots=True)
class CircleAssignment:
    """A circle to be assigned to a lead or not. `name` is that of the channel or group, or ""."""

    lead: User
    source: CircleSource
    source_id: str
    name: str
    users: tuple[User, ...]


def appoint_lead(
    tx: Transaction, workspace: Workspace, by: User, wanted: CircleAssignment
) -> Circle | LeadsRefusal:
    """Assign a circle to a lead; its members are notified, once for each lead."""
    if not may_configure(by):
        return LeadsRefusal.NO_ADMIN
    if wanted.lead.is_unknown:
        return LeadsRefusal.UNKNOWN_LEAD
    if not may_lead(wanted.lead):
        return LeadsRefusal.NO_LEAD
    users = {user.id for user in wanted.users if can_be_in_circle(user)}
    if not users - {wanted.lead.id}:
        return LeadsRefusal.NOBODY
    circle = circles.ensure(tx, workspace.id, wanted.source, wanted.source_id, wanted.name)
    before = _describe_assignment(tx, workspace.id, circle, wanted.lead.id)
    if wanted.source is CircleSource.NAMED:
        users |= circles.list_members(tx, circle)
    circles.set_members(tx, workspace.id, circle, users)
    circles.add_lead(tx, workspace.id, circle, wanted.lead.id)
    _record_change(tx, workspace, by, wanted.lead.id, circle, before)
    _notify_members(tx, workspace.id, circle)
    homes.refresh(tx, workspace.id, {wanted.lead.id, *users})
    made = circles.get(tx, workspace.id, circle)
    return made or LeadsRefusal.NOT_KNOWN


def dismiss_lead(
    tx: Transaction, workspace: Workspace, by: User, wanted: CircleAssignment
) -> LeadsRefusal | None:
    """Take a circle from a lead, or only these users of a circle of named users.

    Return None if that was done.
    """
    if not may_configure(by):
        return LeadsRefusal.NO_ADMIN
    circle = circles.find(tx, workspace.id, wanted.source, wanted.source_id)
    if circle is None:
        return LeadsRefusal.NOT_KNOWN
    cared_for = _describe_assignment(tx, workspace.id, circle, wanted.lead.id)
    if wanted.source is CircleSource.NAMED:
        before = circles.list_members(tx, circle)
        left = before - {user.id for user in wanted.users}
        if left == before:
            return LeadsRefusal.NOT_KNOWN
        circles.set_members(tx, workspace.id, circle, left)
        homes.refresh(tx, workspace.id, {wanted.lead.id, *before})
        if left:
            _record_change(tx, workspace, by, wanted.lead.id, circle, cared_for)
            return None
    homes.refresh(tx, workspace.id, {wanted.lead.id, *circles.list_members(tx, circle)})
    if not circles.remove_lead(tx, workspace.id, circle, wanted.lead.id):
        return LeadsRefusal.NOT_KNOWN
    _record_change(tx, workspace, by, wanted.lead.id, circle, cared_for)
    return None


def _describe_assignment(tx: Transaction, workspace_id: int, circle: str, lead: str) -> SettingValue:
    """Return the source and members or channel of a circle; None if the lead does not lead it.

    For named users these are their ids, so that an erased user can be found.
    """
    found = circles.get(tx, workspace_id, circle)
    if found is None or lead not in found.leads:
        return None
    if found.source is CircleSource.NAMED:
        return [found.source.value, *sorted(found.members)]
    return [found.source.value, found.source_id, found.name]


def _record_change(
    tx: Transaction, workspace: Workspace, by: User, lead: str, circle: str, before: SettingValue
) -> None:
    after = _describe_assignment(tx, workspace.id, circle, lead)
    setting_changes.record(tx, workspace.id, by.id, "lead", before, after, about=lead)


def update_members(tx: Transaction, workspace_id: int, circle: str, users: Iterable[User]) -> None:
    """Set the current members of a channel or user group as those of its circle; notify new ones."""
    before, now = circles.list_members(tx, circle), {p.id for p in users if can_be_in_circle(p)}
    circles.set_members(tx, workspace_id, circle, now)
    _notify_members(tx, workspace_id, circle)
    homes.refresh(tx, workspace_id, before ^ now)


def switch_leads(tx: Transaction, workspace: Workspace, by: User, *, on: bool) -> LeadsRefusal | None:
    """Allow leads to read history, or not, in the whole workspace; return None if done."""
    if not may_configure(by):
        return LeadsRefusal.NO_ADMIN
    before = workspaces.has_leads(tx, workspace.id)
    workspaces.set_leads(tx, workspace.id, on=on)
    setting_changes.record(tx, workspace.id, by.id, "leads_are_on", before, on)
    return None


def _notify_members(tx: Transaction, workspace_id: int, circle: str) -> None:
    notices = [CareNotice(user, circle=circle) for user in circles.claim_unnotified_members(tx, circle)]
    outbox.put_all(tx, [(tx.new_id(), workspace_id, notice) for notice in notices])


def list_circles(tx: Transaction, workspace: Workspace) -> tuple[Circle, ...]:
    """Return all circles, for jobs and admins."""
    return tuple(circles.list_circles(tx, workspace.id))


def list_led_circles(tx: Transaction, workspace: Workspace, lead: str) -> tuple[Circle, ...]:
    """Return the circles of a lead."""
    return tuple(circles.list_led_circles(tx, workspace.id, lead))


def is_lead(tx: Transaction, workspace: Workspace, user: str) -> bool:
    """Return True if the user has a circle with somebody in it."""
    return bool(circles.list_led_users(tx, workspace.id, user))


def has_leads(tx: Transaction, workspace: Workspace) -> bool:
    """Return True unless admins switched leads off."""
    return workspaces.has_leads(tx, workspace.id)
