"""A position in a digest, as buttons carry it from one page to the next."""

from typing import Annotated

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from bot.domain.digest import DigestCursor
from bot.slack.private_data import CarriedRecognitionId, RowId, dump, load


class DigestPage(Struct, frozen=True):
    """A page of the digest with this id: what comes after a position, or the beginning."""

    digest: str
    after: DigestCursor | None = None

    def as_value(self) -> str:
        """Return the page as a button's value."""
        carried: dict[str, object] = {"digest": self.digest}
        if self.after:
            paragraphs = (self.after.paragraphs,) if self.after.paragraphs else ()
            carried["after"] = (self.after.value, self.after.recognition, *paragraphs)
        return dump(carried)

    def next(self, last: DigestCursor) -> "DigestPage":
        """Return the page after the last recognition that was shown."""
        return replace(self, after=last)

    @property
    def first(self) -> "DigestPage":
        """Return the first page."""
        return replace(self, after=None)


class _CursorData(msgspec.Struct, array_like=True, frozen=True):
    """The fields of a cursor, without their names."""

    value: str
    recognition: CarriedRecognitionId
    paragraphs: Annotated[int, msgspec.Meta(ge=0)] = 0


class _DigestPageData(Struct, frozen=True):
    """A page as a button carries it."""

    digest: RowId
    after: _CursorData | None = None


def parse_page(value: str) -> DigestPage:
    """Parse what `as_value` returned. Raises `InvalidPayloadError`."""
    page = load(_DigestPageData, value)
    after = page.after
    cursor = DigestCursor(after.value, after.recognition, after.paragraphs) if after else None
    return DigestPage(page.digest, cursor)
