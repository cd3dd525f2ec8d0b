"""The log: one search follows a thanks from Slack's payload to its messages, and nobody is named in it."""

import json

from structlog.testing import capture_logs

from bot.logs import add_request
from tests.scenarios.test_edit import words
from tests.scenarios.test_recognition_form import open_form
from tests.scenarios.world import World

WORDS = ("sketches", "patience", "Maya", "Ana", "U0MAYA001", "U0ANA0001", "xoxb-", "xapp-")


async def test_request_is_followed_from_the_payload_to_the_messages(world: World) -> None:
    with capture_logs(processors=[add_request]) as lines:
        await world.command("ana", "design", "@maya thanks for the sketches #creativity")
        await open_form(world, "ana", "design")
        text, channel = words("thanks for your patience"), world.where("design")
        await world.submit("ana", people=[world.who("maya")], text=text, channel=channel)

    recorded = [line for line in lines if line["event"] == "recorded"]
    assert [line["source"] for line in recorded] == ["command", "form"]
    assert len({line["request"] for line in recorded}) == 2
    for line in recorded:
        same = [other for other in lines if other.get("recognition") == line["recognition"]]
        assert {other["kind"] for other in same if other["event"] == "delivered"} >= {"shout-out"}
        answered = [other for other in lines if other.get("request") == line["request"]]
        assert [other["event"] for other in answered if other["log_level"] == "debug"] == ["answered"]
    written = json.dumps(lines, default=repr)
    assert not [word for word in WORDS if word in written]
