"""Leads: who leads which circle, and notifying the members."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from enum import StrEnum

from msgspec import Struct
from msgspec.structs import replace

from bot.domain.circle import (
    MIN_USERS_FOR_FIGURE,
    Circle,
    CircleSource,
    may_configure,
    may_lead,
)
from bot.domain.ids import ChannelId, UserId, WorkspaceId
from bot.domain.outbox_messages import CareNotice
from bot.domain.scopes import CircleScope, HistoryReader, LedUsers
from bot.domain.user import User
from bot.domain.visibility import ThanksPreference
from bot.domain.workspace import Workspace
from bot.domain.workspace_settings import SettingValue
from bot.storage import circles, homes, outbox, recognition_views, setting_changes, workspaces
from bot.storage import users as stored_users
from bot.storage.engine import Transaction

RECENT_PERIOD = timedelta(days=30)
"""The period of an overview."""


class LeadsRefusal(StrEnum):
    """Why nothing was changed."""

    NO_ADMIN = "no admin"
    NO_LEAD = "no lead"
    """The user cannot be a lead: a bot, a guest, external, or deactivated."""
    UNKNOWN_LEAD = "unknown lead"
    """Slack did not answer in time who the lead is."""
    NOBODY = "nobody"
    """The circle has no members."""
    NOT_KNOWN = "not known"
    """It was not so before."""


class CircleAssignment(Struct, frozen=True):
    """A circle to be assigned to a lead or not. `name` is that of the channel or group, or ""."""

    lead: User
    source: CircleSource
    source_id: str
    name: str
    users: tuple[User, ...]


def appoint_lead(
    tx: Transaction, workspace: Workspace, by: User, assignment: CircleAssignment
) -> Circle | LeadsRefusal:
    """Assign a circle to a lead; its members are notified, once for each lead."""
    if not may_configure(by):
        return LeadsRefusal.NO_ADMIN
    if assignment.lead.is_unknown:
        return LeadsRefusal.UNKNOWN_LEAD
    if not may_lead(assignment.lead):
        return LeadsRefusal.NO_LEAD
    users = {user.id for user in assignment.users if user.is_active_colleague}
    if not users - {assignment.lead.id}:
        return LeadsRefusal.NOBODY
    circle = circles.ensure(tx, workspace.id, assignment.source, assignment.source_id, assignment.name)
    previous = _describe_assignment(tx, workspace.id, circle, assignment.lead.id)
    if assignment.source is CircleSource.NAMED:
        users |= circles.list_members(tx, circle)
    circles.set_members(tx, workspace.id, circle, users)
    circles.add_lead(tx, workspace.id, circle, assignment.lead.id)
    _record_change(tx, workspace, by, assignment.lead.id, circle, previous)
    _notify_members(tx, workspace.id, circle)
    homes.refresh(tx, workspace.id, {assignment.lead.id, *users})
    assigned = circles.get(tx, workspace.id, circle)
    return assigned or LeadsRefusal.NOT_KNOWN


def dismiss_lead(
    tx: Transaction, workspace: Workspace, by: User, assignment: CircleAssignment
) -> LeadsRefusal | None:
    """Take a circle from a lead, or only these users of a circle of named users.

    Return None if that was done.
    """
    if not may_configure(by):
        return LeadsRefusal.NO_ADMIN
    circle = circles.find(tx, workspace.id, assignment.source, assignment.source_id)
    if circle is None:
        return LeadsRefusal.NOT_KNOWN
    previous = _describe_assignment(tx, workspace.id, circle, assignment.lead.id)
    if assignment.source is CircleSource.NAMED:
        before = circles.list_members(tx, circle)
        remaining = before - {user.id for user in assignment.users}
        if remaining == before:
            return LeadsRefusal.NOT_KNOWN
        circles.set_members(tx, workspace.id, circle, remaining)
        homes.refresh(tx, workspace.id, {assignment.lead.id, *before})
        if remaining:
            _record_change(tx, workspace, by, assignment.lead.id, circle, previous)
            return None
    homes.refresh(tx, workspace.id, {assignment.lead.id, *circles.list_members(tx, circle)})
    if not circles.remove_lead(tx, workspace.id, circle, assignment.lead.id):
        return LeadsRefusal.NOT_KNOWN
    _record_change(tx, workspace, by, assignment.lead.id, circle, previous)
    return None


def _describe_assignment(
    tx: Transaction, workspace_id: WorkspaceId, circle: str, lead: UserId
) -> SettingValue:
    """Return the source and members or channel of a circle; None if the lead does not lead it.

    For named users these are their ids, so that an erased user can be found.
    """
    assigned = circles.get(tx, workspace_id, circle)
    if assigned is None or lead not in assigned.leads:
        return None
    if assigned.source is CircleSource.NAMED:
        return [assigned.source.value, *sorted(assigned.members)]
    return [assigned.source.value, assigned.source_id, assigned.name]


def _record_change(
    tx: Transaction, workspace: Workspace, by: User, lead: UserId, circle: str, before: SettingValue
) -> None:
    after = _describe_assignment(tx, workspace.id, circle, lead)
    setting_changes.record(tx, workspace.id, by.id, "lead", before, after, about=lead)


def update_members(tx: Transaction, workspace_id: WorkspaceId, circle: str, users: Iterable[User]) -> None:
    """Set the current members of a channel or user group as those of its circle; notify new ones."""
    before, now = circles.list_members(tx, circle), {user.id for user in users if user.is_active_colleague}
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


def _notify_members(tx: Transaction, workspace_id: WorkspaceId, circle: str) -> None:
    notices = [CareNotice(user, circle=circle) for user in circles.claim_unnotified_members(tx, circle)]
    outbox.put_all(tx, [(tx.new_id(), workspace_id, notice) for notice in notices])


def list_circles(tx: Transaction, workspace: Workspace) -> tuple[Circle, ...]:
    """Return all circles, for jobs and admins."""
    return tuple(circles.list_circles(tx, workspace.id))


def list_led_circles(tx: Transaction, workspace: Workspace, lead: UserId) -> tuple[Circle, ...]:
    """Return the circles of a lead."""
    return tuple(circles.list_led_circles(tx, workspace.id, lead))


def is_lead(tx: Transaction, workspace: Workspace, user: UserId) -> bool:
    """Return True if the user leads a circle that has members."""
    return bool(circles.list_led_users(tx, workspace.id, user))


def has_leads(tx: Transaction, workspace: Workspace) -> bool:
    """Return True unless admins switched leads off."""
    return workspaces.has_leads(tx, workspace.id)


def find_led_users(
    tx: Transaction, workspace: Workspace, reader: HistoryReader, channels: frozenset[ChannelId]
) -> LedUsers:
    """Return the users that the reader leads; `channels` are the private ones that the reader is in."""
    is_on = workspaces.has_leads(tx, workspace.id)
    return LedUsers(circles.list_led_users(tx, workspace.id, reader.id), channels, is_on)


class CircleOverview(Struct, frozen=True):
    """A circle as a whole, without names; `values` are the keys of those it was recognized for lately.

    Empty if the circle is small.
    """

    values: tuple[str, ...]


def make_overview(
    tx: Transaction, workspace: Workspace, scope: CircleScope, *, since: datetime | None = None
) -> CircleOverview:
    """Return the overview of the users of a scope since then, or for the `RECENT_PERIOD`."""
    many = len(scope.users) >= MIN_USERS_FOR_FIGURE
    received, begin = replace(scope, is_given=False), since or tx.now - RECENT_PERIOD
    values = recognition_views.list_values(tx, workspace, received, since=begin) if many else ()
    return CircleOverview(values)


def list_unthanked_users(tx: Transaction, workspace: Workspace, lead: UserId) -> tuple[UserId, ...] | None:
    """Return the led users that the lead has not thanked for `RECENT_PERIOD`; None if not a lead.

    Users who accept no recognitions are left out.
    """
    led_users = (
        circles.list_led_users(tx, workspace.id, lead) if workspaces.has_leads(tx, workspace.id) else None
    )
    if not led_users:
        return None
    thanked = recognition_views.find_thanked_users(
        tx, workspace, lead, led_users, since=tx.now - RECENT_PERIOD
    )
    declining_users = {
        user
        for user, preference in stored_users.find_thanks_preferences(tx, workspace.id, led_users).items()
        if preference is ThanksPreference.NEVER
    }
    return tuple(sorted(led_users - thanked - declining_users - {lead}))
