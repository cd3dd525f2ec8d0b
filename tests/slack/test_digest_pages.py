"""Where somebody reads on in a digest, as a button carries it."""

import pytest

from bot.domain.digest import Place
from bot.slack.digest_pages import Rest, rest
from bot.slack.payloads import BadPayloadError

FIRST, SECOND, DIGEST = (f"019936a0-0000-7000-8000-00000000000{n}" for n in (1, 2, 3))
TURN = Rest(DIGEST, Place("creativity", FIRST), Place("creativity", FIRST))


def test_a_button_leads_where_it_says() -> None:
    for turn in (TURN, TURN.next(Place("", SECOND)), TURN.next(Place("", SECOND)).from_start):
        assert rest(turn.as_value()) == turn
    assert TURN.next(Place("", SECOND)).start == TURN.start
    assert TURN.next(Place("", SECOND)).from_start == TURN


def test_a_button_carries_it_whatever_the_value_is_called() -> None:
    named = Place("ä" * 64, FIRST)
    assert len(Rest(DIGEST, named, named).as_value()) <= 2_000


@pytest.mark.parametrize(
    "value",
    [
        "",
        "{}",
        "[]",
        "7",
        f'{{"digest":"x","after":["a","{FIRST}"],"start":["a","{FIRST}"]}}',
        f'{{"digest":"{DIGEST}","after":["a"],"start":["a","{FIRST}"]}}',
        f'{{"digest":"{DIGEST}","after":[1,"{FIRST}"],"start":["a","{FIRST}"]}}',
        f'{{"digest":"{DIGEST}","after":"","start":["a","{FIRST}"]}}',
    ],
)
def test_what_leads_nowhere_is_refused(value: str) -> None:
    with pytest.raises(BadPayloadError):
        rest(value)
