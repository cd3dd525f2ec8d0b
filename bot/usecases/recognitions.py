"""Recognitions with text: giving them, and withdrawing them."""

from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

from bot.domain import mentions
from bot.domain.ids import RecognitionId, UserId
from bot.domain.new_recognition import NewRecognition
from bot.domain.preferences import MessagePreference, Preferences
from bot.domain.recognition import (
    Acceptance,
    ExclusionReason,
    HiddenNames,
    RecognitionView,
    RefusalReason,
    Rejection,
)
from bot.domain.scopes import GivenScope
from bot.domain.view_rules import is_private_view
from bot.domain.visibility import Visibility
from bot.domain.workspace import Workspace
from bot.storage import homes, recognitions, users
from bot.storage.concerned_users import find_concerned_users
from bot.storage.engine import Transaction
from bot.storage.recognitions import RecognitionRow
from bot.usecases.announcements import announce
from bot.usecases.flood_limits import find_too_many, find_too_many_teams
from bot.usecases.visible_recognitions import find_given


class RecordedRecognition(Struct, frozen=True):
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


GiveResult = RecordedRecognition | Rejection | HiddenNames | None
"""A recorded recognition, the reason why there is none, or None for one that was withdrawn since."""


def decide_new_recognition(
    tx: Transaction, new_recognition: NewRecognition
) -> Acceptance | Rejection | HiddenNames:
    """Decide whether this can be recorded now, and for which recipients."""
    named = new_recognition.named_users
    return new_recognition.decide(users.find_preferences(tx, new_recognition.workspace.id, named))


def give(tx: Transaction, new_recognition: NewRecognition) -> GiveResult:
    """Record a recognition, and write the messages about it.

    Repeated, it changes nothing and returns the same, or None if it was withdrawn since.
    """
    return give_all(tx, [new_recognition])[0]


def give_all(tx: Transaction, new_recognitions: Sequence[NewRecognition]) -> list[GiveResult]:
    """Do the same for recognitions of one workspace. The number of statements does not depend on theirs."""
    workspace = new_recognitions[0].workspace
    named = frozenset[UserId]().union(*(new_recognition.named_users for new_recognition in new_recognitions))
    givers = {new_recognition.giver for new_recognition in new_recognitions}
    concerned = find_concerned_users(tx, workspace.id, named | givers)
    preferences = concerned.preferences
    decisions = [new_recognition.decide(preferences) for new_recognition in new_recognitions]
    accepted = [
        (new_recognition, decision)
        for new_recognition, decision in zip(new_recognitions, decisions, strict=True)
        if isinstance(decision, Acceptance)
    ]
    if not accepted:
        return [decision for decision in decisions if not isinstance(decision, Acceptance)]
    keys = [(new_recognition.giver, new_recognition.deduplication_key) for new_recognition, _ in accepted]
    too_many = find_too_many(tx, workspace.id, keys)
    if team_keys := [(each.giver, each.deduplication_key) for each, decision in accepted if decision.teams]:
        too_many |= find_too_many_teams(tx, workspace.id, team_keys)
    rows = [_make_row(*each) for each in accepted if each[0].deduplication_key not in too_many]
    ids = recognitions.add_all(tx, workspace.id, rows)
    announce(tx, workspace.id, accepted, ids, preferences, concerned.welcomed)
    if ids:
        changed = {user for row in rows for user in (row.giver, *row.recipients, *row.members)}
        homes.refresh_open(tx, workspace.id, concerned.with_open_home & changed)
    results: list[GiveResult] = []
    for new_recognition, decision in zip(new_recognitions, decisions, strict=True):
        if not isinstance(decision, Acceptance):
            results.append(decision)
        elif new_recognition.deduplication_key in too_many:
            results.append(Rejection(RefusalReason.TOO_OFTEN, decision.excluded))
        else:
            # A second one with the same key repeats the first.
            new_id = ids.pop(new_recognition.deduplication_key, None)
            results.append(_make_result(tx, new_recognition, decision, preferences, new_id))
    return results


def _make_result(
    tx: Transaction,
    new_recognition: NewRecognition,
    decision: Acceptance,
    preferences: Mapping[UserId, Preferences],
    new_id: RecognitionId | None,
) -> RecordedRecognition | None:
    """Return the result for a recognition that is new or, without a `new_id`, was recorded before."""
    workspace, giver = new_recognition.workspace, new_recognition.giver
    if new_id:
        view: RecognitionView | None = _make_view(tx, workspace, _make_row(new_recognition, decision), new_id)
    else:
        earlier = recognitions.find_by_deduplication_key(tx, workspace.id, new_recognition.deduplication_key)
        view = find_given(tx, workspace, giver, earlier)
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
        without_messages=list_without_messages(decision.recipients, preferences),
        is_repeated=new_id is None,
    )


def _make_row(new_recognition: NewRecognition, decision: Acceptance) -> RecognitionRow:
    return RecognitionRow(
        deduplication_key=new_recognition.deduplication_key,
        source=new_recognition.source,
        channel=new_recognition.channel,
        giver=new_recognition.giver,
        recipients=decision.recipients,
        visibility=new_recognition.visibility,
        text=new_recognition.text,
        values=new_recognition.values,
        mentioned=mentions.find_mentioned_users(new_recognition.text),
        message_ts=new_recognition.message_ts,
        teams=decision.teams,
        members=decision.members,
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
        is_private=not row.teams and is_private_view(GivenScope(row.giver), row.recipients),
        created_at=tx.now,
        is_open=row.visibility is Visibility.PUBLIC,
        teams=row.teams,
    )


def list_without_messages(
    recipients: Iterable[UserId], preferences: Mapping[UserId, Preferences]
) -> tuple[UserId, ...]:
    """Return the recipients who want no direct messages."""
    return tuple(user for user in recipients if preferences[user].messages is MessagePreference.NEVER)
