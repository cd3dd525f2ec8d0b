"""Settings from the environment, read once at the start."""

import os
import re
from typing import Literal, Self
from urllib.parse import urlsplit

from pydantic import AliasChoices, BaseModel, ConfigDict, Field, SecretStr, ValidationInfo, field_validator
from pydantic_core import PydanticCustomError

_COMMAND = re.compile(r"/[\w-]{1,31}")
COMMANDS = ("/kudos", "/shoutout")
"""The default slash commands. Sentences name the first."""


def _named(name: str) -> AliasChoices:
    return AliasChoices(name)


def _bare(text: str) -> str:
    """Strip blanks, line breaks and quotes, which files and dashboards leave around a value."""
    text = text.strip()
    if len(text) > 1 and text[0] == text[-1] and text[0] in "\"'":
        text = text[1:-1].strip()
    return text


_LOG_LEVELS = {"trace": "debug", "warn": "warning", "critical": "error", "fatal": "error"}
"""Other programs' names of the levels."""


class OwnSettings(BaseModel):
    """The settings of every command, the demo included. Arguments that are missing have their default."""

    model_config = ConfigDict(frozen=True, extra="ignore", populate_by_name=True)

    log_level: Literal["debug", "info", "warning", "error"] = Field(
        default="info", validation_alias=_named("HEARTEN_LOG_LEVEL")
    )
    log_format: Literal["text", "json"] = Field(default="text", validation_alias=_named("HEARTEN_LOG_FORMAT"))
    commands: tuple[str, ...] = Field(default=COMMANDS, validation_alias=_named("HEARTEN_COMMANDS"))
    """Names of the slash commands; sentences name the first. Another app may own a name already:
    Slack has no namespaces, and the app that was installed last gets the command
    (https://docs.slack.dev/interactivity/implementing-slash-commands)."""

    @classmethod
    def from_environment(cls) -> Self:
        """Read the variables, in any case of letters; an empty one counts as missing.

        Raise pydantic's `ValidationError` if one is wrong.
        """
        return cls.model_validate({name.upper(): value for name, value in os.environ.items() if value})

    @field_validator("*", mode="before")
    @classmethod
    def _without_wrapping(cls, given: object) -> object:
        return _bare(given) if isinstance(given, str) else given

    @field_validator("log_level", mode="before")
    @classmethod
    def _is_known_by_another_name(cls, given: object) -> object:
        return _LOG_LEVELS.get(_bare(given).lower(), given) if isinstance(given, str) else given

    @field_validator("log_level", "log_format", mode="before")
    @classmethod
    def _in_lower_case(cls, given: object) -> object:
        return given.lower() if isinstance(given, str) else given

    @field_validator("commands", mode="before")
    @classmethod
    def _are_commands(cls, given: object) -> object:
        if not isinstance(given, str):
            return given
        typed = (name.strip().lstrip("/").lower() for name in _bare(given).split(","))
        names = tuple(dict.fromkeys(f"/{name}" for name in typed if name))
        if not names or not all(_COMMAND.fullmatch(name) for name in names):
            raise PydanticCustomError(
                "commands",
                "Should be names such as /kudos,/shoutout: up to 32 letters, digits, - and _ each",
            )
        return names


class Settings(OwnSettings):
    """The settings of a process that serves Slack. Secrets never appear in logs or in `repr`."""

    bot_token: SecretStr | None = Field(default=None, validation_alias=_named("SLACK_BOT_TOKEN"))
    app_token: SecretStr | None = Field(default=None, validation_alias=_named("SLACK_APP_TOKEN"))
    signing_secret: SecretStr | None = Field(default=None, validation_alias=_named("SLACK_SIGNING_SECRET"))
    slack_api_url: str = Field(default="https://slack.com/api/", validation_alias=_named("SLACK_API_URL"))
    database_url: str = Field(default="sqlite:///hearten.db", validation_alias=_named("DATABASE_URL"))
    host: str = Field(default="127.0.0.1", validation_alias=_named("HOST"))
    port: int = Field(default=3000, ge=0, le=65_535, validation_alias=_named("PORT"))
    metrics_port: int | None = Field(
        default=None, ge=0, le=65_535, validation_alias=_named("HEARTEN_METRICS_PORT")
    )
    """The port of `/metrics`. If it is None, `PORT` serves it."""

    post_interval: float = Field(default=1.0, ge=0, le=60, validation_alias=_named("HEARTEN_POST_INTERVAL"))
    """Seconds between two posts to one channel. Slack allows one a second
    (https://docs.slack.dev/apis/web-api/rate-limits)."""

    calendar_interval: float = Field(
        default=0.25, ge=0, le=60, validation_alias=_named("HEARTEN_CALENDAR_INTERVAL")
    )
    """Seconds between two scheduled posts to a workspace, such as digests. Slack allows several hundred posts
    a minute (https://docs.slack.dev/apis/web-api/rate-limits), and others need room, too."""

    erasures: str = Field(default="", validation_alias=_named("HEARTEN_ERASURES"))
    """A file outside the database that lists erasures, so that they are repeated on a restored backup. By
    default it is beside an embedded database; for a database server there is none."""

    @field_validator("bot_token", "app_token", "signing_secret", "metrics_port", mode="before")
    @classmethod
    def _none_if_blank(cls, given: object) -> object:
        return None if isinstance(given, str) and not _bare(given) else given

    @field_validator("database_url")
    @classmethod
    def _is_database_url(cls, url: str) -> str:
        # The message never repeats the URL, which may hold a password.
        wanted = PydanticCustomError(
            "database_url", "Should be like sqlite:///hearten.db or postgresql://user:password@host/database"
        )
        try:
            parts = urlsplit(url)
            is_port_a_number = parts.port is None or parts.port >= 0
        except ValueError:
            raise wanted from None
        # Heroku, Render and others write "postgres".
        scheme = "postgresql" if parts.scheme == "postgres" else parts.scheme
        if scheme not in ("sqlite", "postgresql", "postgresql+psycopg") or not is_port_a_number:
            raise wanted
        return scheme + url[len(parts.scheme) :]

    @field_validator("metrics_port")
    @classmethod
    def _differs_from_port(cls, given: int | None, info: ValidationInfo) -> int | None:
        if given and given == info.data.get("port"):
            raise PydanticCustomError(
                "metrics_port", "Should be another port than PORT, or not be set: then /metrics is on PORT"
            )
        return given

    @property
    def missing(self) -> tuple[str, ...]:
        """The variables that must be set before Slack can be served."""
        names = []
        if self.bot_token is None:
            names.append("SLACK_BOT_TOKEN")
        if self.app_token is None and self.signing_secret is None:
            names.append("SLACK_APP_TOKEN (Socket Mode) or SLACK_SIGNING_SECRET (HTTP)")
        return tuple(names)
