"""The id of a request in logs."""

from typing import Any

import pytest

from bot.slack.payloads.envelope import make_request_id


@pytest.mark.parametrize(
    "body",
    [
        {"type": "event_callback", "event_id": "Ev0ABC"},
        {"command": "/kudos", "trigger_id": "1.2.abc"},
        {"command": "/kudos", "trigger_id": "\ud800"},
        {"type": "block_actions", "trigger_id": 12345678901234567},
    ],
)
def test_repeated_request_has_the_same_id(body: dict[str, Any]) -> None:
    assert make_request_id(body) == make_request_id({**body, "retry": 1})
    # Whoever reads the log must not open a form with it.
    assert str(body.get("trigger_id", "-")) not in make_request_id(body)


def test_other_requests_have_ids_of_their_own() -> None:
    bodies: list[dict[str, Any]] = [{}, {}, {"trigger_id": "1"}, {"trigger_id": "2"}, {"event_id": "Ev1"}]
    ids = [make_request_id(body) for body in bodies]
    assert len(set(ids)) == len(ids)
    assert make_request_id({"event_id": "E" * 5_000}) == "E" * 32
