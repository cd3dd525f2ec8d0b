"""Erasing, in batches: an order is kept first, and carried out however often the process dies on the way."""

from datetime import timedelta

from bot.domain.erasure import ErasureExtent, ErasureFate, decide_fate
from bot.domain.message_changes import ChangeCause, MessageChange
from bot.domain.workspace import Workspace
from bot.storage import (
    erasures,
    homes,
    messages_about_users,
    personal_data,
    recognitions,
    redacted_text,
    shared_credits,
    users,
    workspaces,
)
from bot.storage.engine import Transaction
from bot.storage.erasures import Order
from bot.usecases.message_updates import delete_these, redraw, redraw_explained, redraw_these, remove

BATCH = 50
"""Recognitions that one transaction takes: others can write in between."""
AT_ONCE = timedelta(milliseconds=1)
"""What was made in the millisecond of an order is meant, too."""


def order(tx: Transaction, workspace: Workspace, person: str, extent: ErasureExtent) -> bool:
    """Order that a person is erased; answers False where the same, or more, has been ordered already."""
    identity = workspace.identity
    wider = (extent, ErasureExtent.EVERYTHING)
    if erasures.is_open(tx, identity.enterprise_id, identity.team_id, person, wider):
        return False
    return erasures.add(
        tx,
        Order(
            id=tx.new_id(),
            enterprise_id=identity.enterprise_id,
            team_id=identity.team_id,
            person=person,
            extent=extent,
            ordered_at=tx.now + AT_ONCE,
        ),
    )


def order_all(tx: Transaction, workspace: Workspace) -> bool:
    """Order that all of a workspace is erased; answers False where it has been ordered already."""
    return order(tx, workspace, "", ErasureExtent.WORKSPACE)


def is_ordered(tx: Transaction, workspace: Workspace) -> bool:
    """Return True if all of a workspace is to be erased, and is not yet."""
    identity = workspace.identity
    return erasures.is_open(tx, identity.enterprise_id, identity.team_id, "", [ErasureExtent.WORKSPACE])


def proceed(tx: Transaction, order: str = "") -> bool:
    """Carry out a part of the oldest order, or of the one with this id; answers False where none is left."""
    claimed = erasures.claim(tx, order)
    if claimed is None:
        return False
    workspace = workspaces.find(tx, claimed.enterprise_id, claimed.team_id)
    if workspace is None or not _go_on(tx, workspace, claimed):
        erasures.finish(tx, claimed)
    return True


def _go_on(tx: Transaction, workspace: Workspace, order: Order) -> bool:
    """Erase a batch; answers whether there may be more."""
    erasures.lock(tx, workspace.id)
    if order.extent is ErasureExtent.WORKSPACE:
        return workspaces.erase_some(tx, workspace.id, order.ordered_at)
    found = personal_data.recognitions_of(tx, workspace.id, order.person, order.ordered_at, BATCH)
    request = _request(tx, workspace, order.person)
    for recognition in personal_data.lock(tx, found):
        _erase_from(tx, workspace, order, recognition, request)
    if len(found) == BATCH:
        return True
    _erase_person(tx, workspace, order, request)
    return False


def _request(tx: Transaction, workspace: Workspace, person: str) -> MessageChange:
    """Return who is to hear of what stays, in their language: they will be unknown by then."""
    known = users.known(tx, workspace.id, [person]).get(person)
    return MessageChange(person, ChangeCause.ERASED, known.locale if known else workspace.language)


def _erase_from(
    tx: Transaction, workspace: Workspace, order: Order, recognition: str, request: MessageChange
) -> None:
    """Take a person out of one recognition, and let what stands in Slack follow."""
    person = order.person
    givers = recognitions.standing_givers(tx, recognition)
    recipients = personal_data.recipients(tx, recognition, person)
    if order.extent is ErasureExtent.EVERYTHING:
        personal_data.forget_own_words(tx, recognition, person)
    # What stands is found while the rows still tell who was named in it.
    redraw_explained(tx, workspace.id, recognition, request)
    redraw(tx, workspace.id, recognition, request)
    match decide_fate(order.extent, person, givers, recipients):
        case ErasureFate.DELETE:
            remove(tx, workspace.id, recognition, request)
            personal_data.delete_recognition(tx, workspace.id, recognition)
            return
        case ErasureFate.REMOVE_USER:
            personal_data.leave(tx, recognition, person)
        case ErasureFate.ANONYMIZE:
            personal_data.make_nameless(tx, recognition, person)
    shared_credits.make_sharer_nameless(tx, recognition, person)
    redacted_text.take_name_out(tx, recognition, person)
    personal_data.forget_notices(tx, recognition, person)


def _erase_person(tx: Transaction, workspace: Workspace, order: Order, request: MessageChange) -> None:
    """Erase what is kept beside recognitions, and what was written to them."""
    person, is_everything = order.person, order.extent is ErasureExtent.EVERYTHING
    # Messages and Homes of others are found while the rows still tell that this person is named in them.
    redraw_these(tx, workspace.id, messages_about_users.find(tx, workspace.id, person), request)
    messages_about_users.forget_reasons(tx, workspace.id, person, with_words=is_everything)
    homes.changed(tx, workspace.id, personal_data.concerned(tx, workspace.id, person))
    standing = [
        (message.channel, message.id) for message in personal_data.messages_to(tx, workspace.id, person)
    ]
    posting = [(person, delivery) for delivery in personal_data.recall_all_to(tx, workspace.id, person)]
    # In this order: what is posted meanwhile is found as one or as the other, or as both.
    delete_these(tx, workspace.id, [*posting, *standing], request)
    redraw_these(tx, workspace.id, personal_data.digests_set_by(tx, workspace.id, person), request)
    personal_data.forget_person(tx, workspace.id, person, with_words=is_everything)
    homes.clear(tx, workspace.id, person)
