"""What a person chose and may know about what is kept of them."""

from dataclasses import dataclass
from datetime import timedelta

from bot.domain.audit import AuditEntry
from bot.domain.circle import CircleMembership
from bot.domain.message_changes import ChangeCause, MessageChange
from bot.domain.preferences import DigestPreference, Preference, Preferences, PromptPreference
from bot.domain.workspace import Workspace
from bot.storage import admins, audit_entries, homes, users, workspaces
from bot.storage.engine import Transaction
from bot.usecases import prompts
from bot.usecases.message_updates import redraw_digests

LOOKS_SHOWN = timedelta(days=90)
"""How far back a person reads who looked at their thanks."""
MOST_LOOKS = 20
"""Looks that a person reads of on their page."""
MOST_ADMINS = 10
"""Admins whom the page names."""


@dataclass(frozen=True, slots=True)
class Privacy:
    """One's choices, who looked lately (newest first), the circles that one is in, and the admins.

    Of looks and admins there is one more than the page shows where there are more.
    """

    choices: Preferences
    looks: tuple[AuditEntry, ...]
    circles: tuple[CircleMembership, ...]
    admins: tuple[str, ...] = ()


def show(tx: Transaction, workspace: Workspace, person: str) -> Privacy:
    """What a person reads about themselves, and nobody else does."""
    # Where leads are switched off, they may look at nothing, and so they do not matter here.
    may_look = workspaces.has_leads(tx, workspace.id)
    return Privacy(
        users.find_preferences(tx, workspace.id, [person])[person],
        tuple(
            audit_entries.list_audit_entries(
                tx, workspace.id, person, tx.now - LOOKS_SHOWN, limit=MOST_LOOKS + 1
            )
        ),
        tuple(audit_entries.list_memberships(tx, workspace.id, person)) if may_look else (),
        tuple(admins.list_admins(tx, workspace.id, MOST_ADMINS + 1)),
    )


def choose(tx: Transaction, workspace: Workspace, person: str, choice: Preference) -> Privacy:
    """Change one of a person's choices; the same choice again changes nothing."""
    before = users.find_preferences(tx, workspace.id, [person])[person]
    if before.replace_preference(choice) != before:
        users.set_preference(tx, workspace.id, person, choice)
        if isinstance(choice, DigestPreference):
            request = MessageChange(person, ChangeCause.OPTED_OUT) if choice is DigestPreference.OFF else None
            redraw_digests(tx, workspace.id, person, request)
        if isinstance(choice, PromptPreference):
            prompts.switch(tx, workspace.id, person, choice)
    # They know their choices: their first thanks needs no message that explains them.
    users.mark_first_time(tx, workspace.id, person, "welcomed_at")
    homes.refresh(tx, workspace.id, [person])
    return show(tx, workspace, person)
