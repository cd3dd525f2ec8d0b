"""Making Slack fail from the page."""

from __future__ import annotations

import asyncio

import aiohttp
import pytest
from slack_sdk.web.async_client import AsyncWebClient

from bot.practice.api.endpoint import METHODS
from bot.practice.api.faults import ANY_METHOD, RESPONSE_URL, UPLOAD_URL
from bot.practice.company import ANA
from bot.practice.page.failures import CALLS, WAYS
from bot.practice.server import Practice
from tests.practice.conftest import Refused
from tests.practice.page.test_page import Words, act, page
from tests.practice.receiver import Receiver
from tests.practice.test_connections import present

FAULT = {"way": "refuse", "method": "chat.postMessage", "times": "3"}


async def panel(browser: aiohttp.ClientSession) -> str:
    html = await page(browser, ANA.id)
    start = html.index('<details class="failing"')
    return html[start : html.index("</details>", start)]


@pytest.mark.parametrize(
    ("way", "failure", "line"),
    [
        ("refuse", {"retry_after": 30}, "Posting: refused for 30 seconds, 3 times"),
        ("break", {"status": 500}, "Posting: server error, 3 times"),
        ("hang", {"hang": 20}, "Posting: no answer for 20 seconds, 3 times"),
        ("cut-before", {"cut": True}, "Posting: cut off before it happens, 3 times"),
        ("cut-after", {"cut": True, "acts": True}, "Posting: cut off after it happened, 3 times"),
        ("late", {"late": 10}, "Posting: cut off, and happens 10 seconds later, 3 times"),
        (
            "rate_limited",
            {"retry_after": 5, "error": "rate_limited"},
            "Posting: refused for 5 seconds (rate_limited), 3 times",
        ),
        (
            "accesslimited",
            {"error": "accesslimited"},
            "Posting: access is limited (accesslimited), 3 times",
        ),
    ],
)
async def test_each_way_sets_its_failure(
    browser: aiohttp.ClientSession, practice: Practice, way: str, failure: dict[str, object], line: str
) -> None:
    assert "something goes wrong" not in await panel(browser)
    assert await act(browser, ANA.id, "fail", **{**FAULT, "way": way}) == ""
    (fault,) = practice.faults
    nothing = {"error": None, "retry_after": None, "status": None, "hang": 0, "cut": False, "acts": False}
    nothing |= {"late": 0}
    assert {name: getattr(fault.failure, name) for name in nothing} == nothing | failure
    assert (fault.method, fault.times) == ("chat.postMessage", 3)
    shown = str(Words(await panel(browser)))
    assert line in shown
    assert "something goes wrong" in shown


@pytest.mark.parametrize(
    ("method", "times", "line"),
    [
        ("chat.update", "1", "Updating: refused for 30 seconds, once"),
        ("*", "10", "Every method: refused for 30 seconds, 10 times"),
        ("views.publish", "1", "Showing the Home: refused for 30 seconds, once"),
        ("response_url", "1", "Answering a press: refused for 30 seconds, once"),
        ("upload_url", "3", "Uploading a file: refused for 30 seconds, 3 times"),
    ],
)
async def test_failures_can_be_set_per_method_and_count(
    browser: aiohttp.ClientSession, method: str, times: str, line: str
) -> None:
    await act(browser, ANA.id, "fail", **{**FAULT, "method": method, "times": times})
    assert line in str(Words(await panel(browser)))


@pytest.mark.parametrize("wrong", [{"way": "softly"}, {"method": "auth.test"}, {"times": "1000"}])
async def test_unknown_ways_are_refused(
    browser: aiohttp.ClientSession, practice: Practice, wrong: dict[str, str]
) -> None:
    assert await act(browser, ANA.id, "fail", **{**FAULT, **wrong}) == "Slack doesn't fail that way."
    assert await act(browser, ANA.id, "trouble", trouble="more") == "There is no such trouble."
    assert practice.faults == ()


async def test_hash_conflict_is_offered_only_for_guarded_methods(
    browser: aiohttp.ClientSession, practice: Practice, client: AsyncWebClient, refused: Refused
) -> None:
    conflict = {"way": "conflict", "times": "1"}
    refusal = await act(browser, ANA.id, "fail", **conflict, method="views.open")
    assert refusal == "That only happens to: Changing a form, Showing the Home."
    assert practice.faults == ()
    assert await act(browser, ANA.id, "fail", **conflict, method="views.publish") == ""
    assert "Showing the Home: changed in the meantime" in str(Words(await panel(browser)))
    view = {"type": "home", "blocks": [{"type": "divider"}]}
    assert (await refused(client.views_publish(user_id=ANA.id, view=view)))["error"] == "hash_conflict"
    assert practice.find_home(ANA.id) is None
    assert (await client.views_publish(user_id=ANA.id, view=view))["ok"]


REFUSALS = {
    *("ratelimited", "rate_limited", "message_limit_exceeded", "update_failed", "external_channel_migrating"),
    *("streaming_state_conflict", "fetch_members_failed", "unable_to_fetch_custom_emojis"),
    *("service_unavailable", "request_timeout", "internal_error", "fatal_error"),
    *("accesslimited", "ekm_access_denied", "two_factor_setup_required", "team_access_not_granted"),
    *("cant_update_message", "cant_delete_message", "edit_window_closed", "is_inactive"),
    *(
        f"restricted_action_{each}"
        for each in ("read_only_channel", "thread_only_channel", "non_threadable_channel", "thread_locked")
    ),
}


async def test_every_refusal_of_the_bot_can_be_set(
    browser: aiohttp.ClientSession, practice: Practice, client: AsyncWebClient, refused: Refused
) -> None:
    shown = await panel(browser)
    met = set()
    for key, way in WAYS.items():
        assert f'value="{key}"' in shown
        method = min(way.methods or {"chat.postMessage"})
        if not (way.failure.error or way.failure.retry_after):
            continue
        assert await act(browser, ANA.id, "fail", way=key, method=method, times="1") == ""
        met.add((await refused(client.api_call(method)))["error"])
    assert met == REFUSALS | {"hash_conflict"}
    assert practice.faults == ()


def test_every_offered_call_is_a_method() -> None:
    assert set(CALLS) - {ANY_METHOD, RESPONSE_URL, UPLOAD_URL} <= set(METHODS)
    assert all(way.methods <= set(CALLS) for way in WAYS.values())


async def test_used_up_failure_is_no_longer_listed(
    browser: aiohttp.ClientSession, practice: Practice
) -> None:
    practice.fail("chat.postMessage", error="not_in_channel", times=2)
    assert "Posting: fails, 2 times" in str(Words(await panel(browser)))
    async with browser.post("/api/chat.postMessage"):
        pass
    assert "Posting: fails, once" in str(Words(await panel(browser)))
    async with browser.post("/api/chat.postMessage"):
        pass
    assert "Posting: fails" not in str(Words(await panel(browser)))


async def test_changed_failures_reach_the_page(browser: aiohttp.ClientSession, practice: Practice) -> None:
    async with browser.get(f"/as/{ANA.id}/C0DESIGN1/changes") as response, asyncio.timeout(60):
        await read_until(response, "What will fail")
        practice.fail("chat.postMessage", status=500, times=2)
        await read_until(response, "Posting: server error, 2 times")
        async with browser.post("/api/chat.postMessage"):
            await read_until(response, "Posting: server error, once")
        practice.disturb(repeat=1)
        await read_until(response, 'aria-checked="true"')
        practice.disturb()
        await read_until(response, 'aria-checked="false"')


async def read_until(response: aiohttp.ClientResponse, words: str) -> None:
    """Read on until the words come."""
    async for line in response.content:
        if words in line.decode():
            return


async def test_events_are_repeated_until_healed(
    browser: aiohttp.ClientSession, practice: Practice, receiver: Receiver
) -> None:
    assert 'aria-checked="false"' in await panel(browser)
    await act(browser, ANA.id, "trouble", trouble="disorder")
    assert 'aria-checked="true"' in await panel(browser)
    await act(browser, ANA.id, "trouble", trouble="order")
    assert 'aria-checked="false"' in await panel(browser)

    await act(browser, ANA.id, "trouble", trouble="disorder")
    await act(browser, ANA.id, "fail", **FAULT)
    await act(browser, ANA.id, "trouble", trouble="heal")
    assert not practice.is_disturbed
    assert practice.faults == ()
    assert "something goes wrong" not in await panel(browser)


async def test_connection_is_dropped(browser: aiohttp.ClientSession, practice: Practice) -> None:
    bearer = {"Authorization": f"Bearer {practice.app_token}"}
    async with browser.post("/api/apps.connections.open", headers=bearer) as response:
        url = (await response.json())["url"]
    async with browser.ws_connect(url) as line:
        assert (await line.receive_json())["type"] == "hello"
        await practice.connected()
        await act(browser, ANA.id, "trouble", trouble="drop")
        assert present(practice) == []
        assert (await line.receive()).type in (aiohttp.WSMsgType.CLOSED, aiohttp.WSMsgType.ERROR)


@pytest.mark.parametrize("deed", ["fail", "trouble"])
async def test_foreign_page_cannot_set_failures(practice: Practice, deed: str) -> None:
    async with (
        aiohttp.ClientSession(practice.url, headers={"Origin": "http://evil.example"}) as foreign,
        foreign.post(f"/as/{ANA.id}/C0DESIGN1/{deed}", data={**FAULT, "trouble": "disorder"}) as response,
    ):
        assert response.status == 403
    assert practice.faults == ()
    assert not practice.is_disturbed
