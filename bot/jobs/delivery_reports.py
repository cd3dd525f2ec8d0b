"""What the operator learns of each delivery: a log line and metrics, without words or names."""

from datetime import datetime

import structlog

from bot.domain.message_changes import MessageChange
from bot.domain.outbox_message import OutboxMessage, Post
from bot.metrics import Metrics
from bot.usecases.delivery_results import EndedDelivery, Failed, NotFound, Posted

_log = structlog.get_logger(__name__)


def report_delivery(metrics: Metrics, ended: EndedDelivery, again: datetime | None) -> None:
    """Log and count a recorded result; `again` is when (UTC) the delivery is tried again, None if never."""
    delivery, result = ended.delivery, ended.result
    message = delivery.message
    kind = message.kind
    metrics.deliveries.labels(kind, type(result).__name__.lower()).inc()
    if isinstance(result, NotFound) and not result.is_certain and again:
        metrics.unverified.inc()
    if isinstance(result, Failed) and isinstance(message, MessageChange) and again is None:
        metrics.unchanged.labels(kind).inc()
        _log.error("message stays as it is", message=message.target, error=result.error)
    about = describe_message(message)
    if isinstance(result, Failed):
        _log.warning(
            "not delivered",
            kind=kind,
            delivery=delivery.id,
            **about,
            failure=result.failure.value,
            error=result.error,
            attempt=delivery.attempt,
            again=again.isoformat() if again else "never",
        )
    elif isinstance(result, Posted):
        _log.info("delivered", kind=kind, delivery=delivery.id, **about, found=bool(delivery.verify_since))


def describe_message(message: OutboxMessage) -> dict[str, str]:
    """Return the id by which the log line is found with those of the request that caused the message."""
    if isinstance(message, MessageChange):
        return {"message": message.target}
    if isinstance(message, Post) and message.recognition:
        return {"recognition": message.recognition}
    return {}
