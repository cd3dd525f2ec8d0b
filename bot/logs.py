"""Logs for the operator: what happened, never people's words or tokens."""

import logging

import structlog

from bot.settings import OwnSettings


def configure(settings: OwnSettings) -> None:
    """Let structlog and the standard library write the same lines to standard error."""
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
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.format_exc_info,
                renderer,
            ],
        )
    )
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(settings.log_level.upper())
    # Libraries tell every request and connection; an operator wants to hear of trouble.
    for name in ("apscheduler", "slack_sdk", "uvicorn", "aiohttp", "alembic"):
        logging.getLogger(name).setLevel(max(logging.WARNING, root.level))
    # Bolt looks for tokens in the environment by itself, and warns that it does not need them.
    logging.getLogger("slack_bolt").setLevel(logging.ERROR)
