"""Settings from the environment, read once at the start."""

import math
import os
import re
from collections.abc import Callable
from dataclasses import dataclass, field, fields
from typing import Any, Literal, Self
from urllib.parse import urlsplit

from bot.errors import InvalidSettingsError

_FERNET_KEY = re.compile(r"[\w-]{43}=", re.ASCII)
_COMMAND = re.compile(r"/[\w-]{1,31}")
COMMANDS = ("/kudos", "/shoutout")
"""The default slash commands. Sentences name the first."""


def _bare(text: str) -> str:
    """Strip blanks, line breaks and quotes, which files and dashboards leave around a value."""
    text = text.strip()
    if len(text) > 1 and text[0] == text[-1] and text[0] in "\"'":
        text = text[1:-1].strip()
    return text


_LOG_LEVELS = {"trace": "debug", "warn": "warning", "critical": "error", "fatal": "error"}
"""Other programs' names of the levels."""
MAX_PORT = 65_535
MAX_INTERVAL = 60.0
"""Seconds between two posts."""


@dataclass(frozen=True, slots=True)
class Secret:
    """A token or a key, which neither logs nor `repr` show."""

    value: str = field(repr=False)


def _variable(name: str, read: Callable[[str], object]) -> dict[str, Any]:
    """Return what a field says of its variable; `read` raises ValueError with a sentence for a wrong text."""
    return {"variable": name, "read": read}


def _read_choice(*choices: str, aliases: dict[str, str] | None = None) -> Callable[[str], str]:
    def read(text: str) -> str:
        choice = text.lower()
        choice = (aliases or {}).get(choice, choice)
        if choice not in choices:
            raise ValueError(f"Should be {', '.join(choices[:-1])} or {choices[-1]}")
        return choice

    return read


def _read_commands(text: str) -> tuple[str, ...]:
    typed = (name.strip().lstrip("/").lower() for name in text.split(","))
    names = tuple(dict.fromkeys(f"/{name}" for name in typed if name))
    if not names or not all(_COMMAND.fullmatch(name) for name in names):
        raise ValueError("Should be names such as /kudos,/shoutout: up to 32 letters, digits, - and _ each")
    return names


def _read_secret(text: str) -> Secret | None:
    return Secret(text) if text else None


def _read_keys(text: str) -> tuple[Secret, ...]:
    keys = [key for part in text.split(",") if (key := _bare(part))]
    if not all(_FERNET_KEY.fullmatch(key) for key in keys):
        raise ValueError("Should be keys as `hearten new-key` prints them, newest first, with commas between")
    return tuple(map(Secret, keys))


def _read_port(text: str) -> int:
    try:
        port = int(text)
    except ValueError:
        port = -1
    if not 0 <= port <= MAX_PORT:
        raise ValueError(f"Should be a whole number from 0 to {MAX_PORT}")
    return port


def _read_port_or_none(text: str) -> int | None:
    return _read_port(text) if text else None


def _read_interval(text: str) -> float:
    try:
        seconds = float(text)
    except ValueError:
        seconds = math.nan
    if not 0 <= seconds <= MAX_INTERVAL:
        raise ValueError(f"Should be a number from 0 to {MAX_INTERVAL:.0f}")
    return seconds


def _read_web_address(text: str) -> str:
    # The message never repeats the address, which may hold a key.
    try:
        parts = urlsplit(text)
    except ValueError:
        parts = urlsplit("")
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ValueError("Should be an address that begins with https:// or http://")
    return text


def _read_dsn(text: str) -> Secret:
    parts = urlsplit(_read_web_address(text))
    if not parts.username or not parts.path.rpartition("/")[2].isdecimal():
        raise ValueError("Should be like https://key@host/1, as Sentry shows it under Client Keys")
    return Secret(text)


def _read_database_url(text: str) -> str:
    # The message never repeats the URL, which may hold a password.
    wanted = ValueError("Should be like sqlite:///hearten.db or postgresql://user:password@host/database")
    try:
        parts = urlsplit(text)
        is_port_a_number = parts.port is None or parts.port >= 0
    except ValueError:
        raise wanted from None
    # Heroku, Render and others write "postgres".
    scheme = "postgresql" if parts.scheme == "postgres" else parts.scheme
    if scheme not in ("sqlite", "postgresql", "postgresql+psycopg") or not is_port_a_number:
        raise wanted
    return scheme + text[len(parts.scheme) :]


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnSettings:
    """The settings of every command, the demo included. Arguments that are missing have their default."""

    log_level: Literal["debug", "info", "warning", "error"] = field(
        default="info",
        metadata=_variable(
            "HEARTEN_LOG_LEVEL",
            _read_choice("debug", "info", "warning", "error", aliases=_LOG_LEVELS),
        ),
    )
    log_format: Literal["text", "json"] = field(
        default="text", metadata=_variable("HEARTEN_LOG_FORMAT", _read_choice("text", "json"))
    )
    commands: tuple[str, ...] = field(
        default=COMMANDS, metadata=_variable("HEARTEN_COMMANDS", _read_commands)
    )
    """Names of the slash commands; sentences name the first. Another app may own a name already:
    Slack has no namespaces, and the app that was installed last gets the command
    (https://docs.slack.dev/interactivity/implementing-slash-commands)."""

    @classmethod
    def from_environment(cls) -> Self:
        """Read the variables, in any case of letters; an empty one counts as missing.

        Raise `InvalidSettingsError` if some are wrong.
        """
        texts = {name.upper(): _bare(text) for name, text in os.environ.items() if text}
        values: dict[str, Any] = {}
        problems: dict[str, str] = {}
        for setting in fields(cls):
            variable = setting.metadata["variable"]
            if variable not in texts:
                continue
            try:
                values[setting.name] = setting.metadata["read"](texts[variable])
            except ValueError as error:
                problems[variable] = str(error)
        if problems:
            raise InvalidSettingsError(problems)
        return cls(**values)


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings(OwnSettings):
    """The settings of a process that serves Slack. Secrets never appear in logs or in `repr`."""

    bot_token: Secret | None = field(default=None, metadata=_variable("SLACK_BOT_TOKEN", _read_secret))
    app_token: Secret | None = field(default=None, metadata=_variable("SLACK_APP_TOKEN", _read_secret))
    signing_secret: Secret | None = field(
        default=None, metadata=_variable("SLACK_SIGNING_SECRET", _read_secret)
    )
    client_id: str = field(default="", metadata=_variable("SLACK_CLIENT_ID", str))
    """With the client secret and encryption keys: any number of workspaces, which install the app."""

    client_secret: Secret | None = field(
        default=None, metadata=_variable("SLACK_CLIENT_SECRET", _read_secret)
    )
    encryption_keys: tuple[Secret, ...] = field(
        default=(), metadata=_variable("HEARTEN_ENCRYPTION_KEYS", _read_keys)
    )
    """Fernet keys for the tokens of many workspaces, newest first."""

    slack_api_url: str = field(default="https://slack.com/api/", metadata=_variable("SLACK_API_URL", str))
    database_url: str = field(
        default="sqlite:///hearten.db", metadata=_variable("DATABASE_URL", _read_database_url)
    )
    host: str = field(default="127.0.0.1", metadata=_variable("HOST", str))
    port: int = field(default=3000, metadata=_variable("PORT", _read_port))
    metrics_port: int | None = field(
        default=None, metadata=_variable("HEARTEN_METRICS_PORT", _read_port_or_none)
    )
    """The port of `/metrics`. If it is None, `PORT` serves it."""

    post_interval: float = field(default=1.0, metadata=_variable("HEARTEN_POST_INTERVAL", _read_interval))
    """Seconds between two posts to one channel. Slack allows one a second
    (https://docs.slack.dev/apis/web-api/rate-limits)."""

    calendar_interval: float = field(
        default=0.25, metadata=_variable("HEARTEN_CALENDAR_INTERVAL", _read_interval)
    )
    """Seconds between two scheduled posts to a workspace, such as digests. Slack allows several hundred posts
    a minute (https://docs.slack.dev/apis/web-api/rate-limits), and others need room, too."""

    erasures: str = field(default="", metadata=_variable("HEARTEN_ERASURES", str))
    """A file outside the database that lists erasures, so that they are repeated on a restored backup. By
    default it is beside an embedded database; for a database server there is none."""

    fonts: str = field(default="", metadata=_variable("HEARTEN_FONTS", str))
    """A folder of fonts for keepsakes, for scripts that those of Hearten lack; "" if there is none."""

    otlp_endpoint: str = field(
        default="", metadata=_variable("OTEL_EXPORTER_OTLP_ENDPOINT", _read_web_address)
    )
    """Where traces are sent to, without `/v1/traces`; "" if nowhere."""

    sentry_dsn: Secret | None = field(default=None, metadata=_variable("SENTRY_DSN", _read_dsn))
    """Where errors are reported to; None if nowhere."""

    def __post_init__(self) -> None:
        """Raise `InvalidSettingsError` if both ports are the same, or one token and many are set."""
        if self.client_id and self.bot_token:
            problem = "Is for many workspaces, and SLACK_BOT_TOKEN for one: set only one of the two"
            raise InvalidSettingsError({"SLACK_CLIENT_ID": problem})
        if self.metrics_port and self.metrics_port == self.port:
            problem = "Should be another port than PORT, or not be set: then /metrics is on PORT"
            raise InvalidSettingsError({"HEARTEN_METRICS_PORT": problem})

    @property
    def serves_many(self) -> bool:
        """Return True if workspaces install the app by themselves; each has a token of its own then."""
        return bool(self.client_id)

    @property
    def missing_tokens(self) -> tuple[str, ...]:
        """The variables that must be set before Slack can be called."""
        if self.serves_many:
            needed = {
                "SLACK_CLIENT_SECRET": self.client_secret,
                "HEARTEN_ENCRYPTION_KEYS": self.encryption_keys,
            }
            return tuple(name for name, value in needed.items() if not value)
        if self.bot_token is None and self.client_secret:
            return ("SLACK_CLIENT_ID",)
        return () if self.bot_token else ("SLACK_BOT_TOKEN",)

    @property
    def missing(self) -> tuple[str, ...]:
        """The variables that must be set before Slack can be served."""
        names = list(self.missing_tokens)
        if self.app_token is None and self.signing_secret is None:
            names.append("SLACK_APP_TOKEN (Socket Mode) or SLACK_SIGNING_SECRET (HTTP)")
        return tuple(names)
