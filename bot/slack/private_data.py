"""Data that forms and buttons carry to Slack and back, as JSON: one struct for each kind.

Fields that have their default are left out, and fields that a class does not have are ignored: a message may
have buttons of an earlier version.
"""

import re
from collections.abc import Mapping
from typing import Annotated, Any, TypeVar
from uuid import UUID

import msgspec
import orjson

from bot.domain.ids import RecognitionId
from bot.domain.plain_data import to_plain
from bot.errors import InvalidPayloadError

T = TypeVar("T")

MAX_PRIVATE_METADATA = 3_000
"""Characters of a view's `private_metadata` (https://docs.slack.dev/reference/views/modal-views)."""
MAX_VALUE = 2_000
"""Characters of a button's value (https://docs.slack.dev/reference/block-kit/block-elements/button-element)."""

_ID = msgspec.Meta(pattern=r"^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\Z")
RowId = Annotated[str, _ID]
"""The id of a row."""
CarriedRecognitionId = Annotated[RecognitionId, _ID]
"""The id of a recognition, as a form or a button carries it."""

_FIELD = re.compile(r" - at `\$\.?([^`]*)`\Z|`(\w+)`\Z")
"""The field that a refusal of msgspec's names at its end; the second is one that is missing."""


def dump(data: object) -> str:
    """Return a struct as JSON."""
    return orjson.dumps(to_plain(data)).decode()


def fits(data: object, limit: int = MAX_PRIVATE_METADATA) -> bool:
    """Return True if the data as JSON has at most `limit` characters."""
    return len(dump(data)) <= limit


def load(data_class: type[T], text: str) -> T:
    """Return what `dump` wrote. Raise `InvalidPayloadError` for anything else."""
    try:
        return msgspec.json.decode(text, type=data_class)
    except (msgspec.DecodeError, UnicodeError) as error:
        raise _make_refusal(data_class, error) from None


def read(data_class: type[T], fields: Mapping[str, Any]) -> T:
    """Return a struct with fields that were part of such JSON. Raise `InvalidPayloadError`."""
    try:
        return msgspec.convert(fields, data_class)
    except msgspec.ValidationError as error:
        raise _make_refusal(data_class, error) from None


def _make_refusal(data_class: type, error: Exception) -> InvalidPayloadError:
    field = _FIELD.search(str(error))
    return InvalidPayloadError(f"{data_class.__name__}.{(field[1] or field[2]) if field else ''}")


def parse_recognition_id(value: object) -> RecognitionId:
    """Return the id of a recognition that a form or a button carries. Raise `InvalidPayloadError`."""
    try:
        return RecognitionId(str(UUID(str(value))))
    except ValueError as error:
        raise InvalidPayloadError("recognition id") from error
