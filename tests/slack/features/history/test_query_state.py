"""Questions as buttons carry them."""

import json
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from bot.domain.history import Cursor, PageSide
from bot.domain.ids import ChannelId, RecognitionId, UserId
from bot.domain.recognition import RecognitionView
from bot.errors import InvalidPayloadError
from bot.slack.features.history.query_state import MAX_STARTS, HistoryQuestion, PageRequest, parse_page
from bot.usecases.history import HistoryPage
from tests.slack.views import STORY

ID = "019936a0-0000-7000-8000-000000000001"

slack_ids = st.lists(st.text("ABCDEFGHIJ0123456789", min_size=1, max_size=12), max_size=4).map(tuple)
texts = st.lists(st.text(max_size=40), max_size=4).map(tuple)
instants = st.none() | st.datetimes(timezones=st.just(UTC))
questions = st.builds(
    HistoryQuestion,
    users=slack_ids,
    circles=st.lists(st.uuids().map(str), max_size=2).map(tuple),
    groups=slack_ids,
    channels=slack_ids,
    values=texts,
    phrases=texts,
    given=st.booleans(),
    since=instants,
    until=instants,
    counterparts=slack_ids,
)
page_requests = st.builds(
    PageRequest,
    questions,
    cursor=st.none() | st.builds(Cursor, st.sampled_from(PageSide), st.uuids().map(str)),
    starts=st.lists(st.uuids().map(str), max_size=MAX_STARTS).map(tuple),
)


@given(page_request=page_requests)
def test_page_request_survives_round_trip(page_request: PageRequest) -> None:
    assert parse_page(page_request.as_value()) == page_request
    if page_request.question.fits:
        assert len(page_request.as_value()) <= 2_000


def test_longest_question_fits_button() -> None:
    longest = HistoryQuestion(values=tuple("v" * 64 for _ in range(20)))
    assert longest.fits
    assert not replace(longest, phrases=("x" * 200,)).fits
    full = PageRequest(longest, Cursor(PageSide.OLDER, ID), (ID,) * MAX_STARTS)
    assert len(full.as_value()) <= 2_000


@pytest.mark.parametrize(
    "value",
    [
        "",
        "{",
        "null",
        "[]",
        "{}",
        '{"question": [], "starts": []}',
        '{"question": {}}',
        '{"question": {}, "starts": 1}',
        '{"question": {}, "starts": ["x"]}',
        '{"question": {}, "starts": [], "side": "older"}',
        f'{{"question": {{}}, "starts": [], "side": "beside", "at": "{ID}"}}',
        '{"question": {}, "starts": [], "side": "older", "at": "1"}',
        '{"question": {"unheard": []}, "starts": []}',
        '{"question": {"people": "U1"}, "starts": []}',
        '{"question": {"people": [1]}, "starts": []}',
        '{"question": {"circles": ["U1"]}, "starts": []}',
        '{"question": {"given": 1}, "starts": []}',
        '{"question": {"since": "yesterday"}, "starts": []}',
        '{"question": {"since": "2026-11-25T10:00:00"}, "starts": []}',
        '{"question": {"since": 5}, "starts": []}',
    ],
)
def test_malformed_page_request_is_refused(value: str) -> None:
    with pytest.raises(InvalidPayloadError):
        parse_page(value)


def page(*numbers: int, has_older: bool = True, has_newer: bool = True) -> HistoryPage:
    def story(number: int) -> RecognitionView:
        return replace(STORY, id=RecognitionId(f"{ID[:-2]}{number:02}"))

    return HistoryPage(tuple(map(story, numbers)), has_older=has_older, has_newer=has_newer)


def test_newer_pages_begin_as_they_did_before() -> None:
    first = PageRequest(HistoryQuestion())
    assert first.newer(page(9, 8, has_newer=False)) is None
    second = first.older(page(9, 8, has_newer=False))
    assert second
    assert second.cursor == Cursor(PageSide.OLDER, f"{ID[:-2]}08")
    third = second.older(page(7, 6))
    assert third
    assert third.older(page(5, has_older=False)) is None
    back = third.newer(page(5))
    assert back == PageRequest(HistoryQuestion(), Cursor(PageSide.FROM, f"{ID[:-2]}07"), (f"{ID[:-2]}09",))
    begin = back.newer(page(7, 6))
    assert begin == PageRequest(HistoryQuestion(), Cursor(PageSide.FROM, f"{ID[:-2]}09"))
    # What came meanwhile is newer still.
    assert begin.newer(page(9, 8)) == PageRequest(HistoryQuestion(), Cursor(PageSide.NEWER, f"{ID[:-2]}09"))
    assert begin.newer(page(9, 8, has_newer=False)) is None


def test_page_request_remembers_latest_starts() -> None:
    page_request: PageRequest | None = PageRequest(HistoryQuestion())
    for number in range(2 * MAX_STARTS):
        assert page_request
        page_request = page_request.older(page(number))
    assert page_request
    assert len(page_request.starts) == MAX_STARTS
    assert page_request.starts[-1] == f"{ID[:-2]}{2 * MAX_STARTS - 1:02}"


def test_question_without_subjects_is_about_reader() -> None:
    assert HistoryQuestion().is_about_people
    assert HistoryQuestion(users=(UserId("U1"),), channels=(ChannelId("C1"),)).filters().channels == ("C1",)
    in_channel = HistoryQuestion(channels=(ChannelId("C1"), ChannelId("C2")))
    assert not in_channel.is_about_people
    assert in_channel.filters().channels == ()
    moment = datetime(2026, 11, 25, tzinfo=UTC)
    assert json.loads(PageRequest(HistoryQuestion(since=moment)).as_value())["question"] == {
        "since": moment.isoformat()
    }
