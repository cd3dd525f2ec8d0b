"""Erasure in batches: an order is stored first, and completed even if the process stops meanwhile."""

from datetime import timedelta

from bot.domain.erasure import ErasureExtent, ErasureFate, decide_fate
from bot.domain.ids import NO_USER, RecognitionId, UserId
from bot.domain.message_changes import ChangeCause, ChangeRequest
from bot.domain.workspace import Workspace
from bot.storage import (
    cards,
    erasure_ledger,
    erasures,
    homes,
    messages_about_users,
    personal_data,
    redacted_text,
    shared_credits,
    users,
    workspaces,
)
from bot.storage.engine import Transaction
from bot.storage.erasures import ErasureOrder
from bot.storage.givers import list_givers
from bot.usecases.message_updates import (
    delete_these,
    remove_messages,
    update_explanations,
    update_messages,
    update_these,
)

BATCH = 50
"""Recognitions per transaction: others can write in between."""
ORDER_PRECISION = timedelta(milliseconds=1)
"""Records made in the same millisecond as the order are erased, too."""


def order_erasure(tx: Transaction, workspace: Workspace, user: UserId, extent: ErasureExtent) -> bool:
    """Order the erasure of a user; return False if the same or more was ordered already."""
    identity = workspace.identity
    wider = (extent, ErasureExtent.EVERYTHING)
    if erasures.is_open(tx, identity.enterprise_id, identity.team_id, user, wider):
        return False
    return erasures.add(
        tx,
        ErasureOrder(
            id=tx.new_id(),
            enterprise_id=identity.enterprise_id,
            team_id=identity.team_id,
            user=user,
            extent=extent,
            ordered_at=tx.now + ORDER_PRECISION,
        ),
    )


def order_workspace_erasure(tx: Transaction, workspace: Workspace) -> bool:
    """Order the erasure of a whole workspace; return False if it was ordered already."""
    return order_erasure(tx, workspace, NO_USER, ErasureExtent.WORKSPACE)


def is_workspace_erasure_ordered(tx: Transaction, workspace: Workspace) -> bool:
    """Return True if the erasure of the whole workspace is ordered and not finished."""
    identity = workspace.identity
    return erasures.is_open(tx, identity.enterprise_id, identity.team_id, NO_USER, [ErasureExtent.WORKSPACE])


def erase_next_batch(tx: Transaction, order: str = "") -> bool:
    """Erase a batch for the oldest order, or for the given one; return False if there is none."""
    claimed = erasures.claim(tx, order)
    if claimed is None:
        return False
    workspace = workspaces.find(tx, claimed.enterprise_id, claimed.team_id)
    if workspace is None or not _erase_batch(tx, workspace, claimed):
        erasures.finish(tx, claimed)
    return True


def _erase_batch(tx: Transaction, workspace: Workspace, order: ErasureOrder) -> bool:
    """Erase a batch; return True if there may be more."""
    erasures.lock(tx, workspace.id)
    if order.extent is ErasureExtent.WORKSPACE:
        return workspaces.erase_some(tx, workspace.id, order.ordered_at)
    found = personal_data.list_recognitions(tx, workspace.id, order.user, order.ordered_at, BATCH)
    request = _make_change(tx, workspace, order.user)
    for recognition in personal_data.lock(tx, found):
        _erase_from_recognition(tx, workspace, order, recognition, request)
    if len(found) == BATCH:
        return True
    _erase_user(tx, workspace, order, request)
    return False


def _make_change(tx: Transaction, workspace: Workspace, user: UserId) -> ChangeRequest:
    """Return who is notified of what stays, with their language, which is erased by then."""
    known = users.find_users(tx, workspace.id, [user]).get(user)
    return ChangeRequest(user, ChangeCause.ERASED, known.locale if known else workspace.language)


def _erase_from_recognition(
    tx: Transaction,
    workspace: Workspace,
    order: ErasureOrder,
    recognition: RecognitionId,
    request: ChangeRequest,
) -> None:
    """Erase a user from one recognition, and update the messages that show it."""
    user = order.user
    givers = list_givers(tx, recognition)
    recipients = personal_data.list_recipients(tx, recognition, user)
    if order.extent is ErasureExtent.EVERYTHING:
        personal_data.delete_own_comments(tx, recognition, user)
    # Messages are found while the rows still say who is named in them.
    update_explanations(tx, workspace.id, recognition, request)
    update_messages(tx, workspace.id, recognition, request)
    match decide_fate(order.extent, user, givers, recipients):
        case ErasureFate.DELETE:
            remove_messages(tx, workspace.id, recognition, request)
            personal_data.delete_recognition(tx, workspace.id, recognition)
            return
        case ErasureFate.REMOVE_USER:
            personal_data.remove_user(tx, recognition, user)
        case ErasureFate.ANONYMIZE:
            personal_data.anonymize_user(tx, recognition, user)
    shared_credits.anonymize_sharer(tx, recognition, user)
    redacted_text.redact_user(tx, recognition, user)
    personal_data.delete_notifications(tx, recognition, user)


def _erase_user(tx: Transaction, workspace: Workspace, order: ErasureOrder, request: ChangeRequest) -> None:
    """Erase what is stored outside of recognitions, and the messages to the user."""
    user, is_everything = order.user, order.extent is ErasureExtent.EVERYTHING
    # Messages and Homes of others are found while the rows still say that this user is named in them.
    update_these(tx, workspace.id, messages_about_users.list_messages(tx, workspace.id, user), request)
    # What waits is rendered after this transaction, without the user.
    with_user = cards.list_messages(tx, cards.list_with_user(tx, workspace.id, user))
    update_these(tx, workspace.id, [target for target in with_user if target[1] != user], request)
    messages_about_users.redact_reasons(tx, workspace.id, user, with_words=is_everything)
    homes.refresh(tx, workspace.id, personal_data.list_related_users(tx, workspace.id, user))
    posted = [
        (message.channel, message.id) for message in personal_data.detach_messages(tx, workspace.id, user)
    ]
    sending = [(user, delivery) for delivery in personal_data.cancel_messages(tx, workspace.id, user)]
    # In this order: what is posted meanwhile is found as one or as the other, or as both.
    delete_these(tx, workspace.id, [*sending, *posted], request)
    update_these(tx, workspace.id, personal_data.detach_digests(tx, workspace.id, user), request)
    personal_data.delete_user(tx, workspace.id, user, with_words=is_everything)
    homes.clear(tx, workspace.id, user)


def has_ledger(database_url: str, file: str) -> bool:
    """Return True if erasures are also written to a file, which a restored backup follows."""
    return erasure_ledger.find_ledger(database_url, file) is not None
