"""Reads the fields of payloads, and refuses what has another type than Slack sends."""

from collections.abc import Iterator, Mapping
from typing import Any, NoReturn

from bot.domain.ids import ChannelId, UserId
from bot.errors import InvalidPayloadError

MAX_ID = 500
"""Characters of an id, a name or a URL in a payload: Slack's have about a hundred."""


class Fields:
    """An object in a payload, which is at `path`.

    Null counts as missing. All methods raise `InvalidPayloadError` with the path of the field, not with its
    content.
    """

    __slots__ = ("_path", "_values")

    def __init__(self, values: Mapping[str, Any], path: str = "") -> None:
        """Keep the object, in which nothing is known to be valid."""
        self._values = values
        self._path = path

    def id(self, name: str) -> str:
        """Return an id, a name or a URL that Slack always sends."""
        return self.optional_id(name) or self.refuse(name)

    def optional_id(self, name: str) -> str:
        """Return an id, a name or a URL; "" if there is none."""
        text = self.text(name)
        if len(text) > MAX_ID:
            self.refuse(name)
        return text

    def user(self, name: str) -> UserId:
        """Return the id of a user that Slack always sends."""
        return UserId(self.id(name))

    def optional_user(self, name: str) -> UserId:
        """Return the id of a user; "" if there is none."""
        return UserId(self.optional_id(name))

    def channel(self, name: str) -> ChannelId:
        """Return the id of a channel that Slack always sends."""
        return ChannelId(self.id(name))

    def optional_channel(self, name: str) -> ChannelId:
        """Return the id of a channel; "" if there is none."""
        return ChannelId(self.optional_id(name))

    def text(self, name: str) -> str:
        """Return a text; "" if there is none."""
        value = self._values.get(name)
        if value is None:
            return ""
        return value if isinstance(value, str) else self.refuse(name)

    def always_text(self, name: str) -> str:
        """Return a text that Slack always sends, but that can be empty."""
        return self.text(name) if self.has(name) else self.refuse(name)

    def object(self, name: str) -> "Fields":
        """Return an object that Slack always sends."""
        return self.optional_object(name) or self.refuse(name)

    def optional_object(self, name: str) -> "Fields | None":
        """Return an object; None if there is none."""
        values = self.optional_mapping(name)
        return None if values is None else Fields(values, f"{self._path}{name}.")

    def mapping(self, name: str) -> dict[str, Any]:
        """Return an object that Slack always sends, as it is."""
        values = self.optional_mapping(name)
        return self.refuse(name) if values is None else values

    def optional_mapping(self, name: str) -> dict[str, Any] | None:
        """Return an object as it is; None if there is none."""
        value = self._values.get(name)
        return value if value is None or isinstance(value, dict) else self.refuse(name)

    def items(self) -> "Iterator[tuple[str, Fields]]":
        """Yield the objects in this object, which has no other fields, by name."""
        for name in self._values:
            yield name, self.object(name)

    def objects(self, name: str) -> "list[Fields]":
        """Return the objects in a list; an empty list if the field is missing."""
        items = enumerate(self._list(name))
        return [
            Fields(item, f"{self._path}{name}.{index}.")
            if isinstance(item, Mapping)
            else self.refuse(f"{name}.{index}")
            for index, item in items
        ]

    def ids(self, name: str) -> tuple[str, ...]:
        """Return the ids in a list; an empty tuple if the field is missing."""
        items = enumerate(self._list(name))
        return tuple(
            item if isinstance(item, str) and 0 < len(item) <= MAX_ID else self.refuse(f"{name}.{index}")
            for index, item in items
        )

    def _list(self, name: str) -> list[Any]:
        value = self._values.get(name)
        if value is None:
            return []
        return value if isinstance(value, list) else self.refuse(name)

    def has(self, name: str) -> bool:
        """Return True if a field of any type is there."""
        return self._values.get(name) is not None

    def refuse(self, name: str) -> NoReturn:
        """Raise `InvalidPayloadError` for a field."""
        raise InvalidPayloadError(f"{self._path}{name}")
