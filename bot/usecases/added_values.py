"""Saying what a thanks of one's own is for, afterwards: it carries more values."""

from collections.abc import Collection
from dataclasses import dataclass

from bot.domain.recognition import RecognitionView, Source
from bot.domain.values import Value
from bot.domain.visibility import GivenScope
from bot.domain.workspace import Workspace
from bot.storage import recognition_views, recognitions, reports, workspaces
from bot.storage.engine import Transaction
from bot.storage.recipients import list_recipients
from bot.usecases.additions import allows_additions
from bot.usecases.message_updates import redraw


@dataclass(frozen=True, slots=True)
class ExtendableRecognition:
    """A thanks as its giver may see it, and the values that it could carry besides."""

    recognition: RecognitionView
    others: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class AddedValues:
    """A thanks as it is now.

    Nothing was added if one of the values is none any more, `is_retired`, or the thanks `is_closed`.
    """

    recognition: RecognitionView
    is_retired: bool
    is_closed: bool = False


def find_extendable(
    tx: Transaction, workspace: Workspace, giver: str, recognition: str
) -> ExtendableRecognition | None:
    """One's own thanks in words, to which values can be added; None where it is none, or gone.

    The values of a thanks by emoji are its emoji.
    """
    told = recognition_views.list_views(tx, workspace, GivenScope(giver), [recognition])
    if not told or told[0].source is Source.REACTION:
        return None
    values = workspaces.find_values(tx, workspace.id)
    return ExtendableRecognition(
        told[0], tuple(value for value in values.all if value.key not in told[0].values)
    )


def add_values(
    tx: Transaction, workspace: Workspace, giver: str, recognition: str, keys: Collection[str]
) -> AddedValues | None:
    """Let it carry these values (keys) too; those that it has change nothing. None as in `extendable`."""
    before = find_extendable(tx, workspace, giver, recognition)
    if before is None:
        return None
    values = workspaces.find_values(tx, workspace.id)
    if any(key not in values for key in keys):
        return AddedValues(before.recognition, is_retired=True)
    new = [key for key in keys if key not in before.recognition.values]
    if new and not allows_additions(tx, workspace, recognition):
        return AddedValues(before.recognition, is_retired=False, is_closed=True)
    if new:
        thanked = list_recipients(tx, recognition)
        recognitions.add_values(tx, workspace.id, recognition, new, thanked)
        reports.mark_changed(tx, recognition)
        redraw(tx, workspace.id, recognition)
    after = find_extendable(tx, workspace, giver, recognition)
    return AddedValues(after.recognition, is_retired=False) if after else None
