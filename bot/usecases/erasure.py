"""Erasing, in batches: an order is kept first, and carried out however often the process dies on the way."""

from datetime import timedelta

from bot.domain.erasure import ErasureExtent, ErasureFate, decide_fate
from bot.domain.message_changes import ChangeCause, ChangeRequest
from bot.domain.workspace import Workspace
from bot.storage import (
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
from bot.usecases.message_updates import delete_these, redraw, redraw_explained, redraw_these, remove

BATCH = 50
"""Recognitions that one transaction takes: others can write in between."""
ORDER_PRECISION = timedelta(milliseconds=1)
"""What was made in the millisecond of an order is meant, too."""


def order_erasure(tx: Transaction, workspace: Workspace, user: str, extent: ErasureExtent) -> bool:
    """Order that a person is erased; answers False where the same, or more, has been ordered already."""
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
    """Order that all of a workspace is erased; answers False where it has been ordered already."""
    return order_erasure(tx, workspace, "", ErasureExtent.WORKSPACE)


def is_workspace_erasure_ordered(tx: Transaction, workspace: Workspace) -> bool:
    """Return True if all of a workspace is to be erased, and is not yet."""
    identity = workspace.identity
    return erasures.is_open(tx, identity.enterprise_id, identity.team_id, "", [ErasureExtent.WORKSPACE])


def erase_next_batch(tx: Transaction, order: str = "") -> bool:
    """Carry out a part of the oldest order, or of the one with this id; answers False where none is left."""
    claimed = erasures.claim(tx, order)
    if claimed is None:
        return False
    workspace = workspaces.find(tx, claimed.enterprise_id, claimed.team_id)
    if workspace is None or not _erase_batch(tx, workspace, claimed):
        erasures.finish(tx, claimed)
    return True


def _erase_batch(tx: Transaction, workspace: Workspace, order: ErasureOrder) -> bool:
    """Erase a batch; answers whether there may be more."""
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


def _make_change(tx: Transaction, workspace: Workspace, user: str) -> ChangeRequest:
    """Return who is to hear of what stays, in their language: they will be unknown by then."""
    known = users.find_users(tx, workspace.id, [user]).get(user)
    return ChangeRequest(user, ChangeCause.ERASED, known.locale if known else workspace.language)


def _erase_from_recognition(
    tx: Transaction, workspace: Workspace, order: ErasureOrder, recognition: str, request: ChangeRequest
) -> None:
    """Take a person out of one recognition, and let what stands in Slack follow."""
    user = order.user
    givers = list_givers(tx, recognition)
    recipients = personal_data.list_recipients(tx, recognition, user)
    if order.extent is ErasureExtent.EVERYTHING:
        personal_data.delete_own_comments(tx, recognition, user)
    # What stands is found while the rows still tell who was named in it.
    redraw_explained(tx, workspace.id, recognition, request)
    redraw(tx, workspace.id, recognition, request)
    match decide_fate(order.extent, user, givers, recipients):
        case ErasureFate.DELETE:
            remove(tx, workspace.id, recognition, request)
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
    """Erase what is kept beside recognitions, and what was written to them."""
    user, is_everything = order.user, order.extent is ErasureExtent.EVERYTHING
    # Messages and Homes of others are found while the rows still tell that this person is named in them.
    redraw_these(tx, workspace.id, messages_about_users.list_messages(tx, workspace.id, user), request)
    messages_about_users.redact_reasons(tx, workspace.id, user, with_words=is_everything)
    homes.refresh(tx, workspace.id, personal_data.list_related_users(tx, workspace.id, user))
    standing = [
        (message.channel, message.id) for message in personal_data.detach_messages(tx, workspace.id, user)
    ]
    posting = [(user, delivery) for delivery in personal_data.cancel_messages(tx, workspace.id, user)]
    # In this order: what is posted meanwhile is found as one or as the other, or as both.
    delete_these(tx, workspace.id, [*posting, *standing], request)
    redraw_these(tx, workspace.id, personal_data.detach_digests(tx, workspace.id, user), request)
    personal_data.delete_user(tx, workspace.id, user, with_words=is_everything)
    homes.clear(tx, workspace.id, user)


def has_ledger(database_url: str, file: str) -> bool:
    """Return True if erasures are also written to a file, which a restored backup follows."""
    return erasure_ledger.find_ledger(database_url, file) is not None
