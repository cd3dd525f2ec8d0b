"""Replies of recipients to the givers, once for each recognition."""

from bot.domain.ids import RecognitionId, UserId
from bot.domain.outbox_messages import ReplyNotice
from bot.domain.recognition import RecognitionView
from bot.domain.reply import ReplyRefusal, decide_reply
from bot.domain.user import ERASED
from bot.domain.workspace import Workspace
from bot.storage import homes, outbox, replies, users
from bot.storage.engine import Transaction
from bot.usecases.visible_recognitions import find_received


def find_repliable(
    tx: Transaction, workspace: Workspace, user: UserId, recognition: RecognitionId
) -> RecognitionView | ReplyRefusal:
    """Return the recognition that this recipient may reply to, or why they may not."""
    view = find_received(tx, workspace, user, recognition)
    if view is None:
        return ReplyRefusal.GONE
    if replies.find_reply(tx, recognition, user):
        return ReplyRefusal.ALREADY
    return view if _list_reachable_givers(tx, workspace, view) else ReplyRefusal.NO_GIVERS


def reply(
    tx: Transaction, workspace: Workspace, user: UserId, recognition: RecognitionId, text: str
) -> RecognitionView | ReplyRefusal:
    """Store a reply, and notify the givers.

    The same reply again changes nothing and returns the same.
    """
    view = find_received(tx, workspace, user, recognition)
    if view is None:
        return ReplyRefusal.GONE
    if refusal := decide_reply(text):
        return refusal
    readers = _list_reachable_givers(tx, workspace, view)
    if not readers:
        return ReplyRefusal.NO_GIVERS
    if replies.add(tx, workspace.id, recognition, user, text):
        for giver in readers:
            outbox.put(tx, workspace.id, ReplyNotice(giver, recognition, by=user))
        homes.refresh_with_recognitions(tx, workspace.id, [recognition])
        return view
    previous = replies.find_reply(tx, recognition, user)
    return view if previous and previous.text == text else ReplyRefusal.ALREADY


def _list_reachable_givers(
    tx: Transaction, workspace: Workspace, recognition: RecognitionView
) -> list[UserId]:
    """Return the givers who can get messages."""
    known = users.find_users(tx, workspace.id, recognition.givers)
    unreachable = {user_id for user_id, user in known.items() if not user.is_reachable}
    return [giver for giver in recognition.givers if giver != ERASED and giver not in unreachable]
