"""A user's preferences, and what they can read about themselves."""

from datetime import timedelta

from msgspec import Struct

from bot.domain.audit import AuditEntry
from bot.domain.circle import CircleMembership
from bot.domain.ids import UserId, WorkspaceId
from bot.domain.keepsake import YearDay
from bot.domain.message_changes import ChangeCause, ChangeRequest
from bot.domain.preferences import (
    DigestPreference,
    MessagePreference,
    Preference,
    Preferences,
    PromptPreference,
)
from bot.domain.workspace import Workspace
from bot.storage import admins, audit_entries, homes, keepsake_schedules, users, workspaces
from bot.storage.engine import Transaction
from bot.usecases import prompts
from bot.usecases.message_updates import update_digests_naming

AUDIT_PERIOD = timedelta(days=90)
"""How far back the page shows audit entries."""
MAX_AUDIT_ENTRIES = 20
"""Audit entries that the page shows."""
MAX_ADMINS = 10
"""Admins that the page names."""


class PreferencesPage(Struct, frozen=True):
    """Preferences, recent audit entries (newest first), circles of the user, and the admins.

    There is one audit entry or admin more than the page shows if there are more.
    """

    preferences: Preferences
    looks: tuple[AuditEntry, ...]
    circles: tuple[CircleMembership, ...]
    admins: tuple[UserId, ...] = ()
    keepsake_day: YearDay | None = None
    """On which day of the year they get their keepsake; None if they don't."""


def find_page(tx: Transaction, workspace: Workspace, user: UserId) -> PreferencesPage:
    """Return what only the user themselves can read."""
    # If leads are switched off, circles do not matter.
    has_leads = workspaces.has_leads(tx, workspace.id)
    return PreferencesPage(
        users.find_preferences(tx, workspace.id, [user])[user],
        tuple(
            audit_entries.list_audit_entries(
                tx, workspace.id, user, tx.now - AUDIT_PERIOD, limit=MAX_AUDIT_ENTRIES + 1
            )
        ),
        tuple(audit_entries.list_memberships(tx, workspace.id, user)) if has_leads else (),
        tuple(admins.list_admins(tx, workspace.id, MAX_ADMINS + 1)),
        keepsake_schedules.find_day(tx, workspace.id, user),
    )


def change_preference(
    tx: Transaction, workspace: Workspace, user: UserId, preference: Preference
) -> PreferencesPage:
    """Change a preference of a user; the same preference again changes nothing."""
    before = users.find_preferences(tx, workspace.id, [user])[user]
    if before.replace_preference(preference) != before:
        users.set_preference(tx, workspace.id, user, preference)
        if isinstance(preference, DigestPreference):
            request = (
                ChangeRequest(user, ChangeCause.OPTED_OUT) if preference is DigestPreference.OFF else None
            )
            update_digests_naming(tx, workspace.id, user, request)
        if isinstance(preference, PromptPreference):
            prompts.switch_prompts(tx, workspace.id, user, preference)
    # They know the preferences: their first direct message need not explain them.
    users.mark_first_time(tx, workspace.id, user, "welcomed_at")
    homes.refresh(tx, workspace.id, [user])
    return find_page(tx, workspace, user)


def mark_explained(
    tx: Transaction, workspace_id: WorkspaceId, user: UserId, preferences: Preferences
) -> bool:
    """Return True if a direct message to a user must explain the preferences, and record that it does.

    It is the first one that they get.
    """
    return explains_preferences(preferences) and users.mark_first_time(tx, workspace_id, user, "welcomed_at")


def explains_preferences(preferences: Preferences) -> bool:
    """Return True unless the user changed their preference for messages: then they know that they can."""
    return preferences.messages is MessagePreference.AT_ONCE


def set_preference(tx: Transaction, workspace: Workspace, user: UserId, preference: Preference) -> None:
    """Store a preference that a user chose in a message, which shows no others."""
    users.set_preference(tx, workspace.id, user, preference)
    homes.refresh(tx, workspace.id, [user])
