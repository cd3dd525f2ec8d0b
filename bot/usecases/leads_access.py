"""Private recognitions that recipients open to their leads."""

from collections.abc import Collection

from bot.domain.ids import RecognitionId, UserId
from bot.domain.message_changes import ChangeCause, ChangeRequest
from bot.domain.outbox_messages import LeadsAccessNotice
from bot.domain.user import ERASED
from bot.domain.visibility import LeadsAccess, ThanksPreference, can_be_opened_to_leads, leads_access
from bot.domain.workspace import Workspace
from bot.storage import audit_entries, outbox, recognitions, users, workspaces
from bot.storage.engine import Transaction
from bot.storage.givers import list_givers
from bot.storage.recipients import list_opened_to_leads, list_recipients, set_opened_to_leads
from bot.usecases.message_updates import update_messages


def find_leads_access(
    tx: Transaction, workspace: Workspace, user: UserId, recognition: RecognitionId
) -> LeadsAccess:
    """Return what the recipient's leads can read of a recognition."""
    seen = list_recipients(tx, recognition).get(user)
    if seen is None or not can_be_opened_to_leads(seen):
        return LeadsAccess.NONE
    has_leads = workspaces.has_leads(tx, workspace.id) and bool(
        audit_entries.list_memberships(tx, workspace.id, user)
    )
    return leads_access(
        seen,
        _find_mentioned_preferences(tx, workspace, user, recognition) if has_leads else (),
        is_opened=user in list_opened_to_leads(tx, recognition),
        has_leads=has_leads,
    )


def _find_mentioned_preferences(
    tx: Transaction, workspace: Workspace, user: UserId, recognition: RecognitionId
) -> Collection[ThanksPreference]:
    """Return the preferences of the users whom the text mentions, besides this user and the givers."""
    mentioned = recognitions.list_mentioned_users(tx, recognition) - {user, *list_givers(tx, recognition)}
    return users.find_thanks_preferences(tx, workspace.id, mentioned).values()


def open_to_leads(tx: Transaction, workspace: Workspace, user: UserId, recognition: RecognitionId) -> bool:
    """Open the recognition to the recipient's leads, and notify its givers.

    Return False if that is not possible or was done before.
    """
    if find_leads_access(tx, workspace, user, recognition) is not LeadsAccess.CLOSED:
        return False
    if not set_opened_to_leads(tx, workspace.id, recognition, user, opened=True):
        return False
    for giver in list_givers(tx, recognition) - {ERASED}:
        outbox.put(tx, workspace.id, LeadsAccessNotice(giver, recognition, by=user))
    update_messages(tx, workspace.id, recognition)
    return True


def close_to_leads(tx: Transaction, workspace: Workspace, user: UserId, recognition: RecognitionId) -> bool:
    """Close the recognition to the leads again; return False if it was closed."""
    if not set_opened_to_leads(tx, workspace.id, recognition, user, opened=False):
        return False
    update_messages(tx, workspace.id, recognition, ChangeRequest(user, ChangeCause.OPTED_OUT))
    return True
