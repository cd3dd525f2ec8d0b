"""Excerpts of texts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.ids import UserId
from bot.domain.message_text import clean_text
from bot.slack.ui.excerpts import build_excerpt, text_length
from bot.slack.ui.inline import plain_text, text_spans
from bot.slack.ui.language import language
from tests.domain.commands.typing import everything

EN = language("en")


@pytest.mark.parametrize(
    ("markup", "room", "shown", "is_whole"),
    [
        ("thanks for the export", 30, "thanks for the export", True),
        ("thanks for the export", 20, "thanks for the…", False),
        ("thanks for the export", 15, "thanks for the…", False),
        ("thanks for the export", 14, "thanks for the…", False),
        ("one\ntwo\n\n three", 30, "one two three", True),
        ("感謝" * 20, 10, "感謝" * 5 + "…", False),
        ("for *staying so late* with me", 20, "for staying so late…", False),
        ("for <@UTOM> and the export", 12, "for @Tom and…", False),
        ("party :tada::tada::tada:", 10, "party :tada::tada:…", False),
        ("see <https://a.example/very/long/address/of/a/page>", 20, "see…", False),
        ("• one\n• two", 30, "• one • two", False),
        ("e\u0301" * 20, 7, "e\u0301" * 3 + "…", False),
        ("👩\u200d💻👩\u200d💻", 4, "👩\u200d💻…", False),
    ],
)
def test_excerpt_ends_at_word(markup: str, room: int, shown: str, is_whole: bool) -> None:
    excerpt = build_excerpt(text_spans(EN, {UserId("UTOM"): "Tom"}, markup), room)
    assert plain_text(excerpt.spans) == shown
    assert excerpt.is_whole is is_whole


def test_code_becomes_running_text() -> None:
    excerpt = build_excerpt(text_spans(EN, {}, "see ```\na = 1\nb = 2\n``` there"), 60)
    assert "a = 1 b = 2" in plain_text(excerpt.spans)
    assert not excerpt.is_whole


@given(everything.map(clean_text), st.integers(0, 300))
def test_excerpt_is_never_longer_than_room(markup: str, room: int) -> None:
    spans = text_spans(EN, {}, markup)
    excerpt = build_excerpt(spans, room)
    assert text_length(excerpt.spans) <= room + 1
    assert "\n" not in plain_text(excerpt.spans)
