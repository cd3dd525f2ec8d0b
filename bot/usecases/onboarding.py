"""The tour: three steps for whoever brought Hearten, in one message, once for each workspace."""

from bot.domain.circle import may_configure
from bot.domain.message_changes import MessageDeletion
from bot.domain.outbox_messages import Tour
from bot.domain.user import User
from bot.domain.workspace import Workspace
from bot.storage import messages, outbox, workspaces
from bot.storage.engine import Transaction


def offer_tour(tx: Transaction, workspace: Workspace, met: User) -> bool:
    """Offer it, now that an admin has met Hearten; answers whether it was the first time.

    It goes to whoever installed the app. Slack does not tell who that is where a workspace has a token of
    its own: there it goes to the admin.
    """
    if not may_configure(met) or not workspaces.mark_tour_offered(tx, workspace.id):
        return False
    reader = workspaces.find_installer(tx, workspace.id) or met.id
    outbox.put(tx, workspace.id, Tour(reader))
    return True


def skip_tour(tx: Transaction, workspace: Workspace, user: str, channel: str, ts: str) -> None:
    """Let the tour that stands there go, for the one to whom it was offered."""
    message = messages.at(tx, workspace.id, channel, ts)
    if message and isinstance(message.message, Tour) and message.user == user:
        outbox.put(tx, workspace.id, MessageDeletion(channel, message.id))
