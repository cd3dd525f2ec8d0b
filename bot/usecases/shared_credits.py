"""Credits that recipients share with colleagues."""

from collections.abc import Collection

from msgspec import Struct

from bot.domain.credit import (
    CreditRefusal,
    NewCredit,
    decide_credit,
    decide_credit_offer,
    find_dependent_recipients,
)
from bot.domain.ids import RecognitionId, UserId
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
from bot.usecases.message_updates import update_messages
from bot.usecases.preferences import mark_explained
from bot.usecases.visible_recognitions import find_received


class ShareableRecognition(Struct, frozen=True):
    """A recognition that its reader may share, and the users with a share already (ids)."""

    recognition: RecognitionView
    shared_with: tuple[UserId, ...]


class ShareResult(Struct, frozen=True):
    """A shared credit, and how the colleague is thanked."""

    is_private: bool
    is_written_to: bool


def find_shareable(
    tx: Transaction, workspace: Workspace, user: UserId, recognition: RecognitionId
) -> ShareableRecognition | CreditRefusal:
    """Return the recognition that this recipient may share, or why they may not."""
    view = find_received(tx, workspace, user, recognition)
    visibility = list_recipients(tx, recognition).get(user)
    if view is None:
        return CreditRefusal.GONE
    if visibility is None:
        return CreditRefusal.TEAM
    if refusal := decide_credit_offer(visibility, is_by_emoji=view.source is Source.REACTION):
        return refusal
    shared_with = tuple(
        credit.to
        for credit in shared_credits.list_credits(tx, [recognition])[recognition]
        if credit.by == user
    )
    if not shared_with and not allows_additions(tx, workspace, recognition):
        return CreditRefusal.NO_ADDITIONS
    return ShareableRecognition(view, shared_with)


def share(
    tx: Transaction, workspace: Workspace, recognition: RecognitionId, new_credit: NewCredit
) -> ShareResult | ExclusionReason | CreditRefusal:
    """Add a colleague as a recipient, and notify them of who shared it.

    Repeated, it changes nothing and returns the same.
    """
    shareable = find_shareable(tx, workspace, new_credit.sharer, recognition)
    if isinstance(shareable, CreditRefusal):
        return shareable
    colleague = new_credit.colleague.id
    credit = Credit(new_credit.sharer, colleague, new_credit.text)
    recipients = list_recipients(tx, recognition)
    previous_credits = shared_credits.list_credits(tx, [recognition])[recognition]
    if credit in previous_credits:
        return _make_result(tx, workspace, colleague, recipients[colleague])
    if not allows_additions(tx, workspace, recognition):
        return CreditRefusal.NO_ADDITIONS
    decision = decide_credit(
        new_credit,
        recipients[new_credit.sharer],
        givers=shareable.recognition.givers,
        recipients=recipients,
        shared=len(previous_credits),
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
    recognitions.update_mentions(tx, workspace.id, recognition)
    shared = _make_result(tx, workspace, colleague, decision)
    preferences = users.find_preferences(tx, workspace.id, [colleague])[colleague]
    first = mark_explained(tx, workspace.id, colleague, preferences)
    # An update notifies no one, so the colleague gets a message of their own.
    outbox.put(tx, workspace.id, DirectMessage(colleague, recognition, is_first=first))
    update_messages(tx, workspace.id, recognition)
    return shared


def _explain_repetition(
    tx: Transaction, workspace: Workspace, recognition: RecognitionId, credit: Credit
) -> ShareResult | ExclusionReason | CreditRefusal:
    """Return why a user who became a recipient meanwhile is not added."""
    visibility = list_recipients(tx, recognition).get(credit.to)
    if visibility is None:
        # They took it down, which counts as declining.
        return ExclusionReason.DECLINED
    if credit in shared_credits.list_credits(tx, [recognition])[recognition]:
        return _make_result(tx, workspace, credit.to, visibility)
    return CreditRefusal.ALREADY


def _make_result(
    tx: Transaction, workspace: Workspace, colleague: UserId, visibility: Visibility
) -> ShareResult:
    messages = users.find_preferences(tx, workspace.id, [colleague])[colleague].messages
    return ShareResult(visibility is Visibility.PRIVATE, messages is not MessagePreference.NEVER)


def withdraw_credits(
    tx: Transaction,
    workspace: Workspace,
    sharer: UserId,
    recognition: RecognitionId,
    shared_with: Collection[UserId],
) -> None:
    """Withdraw credits shared with these users, and those that these users shared in turn."""
    previous_credits = shared_credits.list_credits(tx, [recognition])[recognition]
    own = {credit.to for credit in previous_credits if credit.by == sharer and credit.to in shared_with}
    removed = own | {
        dependent for colleague in own for dependent in find_dependent_recipients(colleague, previous_credits)
    }
    if removed:
        shared_credits.remove_recipients(tx, recognition, removed)
        recognitions.update_mentions(tx, workspace.id, recognition)
        update_messages(tx, workspace.id, recognition, ChangeRequest(sharer, ChangeCause.LEFT))


def remove_dependent_credits(
    tx: Transaction, workspace: Workspace, user: UserId, recognition: RecognitionId
) -> None:
    """Remove the credits of a user who took a recognition down; the caller updates messages."""
    dependents = find_dependent_recipients(user, shared_credits.list_credits(tx, [recognition])[recognition])
    shared_credits.remove_recipients(tx, recognition, dependents)
    shared_credits.delete_credits(tx, recognition, [user])
    recognitions.update_mentions(tx, workspace.id, recognition)
