"""Logs: what no line may contain, of any library."""

import io
import json
import logging
from collections.abc import Iterator

import pytest
import structlog

from bot.logs import configure, redact
from bot.settings import OwnSettings

TICKET = "01234567-89ab-cdef"


@pytest.mark.parametrize(
    ("line", "secret"),
    [
        (f"connecting to wss://wss-primary.slack.com/link/?ticket={TICKET}&app_id=5a", TICKET),
        (f"connecting to wss://wss-primary.slack.com/link/?app_id=5a&ticket={TICKET}", TICKET),
        (f"403, message='Invalid response status', url='wss://x.slack.com/link/?ticket={TICKET}'", TICKET),
        (f'{{"ok":true,"url":"wss:\\/\\/wss.slack.com\\/link\\/?ticket={TICKET}"}}', TICKET),
        (f"GET /link/?ticket={TICKET} HTTP/1.1", TICKET),
        (f"redirect=wss%3A%2F%2Fwss.slack.com%2Flink%3Fticket%3D{TICKET}", TICKET),
        (f"ws://127.0.0.1:4000/link?ticket={TICKET}", TICKET),
        ("Authorization: Bearer xoxb-1765-1987-pdFZK", "pdFZK"),
        ("token=xapp-1-A0123-9-abcdef, retried", "abcdef"),
        ("refreshing xoxe.xoxb-1-MIabc", "MIabc"),
        ("POST https://hooks.slack.com/commands/T1/2/kEyKeY", "kEyKeY"),
    ],
)
def test_secrets_are_redacted(line: str, secret: str) -> None:
    assert secret not in redact(line)
    assert redact(line).startswith(line[:8])


@pytest.mark.parametrize(
    "line",
    [
        "https://brightside.slack.com/archives/C0DESIGN/p1732528800000100",
        "copy the Bot User OAuth Token (xoxb-…) under OAuth & Permissions",
        "a ticket for the train",
    ],
)
def test_other_text_is_not_redacted(line: str) -> None:
    assert redact(line) == line


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """Return what loggers configured as for `hearten run` write to standard error."""
    root = logging.getLogger()
    before, level, configured = root.handlers, root.level, structlog.get_config()
    levels = {name: logging.getLogger(name).level for name in ("slack_sdk", "aiohttp")}
    configure(OwnSettings(log_format="json"))
    written = io.StringIO()
    assert isinstance(root.handlers[0], logging.StreamHandler)
    root.handlers[0].setStream(written)
    yield written
    structlog.configure(**configured)
    root.handlers = before
    root.setLevel(level)
    for name, was in levels.items():
        logging.getLogger(name).setLevel(was)


def test_library_lines_and_stack_traces_are_redacted(log: io.StringIO) -> None:
    # Loggers of their own: import-linter disables those that exist before it runs.
    url = f"wss://wss-primary.slack.com/link/?ticket={TICKET}&app_id=5a"
    logging.getLogger("slack_sdk.tested").error("Failed to connect (error: %s)", url)
    try:
        raise ConnectionError(f"403, url={url}")
    except ConnectionError:
        logging.getLogger("aiohttp.tested").exception("it broke")
    assert log.getvalue().count("wss-primary.slack.com") >= 2
    assert TICKET not in log.getvalue()


def test_own_lines_are_like_those_of_libraries(log: io.StringIO, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stderr", log)
    structlog.get_logger("bot.tested").warning("refused", url=f"wss://x.slack.com/link/?ticket={TICKET}")
    logging.getLogger("aiohttp.tested").warning("refused")
    structlog.get_logger("bot.tested").debug("not written at this level")
    ours, theirs = map(json.loads, log.getvalue().splitlines())
    assert TICKET not in ours.pop("url")
    assert ours.keys() == theirs.keys()
    assert (ours["event"], ours["level"], ours["logger"]) == ("refused", "warning", "bot.tested")


def test_unwritable_line_is_lost_without_an_error(log: io.StringIO, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stderr", log)
    log.close()
    structlog.get_logger("bot.tested").error("nowhere to write to")
