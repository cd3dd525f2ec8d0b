"""Logs for the operator: what happened, without text of recognitions and without tokens."""

from __future__ import annotations

import contextlib
import json
import logging
import re
import sys
from contextvars import ContextVar
from typing import TYPE_CHECKING

import structlog

from bot.settings import OwnSettings

if TYPE_CHECKING:
    from bot.error_reports import ErrorReports

current_request: ContextVar[str] = ContextVar("current_request", default="")
"""The id of the request that is answered now, also in what it leaves for later; "" if there is none."""
REDACTED = "…"
_SECRETS = re.compile(
    # A ticket opens a connection, and a token acts for the bot. A URL or JSON may write `=` and `/` as
    # `%3D` and `\/`.
    r"(?P<ticket>ticket(?:=|%3D))[^&\s\"'\\)>]+"
    r"|(?P<socket>\bwss?:(?:\\?/){2}[^\s?\"'\\]{1,300}\?)[^\s\"'\\)>]+"
    r"|(?P<hook>\bhooks\.slack\.com(?:\\?/)(?:commands|actions|app|services)(?:\\?/))[\w/\\-]+"
    r"|(?P<token>\bx(?:ox[a-z]|app|wfp)(?:\.xox[a-z])?-)[\w%-]+",
    re.ASCII,
)
_MARKS = re.compile(r"ticket|wss?:|hooks|xox|xapp|xwfp", re.ASCII)
"""How secrets begin. Most lines contain none, and this takes a tenth of the time of the full check."""


def redact(text: str) -> str:
    """Return a log line without tickets of connections, response URLs and tokens."""
    if not _MARKS.search(text):
        return text
    return _SECRETS.sub(lambda found: f"{found[found.lastgroup or 0]}{REDACTED}", text)


def add_request(
    _logger: object, _method: str, entry: structlog.typing.EventDict
) -> structlog.typing.EventDict:
    """Add the id of the request to a log line."""
    if request := current_request.get():
        entry["request"] = request
    return entry


class _Redacting(logging.Formatter):
    """Redacts the lines of another formatter, with stack traces, from all libraries."""

    def __init__(self, inner: logging.Formatter) -> None:
        super().__init__()
        self._inner = inner

    def format(self, record: logging.LogRecord) -> str:
        return redact(self._inner.format(record))


class _StandardError:
    """Writes the finished lines of a logger. A line that can't be written is lost, and disturbs nothing."""

    def __init__(self, name: str) -> None:
        self.name = name

    def _write(self, line: str) -> None:
        with contextlib.suppress(OSError, ValueError):
            sys.stderr.write(f"{redact(line)}\n")

    debug = info = warning = error = critical = _write


def configure(settings: OwnSettings, reports: ErrorReports | None = None) -> None:
    """Configure structlog and the standard library to write the same lines to standard error.

    Our own lines do not pass through the standard library, which takes three times as long for each. Errors
    are also reported, if there are `reports`.
    """
    level = logging.getLevelNamesMapping()[settings.log_level.upper()]
    shared: list[structlog.typing.Processor] = [
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        add_request,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        *([reports.process] if reports else []),
    ]
    to_json = json.JSONEncoder(default=repr).encode
    renderer: structlog.typing.Processor = (
        structlog.processors.JSONRenderer(lambda entry, **_: to_json(entry))
        if settings.log_format == "json"
        else structlog.dev.ConsoleRenderer(colors=False)
    )
    rendering: list[structlog.typing.Processor] = [structlog.processors.format_exc_info, renderer]
    structlog.configure(
        processors=[*shared, *rendering],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=_StandardError,
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler()
    formatter = structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=shared,
        processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, *rendering],
    )
    handler.setFormatter(_Redacting(formatter))
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(level)
    # Libraries log every request and connection; an operator needs to know of trouble.
    for name in ("apscheduler", "slack_sdk", "uvicorn", "aiohttp", "alembic"):
        logging.getLogger(name).setLevel(max(logging.WARNING, root.level))
    # Bolt finds tokens in the environment, and warns that it does not need them.
    logging.getLogger("slack_bolt").setLevel(logging.ERROR)
