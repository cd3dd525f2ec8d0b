"""Saying something else: a giver changes the words of their own thanks."""

from bot.domain import mentions
from bot.domain.message_changes import Cause, ChangeRequest
from bot.domain.recognition import NamesNotShown, Refused, Source, Story, decide_edit
from bot.domain.visibility import GivenBy
from bot.domain.workspace import Workspace
from bot.storage import people, recognitions, stories
from bot.storage.engine import Transaction
from bot.usecases.additions import takes_additions
from bot.usecases.redraw import redraw


def editable(tx: Transaction, workspace: Workspace, giver: str, recognition: str) -> Story | None:
    """One's own thanks in words, as one may change it; None where it is none, or gone."""
    told = stories.tell(tx, workspace, GivenBy(giver), [recognition])
    return told[0] if told and told[0].source is not Source.REACTION else None


def edit(
    tx: Transaction, workspace: Workspace, giver: str, recognition: str, words: str
) -> Story | Refused | NamesNotShown | None:
    """Put other words in the place of one's own; what stands in Slack follows. None as in `editable`.

    The same words again change nothing.
    """
    before = editable(tx, workspace, giver, recognition)
    if before is None or before.words == words:
        return before
    if not takes_additions(tx, workspace, recognition):
        return Refused.NO_ADDITIONS
    mentioned = mentions.people(words)
    refused = decide_edit(
        giver,
        words,
        recognitions.recipients(tx, recognition),
        people.wishes(tx, workspace.id, mentioned),
        mentioned,
    )
    if refused:
        return refused
    recognitions.set_words(tx, workspace.id, recognition, words)
    redraw(tx, workspace.id, recognition, ChangeRequest(giver, Cause.EDITED))
    return editable(tx, workspace, giver, recognition)
