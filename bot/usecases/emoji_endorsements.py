"""Endorsements by emoji: users react to a shout-out."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from bot.domain.endorsement import decide_endorsement
from bot.domain.ids import RecognitionId, UserId
from bot.domain.message_changes import ChangeCause, ChangeRequest
from bot.domain.outbox_messages import ShoutOut
from bot.domain.visibility import accepts_additions, select_channel_recipients
from bot.domain.workspace import Workspace
from bot.errors import MessageNotStoredError
from bot.storage import endorsements, messages, outbox, reactions, users
from bot.storage.engine import Transaction
from bot.storage.givers import list_givers_of
from bot.storage.reactions import Place
from bot.storage.recipients import list_recipients_of
from bot.usecases.endorsements import notify_recipients
from bot.usecases.message_updates import update_messages_of
from bot.usecases.reaction_changes import CountedReaction, ReactionChange


def record_endorsements(tx: Transaction, workspace: Workspace, counted: Sequence[CountedReaction]) -> None:
    """Record different reactions to messages of the bot's: add endorsements by emoji, or withdraw them.

    An endorsement by form stays when the emoji is removed. Raise `MessageNotStoredError` if a message is
    being posted.
    """
    if not counted:
        return
    recognitions = _find_recognitions(tx, workspace, [each.change for each in counted])
    allowed = _select_allowed(tx, workspace, counted, recognitions)
    recorded = reactions.record_all(tx, workspace.id, [each.reaction for each in allowed])
    if not recorded:
        return
    active = reactions.list_active(tx, workspace.id, {reaction.place for reaction in recorded})
    added: set[tuple[RecognitionId, UserId]] = set()
    withdrawn: set[tuple[RecognitionId, UserId]] = set()
    requests: defaultdict[RecognitionId, list[ChangeRequest]] = defaultdict(list)
    for reaction in recorded:
        recognition, user = recognitions[reaction.place], reaction.user
        if any(endorser == user for endorser, _ in active[reaction.place]):
            added.add((recognition, user))
            requests[recognition] += []
        else:
            withdrawn.add((recognition, user))
            requests[recognition].append(ChangeRequest(user, ChangeCause.LEFT))
    endorsements.add_by_emoji(tx, workspace.id, added)
    endorsements.withdraw_by_emoji(tx, withdrawn)
    notify_recipients(tx, workspace, added)
    update_messages_of(tx, workspace.id, requests)


def _find_recognitions(
    tx: Transaction, workspace: Workspace, changes: Sequence[ReactionChange]
) -> dict[Place, RecognitionId]:
    """Return the recognitions whose shout-outs are at these places."""
    destinations = {where for change in changes for where in (change.channel, change.user.id)}
    # In this order: a message that is posted meanwhile is found as one or the other, or both.
    posting = outbox.find_posting(tx, workspace.id, destinations)
    stored = messages.find_all_at(tx, workspace.id, [change.place for change in changes])
    recognitions: dict[Place, RecognitionId] = {}
    for change in changes:
        message = stored.get(change.place)
        if message is None and posting & {change.channel, change.user.id}:
            raise MessageNotStoredError(f"a message in {change.channel}")
        if message and isinstance(message.message, ShoutOut) and message.message.recognition:
            recognitions[change.place] = message.message.recognition
    return recognitions


def _select_allowed(
    tx: Transaction,
    workspace: Workspace,
    counted: Sequence[CountedReaction],
    recognitions: Mapping[Place, RecognitionId],
) -> list[CountedReaction]:
    """Return those reactions that may endorse; givers and recipients cannot. Any can be removed."""
    if not recognitions:
        return []
    ids = set(recognitions.values())
    givers, recipients = list_givers_of(tx, ids), list_recipients_of(tx, ids)
    shown = {id_: select_channel_recipients(recipients[id_]) for id_ in ids}
    preferences = users.find_thanks_preferences(
        tx, workspace.id, {user for each in shown.values() for user in each}
    )
    allowed: list[CountedReaction] = []
    for each in counted:
        change, id_ = each.change, recognitions.get(each.change.place)
        if id_ is None or decide_endorsement(change.user.id, givers[id_], recipients[id_], is_shown=True):
            continue
        if not change.is_added or accepts_additions(shown[id_], preferences):
            allowed.append(each)
    return allowed
