"""Joining in a recognition of others: "me too", with a few words or without."""

from dataclasses import dataclass

from bot.domain import mentions
from bot.domain.endorsement import EndorsementRefusal, decide_comment, decide_endorsement
from bot.domain.message_changes import ChangeCause, ChangeRequest
from bot.domain.outbox_messages import ShoutOut
from bot.domain.recognition import HiddenNames, RecognitionView, RefusalReason, Source
from bot.domain.user import User
from bot.domain.visibility import ChannelScope, select_channel_recipients
from bot.domain.workspace import Workspace
from bot.storage import (
    deduplication,
    endorsements,
    messages,
    reactions,
    recognition_views,
    recognitions,
    users,
)
from bot.storage.endorsements import StoredEndorsement
from bot.storage.engine import Transaction
from bot.storage.givers import list_givers
from bot.storage.recipients import list_recipients
from bot.usecases.additions import allows_endorsements
from bot.usecases.daily_summary import add_pending_notification
from bot.usecases.message_updates import redraw


@dataclass(frozen=True, slots=True)
class EndorsableRecognition:
    """A recognition as its channel sees it, and the asker's voice in it, if they joined before.

    Where it `allows_endorsements` no longer, the asker can only take away what they added.
    """

    recognition: RecognitionView
    endorser: StoredEndorsement | None
    takes_voices: bool = True


def find_endorsable(
    tx: Transaction, workspace: Workspace, user: str, recognition: str
) -> EndorsableRecognition | EndorsementRefusal:
    """What a person can join in, or why not."""
    channel = recognitions.find_channel(tx, workspace.id, recognition)
    told = (
        recognition_views.list_views(tx, workspace, ChannelScope(channel), [recognition]) if channel else []
    )
    wrong = decide_endorsement(
        user,
        list_givers(tx, recognition),
        list_recipients(tx, recognition),
        is_shown=bool(told) and told[0].source is not Source.REACTION,
    )
    if wrong:
        return wrong
    endorser, is_open = (
        endorsements.find(tx, recognition, user),
        allows_endorsements(tx, workspace, recognition),
    )
    if not is_open and endorser is None:
        return EndorsementRefusal.NO_ADDITIONS
    return EndorsableRecognition(told[0], endorser, is_open)


@dataclass(frozen=True, slots=True)
class EndorsementResult:
    """A recognition that somebody joined; `is_new` unless they had joined it before."""

    recognition: RecognitionView
    is_new: bool
    has_words: bool


def endorse(
    tx: Transaction, workspace: Workspace, user: str, recognition: str
) -> EndorsementResult | EndorsementRefusal:
    """Join without words. Pressed again, nothing changes; words and a voice by emoji stay."""
    found = find_endorsable(tx, workspace, user, recognition)
    if isinstance(found, EndorsementRefusal):
        return found
    words = found.endorser.text if found.endorser else ""
    if found.takes_voices:
        endorsements.add(tx, workspace.id, recognition, user, words)
    if found.endorser is None:
        redraw(tx, workspace.id, recognition)
        notify_recipients(tx, workspace, recognition, user)
    return EndorsementResult(found.recognition, found.endorser is None, bool(words))


def endorse_with_form(
    tx: Transaction, workspace: Workspace, user: str, recognition: str, text: str, form: str
) -> EndorsementRefusal | RefusalReason | HiddenNames | None:
    """Join with these words, or change those of one's voice; None where that is done.

    `form` is Slack's id of the form that was sent: sent again, it changes nothing.
    """
    found = find_endorsable(tx, workspace, user, recognition)
    if isinstance(found, EndorsementRefusal):
        return found
    if text and not found.takes_voices:
        return EndorsementRefusal.NO_ADDITIONS
    mentioned = mentions.find_mentioned_users(text)
    thanks_preferences = users.find_thanks_preferences(tx, workspace.id, mentioned)
    if refused := decide_comment(user, text, thanks_preferences, mentioned, is_shown=True):
        return refused
    if not deduplication.record_key(tx, workspace.id, f"form:{form}"):
        return None
    endorsements.add(tx, workspace.id, recognition, user, text)
    request = ChangeRequest(user, ChangeCause.EDITED) if found.endorser else None
    redraw(tx, workspace.id, recognition, request)
    notify_recipients(tx, workspace, recognition, user)
    return None


def withdraw_with_form(tx: Transaction, workspace: Workspace, user: str, recognition: str, form: str) -> None:
    """Take one's voice back, with its words; `form` is as in `join`."""
    is_there = recognitions.find_channel(tx, workspace.id, recognition)
    if not is_there or not deduplication.record_key(tx, workspace.id, f"form:{form}"):
        return
    _withdraw(tx, workspace, user, recognition)


def withdraw(tx: Transaction, workspace: Workspace, user: str, recognition: str) -> bool | None:
    """Take one's voice back, however it was given; None where there is none.

    Answers whether an emoji of theirs stays in Slack, which lets nobody take it away but themselves.
    """
    if endorsements.find(tx, recognition, user) is None:
        return None
    return _withdraw(tx, workspace, user, recognition)


def _withdraw(tx: Transaction, workspace: Workspace, user: str, recognition: str) -> bool:
    """Take a voice back with its words; answers whether an emoji stays that had stood for it."""
    endorsements.withdraw(tx, workspace.id, recognition, user)
    shown_at = [
        (message.channel, message.ts)
        for message in messages.about(tx, recognition)
        if isinstance(message.message, ShoutOut) and message.ts
    ]
    # Else the next emoji that they take away would tell that another one still stands.
    stays = [reactions.withdraw(tx, workspace.id, *place, user) for place in shown_at]
    redraw(tx, workspace.id, recognition, ChangeRequest(user, ChangeCause.LEFT))
    return any(stays)


def notify_recipients(tx: Transaction, workspace: Workspace, recognition: str, user: str) -> None:
    """Let those whom the channel sees thanked hear once, in their next afternoon, that a person joined."""
    recipients = list_recipients(tx, recognition)
    shown = select_channel_recipients(recipients)
    for recipient in users.find_users(tx, workspace.id, shown).values():
        notify_user(tx, workspace, recipient, recognition, user)


def notify_user(tx: Transaction, workspace: Workspace, who: User, recognition: str, from_person: str) -> None:
    """Let somebody hear of it once, in their next afternoon; people of other organisations never do."""
    if not who.is_foreign:
        add_pending_notification(tx, workspace.id, who, recognition, from_person)
