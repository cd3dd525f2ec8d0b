"""Recognitions that the giver is asked about before anything is sent."""

from collections.abc import Sequence
from enum import Enum

from msgspec import Struct
from msgspec.structs import replace

from bot.domain import mentions
from bot.domain.commands.several_recognitions import MAX_SEVERAL, make_part_key
from bot.domain.ids import UserId
from bot.domain.message_text import MAX_TEXT_LENGTH, has_content, is_longer
from bot.domain.new_recognition import NewRecognition
from bot.domain.outbox_messages import StepCompletion
from bot.domain.pending_recognition import PendingDecision, PendingQuestion, PendingRecognition, hide_names
from bot.domain.recognition import (
    HiddenNames,
    RecognitionView,
    RefusalReason,
    Rejection,
    Source,
    find_hidden_names,
)
from bot.domain.workspace import Workspace
from bot.storage import outbox, pending_recognitions, recognitions, users
from bot.storage.engine import Transaction
from bot.usecases import recognitions as recognitions_module
from bot.usecases.recognitions import GiveResult, RecordedRecognition
from bot.usecases.remembered_settings import RememberedSettings, find_current
from bot.usecases.visible_recognitions import find_given


class Gift(Struct, frozen=True):
    """A recognition to record, and what to save if the giver must be asked first: both have the same content.

    If it was `read_by` remembered settings and values, it is recorded only if those are still current.
    """

    new_recognition: NewRecognition
    pending: PendingRecognition
    read_by: RememberedSettings | None = None


class NotRecorded(Enum):
    """Nothing was recorded: the settings or values changed since those by which the text was read."""

    SETTINGS_CHANGED = "settings changed"


Outcome = RecordedRecognition | Rejection | PendingRecognition | NotRecorded | None
"""None for a recognition that was recorded before and withdrawn since."""


def give_or_ask(tx: Transaction, new_recognition: NewRecognition, pending: PendingRecognition) -> Outcome:
    """Record a recognition, or save it as `pending` and return that if the giver must be asked first."""
    return give_or_ask_all(tx, [Gift(new_recognition, pending)])[0]


def give_or_ask_all(tx: Transaction, gifts: Sequence[Gift]) -> list[Outcome]:
    """Do the same for recognitions of one workspace, together."""
    fits = [True] * len(gifts)
    if any(gift.read_by for gift in gifts):
        current = find_current(tx, gifts[0].new_recognition.workspace.id)
        fits = [gift.read_by in (None, current) for gift in gifts]
    fitting = [gift.new_recognition for gift, is_fitting in zip(gifts, fits, strict=True) if is_fitting]
    results = iter(recognitions_module.give_all(tx, fitting) if fitting else ())
    return [
        _ask_if_needed(tx, gift.new_recognition, gift.pending, next(results))
        if is_fitting
        else NotRecorded.SETTINGS_CHANGED
        for gift, is_fitting in zip(gifts, fits, strict=True)
    ]


def _ask_if_needed(
    tx: Transaction, new_recognition: NewRecognition, pending: PendingRecognition, outcome: GiveResult
) -> RecordedRecognition | Rejection | PendingRecognition | None:
    if not isinstance(outcome, HiddenNames):
        if isinstance(outcome, RecordedRecognition) and new_recognition.source is Source.MENTION:
            # Only messages are edited: that may have taken away what was asked about.
            pending_recognitions.remove(
                tx, new_recognition.workspace.id, new_recognition.giver, new_recognition.deduplication_key
            )
        return outcome
    if recognitions.find_by_deduplication_key(
        tx, new_recognition.workspace.id, new_recognition.deduplication_key
    ):
        return None
    question = replace(pending, question=PendingQuestion.NAMES)
    pending_recognitions.save(tx, new_recognition.workspace.id, question)
    return question


def ask_giver(
    tx: Transaction, new_recognition: NewRecognition, pending: PendingRecognition
) -> Rejection | PendingRecognition | None:
    """Save a recognition as `pending` and return that, unless it could not even be recorded privately.

    None if it was answered before.
    """
    if recognitions.find_by_deduplication_key(
        tx, new_recognition.workspace.id, new_recognition.deduplication_key
    ):
        return None
    decision = recognitions_module.decide_new_recognition(tx, replace(new_recognition, is_private=True))
    if isinstance(decision, Rejection):
        return decision
    pending_recognitions.save(tx, new_recognition.workspace.id, pending)
    return pending


def save_for_form(tx: Transaction, workspace: Workspace, pending: PendingRecognition) -> None:
    """Save what was typed until the form with it is opened."""
    pending_recognitions.save(tx, workspace.id, replace(pending, question=PendingQuestion.LENGTH))


def find(
    tx: Transaction, workspace: Workspace, giver: UserId, deduplication_key: str
) -> PendingRecognition | None:
    """Return what this giver was asked about; None if it was answered or has expired."""
    return pending_recognitions.find(tx, workspace.id, giver, deduplication_key)


def reword(
    tx: Transaction,
    workspace: Workspace,
    giver: UserId,
    deduplication_key: str,
    text: str,
    values: Sequence[str],
) -> PendingRecognition | RefusalReason | None:
    """Give what this giver was asked about another text, and values that were typed in it.

    None if it was answered or has expired.
    """
    pending = pending_recognitions.find(tx, workspace.id, giver, deduplication_key)
    if pending is None:
        return None
    if not has_content(text):
        return RefusalReason.NO_TEXT
    if is_longer(text, MAX_TEXT_LENGTH):
        return RefusalReason.TEXT_TOO_LONG
    all_values = tuple(dict.fromkeys([*pending.values, *values]))
    reworded = replace(pending, text=text, values=all_values, unknown_value="")
    return reworded if pending_recognitions.change(tx, workspace.id, reworded) else None


def cancel(tx: Transaction, workspace: Workspace, giver: UserId, deduplication_key: str) -> bool:
    """Delete what this giver was asked about; return whether it was there."""
    return pending_recognitions.remove(tx, workspace.id, giver, deduplication_key)


def find_recorded(
    tx: Transaction, workspace: Workspace, giver: UserId, deduplication_key: str
) -> RecognitionView | None:
    """Return the giver's recognition that an earlier answer recorded; None if there is none."""
    recognition = recognitions.find_by_deduplication_key(tx, workspace.id, deduplication_key)
    return find_given(tx, workspace, giver, recognition)


def find_all_recorded(
    tx: Transaction, workspace: Workspace, giver: UserId, deduplication_key: str
) -> dict[str, RecognitionView]:
    """Return the recognitions that were recorded from one text, by their deduplication keys."""
    keys = (make_part_key(deduplication_key, part) for part in range(MAX_SEVERAL))
    found = ((key, find_recorded(tx, workspace, giver, key)) for key in keys)
    return {key: recognition for key, recognition in found if recognition}


def apply_decision(
    tx: Transaction, new_recognition: NewRecognition, decision: PendingDecision
) -> RecordedRecognition | Rejection | HiddenNames | None:
    """Record the recognition as the giver decided. A second answer changes nothing.

    None if it was cancelled, or withdrawn since.
    """
    workspace, giver = new_recognition.workspace, new_recognition.giver
    if decision is PendingDecision.CANCEL:
        if cancel(tx, workspace, giver, new_recognition.deduplication_key):
            _end_step(tx, new_recognition)
        return None
    if not pending_recognitions.find(tx, workspace.id, giver, new_recognition.deduplication_key):
        return None
    if decision is PendingDecision.PRIVATELY:
        new_recognition = replace(new_recognition, is_private=True)
    elif decision is PendingDecision.WITHOUT_NAMES:
        mentioned = mentions.find_mentioned_users(new_recognition.text)
        thanks_preferences = users.find_thanks_preferences(tx, workspace.id, mentioned)
        hidden = find_hidden_names(giver, thanks_preferences, mentioned)
        new_recognition = replace(new_recognition, text=hide_names(new_recognition.text, hidden))
    outcome = recognitions_module.give(tx, new_recognition)
    if isinstance(outcome, RecordedRecognition):
        pending_recognitions.remove(tx, workspace.id, giver, new_recognition.deduplication_key)
        if not outcome.has_shout_out:
            _end_step(tx, new_recognition)
    return outcome


def _end_step(tx: Transaction, new_recognition: NewRecognition) -> None:
    """Let the workflow that waits for the recognition, if any, learn that no shout-out will come."""
    if step := new_recognition.step:
        outbox.put(tx, new_recognition.workspace.id, StepCompletion(step))


def find_hidden(
    tx: Transaction, workspace: Workspace, giver: UserId, mentioned: Sequence[UserId]
) -> HiddenNames:
    """Return the mentioned users that may not be named in the channel."""
    preferences = users.find_thanks_preferences(tx, workspace.id, mentioned)
    return HiddenNames(find_hidden_names(giver, preferences, mentioned))
