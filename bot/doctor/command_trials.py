"""What only a typed command makes possible: a form, and a large answer through its `response_url`."""

import time
from collections.abc import Callable, Sequence
from typing import Any

import aiohttp

from bot.doctor.trial import Outcome, Trial
from bot.doctor.trial_calls import TrialCalls
from bot.doctor.typed_command import Envelope, Envelopes, with_envelopes
from bot.errors import SlackError

FORM = "form with names filled in"
SUBMISSION = "the same form, submitted untouched"
LARGE_ANSWER = "answer of 20,000 bytes through response_url"
PLACE = "typed command"
WORD = "help"
"""What is to be typed after the command."""
_CALLBACK = "trial"


class CommandTrials:
    """Waits for a command, and tries what its ids allow."""

    def __init__(self, calls: TrialCalls, commands: Sequence[str], ask: Callable[[str], None]) -> None:
        """Wait for one of these commands. `ask` tells the operator what to do."""
        self._calls = calls
        self._commands = commands
        self._ask = ask

    async def run(self, api_url: str, app_token: str, seconds: float) -> None:
        """Try it all, and wait for the operator so many seconds each time."""
        self._seconds = seconds
        try:
            await with_envelopes(api_url, app_token, self._calls.stopping, self._wait_for_command)
        except (SlackError, aiohttp.ClientError, OSError) as error:
            self.skip_all(f"no connection by Socket Mode ({error or type(error).__name__})")

    def skip_all(self, reason: str) -> None:
        """Record for each of these trials that it was left out, and the reason."""
        for subject in (FORM, SUBMISSION, LARGE_ANSWER):
            self._calls.skip(PLACE, subject, reason)

    async def _wait_for_command(self, envelopes: Envelopes) -> None:
        self._ask(
            f"Type `{self._commands[0]} {WORD}` in Slack now: you have {self._seconds:.0f} seconds, and "
            "Ctrl+C leaves it out. `hearten run` must not be running, as it would take the command."
        )
        envelope = await envelopes.wait_for(self._is_command, self._seconds)
        if envelope is None:
            self.skip_all("no command came")
            return
        command = envelope["payload"]
        view = await self._calls.attempt(
            PLACE, FORM, "views.open", trigger_id=command["trigger_id"], view=_form(command["user_id"])
        )
        await self._answer(command["response_url"])
        if view is None:
            self._calls.skip(PLACE, SUBMISSION, "no form")
            return
        self._ask("A form opened in Slack: press Try without changing anything.")
        began = time.monotonic()
        submission = await envelopes.wait_for(_is_submission, self._seconds)
        if submission is None:
            self._calls.skip(PLACE, SUBMISSION, "the form was not submitted")
        else:
            self._calls.note(Trial(PLACE, SUBMISSION, Outcome.WORKED, time.monotonic() - began))

    async def _answer(self, response_url: str) -> None:
        """Send a large answer, which only the person who typed the command sees."""
        began = time.monotonic()
        try:
            await self._calls.client.respond(response_url, large_answer())
        except SlackError as error:
            self._calls.note(
                Trial(PLACE, LARGE_ANSWER, Outcome.REFUSED, time.monotonic() - began, str(error))
            )
        else:
            self._calls.note(Trial(PLACE, LARGE_ANSWER, Outcome.WORKED, time.monotonic() - began))

    def _is_command(self, envelope: Envelope) -> bool:
        payload = envelope.get("payload") or {}
        is_command = envelope.get("type") == "slash_commands" and payload.get("command") in self._commands
        return is_command and str(payload.get("text")).strip().lower() == WORD


def _is_submission(envelope: Envelope) -> bool:
    payload = envelope.get("payload") or {}
    is_view = envelope.get("type") == "interactive" and payload.get("type") == "view_submission"
    return is_view and (payload.get("view") or {}).get("callback_id") == _CALLBACK


def _form(user: str) -> dict[str, Any]:
    """Return a form with someone chosen, and a name in plain text, as Hearten fills in its own."""
    text = {"type": "text", "text": "@someone helped me"}
    filled = {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": [text]}]}
    return {
        "type": "modal",
        "callback_id": _CALLBACK,
        "title": {"type": "plain_text", "text": "A trial"},
        "submit": {"type": "plain_text", "text": "Try"},
        "blocks": [
            {
                "type": "input",
                "block_id": "people",
                "label": {"type": "plain_text", "text": "Please change nothing"},
                "element": {"type": "multi_users_select", "action_id": "people", "initial_users": [user]},
            },
            {
                "type": "input",
                "block_id": "text",
                "label": {"type": "plain_text", "text": "Nor here"},
                "element": {"type": "rich_text_input", "action_id": "text", "initial_value": filled},
            },
        ],
    }


def large_answer() -> dict[str, Any]:
    """Return a message of 20,000 bytes, which no acknowledgement may have."""
    line = "Hearten is trying a large answer. " + "ü" * 166
    blocks = [{"type": "section", "text": {"type": "plain_text", "text": line}} for _ in range(40)]
    return {"text": f"Hearten is trying a large answer. {'ü' * 1_900}", "blocks": blocks}
