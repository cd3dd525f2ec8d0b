"""Whether a recognition still accepts additions: endorsements, comments, recipients, values, credits."""

from collections.abc import Mapping

from bot.domain.ids import RecognitionId, UserId
from bot.domain.visibility import Visibility, accepts_additions, select_channel_recipients
from bot.domain.workspace import Workspace
from bot.storage import users
from bot.storage.engine import Transaction
from bot.storage.recipients import list_recipients


def allows_additions(tx: Transaction, workspace: Workspace, recognition: RecognitionId) -> bool:
    """Return True if all recipients still accept being thanked as visibly as the recognition shows."""
    return _allows(tx, workspace, list_recipients(tx, recognition))


def allows_endorsements(tx: Transaction, workspace: Workspace, recognition: RecognitionId) -> bool:
    """Return the same for the recipients that the channel sees, which is what endorsers join."""
    recipients = list_recipients(tx, recognition)
    return _allows(tx, workspace, select_channel_recipients(recipients))


def _allows(tx: Transaction, workspace: Workspace, recipients: Mapping[UserId, Visibility]) -> bool:
    return accepts_additions(recipients, users.find_thanks_preferences(tx, workspace.id, recipients))
