"""Recording recognitions that are given by command or message."""

from collections.abc import Sequence
from itertools import groupby

import structlog

from bot.deps import Deps
from bot.domain.new_recognition import NewRecognition
from bot.domain.pending_recognition import PendingRecognition
from bot.domain.recognition import Rejection
from bot.errors import CommitUncertainError, SettingsChangedError
from bot.slack.api.cache import shorten_deadline
from bot.slack.batches import Batches
from bot.slack.request_record import Saved, current_record
from bot.usecases.pending_recognitions import Gift, NotRecorded, Outcome, give_or_ask_all
from bot.usecases.recognitions import RecordedRecognition
from bot.usecases.remembered_settings import RememberedSettings

MAX_BATCH = 16
"""Recognitions of one transaction. All of them wait if another process has locked the row of one giver."""

_log = structlog.get_logger(__name__)

Answer = RecordedRecognition | Rejection | PendingRecognition | None
"""What became of a recognition; None for one that was recorded before and withdrawn since."""


def log_recorded(recorded: RecordedRecognition) -> None:
    """Log the id by which the lines about a request's messages are found."""
    _log.info("recorded", recognition=recorded.recognition.id, source=recorded.recognition.source.value)


class RecognitionBatches:
    """Records recognitions; those that come at the same time share a transaction."""

    def __init__(self, deps: Deps) -> None:
        """Record in the database of the dependencies."""
        self._deps = deps
        self._batches: Batches[Gift, Outcome] = Batches(self._record, MAX_BATCH)

    async def give_or_ask(
        self,
        new_recognition: NewRecognition,
        pending: PendingRecognition,
        read_by: RememberedSettings | None = None,
    ) -> Answer:
        """Do what the use case of this name does, and record what the present request has saved.

        Raise `SettingsChangedError` if the text was `read_by` settings or values that changed since.
        """
        try:
            outcome = await self._batches.add(Gift(new_recognition, pending, read_by))
        except CommitUncertainError:
            current_record().saved = Saved.UNKNOWN
            raise
        if isinstance(outcome, NotRecorded):
            raise SettingsChangedError
        if isinstance(outcome, RecordedRecognition) and not outcome.is_repeated:
            current_record().saved = Saved.CHANGES
            log_recorded(outcome)
        shorten_deadline(self._deps.monotonic)
        return outcome

    async def _record(self, gifts: Sequence[Gift]) -> Sequence[Outcome]:
        outcomes: list[Outcome] = []
        for _, each in groupby(gifts, lambda gift: gift.new_recognition.workspace.id):
            outcomes += await self._deps.database.write(give_or_ask_all, list(each))
        return outcomes
