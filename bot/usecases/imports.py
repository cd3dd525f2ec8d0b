"""Imports: recognitions that were given elsewhere, private to their people. Nothing is sent."""

from collections.abc import Iterator, Sequence
from enum import Enum

from msgspec import Struct
from msgspec.structs import replace

from bot.domain import mentions
from bot.domain.erasure import erase_mentions
from bot.domain.ids import NO_CHANNEL, UserId
from bot.domain.imports.decision import ImportedRecognition, ImportRefusal, ImportRules, decide_import
from bot.domain.recognition import Acceptance, Source
from bot.domain.retention import MONTHS, find_erasure_limit
from bot.domain.visibility import Visibility
from bot.domain.workspace import Workspace
from bot.storage import erasures, recognitions, users, workspaces
from bot.storage.engine import Transaction
from bot.storage.ids import Ids
from bot.storage.recognitions import RecognitionRow


class ImportOutcome(Enum):
    """What became of a recognition that can be stored."""

    NEW = "new"
    STORED_BEFORE = "stored before"
    """Also if it was removed since."""


class ImportResult(Struct, frozen=True):
    """What became of one recognition, and how many recipients it is stored without."""

    outcome: ImportOutcome | ImportRefusal
    left_out: int = 0


class _Decision(Struct, frozen=True):
    """What is decided about a recognition; `text` is its text without mentions of erased users."""

    recognition: ImportedRecognition
    text: str
    decided: Acceptance | ImportRefusal

    def make_result(self, *, is_new: bool) -> ImportResult:
        """Return what the operator learns."""
        if not isinstance(self.decided, Acceptance):
            return ImportResult(self.decided)
        outcome = ImportOutcome.NEW if is_new else ImportOutcome.STORED_BEFORE
        return ImportResult(outcome, len(self.decided.excluded))


def try_imports(
    tx: Transaction, workspace: Workspace, imported: Sequence[ImportedRecognition]
) -> list[ImportResult]:
    """Return what `store_imports` would do, in the same order."""
    keys = [recognition.deduplication_key for recognition in imported]
    existing = recognitions.list_existing_keys(tx, workspace.id, keys)
    results = []
    for decision in _decide_all(tx, workspace, imported):
        key = decision.recognition.deduplication_key
        results.append(decision.make_result(is_new=key not in existing))
        existing.add(key)
    return results


def store_imports(
    tx: Transaction, workspace: Workspace, imported: Sequence[ImportedRecognition]
) -> list[ImportResult]:
    """Store recognitions as of their dates. What was stored before is not stored again."""
    return [
        decision.make_result(is_new=_store(tx, workspace, decision))
        for decision in _decide_all(tx, workspace, imported)
    ]


def _decide_all(
    tx: Transaction, workspace: Workspace, imported: Sequence[ImportedRecognition]
) -> Iterator[_Decision]:
    ids = frozenset[UserId]().union(*(recognition.user_ids for recognition in imported))
    erased = erasures.list_erased(tx, workspace.identity, ids)
    months = workspaces.find_settings(tx, workspace.id).months
    rules = ImportRules(
        now=tx.now,
        keeps_since=find_erasure_limit(MONTHS, months, tx.now),
        preferences=users.find_thanks_preferences(tx, workspace.id, ids),
        erased=erased,
    )
    for recognition in imported:
        text = recognition.text
        for user in erased:
            text = erase_mentions(text, user)
        yield _Decision(recognition, text, decide_import(recognition, rules))


def _store(tx: Transaction, workspace: Workspace, decision: _Decision) -> bool:
    """Store a recognition that was accepted; return False if it was stored before."""
    if not isinstance(decision.decided, Acceptance):
        return False
    recognition = decision.recognition
    row = RecognitionRow(
        deduplication_key=recognition.deduplication_key,
        source=Source.IMPORT,
        channel=NO_CHANNEL,
        giver=recognition.giver.id,
        recipients=decision.decided.recipients,
        visibility=Visibility.PRIVATE,
        text=decision.text,
        values=recognition.values,
        mentioned=mentions.find_mentioned_users(decision.text),
    )
    # Ids sort by time: this one must be as old as the recognition.
    then = replace(tx, now=recognition.given_at, ids=Ids())
    return bool(recognitions.add_all(then, workspace.id, [row]))
