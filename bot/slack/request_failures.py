"""Answers to failed requests: a sentence for the user, a log line for the operator."""

import traceback
from collections.abc import Mapping
from http import HTTPStatus
from pathlib import Path
from typing import Any

import structlog
from slack_bolt.response import BoltResponse

from bot.errors import RequestError, UnknownWorkspaceError
from bot.slack.context import Context
from bot.slack.features.recognition import refusal_views
from bot.slack.payloads.events import event_kind
from bot.slack.payloads.interactions import read_press
from bot.slack.request_record import RequestRecord, Saved, current_record
from bot.slack.ui.message import Message
from bot.slack.ui.modal import answer_view, replace_view

ENDINGS = ("app_uninstalled", "tokens_revoked")
"""The events that end an installation."""

_log = structlog.get_logger(__name__)


def answer_failure(error: Exception, body: Mapping[str, Any], context: Context) -> BoltResponse:
    """Return 4xx for invalid payloads, a sentence for a command, else 500, so that Slack repeats it."""
    record = current_record()
    if saved := answer_saved(body, record, context):
        _log.error("failed after a commit", error=type(error).__name__, where=_where(error))
        return saved
    if isinstance(error, RequestError):
        if isinstance(error, UnknownWorkspaceError) and _is_ending(body):
            # Slack says in two events that the app is gone: after the first one, it is.
            return BoltResponse(status=200, body="")
        # Slack repeats such an event.
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
        # Slack never repeats a command: the user has to, so they get their text back.
        speech = context.language(record.locale)
        is_unknown = record.saved is Saved.UNKNOWN
        sorry = (refusal_views.uncertain_save_message if is_unknown else refusal_views.save_failure_message)(
            speech, f"{command} {text}"
        )
        return BoltResponse(status=200, body=_ephemeral(sorry))
    return BoltResponse(status=500, body="")


def answer_saved(body: Mapping[str, Any], record: RequestRecord, context: Context) -> BoltResponse | None:
    """Return an answer that says that the request was saved; None if it was not, or if it is an event.

    Slack repeats an event, which changes nothing and sends its answer.
    """
    if record.saved is not Saved.CHANGES:
        return None
    language = context.language(record.locale)
    answer = refusal_views.answer_failure_message(language)
    match body.get("type"):
        case "view_submission":
            return BoltResponse(status=200, body=replace_view(answer_view(language, answer)))
        case "block_actions":
            context.send_ephemeral(read_press(body).response_url, answer)
            return BoltResponse(status=200, body="")
        case _ if "command" in body:
            return BoltResponse(status=200, body=_ephemeral(answer))
    return None


def _is_ending(body: Mapping[str, Any]) -> bool:
    """Return True for an event that ends an installation."""
    return body.get("type") == "event_callback" and event_kind(body) in ENDINGS


def _where(error: Exception) -> str:
    """Return the place in our code. A whole trace could contain a user's text."""
    frames = traceback.extract_tb(error.__traceback__)
    ours = [f"{Path(f.filename).stem}:{f.lineno}" for f in frames if "site-packages" not in f.filename]
    return " > ".join(ours[-4:])


def _ephemeral(answer: Message) -> Message:
    return {"response_type": "ephemeral", **answer}
