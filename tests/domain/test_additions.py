"""Whether something may still be added to a recognition."""

import pytest

from bot.domain.additions import takes_additions
from bot.domain.visibility import Visibility, Wish

LI, MAYA = "ULI", "UMAYA"
PUBLIC, CHANNEL, PRIVATE = Visibility.PUBLIC, Visibility.CHANNEL, Visibility.PRIVATE


@pytest.mark.parametrize(
    ("recipients", "wishes", "takes"),
    [
        ({MAYA: PUBLIC}, {}, True),
        ({MAYA: PUBLIC}, {MAYA: Wish.PUBLICLY}, True),
        ({MAYA: PUBLIC}, {MAYA: Wish.PRIVATELY}, False),
        ({MAYA: CHANNEL}, {MAYA: Wish.PRIVATELY}, False),
        ({MAYA: PRIVATE}, {MAYA: Wish.PRIVATELY}, True),
        ({MAYA: PRIVATE}, {}, True),
        ({MAYA: PRIVATE}, {MAYA: Wish.NEVER}, False),
        ({MAYA: PUBLIC}, {MAYA: Wish.NEVER}, False),
        ({MAYA: PUBLIC, LI: PUBLIC}, {MAYA: Wish.NEVER}, False),
        ({MAYA: PRIVATE, LI: PUBLIC}, {MAYA: Wish.PRIVATELY}, True),
        ({}, {}, True),
    ],
)
def test_the_wish_decides(recipients: dict[str, Visibility], wishes: dict[str, Wish], takes: bool) -> None:
    assert takes_additions(recipients, wishes) is takes
