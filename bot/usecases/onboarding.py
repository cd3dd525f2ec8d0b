"""The tour: three steps for the user who installed Hearten, once for each workspace."""

from bot.domain.circle import may_configure
from bot.domain.ids import ChannelId, UserId
from bot.domain.message_changes import MessageDeletion
from bot.domain.outbox_messages import Tour
from bot.domain.user import User
from bot.domain.workspace import Workspace
from bot.storage import messages, outbox, workspaces
from bot.storage.engine import Transaction
from bot.usecases.first_weeks import begin_first_week


def offer_tour(tx: Transaction, workspace: Workspace, met: User) -> bool:
    """Offer the tour when an admin first uses Hearten; return True if it is offered now.

    It goes to the user who installed the app. Slack does not say who that is if the workspace has a token of
    its own: then it goes to the admin.
    """
    if not may_configure(met) or not workspaces.mark_tour_offered(tx, workspace.id):
        return False
    reader = workspaces.find_installer(tx, workspace.id) or met.id
    outbox.put(tx, workspace.id, Tour(reader))
    begin_first_week(tx, workspace.id, reader)
    return True


def skip_tour(tx: Transaction, workspace: Workspace, user: UserId, channel: ChannelId, ts: str) -> None:
    """Delete the message with the tour, if it was offered to this user."""
    message = messages.find_at(tx, workspace.id, channel, ts)
    if message and isinstance(message.message, Tour) and message.user == user:
        outbox.put(tx, workspace.id, MessageDeletion(channel, message.id))
