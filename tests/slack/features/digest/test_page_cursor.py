"""Pages of a digest as buttons carry them."""

import pytest

from bot.domain.digest import DigestCursor
from bot.domain.ids import RecognitionId
from bot.errors import InvalidPayloadError
from bot.slack.features.digest.page_cursor import DigestPage, parse_page

FIRST, SECOND, DIGEST = (RecognitionId(f"019936a0-0000-7000-8000-00000000000{n}") for n in (1, 2, 3))
PAGE = DigestPage(DIGEST)


def test_page_survives_round_trip() -> None:
    for page in (PAGE, PAGE.next(DigestCursor("creativity", FIRST)), PAGE.next(DigestCursor("", SECOND, 4))):
        assert parse_page(page.as_value()) == page
        assert page.first == PAGE


def test_unknown_keys_are_ignored() -> None:
    value = f'{{"digest":"{DIGEST}","after":["a","{FIRST}"],"start":["","{SECOND}"]}}'
    assert parse_page(value) == DigestPage(DIGEST, DigestCursor("a", FIRST))


def test_page_fits_button_with_longest_value() -> None:
    assert len(PAGE.next(DigestCursor("ä" * 64, FIRST, 99)).as_value()) <= 2_000


@pytest.mark.parametrize(
    "value",
    [
        "",
        "{}",
        "[]",
        "7",
        f'{{"digest":"x","after":["a","{FIRST}"]}}',
        f'{{"digest":"{DIGEST}","after":["a"]}}',
        f'{{"digest":"{DIGEST}","after":[1,"{FIRST}"]}}',
        f'{{"digest":"{DIGEST}","after":["a","{FIRST}",-1]}}',
        f'{{"digest":"{DIGEST}","after":""}}',
    ],
)
def test_malformed_page_is_refused(value: str) -> None:
    with pytest.raises(InvalidPayloadError):
        parse_page(value)
