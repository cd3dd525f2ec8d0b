"""Recognitions with text: giving them, and withdrawing them."""

from collections.abc import Iterable, Mapping

from bot.domain import mentions
from bot.domain.ids import NO_CHANNEL, ChannelId, RecognitionId, UserId, WorkspaceId
from bot.domain.outbox_message import OutboxMessage
from bot.domain.outbox_messages import DirectMessage, ShoutOut
from bot.domain.preferences import MessagePreference, Preferences
from bot.domain.recipient_groups import ShoutOutState
from bot.domain.recognition import (
    Acceptance,
    ExclusionReason,
    HiddenNames,
    RecognitionView,
    RefusalReason,
    Rejection,
    Source,
    decide_recognition,
)
from bot.domain.records import record
from bot.domain.scopes import GivenScope
from bot.domain.user import User
from bot.domain.view_rules import is_private_view
from bot.domain.visibility import (
    ChannelKind,
    Visibility,
    given_visibility,
    select_channel_recipients,
)
from bot.domain.workspace import Workspace
from bot.storage import (
    homes,
    messages,
    outbox,
    recognitions,
    users,
)
from bot.storage.engine import Transaction
from bot.storage.recipients import list_recipients
from bot.storage.recognitions import RecognitionRow
from bot.usecases.flood_limits import is_over_give_limit
from bot.usecases.preferences import mark_explained
from bot.usecases.visible_recognitions import find_given


@record
class NewRecognition:
    """A recognition to be given.

    `deduplication_key` is unique for each act and the same if Slack repeats it. `response_url` is a way to
    post to a channel that the bot is not in, and `can_post` says whether the bot may post.
    """

    workspace: Workspace
    giver: UserId
    named: tuple[User, ...]
    text: str
    values: tuple[str, ...]
    channel: ChannelId
    channel_kind: ChannelKind
    is_private: bool
    source: Source
    deduplication_key: str
    response_url: str = ""
    can_post: bool = True
    message_ts: str | None = None
    """The message in that channel that the recognition is about, if any."""
    thread_ts: str = ""
    """The thread in that channel in which to post the shout-out; "" if none."""


@record
class RecordedRecognition:
    """A recorded recognition as its giver sees it, and what became of it."""

    recognition: RecognitionView
    excluded: Mapping[UserId, ExclusionReason]
    private_recipients: tuple[UserId, ...]
    """Recipients who do not appear in the shout-out."""
    has_shout_out: bool
    without_messages: tuple[UserId, ...]
    """Recipients who want no direct messages."""
    is_repeated: bool
    """It was recorded before, and nothing changed."""


def decide_new_recognition(
    tx: Transaction, new_recognition: NewRecognition
) -> Acceptance | Rejection | HiddenNames:
    """Decide whether this can be recorded now, and for which recipients."""
    named = _list_named(new_recognition)
    return _decide(new_recognition, users.find_preferences(tx, new_recognition.workspace.id, named))


def _list_named(new_recognition: NewRecognition) -> set[UserId]:
    """Return the recipients and the users that the text mentions."""
    mentioned = mentions.find_mentioned_users(new_recognition.text)
    return {user.id for user in new_recognition.named}.union(mentioned)


def _decide(
    new_recognition: NewRecognition, preferences: Mapping[UserId, Preferences]
) -> Acceptance | Rejection | HiddenNames:
    thanks_preferences = {user: chosen.thanks for user, chosen in preferences.items()}
    given = given_visibility(new_recognition.channel_kind, is_private=new_recognition.is_private)
    return decide_recognition(
        new_recognition.giver,
        new_recognition.named,
        new_recognition.text,
        given,
        thanks_preferences,
        mentions.find_mentioned_users(new_recognition.text),
    )


def give(
    tx: Transaction, new_recognition: NewRecognition
) -> RecordedRecognition | Rejection | HiddenNames | None:
    """Record a recognition, and write the messages about it.

    Repeated, it changes nothing and returns the same, or None if it was withdrawn since.
    """
    workspace, giver = new_recognition.workspace, new_recognition.giver
    preferences, welcomed = users.find_preferences_and_welcomed(
        tx, workspace.id, _list_named(new_recognition)
    )
    decision = _decide(new_recognition, preferences)
    if not isinstance(decision, Acceptance):
        return decision
    if is_over_give_limit(tx, workspace.id, giver, new_recognition.deduplication_key):
        return Rejection(RefusalReason.TOO_OFTEN, decision.excluded)
    row = _make_row(new_recognition, decision)
    recognition = recognitions.add(tx, workspace.id, row)
    is_repeated = recognition is None
    if recognition is None:
        recognition = recognitions.find_by_deduplication_key(tx, workspace.id, row.deduplication_key)
        view = find_given(tx, workspace, giver, recognition)
    else:
        unwelcomed = {user: preferences[user] for user in decision.recipients if user not in welcomed}
        _announce(tx, new_recognition, decision, unwelcomed, recognition)
        homes.refresh(tx, workspace.id, {giver, *decision.recipients})
        view = _make_view(tx, workspace, row, recognition)
    if view is None:
        return None
    return RecordedRecognition(
        recognition=view,
        excluded=decision.excluded,
        private_recipients=tuple(
            recipient
            for recipient, visibility in decision.recipients.items()
            if visibility is Visibility.PRIVATE
        ),
        has_shout_out=decision.has_shout_out,
        without_messages=_list_without_messages(decision.recipients, preferences),
        is_repeated=is_repeated,
    )


def _make_row(new_recognition: NewRecognition, decision: Acceptance) -> RecognitionRow:
    return RecognitionRow(
        deduplication_key=new_recognition.deduplication_key,
        source=new_recognition.source,
        channel=new_recognition.channel,
        giver=new_recognition.giver,
        recipients=decision.recipients,
        visibility=given_visibility(new_recognition.channel_kind, is_private=new_recognition.is_private),
        text=new_recognition.text,
        values=new_recognition.values,
        mentioned=mentions.find_mentioned_users(new_recognition.text),
        message_ts=new_recognition.message_ts,
    )


def _make_view(
    tx: Transaction, workspace: Workspace, row: RecognitionRow, recognition: RecognitionId
) -> RecognitionView:
    """Return what `find_given` would read of a new recognition."""
    return RecognitionView(
        id=recognition,
        source=row.source,
        channel=row.channel,
        text=row.text,
        givers=(row.giver,),
        recipients=tuple(sorted(row.recipients)),
        values=tuple(sorted(set(row.values))),
        endorsers=(),
        permalink=workspace.permalink(row.channel, row.message_ts) if row.message_ts else "",
        is_private=is_private_view(GivenScope(row.giver), row.recipients),
        created_at=tx.now,
        is_open=row.visibility is Visibility.PUBLIC,
    )


def _announce(
    tx: Transaction,
    new_recognition: NewRecognition,
    decision: Acceptance,
    unwelcomed: Mapping[UserId, Preferences],
    recognition: RecognitionId,
) -> None:
    """Write the shout-out and the direct messages; `unwelcomed` recipients don't know their preferences yet.

    A recipient gets a direct message if they are thanked privately, are not in the channel (which the
    delivery finds out), or are thanked for the first time. The delivery follows their preference for
    messages.
    """
    workspace_id = new_recognition.workspace.id
    deliveries: list[tuple[str, WorkspaceId, OutboxMessage]] = []
    shout_out = None
    if decision.has_shout_out:
        message = ShoutOut(
            new_recognition.channel,
            recognition,
            response_url=new_recognition.response_url,
            can_post=new_recognition.can_post,
            giver=new_recognition.giver,
            thread_ts=new_recognition.thread_ts,
        )
        shout_out = tx.new_id()
        deliveries.append((shout_out, workspace_id, message))
    reachable = {user.id for user in new_recognition.named if user.is_reachable}
    # In this order, as in all places: two who thank the same users at once wait for each other only once.
    for user, visibility in sorted(decision.recipients.items()):
        if user not in reachable:
            continue
        is_first = user in unwelcomed and mark_explained(tx, workspace_id, user, unwelcomed[user])
        is_private = visibility is Visibility.PRIVATE
        direct_message = DirectMessage(
            user,
            recognition,
            is_first=is_first,
            unless_in=NO_CHANNEL if is_first or is_private else new_recognition.channel,
            target=None if is_private else shout_out,
        )
        deliveries.append((tx.new_id(), workspace_id, direct_message))
    outbox.put_all(tx, deliveries)


@record
class RecognitionStatus:
    """What became of a recognition so far: its shout-out, and how visible each recipient is."""

    state: ShoutOutState
    recipients: Mapping[UserId, Visibility]
    without_messages: tuple[UserId, ...]
    """Recipients who want no direct messages."""


def find_status(tx: Transaction, workspace: Workspace, recognition: RecognitionId) -> RecognitionStatus:
    """Return what became of a recognition so far."""
    recipients = list_recipients(tx, recognition)
    without_messages = _list_without_messages(
        recipients, users.find_preferences(tx, workspace.id, recipients)
    )
    if not select_channel_recipients(recipients):
        state = ShoutOutState.NONE
    elif any(isinstance(posted.message, ShoutOut) for posted in messages.list_about(tx, recognition)):
        state = ShoutOutState.POSTED
    else:
        is_coming = outbox.is_coming(tx, recognition, ShoutOut)
        state = ShoutOutState.COMING if is_coming else ShoutOutState.MISSING
    return RecognitionStatus(state, recipients, without_messages)


def _list_without_messages(
    recipients: Iterable[UserId], preferences: Mapping[UserId, Preferences]
) -> tuple[UserId, ...]:
    return tuple(user for user in recipients if preferences[user].messages is MessagePreference.NEVER)
