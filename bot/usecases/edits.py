"""Editing: a giver changes the text and the values of their own recognition."""

from collections.abc import Collection
from dataclasses import dataclass

from bot.domain import mentions
from bot.domain.message_changes import ChangeCause, ChangeRequest
from bot.domain.recognition import HiddenNames, RecognitionView, RefusalReason, Source, decide_edit
from bot.domain.values import Values
from bot.domain.visibility import GivenScope
from bot.domain.workspace import Workspace
from bot.storage import recognition_views, recognitions, reports, users, value_merges, workspaces
from bot.storage.engine import Transaction
from bot.storage.recipients import list_recipients
from bot.usecases.additions import allows_additions
from bot.usecases.message_updates import redraw


def find_editable(
    tx: Transaction, workspace: Workspace, giver: str, recognition: str
) -> RecognitionView | None:
    """One's own thanks in words, as one may change it; None where it is none, or gone."""
    told = recognition_views.list_views(tx, workspace, GivenScope(giver), [recognition])
    return told[0] if told and told[0].source is not Source.REACTION else None


@dataclass(frozen=True, slots=True)
class ValuesChange:
    """What a form says about values (keys): those that it was `opened` with, and those `chosen`.

    A value that the recognition got in another way meanwhile stays.
    """

    opened: Collection[str] = ()
    chosen: Collection[str] = ()

    @property
    def added(self) -> frozenset[str]:
        """Return the values that the giver chose in addition."""
        return frozenset(self.chosen) - frozenset(self.opened)

    def removed(self, values: Values) -> frozenset[str]:
        """Return the values that the giver took out; the form offers none that is retired."""
        taken_out = frozenset(self.opened) - frozenset(self.chosen)
        return frozenset(key for key in taken_out if key in values)


NO_CHANGE = ValuesChange()


@dataclass(frozen=True, slots=True)
class RetiredValue:
    """One of the added values was retired meanwhile, so nothing was changed."""


def edit(
    tx: Transaction,
    workspace: Workspace,
    giver: str,
    recognition: str,
    text: str,
    change: ValuesChange = NO_CHANGE,
) -> RecognitionView | RefusalReason | HiddenNames | RetiredValue | None:
    """Replace the text and the values; messages that show them follow. None as in `editable`.

    The same text and values change nothing.
    """
    before = find_editable(tx, workspace, giver, recognition)
    if before is None:
        return None
    values = workspaces.find_values(tx, workspace.id)
    if any(key not in values for key in change.added):
        return RetiredValue()
    carried = (frozenset(before.values) - change.removed(values)) | change.added
    if before.text == text and carried == frozenset(before.values):
        return before
    if not allows_additions(tx, workspace, recognition):
        return RefusalReason.NO_ADDITIONS
    mentioned = mentions.find_mentioned_users(text)
    refused = decide_edit(
        giver,
        text,
        list_recipients(tx, recognition),
        users.find_thanks_preferences(tx, workspace.id, mentioned),
        mentioned,
    )
    if refused:
        return refused
    if before.text != text:
        recognitions.set_text(tx, workspace.id, recognition, text)
    if carried != frozenset(before.values):
        gone = value_merges.list_merged_keys(tx, workspace.id, frozenset(before.values) - carried)
        recognitions.remove_values(tx, recognition, gone)
        thanked = list_recipients(tx, recognition)
        recognitions.add_values(tx, workspace.id, recognition, carried - frozenset(before.values), thanked)
        reports.mark_changed(tx, recognition)
    redraw(tx, workspace.id, recognition, ChangeRequest(giver, ChangeCause.EDITED))
    return find_editable(tx, workspace, giver, recognition)
