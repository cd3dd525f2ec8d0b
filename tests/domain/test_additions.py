"""Whether something may still be added to a recognition."""

import pytest

from bot.domain.visibility import ThanksPreference, Visibility, accepts_additions

LI, MAYA = "ULI", "UMAYA"
PUBLIC, CHANNEL, PRIVATE = Visibility.PUBLIC, Visibility.CHANNEL, Visibility.PRIVATE


@pytest.mark.parametrize(
    ("recipients", "wishes", "takes"),
    [
        ({MAYA: PUBLIC}, {}, True),
        ({MAYA: PUBLIC}, {MAYA: ThanksPreference.PUBLICLY}, True),
        ({MAYA: PUBLIC}, {MAYA: ThanksPreference.PRIVATELY}, False),
        ({MAYA: CHANNEL}, {MAYA: ThanksPreference.PRIVATELY}, False),
        ({MAYA: PRIVATE}, {MAYA: ThanksPreference.PRIVATELY}, True),
        ({MAYA: PRIVATE}, {}, True),
        ({MAYA: PRIVATE}, {MAYA: ThanksPreference.NEVER}, False),
        ({MAYA: PUBLIC}, {MAYA: ThanksPreference.NEVER}, False),
        ({MAYA: PUBLIC, LI: PUBLIC}, {MAYA: ThanksPreference.NEVER}, False),
        ({MAYA: PRIVATE, LI: PUBLIC}, {MAYA: ThanksPreference.PRIVATELY}, True),
        ({}, {}, True),
    ],
)
def test_the_wish_decides(
    recipients: dict[str, Visibility], wishes: dict[str, ThanksPreference], takes: bool
) -> None:
    assert accepts_additions(recipients, wishes) is takes
