"""What Slack's window says of fields before it lets anybody submit."""

from __future__ import annotations

from typing import Any

import pytest

from bot.practice.checks.views import check_view
from bot.practice.entries import make_entry, submission_errors
from tests.practice.forms import field, modal, options


def said(kind: str, value: object, *, optional: bool = False, **more: Any) -> str:
    view = check_view(modal(field("it", kind, optional=optional, **more)))
    entry = make_entry(view["blocks"][0]["element"], value)
    return submission_errors(view["blocks"], {"it": {"it": entry}}).get("it", "")


@pytest.mark.parametrize(
    ("kind", "value", "more", "words"),
    [
        ("plain_text_input", "", {}, "Please complete this required field."),
        ("plain_text_input", "abc", {"max_length": 3}, ""),
        ("plain_text_input", "abcd", {"max_length": 3}, "Please write at most 3 characters."),
        ("multi_static_select", ["a", "b"], {"max_selected_items": 2, "options": options("a", "b")}, ""),
        (
            "multi_static_select",
            ["a", "b"],
            {"max_selected_items": 1, "options": options("a", "b")},
            "Please choose at most 1.",
        ),
    ],
)
def test_each_submission_rule_is_checked(kind: str, value: object, more: dict[str, Any], words: str) -> None:
    assert said(kind, value, **more) == words


def test_optional_field_is_checked_if_filled() -> None:
    assert said("plain_text_input", "", optional=True) == ""
    assert (
        said("plain_text_input", "abc", optional=True, max_length=2) == "Please write at most 2 characters."
    )
