"""Answering: what somebody who was thanked says back to the givers, once for each thanks."""

from bot.domain.outbox_messages import ReplyNotice
from bot.domain.recognition import RecognitionView
from bot.domain.reply import ReplyRefusal, decide_reply
from bot.domain.user import ERASED
from bot.domain.visibility import ReceivedScope
from bot.domain.workspace import Workspace
from bot.storage import homes, outbox, recognition_views, recognitions, replies, users
from bot.storage.engine import Transaction


def find_received(
    tx: Transaction, workspace: Workspace, user: str, recognition: str
) -> RecognitionView | None:
    """A thanks as this recipient of it may see it; None where it is none of theirs, or gone."""
    return next(iter(recognition_views.list_views(tx, workspace, ReceivedScope(user), [recognition])), None)


def is_active(tx: Transaction, workspace: Workspace, recognition: str) -> bool:
    """Whether a thanks was not taken back, whoever received it."""
    return recognitions.find_channel(tx, workspace.id, recognition) is not None


def find_repliable(
    tx: Transaction, workspace: Workspace, user: str, recognition: str
) -> RecognitionView | ReplyRefusal:
    """The thanks that this recipient may reply to."""
    told = find_received(tx, workspace, user, recognition)
    if told is None:
        return ReplyRefusal.GONE
    if replies.find_reply(tx, recognition, user):
        return ReplyRefusal.ALREADY
    return told if _list_reachable_givers(tx, workspace, told) else ReplyRefusal.NO_GIVERS


def reply(
    tx: Transaction, workspace: Workspace, user: str, recognition: str, text: str
) -> RecognitionView | ReplyRefusal:
    """Keep a reply and let the givers hear of it, as they wish to be written to.

    The same reply again changes nothing and is answered as the first was.
    """
    told = find_received(tx, workspace, user, recognition)
    if told is None:
        return ReplyRefusal.GONE
    if refused := decide_reply(text):
        return refused
    readers = _list_reachable_givers(tx, workspace, told)
    if not readers:
        return ReplyRefusal.NO_GIVERS
    if replies.add(tx, workspace.id, recognition, user, text):
        for giver in readers:
            outbox.put(tx, workspace.id, ReplyNotice(giver, recognition, by=user))
        homes.refresh_with_recognition(tx, workspace.id, recognition)
        return told
    before = replies.find_reply(tx, recognition, user)
    return told if before and before.text == text else ReplyRefusal.ALREADY


def _list_reachable_givers(tx: Transaction, workspace: Workspace, recognition: RecognitionView) -> list[str]:
    """The givers to whom a message can be written."""
    known = users.find_users(tx, workspace.id, recognition.givers)
    gone = {one for one, user in known.items() if not user.is_reachable}
    return [giver for giver in recognition.givers if giver != ERASED and giver not in gone]
