"""Reports of errors to Sentry, if `SENTRY_DSN` is set: which line of the code failed, and nothing of people.

The package is that of the extra `sentry`, and is imported only then.
"""

import sys
import time
from collections.abc import Mapping, MutableMapping
from typing import Any

from bot.errors import MissingExtraError

LEVELS = ("error", "critical")
"""Log lines that are reported."""
FIELDS = ("kind", "error", "request", "recognition", "delivery", "failure", "attempt", "migration")
"""What is reported of a log line beside its event."""
REPEAT_INTERVAL = 60.0
"""Seconds until the same error is reported again: a database that is away fails each second."""
CLOSE_TIMEOUT = 2.0
"""Seconds that the last reports may take at the end."""


class ErrorReports:
    """Reports log lines about errors, with the lines of the code that failed."""

    def __init__(self, dsn: str) -> None:
        """Send nothing yet. Raise `MissingExtraError` without the package."""
        from importlib.metadata import version

        try:
            from sentry_sdk import Client
            from sentry_sdk.utils import event_from_exception
        except ModuleNotFoundError as error:
            raise MissingExtraError("SENTRY_DSN", "sentry") from error
        self._describe = event_from_exception
        self._client = Client(
            dsn=dsn,
            release=f"hearten@{version('hearten')}",
            # No look at requests, variables, breadcrumbs, machines or sessions: only what is made here.
            default_integrations=False,
            auto_enabling_integrations=False,
            auto_session_tracking=False,
            include_local_variables=False,
            send_client_reports=False,
            max_breadcrumbs=0,
            server_name="",
        )
        self._reported: dict[tuple[str, str], float] = {}

    def process(
        self, _logger: object, _method: str, entry: MutableMapping[str, Any]
    ) -> MutableMapping[str, Any]:
        """Report a log line, if it is about an error, and return it as it is."""
        if entry.get("level") in LEVELS:
            # Whatever goes wrong with a report, the line is written.
            try:
                self._report(entry)
            except Exception:  # noqa: BLE001
                entry["not_reported"] = True
        return entry

    def _report(self, entry: Mapping[str, Any]) -> None:
        record = entry.get("_record")
        failure = record.exc_info if record is not None else sys.exc_info()
        kind = failure[0].__name__ if failure and failure[0] else str(entry.get("error", ""))
        # Other libraries' lines may have anything in them.
        title = str(entry["event"]) if record is None else f"{entry.get('logger')} failed"
        if not self._is_news(title, kind):
            return
        event: Any = self._make_event(failure) if failure and failure[0] else {}
        event |= {
            "level": "fatal" if entry["level"] == "critical" else "error",
            "logger": str(entry.get("logger", "")),
            "message": title,
            "fingerprint": [title, kind],
            "extra": {name: entry[name] for name in FIELDS if name in entry} if record is None else {},
        }
        self._client.capture_event(event)

    def _is_news(self, title: str, kind: str) -> bool:
        """Return False for an error that was reported within `REPEAT_INTERVAL`."""
        now = time.monotonic()
        if now < self._reported.get((title, kind), -REPEAT_INTERVAL) + REPEAT_INTERVAL:
            return False
        self._reported[(title, kind)] = now
        return True

    def _make_event(self, failure: Any) -> dict[str, Any]:
        """Return where an error was raised, without what it says: that may be people's words."""
        event, _ = self._describe(failure, client_options=self._client.options)
        for exception in event["exception"]["values"]:
            exception["value"] = ""
        return dict(event)

    def close(self) -> None:
        """Send what is left."""
        self._client.close(timeout=CLOSE_TIMEOUT)


def open_reports(dsn: str) -> ErrorReports | None:
    """Return what reports errors there; None if the address is "". Raise `MissingExtraError`."""
    return ErrorReports(dsn) if dsn else None
