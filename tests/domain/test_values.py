"""Values, and how people name them."""

import pytest

from bot.domain.values import FIRST_VALUES, Value, Values, normalize
from tests.domain.commands.typing import VALUES


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("creativity", "creativity"),
        ("Creativity", "creativity"),
        ("CREATIVE", "creativity"),
        ("idea", "creativity"),
        ("Teamwork", "collaboration"),
        ("team work", "collaboration"),
        ("collab", "collaboration"),
        ("problem-solving", "problem-solving"),
        ("Problem Solving", "problem-solving"),
        ("problem_solving", "problem-solving"),
        ("problemsolving", "problem-solving"),
        ("PROBLEM\u00a0SOLVER", "problem-solving"),
        ("ｃｏｌｌａｂ", "collaboration"),
    ],
)
def test_names_and_aliases(name: str, key: str) -> None:
    found = VALUES.find_by_name(name)
    assert found is not None
    assert found.key == key


@pytest.mark.parametrize("name", ["", "-", "creativty", "kindness", "problem"])
def test_texts_that_name_no_value(name: str) -> None:
    assert VALUES.find_by_name(name) is None


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("creativty", "creativity"),
        ("colaboration", "collaboration"),
        ("Collaborations", "collaboration"),
        ("problem-solvin", "problem-solving"),
        ("teamworks", "collaboration"),
    ],
)
def test_near_misses(typed: str, key: str) -> None:
    found = VALUES.find_closest(typed)
    assert found is not None
    assert found.key == key


@pytest.mark.parametrize("typed", ["", "1234", "kindness", "x" * 40_000, "日本"])
def test_texts_without_near_miss(typed: str) -> None:
    assert VALUES.find_closest(typed) is None


@pytest.mark.parametrize("tone", ["", *(f"::skin-tone-{n}" for n in range(2, 7))])
def test_emoji_name_with_any_skin_tone(tone: str) -> None:
    found = VALUES.find_by_emoji(f"handshake{tone}")
    assert found is not None
    assert found.key == "collaboration"


def test_other_emoji_mean_no_value() -> None:
    assert VALUES.find_by_emoji("tada") is None
    assert VALUES.find_by_emoji("") is None


@pytest.mark.parametrize("tone", ["", *map(chr, range(0x1F3FB, 0x1F400)), "\ufe0f"])
def test_emoji_character_with_any_skin_tone(tone: str) -> None:
    assert [v.key for v in VALUES.find_by_characters(f"wow 🤝{tone} and 💡")] == [
        "collaboration",
        "creativity",
    ]


def test_text_without_emoji() -> None:
    assert VALUES.find_by_characters("wow 🎉") == ()


def test_values_are_in_the_workspaces_order() -> None:
    keys = ["problem-solving", "unknown", "creativity"]
    assert [v.key for v in VALUES.sort_keys(keys)] == ["creativity", "problem-solving"]
    assert "creativity" in VALUES
    assert "unknown" not in VALUES


def test_shared_name_means_the_first_value() -> None:
    values = Values([Value("a", "Care", "heart", "❤️", ""), Value("b", "care", "heart", "", "")])
    assert values.find_by_name("care") is values.find_by_emoji("heart") is values.all[0]
    assert values.find_by_characters("❤") == (values.all[0],)


def test_workspace_without_values() -> None:
    values = Values([])
    assert (
        values.find_by_name("creativity")
        is values.find_closest("creativity")
        is values.find_by_emoji("bulb")
        is None
    )
    assert values.find_by_characters("💡") == ()


def test_first_values() -> None:
    assert [(v.key, v.emoji, v.character) for v in FIRST_VALUES] == [
        ("creativity", "bulb", "💡"),
        ("collaboration", "handshake", "🤝"),
        ("problem-solving", "jigsaw", "🧩"),
    ]
    assert normalize("Problem-Solving ") == "problemsolving"
