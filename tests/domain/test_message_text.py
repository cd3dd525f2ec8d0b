"""The text of a recognition: stored as typed, escaped, and measured in characters as users count them."""

from unicodedata import category

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.message_text import (
    MAX_TERM_LENGTH,
    MENTION_LENGTH,
    clean_text,
    fold_for_search,
    has_content,
    is_longer,
    measure_text,
    write_plain,
)
from tests.domain.commands.typing import anything, everything


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        (" thanks \n", "thanks"),
        ("a\u202egnirts\u202c", "agnirts"),
        ("\u2066a\u2069\u200e\u200f\u061c", "a"),
        ("a\x00b\x1bc\x7f", "abc"),
        ("two\nlines\tand a tab", "two\nlines\tand a tab"),
        ("שלום, and 👩‍👩‍👧 ❤️", "שלום, and 👩‍👩‍👧 ❤️"),
        ("half \ud83d gone", "half \ufffd gone"),
        ("\ud83d\ude00", "😀"),
        ("\ufeffa", "\ufeffa"),
        ("a\udfff", "a\ufffd"),
    ],
)
def test_invisible_characters_are_removed(typed: str, kept: str) -> None:
    assert clean_text(typed) == kept


@given(anything)
def test_cleaned_text_can_be_stored_and_stays(text: str) -> None:
    kept = clean_text(text)
    kept.encode("utf-8")
    assert "\x00" not in kept
    assert clean_text(kept) == kept


@given(anything)
def test_visible_characters_survive_in_order(text: str) -> None:
    left = iter(clean_text(text))
    wanted = [c for c in text if c.isalnum() or c in "<>&|#@:“”„«»"]
    assert all(c in left for c in wanted)


@pytest.mark.parametrize(
    ("words", "count"),
    [
        ("a &amp; b &lt;3", len("a & b <3")),
        ("<@U1|maya> too", MENTION_LENGTH + len(" too")),
        ("<!subteam^S1|@backend>", MENTION_LENGTH),
        ("in <#C1|design>", len("in ") + MENTION_LENGTH),
        ("<!here>", len("@here")),
        ("<https://a.example|label>", len("label") + len("https://a.example")),
        ("<https://a.example>", len("https://a.example")),
        ("", 0),
    ],
)
def test_length_is_that_of_the_shown_text(words: str, count: int) -> None:
    assert measure_text(words) == count


@given(everything, st.integers(0, 60))
def test_text_is_longer_than_what_it_is_measured_to_exceed(text: str, most: int) -> None:
    assert is_longer(text, most) == (measure_text(text) > most)


@pytest.mark.parametrize(
    "words",
    [
        *("thanks", "10", "谢谢", "شكرا", "ok :tada:", "<https://a.example>", "é"),
        *("<@U1|maya> <@U2> ok", "<!here>é", "<a", ":tada: ok", "*ok*", "1. ok", "\u3164 ok"),
    ],
)
def test_text_with_content(words: str) -> None:
    assert has_content(words)


@pytest.mark.parametrize(
    "words",
    [
        "",
        "  ",
        "🎉",
        "❤️👍🏽",
        ":tada:",
        ":+1:",
        ":handshake::skin-tone-3:",
        ":tada: :100:",
        "<@U1>",
        "<!here>",
        "…!?",
        "\u3164",
        "<@U1|maya> \u115f",
        "<@U1|maya> :tada:",
        "1. :tada:",
    ],
)
def test_text_without_content(words: str) -> None:
    assert not has_content(words)


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ("R&amp;D &lt;3", "R&D <3"),
        ("<@U1|maya> and <@U2>", "  and  "),
        ("for <!subteam^S1|@backend>", "for  backend "),
        ("in <#C1|design> or <#C2>", "in  design  or   "),
        ("<!here>", " here "),
        ("<https://a.example|label>", " label https://a.example "),
        ("done :tada: at 10:30:15", "done   at 10:30:15"),
    ],
)
def test_plain_text(words: str, text: str) -> None:
    assert write_plain(words) == text


@pytest.mark.parametrize(
    ("words", "terms"),
    [
        ("Thanks, MAYA!", "thanks maya"),
        ("don’t snake_case R&amp;D 10:30", "don t snake case r d 10 30"),
        ("Übergabe groß İstanbul Ærø", "ubergabe gross istanbul ærø"),
        ("Артём Ευχαριστώς", "артем ευχαριστωσ"),
        ("שָׁלוֹם كِتَابـي", "שלום كتابي"),
        ("नमस्ते दुनिया", "नमस्ते दुनिया"),
        ("정말 감사", "정말 감사"),
        ("非常thanks第3回", "非 常 thanks 第 3 回"),
        ("がんばる ﾊﾟﾁ", "が ん ば る パ チ"),
        ("ขอบคุณ", "ข อ บ ค ุ ณ"),
        ("co\u00adop می‌خواهم", "coop میخواهم"),
        ("❤️ 1️⃣ 🤝🏽 👩‍👩‍👧", "1"),
        ("ﬁne ½ m²", "fine 1 2 m2"),
        ("x" * 2 * MAX_TERM_LENGTH + "y", "x" * MAX_TERM_LENGTH + " " + "x" * MAX_TERM_LENGTH + " y"),
    ],
)
def test_search_terms(words: str, terms: str) -> None:
    assert fold_for_search(words).split() == terms.split()


@pytest.mark.parametrize(
    "words", ["map.", "map ", "map 🎉", "map :tada:", "map <@U1>", "地図", "map <!here>"]
)
def test_complete_last_term_ends_with_a_blank(words: str) -> None:
    assert fold_for_search(words).endswith(" ")
    assert not fold_for_search(f"{words} a").endswith(" ")


@given(everything)
def test_search_terms_are_stable_and_have_letters_only(text: str) -> None:
    terms = fold_for_search(text).split()
    assert fold_for_search(" ".join(terms)).split() == terms
    for term in terms:
        assert len(term) <= MAX_TERM_LENGTH
        assert all(category(c)[0] in "LMN" for c in term)
