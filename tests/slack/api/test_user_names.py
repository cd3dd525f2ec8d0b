"""Names of users: what is visible of them."""

import pytest

from bot.slack.api.users import _find_name


@pytest.mark.parametrize(
    ("profile", "shown"),
    [
        ({"display_name": "\u202eayaM", "real_name": "Maya Keller"}, "ayaM"),
        ({"display_name": "\u3164", "real_name": "Maya\u2066 Keller"}, "Maya Keller"),
        ({"display_name": "", "real_name": "\u200b"}, "maya"),
        ({}, "maya"),
    ],
)
def test_name_is_the_first_visible_one(profile: dict[str, str], shown: str) -> None:
    assert _find_name(profile, {"id": "UMAYA", "name": "maya"}) == shown


def test_user_without_visible_name_is_shown_by_id() -> None:
    assert _find_name({"display_name": "\u2800"}, {"id": "UMAYA", "name": "\u3164"}) == "UMAYA"
