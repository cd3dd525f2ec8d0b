"""Buttons that open the form carry the typed parts of a recognition."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from bot.domain.ids import UserId
from bot.errors import InvalidPayloadError
from bot.slack.features.recognition.typed_recognition import (
    GIVE,
    Missing,
    TypedRecognition,
    form_button,
    parse_typed,
)
from tests.slack.views import EN

TYPED = TypedRecognition(
    (UserId("U1"), UserId("U2")), "thanks for “it”", ("creativity",), Missing.WORDS, "maya", is_private=True
)
THREAD = "1732528800.000100"


def test_typed_recognition_survives_round_trip() -> None:
    button = form_button(EN, TYPED, THREAD)
    assert button.action == GIVE
    assert parse_typed(button.value) == (TYPED, THREAD)


@given(st.text(min_size=0, max_size=4_000))
def test_text_too_long_for_button_is_left_out(words: str) -> None:
    button = form_button(EN, replace(TYPED, text=words), THREAD)
    assert len(button.value) <= 2_000
    typed, thread = parse_typed(button.value)
    assert (typed.users, typed.values, thread) == (TYPED.users, TYPED.values, THREAD)
    assert typed.text in (words, "")


@pytest.mark.parametrize("value", ["", GIVE])
def test_empty_value_is_an_empty_recognition(value: str) -> None:
    assert parse_typed(value) == (TypedRecognition(), "")


@pytest.mark.parametrize(
    "state",
    [
        "not JSON",
        [],
        {},
        {"users": "U1"},
        {"users": [1]},
        {"values": None},
        {"text": ["x"]},
        {"missing": "everything"},
        {"thread_ts": 5},
        {"name": None},
        {"guessed": "U1"},
        {"guessed": [["U1"]]},
        {"candidates": [["U1", 5]]},
        {"broadcast": 5},
        {"deduplication_key": None},
    ],
    ids=str,
)
def test_malformed_value_is_refused(state: object) -> None:
    sound = json.loads(form_button(EN, TYPED, THREAD).value)
    odd = {**sound, **state} if isinstance(state, dict) and state else state
    with pytest.raises(InvalidPayloadError):
        parse_typed(state if isinstance(state, str) else json.dumps(odd))
