"""The Home: the snapshot of each section, and Slack's limits."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from syrupy.assertion import SnapshotAssertion

from bot.domain.circle import Circle, CircleSource
from bot.domain.endorsement import MAX_COMMENT_LENGTH
from bot.domain.history import Cursor, PageSide
from bot.domain.home import MAX_ENDORSED, HomeSection
from bot.domain.ids import RecognitionId, UserId
from bot.domain.mentions import parse_markup, write_markup
from bot.domain.message_text import MAX_TEXT_LENGTH, clean_text
from bot.domain.preferences import Preferences
from bot.domain.recognition import Comment, RecognitionView
from bot.domain.values import Value, Values
from bot.errors import InvalidPayloadError
from bot.practice.checks.views import check_home
from bot.slack.features.history.query_state import PageRequest, parse_page
from bot.slack.features.home import views as home_views
from bot.slack.features.home.given_views import withdrawal_note
from bot.slack.features.home.view_state import find_view, parse_view
from bot.slack.ui.modal import View
from bot.usecases.history import MAX_CHARACTERS, MAX_PAGE_SIZE
from bot.usecases.home import HomeContent
from bot.usecases.preferences import MAX_AUDIT_ENTRIES, PreferencesPage
from bot.usecases.withdrawals import WithdrawalResult
from tests.domain.commands.typing import everything
from tests.slack.showing import assert_known_blocks, find_leaves
from tests.slack.view_snapshots import ViewSnapshotExtension
from tests.slack.views import EN, JOINED, LOOKS, NAMES, STORY, VALUES
from tests.slack.views_of_home import HOMES, READER, build_home, page


def assert_valid(view: View) -> None:
    """Check that Slack takes the view, and that it mentions no one."""
    assert len(view["blocks"]) <= 100
    assert_known_blocks(view["blocks"])
    check_home(json.loads(json.dumps(view)))
    assert not [
        leaf for leaf in find_leaves(view["blocks"]) if leaf["type"] in ("user", "usergroup", "broadcast")
    ]


@pytest.mark.parametrize("name", HOMES)
def test_home_equals_its_snapshot(name: str, snapshot: SnapshotAssertion) -> None:
    view = HOMES[name]()
    assert_valid(view)
    assert view == snapshot(extension_class=ViewSnapshotExtension)


words = everything.map(lambda text: clean_text(write_markup(parse_markup(text)))).filter(bool)


@settings(max_examples=60)
@given(
    texts=st.lists(words, min_size=1, max_size=MAX_PAGE_SIZE),
    names=st.fixed_dictionaries(dict.fromkeys(NAMES, everything.map(clean_text))),
    section=st.sampled_from([HomeSection.RECEIVED, HomeSection.GIVEN]),
)
def test_home_with_any_text_is_valid(
    texts: list[str], names: dict[UserId, str], section: HomeSection
) -> None:
    recognitions = [
        replace(JOINED, id=RecognitionId(STORY.id[:-2] + f"{n:02}"), text=text)
        for n, text in enumerate(texts)
    ]
    home_content = HomeContent(
        section,
        (HomeSection.RECEIVED, HomeSection.GIVEN),
        VALUES,
        page(*recognitions, older=True, newer=True),
    )
    reader = replace(READER, name=names[READER.id])
    assert_valid(home_views.build_home(EN, names, reader, home_content, find_view(section)))


@pytest.mark.parametrize("piece", ["x", "&amp;", ":a:b", "<#C1>", "💡 ", "<tel:1>", "\u202e<b>"])
@pytest.mark.parametrize("section", [HomeSection.RECEIVED, HomeSection.GIVEN])
def test_fullest_page_is_valid(piece: str, section: HomeSection) -> None:
    def build_recognition(number: int, length: int) -> RecognitionView:
        text = piece * (length // len(piece))
        return replace(JOINED, id=RecognitionId(STORY.id[:-2] + f"{number:02}"), text=text)

    longest = MAX_TEXT_LENGTH if piece == ":a:b" else 3_000
    for recognitions in (
        [build_recognition(0, longest)],
        [build_recognition(n, MAX_CHARACTERS // MAX_PAGE_SIZE) for n in range(MAX_PAGE_SIZE)],
    ):
        assert_valid(build_home(section, page(*recognitions, older=True, newer=True)))


def test_longest_given_section_is_valid() -> None:
    crowd = tuple(UserId(f"U{n:04}") for n in range(60))
    names = {user: f"A rather long name of {user}" for user in crowd}
    comments = (Comment(READER.id, "x" * MAX_COMMENT_LENGTH),)
    recognition = replace(JOINED, givers=crowd[:30], recipients=crowd[30:], comments=comments)
    given_recognitions, endorsed = (
        [replace(recognition, id=RecognitionId(STORY.id[:-2] + f"{n:02}")) for n in range(most)]
        for most in (MAX_PAGE_SIZE, MAX_ENDORSED)
    )
    content, sections = page(*given_recognitions, older=True, newer=True), tuple(HomeSection)
    home_content = HomeContent(HomeSection.GIVEN, sections, VALUES, content, tuple(endorsed))
    news = withdrawal_note(EN, WithdrawalResult.WORDS_OUT_OF_REACH)
    view = home_views.build_home(EN, names, READER, home_content, find_view(HomeSection.GIVEN), news=news)
    assert_valid(view)
    assert str(view).count("Where you joined in") == 1


def test_longest_other_sections_are_valid() -> None:
    values = Values(Value(f"v{n}", f"value {n}", "heart", "❤️", "d" * 200) for n in range(100))
    assert_valid(
        home_views.build_home(
            EN,
            NAMES,
            READER,
            HomeContent(HomeSection.VALUES, (HomeSection.VALUES,), values, None),
            find_view(HomeSection.VALUES),
        )
    )
    looks = tuple(LOOKS[n % len(LOOKS)] for n in range(MAX_AUDIT_ENTRIES + 1))
    assert_valid(build_home(HomeSection.PREFERENCES, PreferencesPage(Preferences(), looks, ())))
    crowd = tuple(UserId(f"U{n:04}") for n in range(200))
    circles = tuple(
        Circle(STORY.id[:-2] + f"{n:02}", CircleSource.NAMED, "ULEAD", "", (READER.id,), crowd)
        for n in range(60)
    )
    assert_valid(build_home(HomeSection.CIRCLES, circles))


def test_view_state_survives_round_trip() -> None:
    first = find_view(HomeSection.GIVEN)
    assert first.page == ""
    second = replace(first.page_request, cursor=Cursor(PageSide.OLDER, STORY.id), starts=(JOINED.id,))
    again = parse_view(find_view(HomeSection.GIVEN, second.as_value()).as_context())
    assert (again.section, again.page_request) == (HomeSection.GIVEN, second)
    assert len(again.as_context()) < 3_000


@pytest.mark.parametrize(
    "context", ["", "{", "[]", "7", '{"section": "given"}', '{"section": "x", "page": ""}']
)
def test_malformed_view_state_falls_back_to_received(context: str) -> None:
    assert parse_view(context) == find_view(HomeSection.RECEIVED)


def test_page_of_other_question_falls_back_to_newest() -> None:
    """A forged page must not open the history of others."""
    others = parse_page('{"question": {"users": ["ULI"]}, "starts": []}')
    placed = replace(others, cursor=Cursor(PageSide.OLDER, STORY.id))
    assert find_view(HomeSection.RECEIVED, placed.as_value()) == find_view(HomeSection.RECEIVED)
    assert (
        find_view(HomeSection.RECEIVED, PageRequest(others.question).as_value()).page_request
        == find_view(HomeSection.RECEIVED).page_request
    )
    with pytest.raises(InvalidPayloadError):
        parse_page("{")
