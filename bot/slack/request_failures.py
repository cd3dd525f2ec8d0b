"""When something goes wrong: a kind sentence to the person, a log line to the operator, nothing lost."""

import traceback
from collections.abc import Mapping
from http import HTTPStatus
from pathlib import Path
from typing import Any

import structlog
from slack_bolt.response import BoltResponse

from bot.errors import RequestError
from bot.slack import payloads
from bot.slack.context import Context
from bot.slack.features.recognition import refusal_views
from bot.slack.request_record import RequestRecord, Saved, current_record
from bot.slack.ui.message import Message
from bot.slack.ui.modal import instead, window

_log = structlog.get_logger(__name__)


def answer_failure(error: Exception, body: Mapping[str, Any], context: Context) -> BoltResponse:
    """A 4xx for what Slack would not send, a sentence for a command, else a 500: Slack sends again."""
    record = current_record()
    if saved := answer_saved(body, record, context):
        _log.error("failed after a commit", error=type(error).__name__, where=_where(error))
        return saved
    if isinstance(error, RequestError):
        # An event that Slack repeats is no reason to worry.
        log = _log.info if error.status == HTTPStatus.SERVICE_UNAVAILABLE else _log.warning
        log("request refused", error=type(error).__name__, reason=str(error), status=error.status)
        return BoltResponse(status=error.status, body="")
    where = _where(error)
    if isinstance(error, AttributeError | LookupError | TypeError | ValueError) and not where:
        # Bolt looks into payloads to find their listener.
        _log.warning("bad payload", error=type(error).__name__)
        return BoltResponse(status=400, body="")
    _log.error("request failed", error=type(error).__name__, where=where)
    context.installations.check_soon()
    command, text = body.get("command"), body.get("text")
    if isinstance(command, str) and isinstance(text, str):
        # Slack never sends a command again: the person has to, so they get their words back.
        speech = context.language(record.locale)
        is_unknown = record.saved is Saved.UNKNOWN
        sorry = (refusal_views.maybe_saved if is_unknown else refusal_views.not_saved)(
            speech, f"{command} {text}"
        )
        return BoltResponse(status=200, body=_ephemeral(sorry))
    return BoltResponse(status=500, body="")


def answer_saved(body: Mapping[str, Any], record: RequestRecord, context: Context) -> BoltResponse | None:
    """Say that a request was saved although its answer failed; return None if nothing was.

    Slack repeats events by itself, which changes nothing and brings their answers.
    """
    if record.saved is not Saved.CHANGES:
        return None
    language = context.language(record.locale)
    answer = refusal_views.saved_without_answer(language)
    match body.get("type"):
        case "view_submission":
            return BoltResponse(status=200, body=instead(window(language, answer)))
        case "block_actions":
            context.say_below(payloads.press(body).response_url, answer)
            return BoltResponse(status=200, body="")
        case _ if "command" in body:
            return BoltResponse(status=200, body=_ephemeral(answer))
    return None


def _where(error: Exception) -> str:
    """The place in our code. A whole trace could carry somebody's words."""
    frames = traceback.extract_tb(error.__traceback__)
    ours = [f"{Path(f.filename).stem}:{f.lineno}" for f in frames if "site-packages" not in f.filename]
    return " > ".join(ours[-4:])


def _ephemeral(answer: Message) -> Message:
    return {"response_type": "ephemeral", **answer}
