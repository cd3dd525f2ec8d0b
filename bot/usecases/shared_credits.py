"""Sharing the credit for a thanks, and taking that back."""

from collections.abc import Collection
from dataclasses import dataclass

from bot.domain.credit import (
    CreditRefusal,
    NewCredit,
    decide_credit,
    decide_credit_offer,
    find_dependent_recipients,
)
from bot.domain.message_changes import ChangeCause, ChangeRequest
from bot.domain.outbox_messages import DirectMessage
from bot.domain.preferences import MessagePreference
from bot.domain.recognition import Credit, ExclusionReason, RecognitionView, Source
from bot.domain.visibility import Visibility
from bot.domain.workspace import Workspace
from bot.storage import outbox, recognitions, shared_credits, users
from bot.storage.engine import Transaction
from bot.storage.recipients import list_recipients
from bot.usecases.additions import allows_additions
from bot.usecases.flood_limits import is_over_share_limit, record_share
from bot.usecases.message_updates import redraw
from bot.usecases.replies import find_received


@dataclass(frozen=True, slots=True)
class ShareableRecognition:
    """A thanks that its reader may share, and with whom they do so already (user ids)."""

    recognition: RecognitionView
    shared_with: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ShareResult:
    """A thanks that was shared: whether the colleague is seen in private, and whether they are written to."""

    is_private: bool
    is_written_to: bool


def find_shareable(
    tx: Transaction, workspace: Workspace, user: str, recognition: str
) -> ShareableRecognition | CreditRefusal:
    """The thanks that this recipient may share."""
    told = find_received(tx, workspace, user, recognition)
    seen = list_recipients(tx, recognition).get(user)
    if told is None or seen is None:
        return CreditRefusal.GONE
    if refused := decide_credit_offer(seen, is_by_emoji=told.source is Source.REACTION):
        return refused
    mine = tuple(
        credit.to
        for credit in shared_credits.list_credits(tx, [recognition])[recognition]
        if credit.by == user
    )
    if not mine and not allows_additions(tx, workspace, recognition):
        return CreditRefusal.NO_ADDITIONS
    return ShareableRecognition(told, mine)


def find_channel(tx: Transaction, workspace: Workspace, recognition: str) -> str | None:
    """The channel that a thanks was written for; None where it is gone."""
    return recognitions.find_channel(tx, workspace.id, recognition)


def share(
    tx: Transaction, workspace: Workspace, recognition: str, new_credit: NewCredit
) -> ShareResult | ExclusionReason | CreditRefusal:
    """Let a colleague be one more recipient, who hears from whom it came.

    The same again changes nothing and is answered as the first was.
    """
    found = find_shareable(tx, workspace, new_credit.sharer, recognition)
    if isinstance(found, CreditRefusal):
        return found
    colleague = new_credit.colleague.id
    credit = Credit(new_credit.sharer, colleague, new_credit.text)
    standing = list_recipients(tx, recognition)
    before = shared_credits.list_credits(tx, [recognition])[recognition]
    if credit in before:
        return _make_result(tx, workspace, colleague, standing[colleague])
    if not allows_additions(tx, workspace, recognition):
        return CreditRefusal.NO_ADDITIONS
    decision = decide_credit(
        new_credit,
        standing[new_credit.sharer],
        givers=found.recognition.givers,
        recipients=standing,
        shared=len(before),
        thanks_preferences=users.find_thanks_preferences(
            tx, workspace.id, {colleague, *new_credit.mentioned}
        ),
    )
    if not isinstance(decision, Visibility):
        return decision
    if is_over_share_limit(tx, workspace.id, new_credit.sharer):
        return CreditRefusal.TOO_OFTEN
    if not shared_credits.add(tx, workspace.id, recognition, credit, decision):
        return _explain_repetition(tx, workspace, recognition, credit)
    record_share(tx, workspace.id, new_credit.sharer)
    recognitions.add_values(tx, workspace.id, recognition, found.recognition.values, [colleague])
    recognitions.update_mentions(tx, workspace.id, recognition)
    shared = _make_result(tx, workspace, colleague, decision)
    preferences = users.find_preferences(tx, workspace.id, [colleague])[colleague]
    first = preferences.messages is MessagePreference.AT_ONCE and users.mark_first_time(
        tx, workspace.id, colleague, "welcomed_at"
    )
    # A message that is changed pings nobody: whoever it is shared with gets one of their own.
    outbox.put(tx, workspace.id, DirectMessage(colleague, recognition, is_first=first))
    redraw(tx, workspace.id, recognition)
    return shared


def _explain_repetition(
    tx: Transaction, workspace: Workspace, recognition: str, credit: Credit
) -> ShareResult | ExclusionReason | CreditRefusal:
    """Why somebody is a recipient already whom nobody saw as one just before."""
    seen = list_recipients(tx, recognition).get(credit.to)
    if seen is None:
        # They took it down: like everybody who does not wish to be thanked.
        return ExclusionReason.DECLINED
    if credit in shared_credits.list_credits(tx, [recognition])[recognition]:
        return _make_result(tx, workspace, credit.to, seen)
    return CreditRefusal.ALREADY


def _make_result(tx: Transaction, workspace: Workspace, colleague: str, seen: Visibility) -> ShareResult:
    messages = users.find_preferences(tx, workspace.id, [colleague])[colleague].messages
    return ShareResult(seen is Visibility.PRIVATE, messages is not MessagePreference.NEVER)


def withdraw_credits(
    tx: Transaction, workspace: Workspace, sharer: str, recognition: str, shared_with: Collection[str]
) -> None:
    """Share a thanks no longer with these people, nor with those whom they shared it with in turn."""
    before = shared_credits.list_credits(tx, [recognition])[recognition]
    mine = {credit.to for credit in before if credit.by == sharer and credit.to in shared_with}
    fallen = mine | {one for colleague in mine for one in find_dependent_recipients(colleague, before)}
    if fallen:
        shared_credits.remove_recipients(tx, recognition, fallen)
        recognitions.update_mentions(tx, workspace.id, recognition)
        redraw(tx, workspace.id, recognition, ChangeRequest(sharer, ChangeCause.LEFT))


def remove_dependent_credits(tx: Transaction, workspace: Workspace, user: str, recognition: str) -> None:
    """Let nothing rest on somebody who took a thanks down; it is shown anew by whoever calls this."""
    fallen = find_dependent_recipients(user, shared_credits.list_credits(tx, [recognition])[recognition])
    shared_credits.remove_recipients(tx, recognition, fallen)
    shared_credits.delete_credits(tx, recognition, [user])
    recognitions.update_mentions(tx, workspace.id, recognition)
