"""Withdrawing what a user gave: a recognition with text, an emoji, or an endorsement."""

from enum import StrEnum

from msgspec import Struct

from bot.domain.ids import RecognitionId, UserId
from bot.domain.message_changes import ChangeCause, ChangeRequest
from bot.domain.recognition import RecognitionView, Source
from bot.domain.workspace import Workspace
from bot.storage import deduplication, homes, messages, recognitions, replies
from bot.storage import endorsements as stored_endorsements
from bot.storage.engine import Transaction
from bot.storage.givers import find_latest_given, list_givers
from bot.storage.recipients import (
    is_member,
    list_recipients,
    make_recipients_private,
    take_down_recognition,
)
from bot.usecases import endorsements, reaction_recognitions
from bot.usecases.message_updates import remove_messages, update_messages
from bot.usecases.shared_credits import remove_dependent_credits
from bot.usecases.visible_recognitions import find_given, find_given_with_text


class WithdrawalResult(StrEnum):
    """What was withdrawn, and what of it stays in Slack."""

    NOTHING = "nothing"
    """There was nothing to withdraw."""
    WORDS = "words"
    WORDS_OUT_OF_REACH = "words out of reach"
    """The bot cannot delete a copy of it in Slack."""
    EMOJI = "emoji"
    """It does not count, but stays in Slack."""
    VOICE = "voice"


def withdraw_part(
    tx: Transaction, workspace: Workspace, user: UserId, recognition: RecognitionId
) -> WithdrawalResult:
    """Withdraw a user's part in a recognition. Repeated, it returns `NOTHING`."""
    view = find_given(tx, workspace, user, recognition)
    if view is None:
        emoji_stays = endorsements.withdraw(tx, workspace, user, recognition)
        if emoji_stays is None:
            return WithdrawalResult.NOTHING
        return WithdrawalResult.EMOJI if emoji_stays else WithdrawalResult.VOICE
    if view.source is Source.REACTION:
        is_new = reaction_recognitions.withdraw_reactions(tx, workspace, user, recognition)
        return WithdrawalResult.EMOJI if is_new else WithdrawalResult.NOTHING
    withdrawal = withdraw(tx, workspace, user, recognition)
    if withdrawal is None:
        return WithdrawalResult.NOTHING
    return WithdrawalResult.WORDS_OUT_OF_REACH if withdrawal.out_of_reach else WithdrawalResult.WORDS


class Withdrawal(Struct, frozen=True):
    """A withdrawn recognition; `out_of_reach` if the bot cannot delete a copy of it in Slack."""

    recognition: RecognitionView
    out_of_reach: bool


class RecipientMismatch(Struct, frozen=True):
    """The latest recognition, which has other recipients than those named."""

    recognition: RecognitionView


def withdraw_latest(
    tx: Transaction,
    workspace: Workspace,
    giver: UserId,
    key: str,
    *,
    to: frozenset[str] = frozenset(),
    people: frozenset[UserId] = frozenset(),
) -> Withdrawal | RecipientMismatch | None:
    """Withdraw the latest recognition of a giver, once for each `key`; None if there is none.

    With `to`, withdraw it only if it has no other recipients, and all `people` are among its recipients.
    """
    if not deduplication.record_key(tx, workspace.id, key):
        return None
    latest = find_latest_given(tx, workspace.id, giver)
    if latest is None:
        return None
    view = find_given(tx, workspace, giver, latest)
    if view and to and not (to.issuperset(view.thanked_ids) and people.issubset(view.recipients)):
        return RecipientMismatch(view)
    return withdraw(tx, workspace, giver, latest)


def withdraw(
    tx: Transaction, workspace: Workspace, giver: UserId, recognition: RecognitionId
) -> Withdrawal | None:
    """Withdraw a recognition of the giver; None if it is not theirs or withdrawn already."""
    view = find_given_with_text(tx, workspace, giver, recognition)
    if view is None:
        return None
    out_of_reach = any(message.ts is None for message in messages.list_about(tx, view.id))
    if not recognitions.set_withdrawn(tx, view.id, withdrawn=True):
        return None
    remove_messages(tx, workspace.id, view.id, ChangeRequest(giver, ChangeCause.UNDONE))
    return Withdrawal(view, out_of_reach)


def take_down(
    tx: Transaction,
    workspace: Workspace,
    user: UserId,
    recognition: RecognitionId,
    *,
    said_there: bool = True,
) -> bool:
    """Take down a recognition for one recipient; return False if they were no recipient.

    With `said_there`, their direct message about it stays and says that this was done. Their reply is
    deleted, and those that they shared it with are recipients no longer. A member of a team takes only
    themselves out, which changes no message.
    """
    if not take_down_recognition(tx, workspace.id, recognition, user):
        return False
    if said_there:
        messages.detach_direct_message(tx, recognition, user)
    replies.delete_replies(tx, recognition, [user])
    remove_dependent_credits(tx, workspace, user, recognition)
    request = ChangeRequest(user, ChangeCause.TAKEN_DOWN)
    if not list_recipients(tx, recognition):
        recognitions.set_withdrawn(tx, recognition, withdrawn=True)
        remove_messages(tx, workspace.id, recognition, request)
        return True
    if user in recognitions.list_mentioned_users(tx, recognition):
        make_recipients_private(tx, [recognition])
    elif is_member(tx, workspace.id, recognition, user) and not recognitions.names_in_comments(
        tx, recognition, user
    ):
        homes.refresh(tx, workspace.id, {user, *list_givers(tx, recognition)})
        return True
    stored_endorsements.delete_comments_mentioning(tx, workspace.id, recognition, user)
    update_messages(tx, workspace.id, recognition, request)
    return True
