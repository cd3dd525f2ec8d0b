"""The messages about new recognitions: shout-outs and direct messages."""

from collections.abc import Collection, Mapping, Sequence

from bot.domain.ids import NO_CHANNEL, RecognitionId, UserId, WorkspaceId
from bot.domain.new_recognition import NewRecognition
from bot.domain.outbox_message import OutboxMessage
from bot.domain.outbox_messages import DirectMessage, ShoutOut
from bot.domain.preferences import Preferences
from bot.domain.recognition import Acceptance
from bot.domain.visibility import Visibility
from bot.storage import outbox, users
from bot.storage.engine import Transaction
from bot.usecases.preferences import explains_preferences


def announce(
    tx: Transaction,
    workspace_id: WorkspaceId,
    accepted: Sequence[tuple[NewRecognition, Acceptance]],
    ids: Mapping[str, RecognitionId],
    preferences: Mapping[UserId, Preferences],
    welcomed: Collection[UserId],
) -> None:
    """Write the shout-outs and direct messages about new recognitions, by their deduplication keys.

    Users who are not `welcomed` don't know their preferences yet.
    """
    # The first of those with the same key is the one that was recorded.
    by_key = {each[0].deduplication_key: each for each in reversed(accepted)}
    new = [(*by_key[key], recognition) for key, recognition in ids.items()]
    unwelcomed = {
        user
        for new_recognition, decision, _ in new
        for user in new_recognition.reachable_users & decision.recipients.keys()
        if user not in welcomed and explains_preferences(preferences[user])
    }
    first_times = users.mark_first_times(tx, workspace_id, unwelcomed, "welcomed_at")
    deliveries: list[tuple[str, WorkspaceId, OutboxMessage]] = []
    for new_recognition, decision, recognition in new:
        messages = _list_messages(tx, new_recognition, decision, recognition, first_times)
        deliveries += [(delivery, workspace_id, message) for delivery, message in messages.items()]
        first_times -= new_recognition.reachable_users
    outbox.put_all(tx, deliveries)


def _list_messages(
    tx: Transaction,
    new_recognition: NewRecognition,
    decision: Acceptance,
    recognition: RecognitionId,
    first_times: Collection[UserId],
) -> dict[str, OutboxMessage]:
    """Return the shout-out and the direct messages about a recognition, by the ids of their deliveries.

    A recipient gets a direct message if they are thanked privately, are not in the channel (which the
    delivery finds out), or are thanked for the first time. The delivery follows their preference for
    messages.
    """
    found: dict[str, OutboxMessage] = {}
    shout_out = None
    if decision.has_shout_out:
        shout_out = tx.new_id()
        found[shout_out] = ShoutOut(
            new_recognition.channel,
            recognition,
            response_url=new_recognition.response_url,
            can_post=new_recognition.can_post,
            giver=new_recognition.giver,
            thread_ts=new_recognition.thread_ts,
            step=new_recognition.step,
        )
    reachable_users = new_recognition.reachable_users
    for user, visibility in sorted(decision.recipients.items()):
        if user in reachable_users:
            is_first, is_private = user in first_times, visibility is Visibility.PRIVATE
            found[tx.new_id()] = DirectMessage(
                user,
                recognition,
                is_first=is_first,
                unless_in=NO_CHANNEL if is_first or is_private else new_recognition.channel,
                target=None if is_private else shout_out,
            )
    return found
