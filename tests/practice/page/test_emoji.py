"""Short names and their characters."""

import pytest

from bot.practice.page import emoji


@pytest.mark.parametrize(
    ("name", "character"),
    [
        ("jigsaw", "🧩"),
        ("bulb", "💡"),
        ("handshake", "🤝"),
        ("+1", "👍"),
        ("wave::skin-tone-5", "👋🏾"),
        ("v::skin-tone-2", "✌🏻"),
        ("wave::skin-tone-9", "👋"),
        ("ourlogo", None),
        ("", None),
    ],
)
def test_emoji_name_gives_its_character(name: str, character: str | None) -> None:
    assert emoji.character(name) == character


def test_unknown_names_stay_in_a_text() -> None:
    assert emoji.with_characters("a :heart: b :ourlogo: c:") == "a ❤️ b :ourlogo: c:"


def test_emoji_table_has_single_characters() -> None:
    assert len(emoji.CHARACTERS) > 200
    assert all(len(character) <= 4 and not character.isascii() for character in emoji.CHARACTERS.values())
