"""Writing in pictures, and the legend."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from bot.domain.values import Values
from bot.images.colors import CARD
from bot.images.digest_image import WIDTH
from bot.images.image_content import legend
from bot.images.legend import SIZE, Legend
from bot.images.lettering import can_draw, draw_text, letter, normalize_text, width, wrap_text
from bot.images.value_styles import value_style
from tests.images.weeks import value


@pytest.mark.parametrize(
    "text",
    [
        "creativity",
        "Kreativität",
        "współpraca",
        "Đoàn kết",
        "συνεργασία",
        "співпраця",
        "Qualität & Mut – “ja”",
        "協力",
        "オーナーシップ",
        "「ありがとう」と思いやり。",
        "Team 協力",
    ],
)
def test_font_has_these_texts(text: str) -> None:
    assert can_draw(normalize_text(text))


def test_marks_are_combined_with_letters() -> None:
    assert normalize_text("Kreativita\u0308t  \u00a0und\nMut ") == "Kreativität und Mut"


@pytest.mark.parametrize(
    "text",
    ["", "협력", "协力", "współpraca 協力", "تعاون", "שיתוף", "सहयोग", "🤝 team", "a\u200bb", "q\u0308"],
)
def test_font_lacks_these_texts(text: str) -> None:
    assert not can_draw(normalize_text(text))


@given(st.text(alphabet="abc WMil-É", min_size=1, max_size=120), st.integers(40, 400))
def test_wrapped_lines_keep_all_letters_and_fit(text: str, room: int) -> None:
    made = wrap_text(text, 30, room)
    assert "".join(made).replace(" ", "") == text.replace(" ", "")
    assert all(width(line, 30) <= room for line in made)


def test_words_that_fit_are_not_broken() -> None:
    assert wrap_text("staying with a hard thing", 30, 230) == ["staying with a", "hard thing"]


@pytest.mark.parametrize("line", ["ẾŻgjpqy,", "WAVEfj|", "j", "ЙЩцф", "ΆΎξ", "励ましgj、"])
def test_no_letter_is_cut_off(line: str) -> None:
    """A line has the same ink in the height that it has in pictures as in one that is ample."""
    for size, height in ((44, 58), (50, 64)):
        tight, ample = draw_text(line, size, height), draw_text(line, size, 4 * height)
        assert tight.getbbox() is not None
        assert sum(tight.histogram()[1:]) == sum(ample.histogram()[1:])
        box = tight.getbbox()
        assert box is not None
        assert box[2] < tight.width


@pytest.mark.parametrize(
    "names",
    [
        ["Verantwortungsbewusstseinsentwicklungsmöglichkeiten", "mut mut " * 15, "Q" * 200, "courage"],
        ["Verantwortungsbewusstseinsentwicklung", "mut", "mut", "Verantwortungsbewusstseinsentwicklung"],
    ],
)
def test_long_names_fit_into_the_legend(names: list[str]) -> None:
    room, margin = 1_088, 56
    plan = Legend([(name, value_style(number)) for number, name in enumerate(names)], room)
    image = Image.new("L", (room + 2 * margin, plan.height + 2 * margin), CARD.end)
    plan.draw(image, margin, margin)
    box = image.point([number != CARD.end for number in range(256)]).getbbox()
    assert box is not None
    assert box[0] >= margin
    assert box[1] >= margin
    assert box[2] <= margin + room
    assert box[3] <= margin + plan.height


def test_legend_does_not_break_words_that_fit() -> None:
    one_line = Legend([("Verantwortungsbewusstsein", value_style(0)), ("Mut", value_style(1))], 1_088).height
    assert one_line == Legend([("Mut", value_style(0))], 1_088).height


@pytest.mark.parametrize(("count", "rows"), [(1, 1), (5, 1), (6, 2), (10, 2), (11, 3), (40, 8)])
def test_legend_row_has_as_many_labels_as_fit(count: int, rows: int) -> None:
    plan = Legend([("mut", value_style(number)) for number in range(count)], 1_088)
    assert plan.height == 64 * rows + 14 * (rows - 1)


def test_legend_is_readable_on_a_phone() -> None:
    """There the picture is 360 pixels wide, and small writing has 13."""
    assert SIZE * 360 / WIDTH >= 13


def test_letter_labels() -> None:
    assert [letter(number) for number in (0, 1, 25, 26, 51, 52, 701, 702)] == [
        *("A", "B", "Z", "AA", "AZ", "BA", "ZZ", "AAA"),
    ]


def test_letter_label_is_the_position_in_the_legend() -> None:
    of = Values([value("a", "협력"), value("b", "Mut"), value("c", " ")])
    assert [entry.label for entry in legend(["c", "b", "a"], of)] == ["A", "Mut", "C"]
    assert [entry.label for entry in legend(["c"], of)] == ["A"]
