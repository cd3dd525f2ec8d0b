"""What people are called: names from Slack, without what nobody sees in them."""

import pytest

from bot.slack.api.directory import _name


@pytest.mark.parametrize(
    ("profile", "shown"),
    [
        ({"display_name": "\u202eayaM", "real_name": "Maya Keller"}, "ayaM"),
        ({"display_name": "\u3164", "real_name": "Maya\u2066 Keller"}, "Maya Keller"),
        ({"display_name": "", "real_name": "\u200b"}, "maya"),
        ({}, "maya"),
    ],
)
def test_a_name_is_the_first_that_can_be_seen(profile: dict[str, str], shown: str) -> None:
    assert _name(profile, {"id": "UMAYA", "name": "maya"}) == shown


def test_whoever_has_no_name_that_can_be_seen_has_an_id() -> None:
    assert _name({"display_name": "\u2800"}, {"id": "UMAYA", "name": "\u3164"}) == "UMAYA"
