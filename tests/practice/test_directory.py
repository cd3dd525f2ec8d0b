"""Channels of thousands, and how often an app may ask for their members."""

from __future__ import annotations

import time

import aiohttp
import pytest
from slack_sdk.web.async_client import AsyncWebClient

from bot.practice.api.faults import PER_MINUTE, Rates
from bot.practice.company import ANA, brightside
from bot.practice.directory import crowd_id, list_members
from bot.practice.server import Practice
from bot.practice.snapshots import from_json, restore_workspace, take_snapshot, to_json
from tests.practice.conftest import Refused

GENERAL = "C0GENERAL"
CROWD = 50_000


async def members(client: AsyncWebClient, limit: int) -> list[list[str]]:
    pages: list[list[str]] = []
    cursor = ""
    while not pages or cursor:
        answer = await client.conversations_members(channel=GENERAL, limit=limit, cursor=cursor)
        pages.append(answer["members"])
        cursor = answer["response_metadata"]["next_cursor"]
    return pages


async def test_large_channel_lists_all_members(practice: Practice, client: AsyncWebClient) -> None:
    channel = practice.workspace.channel(GENERAL)
    channel.crowd = CROWD
    before = time.thread_time()
    # Slack gives a thousand at most.
    pages = await members(client, 9_999)
    assert [len(page) for page in pages] == [1000] * 50 + [len(channel.members)]
    found = {each for page in pages for each in page}
    assert len(found) == CROWD + len(channel.members)
    assert channel.members < found
    assert time.thread_time() - before < 10
    assert len(practice.workspace.people) < 20


async def test_crowd_member_is_found(practice: Practice, client: AsyncWebClient, refused: Refused) -> None:
    practice.workspace.channel(GENERAL).crowd = 2_000
    last = crowd_id(1_999)
    person = await client.users_info(user=last, include_locale=True)
    assert (person["user"]["id"], person["user"]["locale"]) == (last, "en-US")
    found = await client.users_conversations(user=last)
    assert [channel["name"] for channel in found["channels"]] == ["general"]
    assert (await client.chat_postMessage(channel=last, text="hello"))["ok"]
    await practice.say(last, GENERAL, "hello")
    everybody = [each for page in await members(client, 1000) for each in page]
    assert (len(everybody), len(set(everybody))) == (2_009, 2_009)
    for unknown in (crowd_id(2_000), "U0CROWD1"):
        assert (await refused(client.users_info(user=unknown)))["error"] == "user_not_found"


async def test_crowd_is_in_the_user_list(practice: Practice, client: AsyncWebClient) -> None:
    practice.workspace.channel(GENERAL).crowd = 1_500
    practice.workspace.account(crowd_id(3))
    found: list[str] = []
    cursor = ""
    while not found or cursor:
        answer = await client.users_list(limit=1000, cursor=cursor, include_locale=True)
        assert all(person["locale"] for person in answer["members"])
        found += [person["id"] for person in answer["members"]]
        cursor = answer["response_metadata"]["next_cursor"]
    assert (len(found), len(set(found))) == (1_514, 1_514)


def test_crowd_is_in_the_snapshot() -> None:
    workspace = brightside()
    workspace.channel(GENERAL).crowd = CROWD
    again = restore_workspace(from_json(to_json(take_snapshot(workspace, workspace.now()))))
    assert len(list_members(again.channel(GENERAL))) == CROWD + 9


async def test_too_frequent_calls_are_rate_limited(practice: Practice, client: AsyncWebClient) -> None:
    headers = {"Authorization": f"Bearer {practice.bot_token}"}
    async with aiohttp.ClientSession(practice.url, headers=headers) as session:
        for number in range(PER_MINUTE["users.conversations"] + 1):
            async with session.post("/api/users.conversations", data={"user": ANA.id}) as response:
                body = await response.json()
                assert body["ok"] is (number < PER_MINUTE["users.conversations"])
        assert (response.status, body["error"]) == (429, "ratelimited")
        assert 1 <= int(response.headers["Retry-After"]) <= 60
    # The others are not concerned.
    assert (await client.conversations_members(channel=GENERAL))["ok"]


@pytest.mark.parametrize("method", PER_MINUTE)
def test_rates_count_the_last_minute(method: str) -> None:
    now = 1_000.0
    rates = Rates(lambda: now)
    for _ in range(PER_MINUTE[method]):
        assert rates.take(method) is None
        now += 0.25
    waiting = rates.take(method)
    assert waiting == 60 - PER_MINUTE[method] // 4
    now += waiting - 2
    assert rates.take(method) is not None
    now += 3
    assert rates.take(method) is None


def test_other_methods_are_not_rate_limited() -> None:
    rates = Rates(lambda: 0.0)
    assert [rates.take("chat.postMessage") for _ in range(500)] == [None] * 500
