"""The types of the fields in payloads, and their validation by pydantic."""

from collections.abc import Mapping
from typing import Annotated, Any, TypeVar

from pydantic import BeforeValidator, StringConstraints, TypeAdapter, ValidationError

from bot.domain.ids import ChannelId, UserId
from bot.errors import InvalidPayloadError

T = TypeVar("T")

MAX_ID = 500
"""Characters of an id, a name or a URL in a payload: Slack's have about a hundred."""


def _without_null(value: object) -> object:
    return "" if value is None else value


Id = Annotated[str, StringConstraints(min_length=1, max_length=MAX_ID)]
"""An id, a name or a URL that Slack always sends."""
OptionalId = Annotated[str, StringConstraints(max_length=MAX_ID), BeforeValidator(_without_null)]
"""An id, a name or a URL; "" if there is none."""
UserIdField = Annotated[UserId, StringConstraints(min_length=1, max_length=MAX_ID)]
"""The id of a user that Slack always sends."""
OptionalUserId = Annotated[UserId, StringConstraints(max_length=MAX_ID), BeforeValidator(_without_null)]
"""The id of a user; "" if there is none."""
ChannelIdField = Annotated[ChannelId, StringConstraints(min_length=1, max_length=MAX_ID)]
"""The id of a channel that Slack always sends."""
OptionalChannelId = Annotated[ChannelId, StringConstraints(max_length=MAX_ID), BeforeValidator(_without_null)]
"""The id of a channel; "" if there is none."""
OptionalText = Annotated[str, BeforeValidator(_without_null)]
"""A text; "" if there is none."""


_ADAPTERS: dict[type, TypeAdapter[Any]] = {}


def adapter(data_class: type[T]) -> TypeAdapter[T]:
    """Return what validates a class. Making it takes a millisecond, so it is made once, when needed."""
    found = _ADAPTERS.get(data_class)
    if found is None:
        found = _ADAPTERS[data_class] = TypeAdapter(data_class)
    return found


def validate(payload_class: type[T], body: Mapping[str, Any]) -> T:
    """Return a payload, or a part of one, as this class.

    Raise `InvalidPayloadError` with the path of the field, not with its content.
    """
    try:
        return adapter(payload_class).validate_python(body)
    except ValidationError as error:
        raise InvalidPayloadError(find_path(error)) from None


def find_path(error: ValidationError) -> str:
    """Return the path of the first field that is not valid."""
    [first, *_] = error.errors(include_url=False, include_context=False, include_input=False)
    return ".".join(map(str, first["loc"]))
