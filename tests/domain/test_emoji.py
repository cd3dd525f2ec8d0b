"""Emoji as people type them."""

import pytest

from bot.domain.emoji import (
    Emoji,
    find_canonical_name,
    find_emoji_names,
    parse_emoji_field,
    remove_variations,
)


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        (":handshake:", ["handshake"]),
        ("🤝", ["handshake"]),
        ("handshake", ["handshake"]),
        (":Thumbsup: 👍🏽 :+1::skin-tone-3:", ["+1"]),
        ("🤝👏", ["handshake", "clap"]),
        (":handshake::clap:, 💡", ["handshake", "clap", "bulb"]),
        (" ❤️‍🔥 ❤ 🔥", ["heart_on_fire", "heart", "fire"]),
        (":our-own: :日本:", ["our-own", "日本"]),
        ("👨‍👩‍👧", ["man-woman-girl"]),
        ("", []),
    ],
)
def test_readable_emoji(typed: str, names: list[str]) -> None:
    signs, unread = parse_emoji_field(typed)
    assert [sign.name for sign in signs] == names
    assert unread == ()


@pytest.mark.parametrize(
    ("typed", "unread"),
    [("joy!", ("joy!",)), ("hm 🤝 yes!", ("hm", "yes!")), (":x y:", (":x", "y:")), ("::", ("::",))],
)
def test_texts_that_are_no_emoji(typed: str, unread: tuple[str, ...]) -> None:
    assert parse_emoji_field(typed)[1] == unread


def test_too_long_name_is_no_emoji() -> None:
    assert parse_emoji_field(f":{'a' * 101}:") == ((), (f":{'a' * 101}:",))


def test_only_standard_emoji_have_a_character() -> None:
    assert parse_emoji_field(":bulb: :ours:")[0] == (Emoji("bulb", "💡"), Emoji("ours", ""))


@pytest.mark.parametrize(
    ("name", "known_as"),
    [("thumbsup", "+1"), ("+1", "+1"), ("wave::skin-tone-2", "wave"), ("ours", "ours"), ("", "")],
)
def test_emoji_name_in_events(name: str, known_as: str) -> None:
    assert find_canonical_name(name) == known_as


def test_characters_without_variation_selectors() -> None:
    assert remove_variations("👍🏽❤️") == "👍❤"


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("1:100:1", []),
        ("1:100: x", []),
        ("x :100: y", ["100"]),
        (":100:", ["100"]),
        (":100::tada:", ["100", "tada"]),
    ],
)
def test_number_among_digits_is_no_emoji(text: str, names: list[str]) -> None:
    assert [one.name for one in find_emoji_names(text)] == names
