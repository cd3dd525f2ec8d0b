"""Recipients added to a recognition after it was given."""

from collections.abc import Mapping, Sequence

from msgspec import Struct

from bot.domain import mentions
from bot.domain.ids import RecognitionId, UserId
from bot.domain.outbox_messages import DirectMessage, ShoutOut
from bot.domain.recognition import (
    MAX_RECIPIENTS,
    Acceptance,
    ExclusionReason,
    HiddenNames,
    RecognitionView,
    RefusalReason,
    Rejection,
    decide_recognition,
)
from bot.domain.user import User
from bot.domain.visibility import Visibility, select_channel_recipients
from bot.domain.workspace import Workspace
from bot.storage import homes, outbox, recognitions, users
from bot.storage.engine import Transaction
from bot.storage.recipients import add_recipient, list_recipients
from bot.usecases.additions import allows_additions
from bot.usecases.message_updates import update_messages
from bot.usecases.preferences import mark_explained
from bot.usecases.visible_recognitions import find_given_with_text


class AddedRecipients(Struct, frozen=True):
    """The recognition as it is now, and the users who could not be added."""

    recognition: RecognitionView
    excluded: Mapping[UserId, ExclusionReason]


def add_recipients(
    tx: Transaction,
    workspace: Workspace,
    giver: UserId,
    recognition: RecognitionId,
    named: Sequence[User],
    response_url: str = "",
) -> AddedRecipients | Rejection | None:
    """Add these users, and write a direct message to each of them.

    Updating a shout-out notifies no one, hence the direct messages. Users who are recipients already change
    nothing. `response_url` is used to post to the channel if the shout-out is only needed now. Returns None
    as `find_given_with_text` does.
    """
    view = find_given_with_text(tx, workspace, giver, recognition)
    visibility = recognitions.find_visibility(tx, workspace.id, recognition)
    if view is None or visibility is None:
        return None
    current_recipients = list_recipients(tx, recognition)
    new = [user for user in named if user.id not in current_recipients]
    if not new:
        return AddedRecipients(view, {})
    if not allows_additions(tx, workspace, recognition):
        return Rejection(RefusalReason.NO_ADDITIONS, {})
    if len(current_recipients) + len(new) > MAX_RECIPIENTS:
        return Rejection(RefusalReason.TOO_MANY_RECIPIENTS, {})
    mentioned = mentions.find_mentioned_users(view.text)
    preferences = users.find_preferences(tx, workspace.id, {user.id for user in new} | set(mentioned))
    thanks_preferences = {user: chosen.thanks for user, chosen in preferences.items()}
    decision = decide_recognition(giver, new, view.text, visibility, thanks_preferences, mentioned)
    if isinstance(decision, HiddenNames):
        # The channel sees nothing of it, since the others want to be thanked privately: so it stays.
        decision = decide_recognition(
            giver, new, view.text, Visibility.PRIVATE, thanks_preferences, mentioned
        )
    if not isinstance(decision, Acceptance):
        return decision if isinstance(decision, Rejection) else None
    left_out = dict(decision.excluded)
    added = {}
    for user, seen in sorted(decision.recipients.items()):
        if add_recipient(tx, workspace.id, recognition, user, seen):
            added[user] = seen
        else:
            # They took it down, which counts as declining.
            left_out[user] = ExclusionReason.DECLINED
    had_shout_out = bool(select_channel_recipients(current_recipients))
    shout_out = None
    if not had_shout_out and select_channel_recipients(added):
        message = ShoutOut(view.channel, recognition, response_url=response_url, giver=giver)
        shout_out = outbox.put(tx, workspace.id, message)
    reachable = {user.id for user in new if user.is_reachable}
    for user, seen in added.items():
        if user in reachable:
            first = mark_explained(tx, workspace.id, user, preferences[user])
            target = None if seen is Visibility.PRIVATE else shout_out
            outbox.put(
                tx,
                workspace.id,
                DirectMessage(user, recognition, is_first=first, target=target),
            )
    homes.refresh(tx, workspace.id, {giver, *added})
    update_messages(tx, workspace.id, recognition)
    after = find_given_with_text(tx, workspace, giver, recognition)
    return AddedRecipients(after, left_out) if after else None
