"""Private data of forms and buttons: it comes back as it was sent, and nothing else is read."""

import json

import pytest

from bot.domain.ids import RecognitionId
from bot.domain.plain_names import FilledField
from bot.errors import InvalidPayloadError
from bot.slack.payloads.interactions import ResponseUrl
from bot.slack.private_data import MAX_PRIVATE_METADATA, dump, fits, load, parse_recognition_id
from bot.slack.text_fields import RecognitionFormData, with_filled_in
from bot.slack.ui.rich_text_input import FilledText, fill_text

ID = RecognitionId("019936a0-0000-7000-8000-000000000001")
DATA = RecognitionFormData(ID, "https://hooks.slack.com/actions/1", ("creativity",))


def test_data_survives_round_trip_without_its_defaults() -> None:
    assert load(RecognitionFormData, dump(DATA)) == DATA
    assert json.loads(dump(RecognitionFormData(ID))) == {"recognition": ID}
    assert load(RecognitionFormData, dump(RecognitionFormData(ID))) == RecognitionFormData(ID)


def test_response_url_of_a_press_is_carried_as_text() -> None:
    url = ResponseUrl("https://hooks.slack.com/actions/1", "1732528800.000100")
    assert load(RecognitionFormData, dump(RecognitionFormData(ID, url))).response_url == str(url)


def test_fields_of_other_versions_are_ignored() -> None:
    text = json.dumps({**json.loads(dump(DATA)), "added_later": True})
    assert load(RecognitionFormData, text) == DATA


@pytest.mark.parametrize(
    "change",
    [
        {"recognition": None},
        {"recognition": "1"},
        {"recognition": 7},
        {"response_url": None},
        {"response_url": ["https://hooks.slack.com"]},
        {"values": "creativity"},
        {"values": [1]},
        {"filled_in": []},
        {"filled_in": {"digest": 1}},
        {"filled_in": {"digest": "", "places": {"@Maya": "<@U1>"}}},
    ],
    ids=str,
)
def test_malformed_field_is_refused(change: dict[str, object]) -> None:
    with pytest.raises(InvalidPayloadError, match=next(iter(change))):
        load(RecognitionFormData, json.dumps({**json.loads(dump(DATA)), **change}))


@pytest.mark.parametrize("text", ["", "{", "null", "[]", "7", "{}", '"text"'])
def test_other_json_is_refused(text: str) -> None:
    with pytest.raises(InvalidPayloadError):
        load(RecognitionFormData, text)


def test_refusal_names_field_not_content() -> None:
    with pytest.raises(InvalidPayloadError) as refused:
        load(RecognitionFormData, json.dumps({"recognition": "secret"}))
    assert str(refused.value) == "RecognitionFormData.recognition"


@pytest.mark.parametrize("value", ["", "1", None, 7, f"{ID}0"])
def test_malformed_recognition_id_is_refused(value: object) -> None:
    with pytest.raises(InvalidPayloadError):
        parse_recognition_id(value)
    assert parse_recognition_id(ID.replace("-", "")) == ID


def test_filled_in_names_are_left_out_beyond_the_limit() -> None:
    assert with_filled_in(DATA, None) == DATA
    short = FilledText(fill_text("thanks", str).block, FilledField("digest", {"@Maya": ("<@U1>",)}))
    assert with_filled_in(DATA, short).filled_in == short.before
    places = {f"@user number {number}": (f"<@U{number}>",) for number in range(200)}
    cut = with_filled_in(DATA, FilledText(short.block, FilledField("digest", places)))
    assert fits(cut)
    assert not fits(cut, MAX_PRIVATE_METADATA - 100)
    assert cut.filled_in.digest == "digest"
    assert 20 < len(cut.filled_in.places) < 200
