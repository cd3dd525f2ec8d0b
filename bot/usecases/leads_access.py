"""Private recognitions that recipients open to their leads."""

from bot.domain.message_changes import ChangeCause, ChangeRequest
from bot.domain.outbox_messages import LeadsAccessNotice
from bot.domain.user import ERASED
from bot.domain.visibility import LeadsAccess, Visibility, allows_mentions, leads_access
from bot.domain.workspace import Workspace
from bot.storage import audit_entries, outbox, recognitions, users, workspaces
from bot.storage.engine import Transaction
from bot.storage.givers import list_givers
from bot.storage.recipients import list_opened_to_leads, list_recipients, set_opened_to_leads
from bot.usecases.message_updates import redraw


def find_leads_access(tx: Transaction, workspace: Workspace, user: str, recognition: str) -> LeadsAccess:
    """Return what the recipient's leads can read of a recognition."""
    seen = list_recipients(tx, recognition).get(user, Visibility.PUBLIC)
    if seen is not Visibility.PRIVATE:
        return LeadsAccess.NONE
    return leads_access(
        seen,
        is_opened=user in list_opened_to_leads(tx, recognition),
        has_leads=workspaces.has_leads(tx, workspace.id)
        and bool(audit_entries.list_memberships(tx, workspace.id, user))
        and _names_no_private_users(tx, workspace, user, recognition),
    )


def _names_no_private_users(tx: Transaction, workspace: Workspace, user: str, recognition: str) -> bool:
    """Return True if the text names no others who want to be thanked privately."""
    named = recognitions.list_mentioned_users(tx, recognition) - {
        user,
        *list_givers(tx, recognition),
    }
    return allows_mentions(users.find_thanks_preferences(tx, workspace.id, named).values())


def open_to_leads(tx: Transaction, workspace: Workspace, user: str, recognition: str) -> bool:
    """Open the recognition to the recipient's leads, and notify its givers.

    Return False if that is not possible or was done before.
    """
    if find_leads_access(tx, workspace, user, recognition) is not LeadsAccess.CLOSED:
        return False
    if not set_opened_to_leads(tx, workspace.id, recognition, user, opened=True):
        return False
    for giver in list_givers(tx, recognition) - {ERASED}:
        outbox.put(tx, workspace.id, LeadsAccessNotice(giver, recognition, by=user))
    redraw(tx, workspace.id, recognition)
    return True


def close_to_leads(tx: Transaction, workspace: Workspace, user: str, recognition: str) -> bool:
    """Close the recognition to the leads again; return False if it was closed."""
    if not set_opened_to_leads(tx, workspace.id, recognition, user, opened=False):
        return False
    redraw(tx, workspace.id, recognition, ChangeRequest(user, ChangeCause.OPTED_OUT))
    return True
