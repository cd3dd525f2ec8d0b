"""Reports of errors to Sentry: where the code failed, and nothing of people."""

import json
import logging
import sys
from collections.abc import Iterator
from typing import Any

import pytest
import structlog

from bot.error_reports import ErrorReports, open_reports
from bot.errors import MissingExtraError
from bot.logs import configure
from bot.settings import OwnSettings
from tests.receiver import Receiver, receiving

PRIVATE = "Maya's sketches, xoxb-123"


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with receiving() as running:
        yield running


@pytest.fixture
def reports(receiver: Receiver) -> Iterator[ErrorReports]:
    """Reports of a process whose logs are configured as for `hearten run`."""
    root = logging.getLogger()
    before, level, configured = root.handlers, root.level, structlog.get_config()
    opened = ErrorReports(f"http://key@{receiver.address}/7")
    configure(OwnSettings(log_format="json"), opened)
    yield opened
    opened.close()
    structlog.configure(**configured)
    root.handlers = before
    root.setLevel(level)


def fail(text: str) -> None:
    """Fail with the words of people in the exception, and in a variable."""
    words = text
    raise ValueError(f"cannot read {words}")


def read_events(receiver: Receiver) -> list[dict[str, Any]]:
    """Return the events in the envelopes that arrived."""
    found = []
    for path, body in receiver.received:
        assert path == "/api/7/envelope/"
        _header, _item, event, *_ = body.splitlines()
        found.append(json.loads(event))
    return found


def test_error_is_reported_with_its_lines_and_without_words(
    receiver: Receiver, reports: ErrorReports, capsys: pytest.CaptureFixture[str]
) -> None:
    log = structlog.get_logger("bot.slack.dispatcher")
    for _ in range(3):
        try:
            fail(PRIVATE)
        except ValueError as error:
            log.error("payload failed", error=type(error).__name__, kind="command", text=PRIVATE)
    log.warning("payload not read", error="ValueError")
    log.critical("out of reach")
    try:
        fail(PRIVATE)
    except ValueError:
        logging.getLogger("asyncio").exception("Task failed: %s", PRIVATE)
    reports.close()

    events = read_events(receiver)
    assert [(event["level"], event["message"]) for event in events] == [
        ("error", "payload failed"),
        ("fatal", "out of reach"),
        ("error", "asyncio failed"),
    ]
    (failure,) = events[0]["exception"]["values"]
    assert (failure["type"], failure["value"]) == ("ValueError", "")
    assert failure["stacktrace"]["frames"][-1]["function"] == "fail"
    assert events[0]["extra"] == {"error": "ValueError", "kind": "command"}
    assert events[2]["exception"]["values"][0]["type"] == "ValueError"
    assert PRIVATE not in str(receiver.received)
    assert "server_name" not in events[0] or not events[0]["server_name"]
    # Nothing changes in the log itself.
    assert capsys.readouterr().err.count("payload failed") >= 3


def test_without_an_address_nothing_is_imported(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "sentry_sdk", None)
    assert open_reports("") is None
    with pytest.raises(MissingExtraError) as raised:
        open_reports("https://key@sentry.example/1")
    assert str(raised.value) == (
        "SENTRY_DSN is set, and what it needs is not installed: pip install hearten[sentry]"
    )
