"""Logs for the operator: what happened, without text of recognitions and without tokens."""

import logging
import re

import structlog

from bot.settings import OwnSettings

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


def redact(text: str) -> str:
    """Return a log line without tickets of connections, response URLs and tokens."""
    return _SECRETS.sub(lambda found: f"{found[found.lastgroup or 0]}{REDACTED}", text)


class _Redacting(logging.Formatter):
    """Redacts the lines of another formatter, with stack traces, from all libraries."""

    def __init__(self, inner: logging.Formatter) -> None:
        super().__init__()
        self._inner = inner

    def format(self, record: logging.LogRecord) -> str:
        return redact(self._inner.format(record))


def configure(settings: OwnSettings) -> None:
    """Configure structlog and the standard library to write the same lines to standard error."""
    shared: list[structlog.typing.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    renderer: structlog.typing.Processor = (
        structlog.processors.JSONRenderer()
        if settings.log_format == "json"
        else structlog.dev.ConsoleRenderer(colors=False)
    )
    handler = logging.StreamHandler()
    rendering = structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=shared,
        processors=[
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            structlog.processors.format_exc_info,
            renderer,
        ],
    )
    handler.setFormatter(_Redacting(rendering))
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(settings.log_level.upper())
    # Libraries log every request and connection; an operator needs to know of trouble.
    for name in ("apscheduler", "slack_sdk", "uvicorn", "aiohttp", "alembic"):
        logging.getLogger(name).setLevel(max(logging.WARNING, root.level))
    # Bolt finds tokens in the environment, and warns that it does not need them.
    logging.getLogger("slack_bolt").setLevel(logging.ERROR)
