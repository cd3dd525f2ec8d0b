"""Data that forms and buttons carry to Slack and back, as JSON: one dataclass for each kind.

Fields that have their default are left out, and fields that a class does not have are ignored: a message may
have buttons of an earlier version.
"""

from typing import Annotated, TypeVar
from uuid import UUID

from pydantic import AfterValidator, ValidationError

from bot.domain.ids import RecognitionId
from bot.errors import InvalidPayloadError
from bot.slack.payloads.fields import adapter, find_path

T = TypeVar("T")

MAX_PRIVATE_METADATA = 3_000
"""Characters of a view's `private_metadata` (https://docs.slack.dev/reference/views/modal-views)."""
MAX_VALUE = 2_000
"""Characters of a button's value (https://docs.slack.dev/reference/block-kit/block-elements/button-element)."""

RowId = Annotated[str, AfterValidator(lambda text: str(UUID(text)))]
"""The id of a row."""
CarriedRecognitionId = Annotated[RecognitionId, AfterValidator(lambda text: str(UUID(text)))]
"""The id of a recognition, as a form or a button carries it."""


def dump(data: object) -> str:
    """Return a dataclass as JSON."""
    return adapter(type(data)).dump_json(data, exclude_defaults=True).decode()


def fits(data: object, limit: int = MAX_PRIVATE_METADATA) -> bool:
    """Return True if the data as JSON has at most `limit` characters."""
    return len(dump(data)) <= limit


def load(data_class: type[T], text: str) -> T:
    """Return what `dump` wrote. Raise `InvalidPayloadError` for anything else."""
    try:
        return adapter(data_class).validate_json(text, strict=True)
    except ValidationError as error:
        raise InvalidPayloadError(f"{data_class.__name__}.{find_path(error)}") from None


def parse_recognition_id(value: object) -> RecognitionId:
    """Return the id of a recognition that a form or a button carries. Raise `InvalidPayloadError`."""
    try:
        return RecognitionId(str(UUID(str(value))))
    except ValueError as error:
        raise InvalidPayloadError("recognition id") from error
