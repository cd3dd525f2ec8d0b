"""Endorsements: users join a recognition that others gave, with a comment or without."""

from collections.abc import Collection

from msgspec import Struct

from bot.domain import mentions
from bot.domain.endorsement import EndorsementRefusal, decide_comment, decide_endorsement
from bot.domain.ids import RecognitionId, UserId
from bot.domain.message_changes import ChangeCause, ChangeRequest
from bot.domain.outbox_messages import ShoutOut
from bot.domain.recognition import HiddenNames, RecognitionView, RefusalReason, Source
from bot.domain.visibility import select_channel_recipients
from bot.domain.workspace import Workspace
from bot.storage import (
    deduplication,
    endorsements,
    messages,
    reactions,
    users,
)
from bot.storage.endorsements import StoredEndorsement
from bot.storage.engine import Transaction
from bot.storage.givers import list_givers
from bot.storage.recipients import list_recipients, list_recipients_of
from bot.usecases.additions import allows_endorsements
from bot.usecases.daily_summary import add_pending_notifications
from bot.usecases.message_updates import update_messages
from bot.usecases.visible_recognitions import find_channel, find_in_channel


class EndorsableRecognition(Struct, frozen=True):
    """A recognition as its channel sees it, and the endorsement of this user, if any.

    If `allows_endorsements` is False, the user can only withdraw their endorsement.
    """

    recognition: RecognitionView
    endorser: StoredEndorsement | None
    allows_endorsements: bool = True


def find_endorsable(
    tx: Transaction, workspace: Workspace, user: UserId, recognition: RecognitionId
) -> EndorsableRecognition | EndorsementRefusal:
    """Return the recognition that this user may endorse, or why they may not."""
    view = find_in_channel(tx, workspace, recognition)
    refusal = decide_endorsement(
        user,
        list_givers(tx, recognition),
        list_recipients(tx, recognition),
        is_shown=view is not None and view.source is not Source.REACTION,
    )
    if refusal:
        return refusal
    if view is None:
        return EndorsementRefusal.GONE
    endorser, is_open = (
        endorsements.find(tx, recognition, user),
        allows_endorsements(tx, workspace, recognition),
    )
    if not is_open and endorser is None:
        return EndorsementRefusal.NO_ADDITIONS
    return EndorsableRecognition(view, endorser, is_open)


class EndorsementResult(Struct, frozen=True):
    """An endorsed recognition; `is_new` unless the user had endorsed it before."""

    recognition: RecognitionView
    is_new: bool
    has_comment: bool


def endorse(
    tx: Transaction, workspace: Workspace, user: UserId, recognition: RecognitionId
) -> EndorsementResult | EndorsementRefusal:
    """Endorse without a comment.

    Repeated, it changes nothing; a comment or an endorsement by emoji stays.
    """
    endorsable = find_endorsable(tx, workspace, user, recognition)
    if isinstance(endorsable, EndorsementRefusal):
        return endorsable
    comment = endorsable.endorser.text if endorsable.endorser else ""
    if endorsable.allows_endorsements:
        endorsements.add(tx, workspace.id, recognition, user, comment)
    if endorsable.endorser is None:
        update_messages(tx, workspace.id, recognition)
        notify_recipients(tx, workspace, [(recognition, user)])
    return EndorsementResult(endorsable.recognition, endorsable.endorser is None, bool(comment))


def endorse_with_form(
    tx: Transaction, workspace: Workspace, user: UserId, recognition: RecognitionId, text: str, form: str
) -> EndorsementRefusal | RefusalReason | HiddenNames | None:
    """Endorse with this comment, or change the comment; return None if that was done.

    `form` is Slack's id of the submitted form: a repeated submission changes nothing.
    """
    endorsable = find_endorsable(tx, workspace, user, recognition)
    if isinstance(endorsable, EndorsementRefusal):
        return endorsable
    if text and not endorsable.allows_endorsements:
        return EndorsementRefusal.NO_ADDITIONS
    mentioned = mentions.find_mentioned_users(text)
    thanks_preferences = users.find_thanks_preferences(tx, workspace.id, mentioned)
    if refused := decide_comment(user, text, thanks_preferences, mentioned, is_shown=True):
        return refused
    if not deduplication.record_key(tx, workspace.id, f"form:{form}"):
        return None
    endorsements.add(tx, workspace.id, recognition, user, text)
    request = ChangeRequest(user, ChangeCause.EDITED) if endorsable.endorser else None
    update_messages(tx, workspace.id, recognition, request)
    notify_recipients(tx, workspace, [(recognition, user)])
    return None


def withdraw_with_form(
    tx: Transaction, workspace: Workspace, user: UserId, recognition: RecognitionId, form: str
) -> None:
    """Withdraw an endorsement and its comment; `form` is as in `endorse_with_form`."""
    channel = find_channel(tx, workspace, recognition)
    if not channel or not deduplication.record_key(tx, workspace.id, f"form:{form}"):
        return
    _withdraw(tx, workspace, user, recognition)


def withdraw(tx: Transaction, workspace: Workspace, user: UserId, recognition: RecognitionId) -> bool | None:
    """Withdraw an endorsement, however it was given; return None if there is none.

    Returns True if an emoji of the user stays in Slack, which only they can remove.
    """
    if endorsements.find(tx, recognition, user) is None:
        return None
    return _withdraw(tx, workspace, user, recognition)


def _withdraw(tx: Transaction, workspace: Workspace, user: UserId, recognition: RecognitionId) -> bool:
    """Withdraw an endorsement and its comment; return True if its emoji stays in Slack."""
    endorsements.withdraw(tx, workspace.id, recognition, user)
    shout_outs = [
        (message.channel, message.ts)
        for message in messages.list_about(tx, recognition)
        if isinstance(message.message, ShoutOut) and message.ts
    ]
    # Otherwise removing their next emoji would leave one that counts.
    stays = [reactions.withdraw(tx, workspace.id, *place, user) for place in shout_outs]
    update_messages(tx, workspace.id, recognition, ChangeRequest(user, ChangeCause.LEFT))
    return any(stays)


def notify_recipients(
    tx: Transaction, workspace: Workspace, endorsed: Collection[tuple[RecognitionId, UserId]]
) -> None:
    """Add endorsements to the next daily summaries of the recipients that the channel sees."""
    if not endorsed:
        return
    recipients = list_recipients_of(tx, {recognition for recognition, _ in endorsed})
    shown = {recognition: select_channel_recipients(of_it) for recognition, of_it in recipients.items()}
    found = users.find_users(tx, workspace.id, {user for of_it in shown.values() for user in of_it})
    add_pending_notifications(
        tx,
        workspace.id,
        [
            (found[recipient], recognition, user)
            for recognition, user in endorsed
            for recipient in shown.get(recognition, ())
            if recipient in found and found[recipient].is_reachable
        ],
    )
