"""What a person chose and may know about what is kept of them."""

from dataclasses import dataclass
from datetime import timedelta

from bot.domain.audit import AuditEntry
from bot.domain.circle import CircleMembership
from bot.domain.message_changes import ChangeCause, ChangeRequest
from bot.domain.preferences import DigestPreference, Preference, Preferences, PromptPreference
from bot.domain.workspace import Workspace
from bot.storage import admins, audit_entries, homes, users, workspaces
from bot.storage.engine import Transaction
from bot.usecases import prompts
from bot.usecases.message_updates import redraw_digests

AUDIT_PERIOD = timedelta(days=90)
"""How far back a person reads who looked at their thanks."""
MAX_AUDIT_ENTRIES = 20
"""Looks that a person reads of on their page."""
MAX_ADMINS = 10
"""Admins whom the page names."""


@dataclass(frozen=True, slots=True)
class PreferencesPage:
    """One's choices, who looked lately (newest first), the circles that one is in, and the admins.

    Of looks and admins there is one more than the page shows where there are more.
    """

    preferences: Preferences
    looks: tuple[AuditEntry, ...]
    circles: tuple[CircleMembership, ...]
    admins: tuple[str, ...] = ()


def find_page(tx: Transaction, workspace: Workspace, user: str) -> PreferencesPage:
    """What a person reads about themselves, and nobody else does."""
    # Where leads are switched off, they may look at nothing, and so they do not matter here.
    may_look = workspaces.has_leads(tx, workspace.id)
    return PreferencesPage(
        users.find_preferences(tx, workspace.id, [user])[user],
        tuple(
            audit_entries.list_audit_entries(
                tx, workspace.id, user, tx.now - AUDIT_PERIOD, limit=MAX_AUDIT_ENTRIES + 1
            )
        ),
        tuple(audit_entries.list_memberships(tx, workspace.id, user)) if may_look else (),
        tuple(admins.list_admins(tx, workspace.id, MAX_ADMINS + 1)),
    )


def change_preference(
    tx: Transaction, workspace: Workspace, user: str, preference: Preference
) -> PreferencesPage:
    """Change one of a person's choices; the same choice again changes nothing."""
    before = users.find_preferences(tx, workspace.id, [user])[user]
    if before.replace_preference(preference) != before:
        users.set_preference(tx, workspace.id, user, preference)
        if isinstance(preference, DigestPreference):
            request = (
                ChangeRequest(user, ChangeCause.OPTED_OUT) if preference is DigestPreference.OFF else None
            )
            redraw_digests(tx, workspace.id, user, request)
        if isinstance(preference, PromptPreference):
            prompts.switch_prompts(tx, workspace.id, user, preference)
    # They know their choices: their first thanks needs no message that explains them.
    users.mark_first_time(tx, workspace.id, user, "welcomed_at")
    homes.refresh(tx, workspace.id, [user])
    return find_page(tx, workspace, user)


def set_preference(tx: Transaction, workspace: Workspace, user: str, preference: Preference) -> None:
    """Store a preference that a user chose in a message, where the other ones were not shown."""
    users.set_preference(tx, workspace.id, user, preference)
    homes.refresh(tx, workspace.id, [user])
