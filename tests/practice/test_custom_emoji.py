"""A workspace's own emoji."""

from __future__ import annotations

import pytest

from bot.practice.company import brightside
from bot.practice.custom_emoji import OwnEmoji


@pytest.fixture
def emoji() -> OwnEmoji:
    made = OwnEmoji("T1")
    made.add("parrot", b"picture")
    made.add_alias("bird", "parrot")
    made.add_alias("party", "tada")
    return made


def test_pictures_have_names_and_aliases(emoji: OwnEmoji) -> None:
    assert emoji.picture("parrot") == emoji.picture("bird") == b"picture"
    assert list(emoji) == ["parrot", "bird"]
    assert list(emoji.pictures) == ["parrot"]
    for name in ("party", "tada", "", 3):
        assert name not in emoji


def test_addresses_give_pictures_and_aliases(emoji: OwnEmoji) -> None:
    told = emoji.addresses()
    assert told.pop("parrot").startswith("https://emoji.slack-edge.com/T1/parrot/")
    assert told == {"bird": "alias:parrot", "party": "alias:tada"}


def test_circular_aliases_have_no_picture(emoji: OwnEmoji) -> None:
    emoji.add_alias("parrot", "bird")
    assert emoji.picture("bird") is None


def test_brightside_has_a_custom_emoji() -> None:
    picture = brightside().emoji.picture("sunny-side")
    assert picture is not None
    assert picture.startswith(b"\x89PNG")
    assert len(picture) < 10_000
