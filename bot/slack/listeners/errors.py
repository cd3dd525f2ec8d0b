"""When something goes wrong: a kind sentence to the person, a log line to the operator, nothing lost."""

import traceback
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import structlog
from slack_bolt.response import BoltResponse

from bot.slack.blocks import refusing
from bot.slack.blocks.document import line, message
from bot.slack.blocks.inline import fill
from bot.slack.installations import UnknownWorkspaceError
from bot.slack.language import language
from bot.slack.payloads import BadPayloadError
from bot.usecases.react import MessageNotKnownYetError

_log = structlog.get_logger(__name__)


def answer_failure(error: Exception, body: Mapping[str, Any]) -> BoltResponse:
    """A 4xx for what Slack would not send, a sentence for a command, else a 500: Slack sends again."""
    if isinstance(error, BadPayloadError):
        _log.warning("bad payload", field=str(error))
        return BoltResponse(status=400, body="")
    if isinstance(error, MessageNotKnownYetError):
        _log.info("event came before its message was known", place=str(error))
        return BoltResponse(status=503, body="")
    if isinstance(error, UnknownWorkspaceError):
        _log.warning("unknown workspace", workspace=str(error))
        return BoltResponse(status=403, body="")
    where = _where(error)
    if isinstance(error, AttributeError | LookupError | TypeError | ValueError) and not where:
        # Bolt looks into payloads to find their listener.
        _log.warning("bad payload", error=type(error).__name__)
        return BoltResponse(status=400, body="")
    _log.error("request failed", error=type(error).__name__, where=where)
    command, text = body.get("command"), body.get("text")
    if isinstance(command, str) and isinstance(text, str):
        # Slack never sends a command again: the person has to, so they get their words back.
        return BoltResponse(status=200, body=_apology(f"{command} {text}"))
    return BoltResponse(status=500, body="")


def _where(error: Exception) -> str:
    """The place in our code. A whole trace could carry somebody's words."""
    frames = traceback.extract_tb(error.__traceback__)
    ours = [f"{Path(f.filename).stem}:{f.lineno}" for f in frames if "site-packages" not in f.filename]
    return " > ".join(ours[-4:])


def _apology(typed: str) -> dict[str, Any]:
    speech = language("en")
    sentence = speech.gettext(
        "I couldn't keep this just now, and nothing was posted. Please try again in a minute."
    )
    answer = message([line(fill(sentence)), *refusing.given_back(speech, typed)])
    return {"response_type": "ephemeral", **answer}
