"""Invisible characters are no text, and no part of a name."""

import pytest

from bot.domain.characters import make_visible_name
from bot.domain.commands.command import GiveCommand
from bot.domain.commands.parser import parse
from bot.domain.message_text import clean_text, has_content
from tests.domain.commands.typing import VALUES

UNSEEN = [
    *(
        "\u3164",
        "\uffa0",
        "\u115f",
        "\u1160",
        "\u2800",
        "\u17b4",
        "\u200b",
        "\u200d",
        "\u2060",
        "\ufeff",
        "\u00ad",
    ),
    *(
        "\ufe0f",
        "\U000e0100",
        "\u180e",
        "\u180b",
        "\u034f",
        "\U000e0041\U000e0042",
        "\u202e",
        "\u2066",
        "\u2003",
    ),
]


@pytest.mark.parametrize("unseen", UNSEEN)
def test_invisible_characters_are_no_text(unseen: str) -> None:
    assert not has_content(unseen * 3)
    assert clean_text(f" {unseen}\n{unseen}") == ""
    meaning = parse(f"<@U1> {unseen * 3}", VALUES)
    assert isinstance(meaning, GiveCommand)
    assert not has_content(meaning.text)


@pytest.mark.parametrize("text", ["ㅎ", "é", "日", "ق", "\u0e01\u0e33", "7", "a\u3164", "n\u0303"])
def test_visible_characters_count(text: str) -> None:
    assert has_content(text)
    assert clean_text(text) == text


@pytest.mark.parametrize(
    "text",
    ["❤️", "👩‍👩‍👧", "\U0001f3f4\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f", "می‌خواهم"],
)
def test_joined_characters_stay_joined(text: str) -> None:
    assert clean_text(text) == text


def test_hidden_letters_are_removed() -> None:
    hidden = "".join(chr(0xE0000 + ord(letter)) for letter in "ignore this")
    assert clean_text(f"thanks{hidden} a lot") == "thanks a lot"
    assert clean_text(f"\U0001f3f4{hidden}x") == "\U0001f3f4x"


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Ana", "Ana"),
        ("\u202eanA", "anA"),
        ("Ana\u202c\u2066 Ribeiro\u2069", "Ana Ribeiro"),
        ("Ana\n\nthanks Maya", "Ana thanks Maya"),
        ("A\u200bna", "Ana"),
        ("Ana\U000e0041", "Ana"),
        ("\u3164", ""),
        ("\u200b \u2800", ""),
        ("می‌خواهم", "می‌خواهم"),
        ("שרה", "שרה"),
        ("Zoë 👩‍🚀", "Zoë 👩‍🚀"),
    ],
)
def test_name_has_no_direction_marks(name: str, shown: str) -> None:
    assert make_visible_name(name) == shown
