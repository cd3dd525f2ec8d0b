"""Steps of Workflow Builder: a workflow writes thanks in someone's name, who is asked before they are sent.

A step ends once its shout-out is posted, or as soon as it is known that none will be.
"""

from collections.abc import Iterable

from bot.domain.ids import NO_STEP, ChannelId, RecognitionId, StepId, WorkspaceId
from bot.domain.new_recognition import NewRecognition
from bot.domain.outbox_message import OutboxMessage
from bot.domain.outbox_messages import ShoutOut, StepCompletion, StepHint, StepQuestion
from bot.domain.pending_recognition import PENDING_LIFETIME, PendingRecognition
from bot.domain.recipient_groups import ShoutOutState
from bot.domain.recognition import ExclusionReason, RefusalReason, Rejection
from bot.domain.workflow_step import MAX_WAITING, StepFailure, StepOutcome, StepSuccess, make_step_key
from bot.domain.workspace import Workspace
from bot.storage import deduplication, messages, outbox, pending_recognitions, recognitions, users
from bot.storage.deliveries import Delivery
from bot.storage.engine import Transaction
from bot.usecases.pending_recognitions import ask_giver
from bot.usecases.recognition_status import find_status

_FAILURES = {
    RefusalReason.NO_TEXT: StepFailure.NO_TEXT,
    RefusalReason.TEXT_TOO_LONG: StepFailure.TEXT_TOO_LONG,
    RefusalReason.TOO_MANY_RECIPIENTS: StepFailure.TOO_MANY_RECIPIENTS,
    RefusalReason.TOO_OFTEN: StepFailure.TOO_OFTEN,
}
"""What the workflow's log says about a refusal, unless that is about the people."""
_EXCLUSIONS = {
    ExclusionReason.SELF: StepFailure.ONESELF,
    ExclusionReason.BOT: StepFailure.APPS,
    ExclusionReason.DEACTIVATED: StepFailure.DEACTIVATED,
}
"""What it says if all people can't be thanked for the same reason; what someone wishes stays theirs."""


def start_step(
    tx: Transaction, new_recognition: NewRecognition, pending: PendingRecognition, locale: str
) -> None:
    """Ask the giver whether a workflow may thank in their name. Repeated, it does nothing.

    What is not answered in time is forgotten, and the step fails.
    """
    workspace, step = new_recognition.workspace, new_recognition.step
    if not deduplication.record_key(tx, workspace.id, pending.deduplication_key):
        return
    # Two workflows that come at once would both find room.
    users.lock(tx, workspace.id, [pending.giver])
    if pending_recognitions.count_steps(tx, workspace.id, pending.giver) >= MAX_WAITING:
        outbox.put(tx, workspace.id, StepCompletion(step, StepFailure.TOO_OFTEN, locale=locale))
        return
    asked = ask_giver(tx, new_recognition, pending)
    if isinstance(asked, Rejection):
        failure = _FAILURES.get(asked.reason) or _find_people_failure(new_recognition, asked)
        outbox.put(tx, workspace.id, StepCompletion(step, failure, locale=locale))
    elif asked:
        outbox.put(tx, workspace.id, StepQuestion(pending.giver, key=pending.deduplication_key))
        last = StepCompletion(step, is_last=True, locale=locale)
        # With low priority it does not delay the one that follows the giver's answer.
        outbox.put(tx, workspace.id, last, at=tx.now + PENDING_LIFETIME, low_priority=True)


def _find_people_failure(new_recognition: NewRecognition, rejection: Rejection) -> StepFailure:
    """Return why nobody of those who are named can be thanked."""
    if not new_recognition.named:
        return StepFailure.NOBODY
    reasons = {rejection.excluded.get(user.id) for user in new_recognition.named}
    reason = reasons.pop() if len(reasons) == 1 else None
    return _EXCLUSIONS.get(reason, StepFailure.NO_RECIPIENTS) if reason else StepFailure.NO_RECIPIENTS


def refuse_step(
    tx: Transaction, workspace: Workspace, step: StepId, failure: StepFailure, locale: str
) -> None:
    """End a step that can't be carried out. Repeated, it does nothing."""
    if deduplication.record_key(tx, workspace.id, make_step_key(step)):
        outbox.put(tx, workspace.id, StepCompletion(step, failure, locale=locale))


def end_step(tx: Transaction, workspace_id: WorkspaceId, step: StepId, locale: str = "") -> None:
    """Tell a workflow what became of its thanks, if it is known by now. Do nothing without a step."""
    if step:
        outbox.put(tx, workspace_id, StepCompletion(step, locale=locale))


def end_steps_of(tx: Transaction, deliveries: Iterable[Delivery]) -> None:
    """Do the same for the workflows that wait for these shout-outs."""
    for delivery in deliveries:
        end_step(tx, delivery.workspace_id, find_waiting_step(delivery.message))


def find_waiting_step(message: OutboxMessage) -> StepId:
    """Return the step that waits for a message to be posted; "" if none does."""
    return message.step if isinstance(message, ShoutOut) else NO_STEP


def find_outcome(tx: Transaction, workspace: Workspace, completion: StepCompletion) -> StepOutcome | None:
    """Return how a step ends; None if that is not known yet.

    Another completion will follow then, with the answer of the giver or the end of the delivery.
    """
    if completion.failure:
        return completion.failure
    key = make_step_key(completion.destination)
    recognition = recognitions.find_by_deduplication_key(tx, workspace.id, key)
    if recognition is None:
        if not completion.is_last and pending_recognitions.has_key(tx, workspace.id, key):
            return None
        pending_recognitions.remove_key(tx, workspace.id, key)
        return StepFailure.NOT_CONFIRMED
    if recognitions.find_channel(tx, workspace.id, recognition) is None:
        return StepFailure.WITHDRAWN
    match find_status(tx, workspace, recognition).state:
        case ShoutOutState.POSTED:
            return StepSuccess(_find_link(tx, workspace, recognition))
        case ShoutOutState.COMING:
            return None
        case ShoutOutState.NONE:
            return StepSuccess()
        case _:
            return StepFailure.NOT_POSTED


def offer_step(tx: Transaction, workspace: Workspace, channel: ChannelId, ts: str) -> None:
    """Tell the readers of a workflow's message that there is a step for thanks, once in each channel."""
    # The key is kept for two days: with it, most messages of a busy workflow need no second look.
    if not deduplication.record_key(tx, workspace.id, f"step hint:{channel}"):
        return
    if not messages.has_kind(tx, workspace.id, channel, StepHint):
        outbox.put(tx, workspace.id, StepHint(channel, thread_ts=ts))


def _find_link(tx: Transaction, workspace: Workspace, recognition: RecognitionId) -> str:
    """Return the address of a recognition's shout-out."""
    for posted in messages.list_about(tx, recognition):
        if isinstance(posted.message, ShoutOut) and posted.ts:
            return workspace.permalink(posted.channel, posted.ts, posted.message.thread_ts)
    return ""
