"""Comments that givers add to their own emoji reactions."""

from bot.domain import mentions
from bot.domain.endorsement import decide_comment
from bot.domain.ids import RecognitionId, UserId
from bot.domain.message_changes import ChangeCause, ChangeRequest
from bot.domain.recognition import HiddenNames, RecognitionView, RefusalReason
from bot.domain.visibility import select_channel_recipients
from bot.domain.workspace import Workspace
from bot.storage import deduplication, endorsements, users
from bot.storage.engine import Transaction
from bot.storage.recipients import list_recipients
from bot.usecases.additions import allows_additions
from bot.usecases.message_updates import update_explanations, update_messages
from bot.usecases.visible_recognitions import find_given_by_emoji


def set_comment(
    tx: Transaction, workspace: Workspace, giver: UserId, recognition: RecognitionId, text: str, form: str
) -> RecognitionView | RefusalReason | HiddenNames | None:
    """Set or clear the comment on the giver's own emoji. Returns None as `find_given_by_emoji` does.

    The comment belongs to this giver alone: others may have reacted to the same message. `form` is Slack's id
    of the submitted form: a repeated submission changes nothing.
    """
    if find_given_by_emoji(tx, workspace, giver, recognition) is None:
        return None
    if text and not allows_additions(tx, workspace, recognition):
        return RefusalReason.NO_ADDITIONS
    mentioned = mentions.find_mentioned_users(text)
    recipients = list_recipients(tx, recognition)
    refused = decide_comment(
        giver,
        text,
        users.find_thanks_preferences(tx, workspace.id, mentioned),
        mentioned,
        is_shown=bool(select_channel_recipients(recipients)),
    )
    if refused:
        return refused
    if deduplication.record_key(tx, workspace.id, f"form:{form}"):
        endorsements.set_giver_comment(tx, workspace.id, recognition, giver, text)
        request = ChangeRequest(giver, ChangeCause.EDITED)
        update_messages(tx, workspace.id, recognition, request)
        update_explanations(tx, workspace.id, recognition, request)
    return find_given_by_emoji(tx, workspace, giver, recognition)
