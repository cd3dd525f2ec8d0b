"""A position in a digest, as buttons carry it from one page to the next."""

from dataclasses import dataclass, replace
from typing import Annotated

from pydantic import Field

from bot.domain.digest import DigestCursor
from bot.domain.ids import RecognitionId
from bot.slack.private_data import CarriedRecognitionId, RowId, dump, load

Paragraphs = Annotated[int, Field(ge=0)]


@dataclass(frozen=True, slots=True)
class DigestPage:
    """A page of the digest with this id: what comes after a position, or the beginning."""

    digest: str
    after: DigestCursor | None = None

    def as_value(self) -> str:
        """Return the page as a button's value."""
        return dump(_DigestPageData(self.digest, _cursor_tuple(self.after) if self.after else None))

    def next(self, last: DigestCursor) -> "DigestPage":
        """Return the page after the last recognition that was shown."""
        return replace(self, after=last)

    @property
    def first(self) -> "DigestPage":
        """Return the first page."""
        return replace(self, after=None)


@dataclass(frozen=True, slots=True)
class _DigestPageData:
    """A page as a button carries it; `after` are the fields of the cursor."""

    digest: RowId
    after: tuple[str, CarriedRecognitionId] | tuple[str, CarriedRecognitionId, Paragraphs] | None = None


def parse_page(value: str) -> DigestPage:
    """Parse what `as_value` returned. Raises `InvalidPayloadError`."""
    page = load(_DigestPageData, value)
    return DigestPage(page.digest, DigestCursor(*page.after) if page.after else None)


def _cursor_tuple(cursor: DigestCursor) -> tuple[str, RecognitionId] | tuple[str, RecognitionId, int]:
    if cursor.paragraphs:
        return cursor.value, cursor.recognition, cursor.paragraphs
    return cursor.value, cursor.recognition
