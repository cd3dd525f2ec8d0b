"""Calls of Slack that are timed and noted down, and whose traces are removed in the end."""

import asyncio
import contextlib
import time
from collections.abc import Callable
from typing import Any

from bot.doctor.trial import Outcome, Trial
from bot.errors import Effect, SlackError, SlackRateLimitedError, SlackRefusedError, SlackUnavailableError
from bot.slack.api.client import TokenClient

MAX_PAUSE = 60.0
"""Seconds that Slack may ask for before a call is repeated; it is repeated once."""
_GONE = {"message_not_found", "file_not_found", "file_deleted"}


class TrialCalls:
    """Makes calls, and remembers what they leave in Slack."""

    def __init__(self, client: TokenClient, stopping: asyncio.Event, report: Callable[[Trial], None]) -> None:
        """Call with this client until `stopping` is set. `report` gets each trial at once."""
        self.client = client
        self.stopping = stopping
        self.trials: list[Trial] = []
        self._report = report
        self._messages: set[tuple[str, str]] = set()
        self._files: set[str] = set()
        self._may_have_left_more = False

    @property
    def is_stopped(self) -> bool:
        """Return True if nothing more should be tried."""
        return self.stopping.is_set()

    def note(self, trial: Trial) -> None:
        """Add a trial to the result."""
        self.trials.append(trial)
        self._report(trial)

    def skip(self, place: str, subject: str, reason: str) -> None:
        """Note what was not tried."""
        self.note(Trial(place, subject, Outcome.NOT_TRIED, reason=reason))

    async def attempt(
        self, place: str, subject: str, method: str, *, is_needed: bool = True, **arguments: Any
    ) -> dict[str, Any] | None:
        """Call a method and note how it went. Return Slack's answer, None for a refusal."""
        began = time.monotonic()
        try:
            answer = await self.call(method, **arguments)
        except SlackError as error:
            self.note(
                Trial(
                    place, subject, Outcome.REFUSED, time.monotonic() - began, str(error), is_needed=is_needed
                )
            )
            return None
        self.note(Trial(place, subject, Outcome.WORKED, time.monotonic() - began, is_needed=is_needed))
        return answer

    async def call(self, method: str, **arguments: Any) -> dict[str, Any]:
        """Call a method, again after the pause that Slack asks for. Raise `SlackError`."""
        try:
            try:
                answer = await self.client.call(method, **arguments)
            except SlackRateLimitedError as error:
                if error.retry_after.total_seconds() > MAX_PAUSE:
                    raise
                await asyncio.sleep(error.retry_after.total_seconds())
                answer = await self.client.call(method, **arguments)
        except SlackUnavailableError as error:
            is_post = method in ("chat.postMessage", "files.completeUploadExternal")
            self._may_have_left_more |= is_post and error.effect is not Effect.NONE
            raise
        self._remember(method, answer)
        return answer

    def _remember(self, method: str, answer: dict[str, Any]) -> None:
        if method == "chat.postMessage":
            self._messages.add((str(answer["channel"]), str(answer["ts"])))
        elif method == "chat.delete":
            self._messages.discard((str(answer["channel"]), str(answer["ts"])))
        elif method == "files.getUploadURLExternal":
            self._files.add(str(answer["file_id"]))

    async def clean_up(self) -> None:
        """Delete all messages and files, and note whether any may be left."""
        errors = [
            *[await self._remove("chat.delete", channel=channel, ts=ts) for channel, ts in self._messages],
            *[await self._remove("files.delete", file=file) for file in self._files],
        ]
        reasons = sorted({error for error in errors if error})
        if self._may_have_left_more:
            reasons.append("an answer got lost")
        outcome = Outcome.REFUSED if reasons else Outcome.WORKED
        advice = f"{', '.join(reasons)}: look for a message of the trial, and delete it" if reasons else ""
        self.note(Trial("everywhere", "clean up", outcome, reason=advice))

    async def _remove(self, method: str, **arguments: str) -> str:
        """Return the error, "" if what was to be removed is gone."""
        try:
            await self.client.call(method, **arguments)
        except SlackRateLimitedError as error:
            await asyncio.sleep(min(error.retry_after.total_seconds(), MAX_PAUSE))
            with contextlib.suppress(SlackError):
                await self.client.call(method, **arguments)
                return ""
            return str(error)
        except SlackRefusedError as error:
            return "" if error.error in _GONE else error.error
        except SlackError as error:
            return str(error)
        return ""
