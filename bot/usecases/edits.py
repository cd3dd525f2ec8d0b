"""Edits: a giver changes the text and the values of their own recognition."""

from collections.abc import Collection

from msgspec import Struct

from bot.domain import mentions
from bot.domain.ids import RecognitionId, UserId
from bot.domain.message_changes import ChangeCause, ChangeRequest
from bot.domain.recognition import HiddenNames, RecognitionView, RefusalReason, decide_edit
from bot.domain.values import Values
from bot.domain.workspace import Workspace
from bot.storage import recognitions, reports, users, value_merges, workspaces
from bot.storage.engine import Transaction
from bot.storage.recipients import list_recipients
from bot.usecases.additions import allows_additions
from bot.usecases.message_updates import update_messages
from bot.usecases.visible_recognitions import find_given_with_text


class ValuesChange(Struct, frozen=True):
    """The values (keys) with which a form was opened, and those `chosen` in it.

    A value that was added in another way meanwhile stays.
    """

    opened: Collection[str] = ()
    chosen: Collection[str] = ()

    @property
    def added_keys(self) -> frozenset[str]:
        """Return the values that the giver chose in addition."""
        return frozenset(self.chosen) - frozenset(self.opened)

    def find_removed_keys(self, values: Values) -> frozenset[str]:
        """Return the values that the giver took out; the form offers none that is retired."""
        taken_out = frozenset(self.opened) - frozenset(self.chosen)
        return frozenset(key for key in taken_out if key in values)


NO_CHANGE = ValuesChange()


class RetiredValue(Struct, frozen=True):
    """One of the added values was retired meanwhile, so nothing was changed."""


def edit(
    tx: Transaction,
    workspace: Workspace,
    giver: UserId,
    recognition: RecognitionId,
    text: str,
    change: ValuesChange = NO_CHANGE,
) -> RecognitionView | RefusalReason | HiddenNames | RetiredValue | None:
    """Replace the text and the values, and update the messages that show them.

    The same text and values change nothing. Returns None as `find_given_with_text` does.
    """
    before = find_given_with_text(tx, workspace, giver, recognition)
    if before is None:
        return None
    values = workspaces.find_values(tx, workspace.id)
    if any(key not in values for key in change.added_keys):
        return RetiredValue()
    values_after = (frozenset(before.values) - change.find_removed_keys(values)) | change.added_keys
    if before.text == text and values_after == frozenset(before.values):
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
    if values_after != frozenset(before.values):
        removed_values = value_merges.list_merged_keys(
            tx, workspace.id, frozenset(before.values) - values_after
        )
        recognitions.remove_values(tx, recognition, removed_values)
        recognitions.add_values(tx, {recognition: values_after - frozenset(before.values)})
        reports.mark_changed(tx, recognition)
    update_messages(tx, workspace.id, recognition, ChangeRequest(giver, ChangeCause.EDITED))
    return find_given_with_text(tx, workspace, giver, recognition)
