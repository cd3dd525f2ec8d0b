"""Tokens, encodings, the record of calls, and calls that fail on purpose."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest
from slack_sdk.web.async_client import AsyncWebClient

from bot.practice.company import ANA, MAYA
from bot.practice.server import Practice
from tests.practice.conftest import Refused

DESIGN = "C0DESIGN1"
BLOCKS = [{"type": "divider", "block_id": "line"}]


@pytest.fixture
async def session() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as opened:
        yield opened


async def answered(
    session: aiohttp.ClientSession, practice: Practice, method: str, verb: str = "POST", **request: Any
) -> dict[str, Any]:
    async with session.request(verb, practice.api_url + method, **request) as response:
        assert response.status == 200
        found: dict[str, Any] = await response.json()
        return found


async def test_arguments_and_token_are_read_from_form_and_json(
    practice: Practice, session: aiohttp.ClientSession
) -> None:
    token = practice.bot_token
    bearer = {"Authorization": f"Bearer {token}"}
    message = {"channel": DESIGN, "text": "hello"}
    as_text = {**message, "blocks": json.dumps(BLOCKS)}
    for request in (
        {"json": {**message, "blocks": BLOCKS}, "headers": bearer},
        {"json": as_text, "headers": bearer},
        {"data": as_text, "headers": bearer},
        {"data": {**as_text, "token": token}},
    ):
        posted = await answered(session, practice, "chat.postMessage", **request)
        assert posted["message"]["blocks"] == BLOCKS
    found = await answered(session, practice, "users.info", "GET", params={"user": ANA.id}, headers=bearer)
    assert found["user"]["id"] == ANA.id


async def test_wrong_tokens_are_refused(practice: Practice, session: aiohttp.ClientSession) -> None:
    async def error(method: str, token: str) -> str:
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        found: str = (await answered(session, practice, method, headers=headers))["error"]
        return found

    assert await error("auth.test", "") == "not_authed"
    assert await error("auth.test", "xoxb-wrong") == "invalid_auth"
    assert await error("auth.test", practice.app_token) == "not_allowed_token_type"
    assert await error("apps.connections.open", practice.bot_token) == "not_allowed_token_type"
    assert await error("chat.meMessage", practice.bot_token) == "unknown_method"


async def test_app_token_opens_a_connection(practice: Practice) -> None:
    opened = await AsyncWebClient(base_url=practice.api_url).apps_connections_open(
        app_token=practice.app_token
    )
    assert opened["url"].startswith("ws://127.0.0.1:")


@pytest.mark.parametrize(
    ("body", "content_type", "error"),
    [
        ("{", "application/json", "invalid_json"),
        ("[]", "application/json; charset=utf-8", "json_not_object"),
        ("a", "text/csv", "invalid_post_type"),
        ('{"channel": 1}', "application/json", "invalid_arguments"),
    ],
)
async def test_broken_requests_are_refused(
    practice: Practice, session: aiohttp.ClientSession, body: str, content_type: str, error: str
) -> None:
    headers = {"Content-Type": content_type, "Authorization": f"Bearer {practice.bot_token}"}
    found = await answered(session, practice, "chat.postMessage", data=body, headers=headers)
    assert found["error"] == error


@pytest.mark.parametrize(
    ("method", "argument"),
    [
        ("conversations.history", {"channel": DESIGN}),
        ("conversations.info", {"channel": DESIGN}),
        ("conversations.members", {"channel": DESIGN}),
        ("usergroups.users.list", {"usergroup": "S0OFFICE1"}),
        ("users.info", {"user": ANA.id}),
    ],
)
async def test_reading_methods_ignore_json(
    client: AsyncWebClient, refused: Refused, method: str, argument: dict[str, str]
) -> None:
    (name,) = argument
    refusal = await refused(client.api_call(method, json=argument))
    assert refusal["error"] == "invalid_arguments"
    assert refusal["errors"] == [f"missing required field: {name}"]


async def test_lists_ignore_json(client: AsyncWebClient) -> None:
    for method, found in (("users.list", "members"), ("users.conversations", "channels")):
        assert len((await client.api_call(method, json={"limit": 1}))[found]) > 1


async def test_writing_methods_take_json_without_a_token(
    practice: Practice, session: aiohttp.ClientSession
) -> None:
    message = {"channel": DESIGN, "text": "hello", "token": practice.bot_token}
    assert (await answered(session, practice, "chat.postMessage", json=message))["error"] == "not_authed"
    bearer = {"Authorization": f"Bearer {practice.bot_token}"}
    opened = await answered(session, practice, "conversations.open", json={"users": ANA.id}, headers=bearer)
    assert opened["channel"]["id"] == practice.workspace.dm_channel(ANA.id).id


@pytest.mark.parametrize("limit", ["many", -1, 1.5])
async def test_invalid_numbers_are_refused(client: AsyncWebClient, refused: Refused, limit: object) -> None:
    refusal = await refused(client.api_call("users.list", params={"limit": str(limit)}))
    assert refusal["error"] == "invalid_arguments"


async def test_unused_methods_and_arguments_are_refused_by_name(
    client: AsyncWebClient, refused: Refused
) -> None:
    for call, name in (
        (client.conversations_join(channel=DESIGN), "conversations.join"),
        (client.chat_getPermalink(channel=DESIGN, message_ts="1.1"), "chat.getPermalink"),
        (client.chat_postMessage(channel=DESIGN, text="a", reply_broadcast=True), "reply_broadcast"),
        (client.conversations_open(users=[ANA.id, MAYA.id]), "group messages: users"),
    ):
        assert (await refused(call))["errors"] == [f"the practice workspace doesn't know {name}"]


async def test_calls_are_recorded_without_the_token(
    practice: Practice, client: AsyncWebClient, refused: Refused
) -> None:
    await client.chat_postMessage(channel=DESIGN, text="hello")
    await refused(client.users_info(user="U0NOBODY1"))
    posted, asked = practice.calls
    assert (posted.method, posted.args["text"], posted.response["ok"]) == ("chat.postMessage", "hello", True)
    assert asked.args == {"user": "U0NOBODY1"}
    assert asked.response == {"ok": False, "error": "user_not_found"}
    assert practice.bot_token not in str(practice.calls)
