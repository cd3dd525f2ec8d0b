"""Thanking more people for the same: they become recipients of a recognition that was given in words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.domain import mentions
from bot.domain.outbox_messages import DirectMessage, ShoutOut
from bot.domain.preferences import MessagePreference
from bot.domain.recognition import (
    MAX_RECIPIENTS,
    Acceptance,
    ExclusionReason,
    HiddenNames,
    RecognitionView,
    RefusalReason,
    Rejection,
    Source,
    decide_recognition,
)
from bot.domain.user import User
from bot.domain.visibility import GivenScope, Visibility, select_channel_recipients
from bot.domain.workspace import Workspace
from bot.storage import homes, outbox, recognition_views, recognitions, users
from bot.storage.engine import Transaction
from bot.storage.recipients import add_recipient, list_recipients
from bot.usecases.additions import allows_additions
from bot.usecases.message_updates import redraw


@dataclass(frozen=True, slots=True)
class AddedRecipients:
    """The recognition as it is now, and who could not be added."""

    recognition: RecognitionView
    left_out: Mapping[str, ExclusionReason]


def find(tx: Transaction, workspace: Workspace, giver: str, recognition: str) -> RecognitionView | None:
    """Return a giver's own recognition in words; None if there is none, or not any more."""
    found = recognition_views.list_views(tx, workspace, GivenScope(giver), [recognition])
    return found[0] if found and found[0].source is not Source.REACTION else None


def add_recipients(
    tx: Transaction,
    workspace: Workspace,
    giver: str,
    recognition: str,
    named: Sequence[User],
    response_url: str = "",
) -> AddedRecipients | Rejection | None:
    """Add these people, each told in a direct message: an update of the shout-out mentions nobody anew.

    Those who are recipients already change nothing. `response_url` is a way into the channel for a shout-out
    that is only needed now. None as in `find`.
    """
    story = find(tx, workspace, giver, recognition)
    given = recognitions.find_visibility(tx, workspace.id, recognition)
    if story is None or given is None:
        return None
    standing = list_recipients(tx, recognition)
    new = [user for user in named if user.id not in standing]
    if not new:
        return AddedRecipients(story, {})
    if not allows_additions(tx, workspace, recognition):
        return Rejection(RefusalReason.NO_ADDITIONS, {})
    if len(standing) + len(new) > MAX_RECIPIENTS:
        return Rejection(RefusalReason.TOO_MANY_RECIPIENTS, {})
    mentioned = mentions.find_mentioned_users(story.text)
    preferences = users.find_preferences(tx, workspace.id, {user.id for user in new} | set(mentioned))
    thanks_preferences = {user: chosen.thanks for user, chosen in preferences.items()}
    decision = decide_recognition(giver, new, story.text, given, thanks_preferences, mentioned)
    if isinstance(decision, HiddenNames):
        # The channel sees nothing of it, since the others wish to be thanked privately: so it stays.
        decision = decide_recognition(
            giver, new, story.text, Visibility.PRIVATE, thanks_preferences, mentioned
        )
    if not isinstance(decision, Acceptance):
        return decision if isinstance(decision, Rejection) else None
    left_out = dict(decision.excluded)
    added = {}
    for user, seen in sorted(decision.recipients.items()):
        if add_recipient(tx, workspace.id, recognition, user, seen):
            added[user] = seen
        else:
            # They took it down: like everybody who does not wish to be thanked.
            left_out[user] = ExclusionReason.DECLINED
    recognitions.add_values(tx, workspace.id, recognition, story.values, added)
    had_shout_out = bool(select_channel_recipients(standing))
    shout_out = None
    if not had_shout_out and select_channel_recipients(added):
        message = ShoutOut(story.channel, recognition, response_url=response_url, giver=giver)
        shout_out = outbox.put(tx, workspace.id, message)
    foreign = {user.id for user in new if user.is_foreign}
    for user, seen in added.items():
        if user not in foreign:
            first = preferences[user].messages is MessagePreference.AT_ONCE and users.mark_first_time(
                tx, workspace.id, user, "welcomed_at"
            )
            target = None if seen is Visibility.PRIVATE else shout_out
            outbox.put(
                tx,
                workspace.id,
                DirectMessage(user, recognition, is_first=first, target=target),
            )
    homes.refresh(tx, workspace.id, {giver, *added})
    redraw(tx, workspace.id, recognition)
    after = find(tx, workspace, giver, recognition)
    return AddedRecipients(after, left_out) if after else None
