"""What givers can add to or change, and whether a recognition still accepts additions."""

from collections.abc import Mapping

from bot.domain.recognition import RecognitionView, Source
from bot.domain.visibility import GivenScope, Visibility, accepts_additions, select_channel_recipients
from bot.domain.workspace import Workspace
from bot.storage import recognition_views, users
from bot.storage.engine import Transaction
from bot.storage.recipients import list_recipients


def find_given_with_text(
    tx: Transaction, workspace: Workspace, giver: str, recognition: str
) -> RecognitionView | None:
    """Return the giver's own recognition with text; None if there is none or it was withdrawn."""
    views = recognition_views.list_views(tx, workspace, GivenScope(giver), [recognition])
    return views[0] if views and views[0].source is not Source.REACTION else None


def find_given_by_emoji(
    tx: Transaction, workspace: Workspace, giver: str, recognition: str
) -> RecognitionView | None:
    """Return the giver's own recognition by emoji; None if there is none or it was withdrawn."""
    views = recognition_views.list_views(tx, workspace, GivenScope(giver), [recognition])
    return views[0] if views and views[0].source is Source.REACTION else None


def allows_additions(tx: Transaction, workspace: Workspace, recognition: str) -> bool:
    """Return True if all recipients still accept being thanked as visibly as the recognition shows."""
    return _allows(tx, workspace, list_recipients(tx, recognition))


def allows_endorsements(tx: Transaction, workspace: Workspace, recognition: str) -> bool:
    """Return the same for the recipients that the channel sees, which is what endorsers join."""
    recipients = list_recipients(tx, recognition)
    return _allows(tx, workspace, select_channel_recipients(recipients))


def _allows(tx: Transaction, workspace: Workspace, recipients: Mapping[str, Visibility]) -> bool:
    return accepts_additions(recipients, users.find_thanks_preferences(tx, workspace.id, recipients))
