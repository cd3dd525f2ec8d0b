"""Values added to a recognition after it was given."""

from collections.abc import Collection

from msgspec import Struct

from bot.domain.ids import RecognitionId, UserId
from bot.domain.recognition import RecognitionView
from bot.domain.values import Value
from bot.domain.workspace import Workspace
from bot.storage import recognitions, reports, workspaces
from bot.storage.engine import Transaction
from bot.usecases.additions import allows_additions
from bot.usecases.message_updates import update_messages
from bot.usecases.visible_recognitions import find_given_with_text


class ExtendableRecognition(Struct, frozen=True):
    """A recognition as its giver sees it, and the values that can be added to it."""

    recognition: RecognitionView
    others: tuple[Value, ...]


class AddedValues(Struct, frozen=True):
    """A recognition after adding values.

    Nothing was added if one of the values was retired (`is_retired`) or the recognition `is_closed`.
    """

    recognition: RecognitionView
    is_retired: bool
    is_closed: bool = False


def find_extendable(
    tx: Transaction, workspace: Workspace, giver: UserId, recognition: RecognitionId
) -> ExtendableRecognition | None:
    """Return the giver's own recognition with text; None if there is none or it was withdrawn.

    The values of a recognition by emoji follow from its emoji.
    """
    view = find_given_with_text(tx, workspace, giver, recognition)
    if view is None:
        return None
    values = workspaces.find_values(tx, workspace.id)
    return ExtendableRecognition(view, tuple(value for value in values.all if value.key not in view.values))


def add_values(
    tx: Transaction, workspace: Workspace, giver: UserId, recognition: RecognitionId, keys: Collection[str]
) -> AddedValues | None:
    """Add these values (keys) to the recognition. Returns None as `find_extendable` does."""
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
        recognitions.add_values(tx, {recognition: new})
        reports.mark_changed(tx, recognition)
        update_messages(tx, workspace.id, recognition)
    after = find_extendable(tx, workspace, giver, recognition)
    return AddedValues(after.recognition, is_retired=False) if after else None
