"""Answering: what somebody who was thanked says back to the givers, once for each thanks."""

from bot.domain.answering import NotAnswered, decide_reply
from bot.domain.delivery import Kind
from bot.domain.people import ERASED
from bot.domain.recognition import Story
from bot.domain.visibility import ReceivedBy
from bot.domain.workspace import Workspace
from bot.storage import homes, outbox, people, recognitions, replies, stories
from bot.storage.engine import Transaction
from bot.storage.outbox import Letter


def received(tx: Transaction, workspace: Workspace, person: str, recognition: str) -> Story | None:
    """A thanks as this recipient of it may see it; None where it is none of theirs, or gone."""
    return next(iter(stories.tell(tx, workspace, ReceivedBy(person), [recognition])), None)


def stands(tx: Transaction, workspace: Workspace, recognition: str) -> bool:
    """Whether a thanks was not taken back, whoever received it."""
    return recognitions.channel_of(tx, workspace.id, recognition) is not None


def answerable(tx: Transaction, workspace: Workspace, person: str, recognition: str) -> Story | NotAnswered:
    """The thanks that this recipient may reply to."""
    told = received(tx, workspace, person, recognition)
    if told is None:
        return NotAnswered.GONE
    if replies.by(tx, recognition, person):
        return NotAnswered.ALREADY
    return told if _within_reach(tx, workspace, told) else NotAnswered.NOBODY


def answer(
    tx: Transaction, workspace: Workspace, person: str, recognition: str, words: str
) -> Story | NotAnswered:
    """Keep a reply and let the givers hear of it, as they wish to be written to.

    The same reply again changes nothing and is answered as the first was.
    """
    told = received(tx, workspace, person, recognition)
    if told is None:
        return NotAnswered.GONE
    if refused := decide_reply(words):
        return refused
    readers = _within_reach(tx, workspace, told)
    if not readers:
        return NotAnswered.NOBODY
    if replies.add(tx, workspace.id, recognition, person, words):
        for giver in readers:
            outbox.put(tx, workspace.id, Letter(Kind.ANSWERED, giver, recognition, payload={"by": person}))
        homes.changed_with(tx, workspace.id, recognition)
        return told
    before = replies.by(tx, recognition, person)
    return told if before and before.words == words else NotAnswered.ALREADY


def _within_reach(tx: Transaction, workspace: Workspace, told: Story) -> list[str]:
    """The givers to whom a message can be written."""
    known = people.known(tx, workspace.id, told.givers)
    gone = {one for one, person in known.items() if person.is_foreign or person.is_deactivated}
    return [giver for giver in told.givers if giver != ERASED and giver not in gone]
