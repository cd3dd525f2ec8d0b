"""The Home: each section as it was agreed, and as Slack takes it, however much there is."""

import json
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from syrupy.assertion import SnapshotAssertion

from bot.domain.circle import Circle, CircleSource
from bot.domain.endorsement import MAX_COMMENT_LENGTH
from bot.domain.history import Cursor, PageSide
from bot.domain.home import MAX_ENDORSED, HomeSection
from bot.domain.ids import RecognitionId
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
from tests.slack.showing import assert_known_blocks, leaves
from tests.slack.view_snapshots import ViewSnapshotExtension
from tests.slack.views import EN, JOINED, LOOKS, NAMES, STORY, VALUES
from tests.slack.views_of_home import HOMES, READER, page, shown


def assert_taken(view: View) -> None:
    """Slack takes it, and it pings nobody."""
    assert len(view["blocks"]) <= 100
    assert_known_blocks(view["blocks"])
    check_home(json.loads(json.dumps(view)))
    assert not [leaf for leaf in leaves(view["blocks"]) if leaf["type"] in ("user", "usergroup", "broadcast")]


@pytest.mark.parametrize("name", HOMES)
def test_home_equals_its_snapshot(name: str, snapshot: SnapshotAssertion) -> None:
    view = HOMES[name]()
    assert_taken(view)
    assert view == snapshot(extension_class=ViewSnapshotExtension)


words = everything.map(lambda text: clean_text(write_markup(parse_markup(text)))).filter(bool)


@settings(max_examples=60, deadline=None)
@given(
    texts=st.lists(words, min_size=1, max_size=MAX_PAGE_SIZE),
    names=st.fixed_dictionaries(dict.fromkeys(NAMES, everything.map(clean_text))),
    section=st.sampled_from([HomeSection.RECEIVED, HomeSection.GIVEN]),
)
def test_whatever_was_typed_slack_takes_it(
    texts: list[str], names: dict[str, str], section: HomeSection
) -> None:
    recognitions = [
        replace(JOINED, id=RecognitionId(STORY.id[:-2] + f"{n:02}"), text=text)
        for n, text in enumerate(texts)
    ]
    seen = HomeContent(
        section,
        (HomeSection.RECEIVED, HomeSection.GIVEN),
        VALUES,
        page(*recognitions, older=True, newer=True),
    )
    reader = replace(READER, name=names[READER.id])
    assert_taken(home_views.build_home(EN, names, reader, seen, find_view(section)))


@pytest.mark.parametrize("piece", ["x", "&amp;", ":a:b", "<#C1>", "💡 ", "<tel:1>", "\u202e<b>"])
@pytest.mark.parametrize("section", [HomeSection.RECEIVED, HomeSection.GIVEN])
def test_the_fullest_page(piece: str, section: HomeSection) -> None:
    def told(number: int, length: int) -> RecognitionView:
        text = piece * (length // len(piece))
        return replace(JOINED, id=RecognitionId(STORY.id[:-2] + f"{number:02}"), text=text)

    longest = MAX_TEXT_LENGTH if piece == ":a:b" else 3_000
    for recognitions in (
        [told(0, longest)],
        [told(n, MAX_CHARACTERS // MAX_PAGE_SIZE) for n in range(MAX_PAGE_SIZE)],
    ):
        assert_taken(shown(section, page(*recognitions, older=True, newer=True)))


def test_the_most_that_somebody_gave_and_joined_in() -> None:
    crowd = tuple(f"U{n:04}" for n in range(60))
    names = {one: f"A rather long name of {one}" for one in crowd}
    said = (Comment(READER.id, "x" * MAX_COMMENT_LENGTH),)
    told = replace(JOINED, givers=crowd[:30], recipients=crowd[30:], comments=said)
    gave, joined = (
        [replace(told, id=RecognitionId(STORY.id[:-2] + f"{n:02}")) for n in range(most)]
        for most in (MAX_PAGE_SIZE, MAX_ENDORSED)
    )
    content, offered = page(*gave, older=True, newer=True), tuple(HomeSection)
    seen = HomeContent(HomeSection.GIVEN, offered, VALUES, content, tuple(joined))
    news = withdrawal_note(EN, WithdrawalResult.WORDS_OUT_OF_REACH)
    view = home_views.build_home(EN, names, READER, seen, find_view(HomeSection.GIVEN), news=news)
    assert_taken(view)
    assert str(view).count("Where you joined in") == 1


def test_the_most_of_everything_else() -> None:
    values = Values(Value(f"v{n}", f"value {n}", "heart", "❤️", "d" * 200) for n in range(100))
    assert_taken(
        home_views.build_home(
            EN,
            NAMES,
            READER,
            HomeContent(HomeSection.VALUES, (HomeSection.VALUES,), values, None),
            find_view(HomeSection.VALUES),
        )
    )
    looks = tuple(LOOKS[n % len(LOOKS)] for n in range(MAX_AUDIT_ENTRIES + 1))
    assert_taken(shown(HomeSection.PREFERENCES, PreferencesPage(Preferences(), looks, ())))
    crowd = tuple(f"U{n:04}" for n in range(200))
    circles = tuple(
        Circle(STORY.id[:-2] + f"{n:02}", CircleSource.NAMED, "ULEAD", "", (READER.id,), crowd)
        for n in range(60)
    )
    assert_taken(shown(HomeSection.CIRCLES, circles))


def test_what_is_open_goes_along_and_comes_back() -> None:
    first = find_view(HomeSection.GIVEN)
    assert first.page == ""
    second = replace(first.page_request, cursor=Cursor(PageSide.OLDER, STORY.id), starts=(JOINED.id,))
    again = parse_view(find_view(HomeSection.GIVEN, second.as_value()).as_context())
    assert (again.section, again.page_request) == (HomeSection.GIVEN, second)
    assert len(again.as_context()) < 3_000


@pytest.mark.parametrize(
    "context", ["", "{", "[]", "7", '{"section": "given"}', '{"section": "x", "page": ""}']
)
def test_what_cannot_be_read_is_the_newest_of_what_was_received(context: str) -> None:
    assert parse_view(context) == find_view(HomeSection.RECEIVED)


def test_a_page_of_something_else_is_the_newest() -> None:
    """Nobody gets to read about others by what their Home says is open."""
    others = parse_page('{"question": {"users": ["ULI"]}, "starts": []}')
    placed = replace(others, cursor=Cursor(PageSide.OLDER, STORY.id))
    assert find_view(HomeSection.RECEIVED, placed.as_value()) == find_view(HomeSection.RECEIVED)
    assert (
        find_view(HomeSection.RECEIVED, PageRequest(others.question).as_value()).page_request
        == find_view(HomeSection.RECEIVED).page_request
    )
    with pytest.raises(InvalidPayloadError):
        parse_page("{")
