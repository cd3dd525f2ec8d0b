"""JSON from elsewhere."""

import pytest

from bot.practice.checks.schema import parse_json


def test_json_is_read() -> None:
    assert parse_json('{"a": [1, "ü", "\\ud83d\\ude00"]}') == {"a": [1, "ü", "😀"]}
    assert parse_json(b'"\xc3\xbc"') == "ü"


def test_half_a_surrogate_pair_becomes_a_question_mark() -> None:
    assert parse_json('{"a": ["\\ud83d!"]}') == {"a": ["?!"]}


@pytest.mark.parametrize("text", ["", "{", b"\xff"])
def test_invalid_json_is_refused(text: str | bytes) -> None:
    with pytest.raises(ValueError, match=r"Expecting|decode"):
        parse_json(text)
