"""What Slack's window says of fields before it lets anybody submit."""

from __future__ import annotations

from typing import Any

import pytest

from bot.practice.complaints import complaints
from bot.practice.entries import entered
from bot.practice.views import checked_view
from tests.practice.forms import field, modal, options


def said(kind: str, value: object, *, optional: bool = False, **more: Any) -> str:
    view = checked_view(modal(field("it", kind, optional=optional, **more)))
    entry = entered(view["blocks"][0]["element"], value)
    return complaints(view["blocks"], {"it": {"it": entry}}).get("it", "")


NUMBER: dict[str, Any] = {"is_decimal_allowed": False, "min_value": "1", "max_value": "10"}


@pytest.mark.parametrize(
    ("kind", "value", "more", "words"),
    [
        ("plain_text_input", "", {}, "Please complete this required field."),
        ("plain_text_input", "ab", {"min_length": 3}, "Please write at least 3 characters."),
        ("plain_text_input", "abc", {"min_length": 3, "max_length": 3}, ""),
        ("plain_text_input", "abcd", {"max_length": 3}, "Please write at most 3 characters."),
        ("number_input", "1", NUMBER, ""),
        ("number_input", "10", NUMBER, ""),
        ("number_input", "0", NUMBER, "Please enter at least 1."),
        ("number_input", "11", NUMBER, "Please enter at most 10."),
        ("number_input", "2.5", NUMBER, "Please enter a whole number."),
        ("number_input", "2.5", {"is_decimal_allowed": True}, ""),
        ("number_input", "many", NUMBER, "Please enter a number."),
        ("number_input", "NaN", {"is_decimal_allowed": True}, "Please enter a number."),
        ("email_text_input", "maya@brightside.example", {}, ""),
        ("email_text_input", "maya", {}, "Please enter an email address."),
        ("url_text_input", "https://brightside.example/a?b", {}, ""),
        (
            "url_text_input",
            "javascript:alert(1)",
            {},
            "Please enter an address that begins with http:// or https://.",
        ),
        ("multi_static_select", ["a", "b"], {"max_selected_items": 2, "options": options("a", "b")}, ""),
        (
            "multi_static_select",
            ["a", "b"],
            {"max_selected_items": 1, "options": options("a", "b")},
            "Please choose at most 1.",
        ),
        ("datetimepicker", None, {}, "Please complete this required field."),
        ("file_input", None, {}, "Please complete this required field."),
    ],
)
def test_each_rule(kind: str, value: object, more: dict[str, Any], words: str) -> None:
    assert said(kind, value, **more) == words


def test_what_is_optional_may_be_left_out_and_is_looked_at_all_the_same() -> None:
    assert said("email_text_input", "", optional=True) == ""
    assert said("email_text_input", "maya", optional=True) == "Please enter an email address."
