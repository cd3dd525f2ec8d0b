"""Changes that a recipient makes in the direct message about a recognition."""

from bot.domain.ids import RecognitionId, UserId
from bot.domain.preferences import Preference
from bot.domain.values import Values
from bot.domain.workspace import Workspace
from bot.storage import workspaces
from bot.storage.engine import Transaction
from bot.usecases import leads_access, preferences
from bot.usecases.message_composers import compose_direct_message
from bot.usecases.message_contents import DirectMessageContent


def choose_preference(
    tx: Transaction, workspace: Workspace, user: UserId, recognition: RecognitionId, preference: Preference
) -> tuple[DirectMessageContent | None, Values]:
    """Store a preference; return the message as it is now, None if its recognition is gone."""
    preferences.set_preference(tx, workspace, user, preference)
    return _find_message(tx, workspace, user, recognition, is_first=True)


def set_open_to_leads(
    tx: Transaction, workspace: Workspace, user: UserId, recognition: RecognitionId, *, is_open: bool
) -> tuple[DirectMessageContent | None, Values]:
    """Open a private recognition to the user's leads, or close it; return the message as it is now."""
    change = leads_access.open_to_leads if is_open else leads_access.close_to_leads
    change(tx, workspace, user, recognition)
    return _find_message(tx, workspace, user, recognition, is_first=False)


def _find_message(
    tx: Transaction, workspace: Workspace, user: UserId, recognition: RecognitionId, *, is_first: bool
) -> tuple[DirectMessageContent | None, Values]:
    message = compose_direct_message(tx, workspace, user, recognition, is_first=is_first)
    return message, workspaces.find_values(tx, workspace.id)
