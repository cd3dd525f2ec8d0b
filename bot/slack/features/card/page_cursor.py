"""A position in a card, as buttons carry it from one page to the next."""

from typing import Annotated

import msgspec
from msgspec import Struct

from bot.domain.ids import RecognitionId
from bot.slack.private_data import CarriedRecognitionId, RowId, dump, load


class CardPage(Struct, frozen=True):
    """A page of the card with this id: what comes after a recognition, or the beginning.

    Of one that is longer than a page, `paragraphs` is how many were shown; 0 if all were.
    """

    card: RowId
    after: CarriedRecognitionId | None = None
    paragraphs: Annotated[int, msgspec.Meta(ge=0)] = 0

    def as_value(self) -> str:
        """Return the page as a button's value."""
        return dump(self)

    def after_signature(self, recognition: RecognitionId, paragraphs: int = 0) -> "CardPage":
        """Return the page after a signature, or after some of its paragraphs."""
        return CardPage(self.card, recognition, paragraphs)


def parse_page(value: str) -> CardPage:
    """Parse what `as_value` returned. Raise `InvalidPayloadError`."""
    return load(CardPage, value)
