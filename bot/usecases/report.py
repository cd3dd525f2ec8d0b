"""When something isn't okay: telling the admins, who can withdraw it and say why."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.care import may_configure
from bot.domain.delivery import Kind
from bot.domain.message_changes import Cause, ChangeRequest
from bot.domain.people import Person
from bot.domain.recognition import Story
from bot.domain.visibility import GivenIn
from bot.domain.workspace import Workspace
from bot.storage import messages, outbox, recognitions, reports, stories
from bot.storage.engine import Transaction
from bot.storage.outbox import Letter
from bot.usecases.redraw import redraw, remove


@dataclass(frozen=True, slots=True)
class Reported:
    """A shout-out as its channel sees it, and what was said about it; nobody is told by whom."""

    story: Story
    reasons: tuple[str, ...]


def shown_at(tx: Transaction, workspace: Workspace, channel: str, ts: str) -> str | None:
    """The recognition whose shout-out stands there; None where there is none, or it is gone."""
    message = messages.at(tx, workspace.id, channel, ts)
    if message is None or message.kind is not Kind.SHOUT_OUT or message.recognition is None:
        return None
    told = stories.tell(tx, workspace, GivenIn(channel), [message.recognition])
    return told[0].id if told else None


def shown_by_id(tx: Transaction, workspace: Workspace, recognition: str) -> str | None:
    """Return the recognition if its channel still sees it."""
    channel = recognitions.channel_of(tx, workspace.id, recognition)
    told = stories.tell(tx, workspace, GivenIn(channel), [recognition]) if channel else []
    return told[0].id if told else None


def report(
    tx: Transaction, workspace: Workspace, person: str, recognition: str, reason: str, admins: Sequence[str]
) -> bool:
    """Tell the admins (ids) that a shout-out isn't okay. It goes on standing as it is.

    Answers False where this person has told them before, or it is gone: then nothing changes.
    """
    channel = recognitions.channel_of(tx, workspace.id, recognition)
    if channel is None:
        return False
    is_first = reports.reasons(tx, workspace.id, recognition) is None
    if not reports.add(tx, workspace.id, recognition, person, reason):
        return False
    if is_first:
        for admin in admins:
            letter = Letter(Kind.REPORTED, admin, recognition, payload={"channel": channel})
            outbox.put(tx, workspace.id, letter)
    else:
        redraw(tx, workspace.id, recognition)
    return True


def reported(tx: Transaction, workspace: Workspace, recognition: str, channel: str) -> Reported | None:
    """What an admin reads about a report: what its channel can read, and the reasons."""
    reasons = reports.reasons(tx, workspace.id, recognition)
    told = stories.tell(tx, workspace, GivenIn(channel), [recognition])
    return Reported(told[0], tuple(reasons)) if told and reasons else None


def withdraw(tx: Transaction, workspace: Workspace, by: Person, recognition: str, reason: str) -> bool:
    """Withdraw a recognition that was reported; its givers read why. False where that cannot be.

    Only what somebody reported: an admin reads nobody's history, and so changes none.
    """
    if not may_configure(by) or reports.reasons(tx, workspace.id, recognition) is None:
        return False
    told = stories.tell(
        tx, workspace, GivenIn(recognitions.channel_of(tx, workspace.id, recognition) or ""), [recognition]
    )
    if not told or not recognitions.set_withdrawn(tx, recognition, withdrawn=True):
        return False
    remove(tx, workspace.id, recognition, ChangeRequest(by.id, Cause.WITHDRAWN))
    for giver in told[0].givers:
        payload = {"channel": told[0].channel, "words": told[0].words, "reason": reason}
        outbox.put(tx, workspace.id, Letter(Kind.WITHDRAWN, giver, recognition, payload=payload))
    return True
