"""The arguments of a call of the Web API, which arrive as form fields (all of them text) or as JSON."""

import base64
from collections.abc import Mapping, Sequence
from typing import TypeVar

from bot.practice.checks.schema import UNKNOWN, parse_json
from bot.practice.records import SlackError

Item = TypeVar("Item")

_TRUE = (True, 1, "1", "true", "True")
_KNOWN = frozenset(
    {
        *("alt_txt", "blocks", "channel", "channel_id", "cursor", "file", "filename", "files", "hash"),
        *("include_all_metadata", "include_categories", "include_disabled", "include_locale"),
        *("initial_comment", "length", "limit", "metadata", "oldest", "team_id", "text", "thread_ts"),
        *("trigger_id", "ts", "types", "unfurl_links", "unfurl_media", "user", "user_id", "usergroup"),
        *("error", "function_execution_id", "outputs"),
        *("users", "view", "view_id", "bot", "exclude_archived"),
    }
)
"""The arguments that Hearten and its libraries pass; some of them do nothing here."""


class Arguments:
    """What was passed to a method; asking for something of the wrong kind raises `invalid_arguments`."""

    def __init__(self, values: Mapping[str, object]) -> None:
        self._values = values
        for name in values:
            if name not in _KNOWN:
                raise SlackError("invalid_arguments", f"{UNKNOWN} {name}")

    def __contains__(self, name: str) -> bool:
        return self._values.get(name) is not None

    def text(self, name: str) -> str:
        """Return an optional text, "" without one."""
        value = self._values.get(name)
        if value is None:
            return ""
        if not isinstance(value, str):
            raise SlackError("invalid_arguments", f"must be a string: {name}")
        return value

    def required(self, name: str) -> str:
        """Return a text that must be there."""
        value = self.text(name)
        if not value:
            raise SlackError("invalid_arguments", f"missing required field: {name}")
        return value

    def flag(self, name: str) -> bool:
        """Return a yes or no; no without one."""
        return self._values.get(name) in _TRUE

    def number(self, name: str, default: int) -> int:
        """Return a whole number of at least 0."""
        value = str(self._values.get(name, default))
        if not value.isdecimal() or len(value) > 18:
            raise SlackError("invalid_arguments", f"must be a number: {name}")
        return int(value)

    def structure(self, name: str, error: str) -> object | None:
        """Return JSON, which forms carry as text; SlackError `error` if it is not JSON."""
        value = self._values.get(name)
        try:
            return parse_json(value) if isinstance(value, str) else value
        except ValueError:
            raise SlackError(error) from None

    def page(self, items: Sequence[Item], *, default: int, maximum: int) -> tuple[Sequence[Item], str]:
        """Return the items that `cursor` and `limit` ask for, and the next cursor, "" at the end."""
        limit = min(self.number("limit", default) or default, maximum)
        cursor = self.text("cursor")
        start = _position(cursor) if cursor else 0
        rest = start + limit
        return items[start:rest], _cursor(rest) if rest < len(items) else ""


def _cursor(position: int) -> str:
    return base64.urlsafe_b64encode(f"next:{position}".encode()).decode()


def _position(cursor: str) -> int:
    try:
        word, _, position = base64.urlsafe_b64decode(cursor).decode().partition(":")
        if word == "next":
            return int(position)
    except ValueError:
        pass
    raise SlackError("invalid_cursor")
