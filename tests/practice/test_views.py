"""The methods `views.*`, called as an app calls them."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator

import aiohttp
import pytest
from slack_sdk.web.async_client import AsyncWebClient

from bot.practice.company import ANA, MAYA, brightside
from bot.practice.records import SlackError
from bot.practice.server import Practice
from bot.practice.views import TRIGGER_LIFETIME, Triggers
from tests.practice.conftest import Refused
from tests.practice.forms import field, modal, plain

DESIGN = "C0DESIGN1"


class Seconds:
    """Real time as a test wants it."""

    now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def seconds() -> Seconds:
    return Seconds()


@pytest.fixture
async def practice(seconds: Seconds) -> AsyncIterator[Practice]:
    async with Practice(brightside(), monotonic=seconds) as running:
        # Nothing here asks for a scope.
        running.workspace.scopes.clear()
        yield running


def trigger(practice: Practice) -> str:
    return practice.workspace.triggers.issue(ANA.id, DESIGN)


async def test_view_is_opened(practice: Practice, client: AsyncWebClient) -> None:
    opened = (await client.views_open(trigger_id=trigger(practice), view=modal(private_metadata="m")))["view"]
    assert opened == {
        "id": opened["id"],
        "team_id": "T0BRIGHT1",
        "type": "modal",
        "blocks": opened["blocks"],
        "private_metadata": "m",
        "callback_id": "give",
        "state": {"values": {}},
        "hash": opened["hash"],
        "title": {**plain("Give thanks"), "emoji": True},
        "close": None,
        "submit": {**plain("Send"), "emoji": True},
        "clear_on_close": False,
        "notify_on_close": False,
        "root_view_id": opened["id"],
        "previous_view_id": None,
        "app_id": "A0HEARTEN",
        "external_id": "",
        "app_installed_team_id": "T0BRIGHT1",
        "bot_id": "B0HEARTEN",
    }
    assert opened["id"].startswith("V")
    shown = practice.find_view(ANA.id)
    assert shown
    assert (shown.id, shown.callback_id, shown.title) == (opened["id"], "give", "Give thanks")
    assert (shown.content["private_metadata"], shown.hash, shown.errors) == ("m", opened["hash"], {})
    assert shown.blocks == opened["blocks"]
    assert practice.find_view(MAYA.id) is None


async def test_views_are_taken_as_form_and_json(practice: Practice) -> None:
    bearer = {"Authorization": f"Bearer {practice.bot_token}"}
    url = f"{practice.api_url}views.open"
    async with aiohttp.ClientSession() as session:
        for in_json in (True, False):
            key = trigger(practice)
            request = (
                {"json": {"trigger_id": key, "view": modal()}}
                if in_json
                else {"data": {"trigger_id": key, "view": json.dumps(modal())}}
            )
            async with session.post(url, headers=bearer, **request) as response:
                assert (await response.json())["ok"]


async def test_trigger_works_once_and_briefly(
    practice: Practice, client: AsyncWebClient, refused: Refused, seconds: Seconds
) -> None:
    async def error(key: str) -> str:
        return str((await refused(client.views_open(trigger_id=key, view=modal())))["error"])

    assert await error("1.2.nothing") == "invalid_trigger_id"
    key = trigger(practice)
    # A refused view does not use the trigger up.
    await refused(client.views_open(trigger_id=key, view={}))
    await client.views_open(trigger_id=key, view=modal())
    assert await error(key) == "exchanged_trigger_id"
    early, late = trigger(practice), trigger(practice)
    seconds.now += TRIGGER_LIFETIME
    await client.views_open(trigger_id=early, view=modal())
    seconds.now += 0.1
    assert await error(late) == "expired_trigger_id"


def test_very_old_triggers_are_forgotten() -> None:
    triggers = Triggers()
    first = triggers.issue(ANA.id)
    for _ in range(10_000):
        last = triggers.issue(ANA.id)
    with pytest.raises(SlackError, match="invalid_trigger_id"):
        triggers.use(first)
    assert triggers.use(last).person == ANA.id


async def test_refusals_have_a_json_pointer(
    practice: Practice, client: AsyncWebClient, refused: Refused
) -> None:
    refusal = await refused(client.views_open(trigger_id="1", view=modal(title=plain("x" * 25))))
    assert refusal["error"] == "invalid_arguments"
    assert refusal["response_metadata"]["messages"] == [
        "[ERROR] must be less than 25 characters [json-pointer:/view/title/text]"
    ]
    missing = await refused(client.api_call("views.open", json={"trigger_id": "1"}))
    assert missing["error"] == "invalid_arguments"
    broken = await refused(client.api_call("views.open", params={"trigger_id": "1", "view": "{"}))
    assert broken["error"] == "invalid_arguments"
    large = modal(*[{"type": "section", "text": plain("x" * 3000)} for _ in range(90)])
    assert (await refused(client.views_open(trigger_id="1", view=large)))["error"] == "view_too_large"


async def test_stack_has_three_views_at_most(
    practice: Practice, client: AsyncWebClient, refused: Refused
) -> None:
    alone = await refused(client.views_push(trigger_id=trigger(practice), view=modal()))
    assert alone["error"] == "not_found"
    first = (await client.views_open(trigger_id=trigger(practice), view=modal()))["view"]
    second = (await client.views_push(trigger_id=trigger(practice), view=modal()))["view"]
    third = (await client.views_push(trigger_id=trigger(practice), view=modal()))["view"]
    assert (third["root_view_id"], third["previous_view_id"]) == (first["id"], second["id"])
    limit = await refused(client.views_push(trigger_id=trigger(practice), view=modal()))
    assert limit["error"] == "push_limit_reached"
    ids = [view.id for view in practice.workspace.modals.stack(ANA.id)]
    assert ids == [first["id"], second["id"], third["id"]]
    anew = (await client.views_open(trigger_id=trigger(practice), view=modal()))["view"]
    assert [view.id for view in practice.workspace.modals.stack(ANA.id)] == [anew["id"]]


async def test_view_is_updated(practice: Practice, client: AsyncWebClient, refused: Refused) -> None:
    opened = (await client.views_open(trigger_id=trigger(practice), view=modal()))["view"]
    revision = practice.workspace.revision
    changed = (
        await client.views_update(view_id=opened["id"], hash=opened["hash"], view=modal(title=plain("Two")))
    )["view"]
    assert practice.workspace.revision > revision
    assert (changed["id"], changed["title"]["text"]) == (opened["id"], "Two")
    assert changed["hash"] != opened["hash"]
    stale = await refused(client.views_update(view_id=opened["id"], hash=opened["hash"], view=modal()))
    assert stale["error"] == "hash_conflict"
    gone = await refused(client.views_update(view_id="V0NOTHING", view=modal()))
    assert gone["error"] == "not_found"
    nameless = await refused(client.api_call("views.update", json={"view": modal()}))
    assert nameless["error"] == "invalid_arguments"


async def test_entries_survive_an_update(practice: Practice, client: AsyncWebClient) -> None:
    words, day = field("words", "plain_text_input"), field("day", "datepicker", initial_date="2026-11-23")
    opened = (await client.views_open(trigger_id=trigger(practice), view=modal(words, day)))["view"]
    practice.fill(ANA.id, {"words": "thank you", "day": "2026-12-01"})
    await client.views_update(
        view_id=opened["id"],
        view=modal(
            field("words", "plain_text_input", initial_value="other"),
            field("later", "datepicker", initial_date="2026-11-30"),
        ),
    )
    assert (shown := practice.find_view(ANA.id))
    assert shown.state == {
        "values": {
            "words": {"words": {"type": "plain_text_input", "value": "thank you"}},
            "later": {"later": {"type": "datepicker", "selected_date": "2026-11-30"}},
        }
    }


async def test_menu_defaults_to_the_channel_of_the_trigger(
    practice: Practice, client: AsyncWebClient
) -> None:
    place = field("place", "conversations_select", default_to_current_conversation=True)
    await client.views_open(trigger_id=trigger(practice), view=modal(place))
    assert (shown := practice.find_view(ANA.id))
    assert shown.values["place"]["place"]["selected_conversation"] == DESIGN


async def test_view_calls_can_fail(practice: Practice, client: AsyncWebClient, refused: Refused) -> None:
    practice.fail("views.open", error="fatal_error")
    key = trigger(practice)
    assert (await refused(client.views_open(trigger_id=key, view=modal())))["error"] == "fatal_error"
    assert practice.find_view(ANA.id) is None
    practice.fail("views.open", error="fatal_error", acts=True)
    await refused(client.views_open(trigger_id=key, view=modal()))
    assert practice.find_view(ANA.id)
