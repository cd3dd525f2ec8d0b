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
from bot.usecases.additions import takes_additions
from bot.usecases.flood_limits import count_share, shares_too_often
from bot.usecases.message_updates import redraw
from bot.usecases.replies import received


@dataclass(frozen=True, slots=True)
class Shareable:
    """A thanks that its reader may share, and with whom they do so already (user ids)."""

    recognition: RecognitionView
    shared_with: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Shared:
    """A thanks that was shared: whether the colleague is seen in private, and whether they are written to."""

    is_private: bool
    is_written_to: bool


def shareable(
    tx: Transaction, workspace: Workspace, user: str, recognition: str
) -> Shareable | CreditRefusal:
    """The thanks that this recipient may share."""
    told = received(tx, workspace, user, recognition)
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
    if not mine and not takes_additions(tx, workspace, recognition):
        return CreditRefusal.NO_ADDITIONS
    return Shareable(told, mine)


def channel_of(tx: Transaction, workspace: Workspace, recognition: str) -> str | None:
    """The channel that a thanks was written for; None where it is gone."""
    return recognitions.find_channel(tx, workspace.id, recognition)


def share(
    tx: Transaction, workspace: Workspace, recognition: str, new_credit: NewCredit
) -> Shared | ExclusionReason | CreditRefusal:
    """Let a colleague be one more recipient, who hears from whom it came.

    The same again changes nothing and is answered as the first was.
    """
    found = shareable(tx, workspace, new_credit.sharer, recognition)
    if isinstance(found, CreditRefusal):
        return found
    colleague = new_credit.colleague.id
    credit = Credit(new_credit.sharer, colleague, new_credit.text)
    standing = list_recipients(tx, recognition)
    before = shared_credits.list_credits(tx, [recognition])[recognition]
    if credit in before:
        return _shared(tx, workspace, colleague, standing[colleague])
    if not takes_additions(tx, workspace, recognition):
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
    if shares_too_often(tx, workspace.id, new_credit.sharer):
        return CreditRefusal.TOO_OFTEN
    if not shared_credits.add(tx, workspace.id, recognition, credit, decision):
        return _not_new(tx, workspace, recognition, credit)
    count_share(tx, workspace.id, new_credit.sharer)
    recognitions.add_values(tx, workspace.id, recognition, found.recognition.values, [colleague])
    recognitions.update_mentions(tx, workspace.id, recognition)
    shared = _shared(tx, workspace, colleague, decision)
    preferences = users.find_preferences(tx, workspace.id, [colleague])[colleague]
    first = preferences.messages is MessagePreference.AT_ONCE and users.mark_first_time(
        tx, workspace.id, colleague, "welcomed_at"
    )
    # A message that is changed pings nobody: whoever it is shared with gets one of their own.
    outbox.put(tx, workspace.id, DirectMessage(colleague, recognition, is_first=first))
    redraw(tx, workspace.id, recognition)
    return shared


def _not_new(
    tx: Transaction, workspace: Workspace, recognition: str, credit: Credit
) -> Shared | ExclusionReason | CreditRefusal:
    """Why somebody is a recipient already whom nobody saw as one just before."""
    seen = list_recipients(tx, recognition).get(credit.to)
    if seen is None:
        # They took it down: like everybody who does not wish to be thanked.
        return ExclusionReason.DECLINED
    if credit in shared_credits.list_credits(tx, [recognition])[recognition]:
        return _shared(tx, workspace, credit.to, seen)
    return CreditRefusal.ALREADY


def _shared(tx: Transaction, workspace: Workspace, colleague: str, seen: Visibility) -> Shared:
    messages = users.find_preferences(tx, workspace.id, [colleague])[colleague].messages
    return Shared(seen is Visibility.PRIVATE, messages is not MessagePreference.NEVER)


def take_back(
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


def leave(tx: Transaction, workspace: Workspace, user: str, recognition: str) -> None:
    """Let nothing rest on somebody who took a thanks down; it is shown anew by whoever calls this."""
    fallen = find_dependent_recipients(user, shared_credits.list_credits(tx, [recognition])[recognition])
    shared_credits.remove_recipients(tx, recognition, fallen)
    shared_credits.delete_credits(tx, recognition, [user])
    recognitions.update_mentions(tx, workspace.id, recognition)
