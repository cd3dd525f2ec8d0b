"""auth.test, users.* and usergroups.*, called by Slack's own client."""

from __future__ import annotations

import re

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from bot.practice.company import ANA, CAROL, ERIK, LENA, ROSA, SAM, TOM
from bot.practice.server import Practice
from tests.practice.conftest import Refused


async def test_auth_test_names_the_app(client: AsyncWebClient) -> None:
    found = await client.auth_test()
    assert found.data == {
        "ok": True,
        "url": "https://brightside.slack.com/",
        "team": "Brightside",
        "user": "hearten",
        "team_id": "T0BRIGHT1",
        "user_id": "U0HEARTEN",
        "bot_id": "B0HEARTEN",
        "app_id": "A0HEARTEN",
        "is_enterprise_install": False,
    }
    assert "chat:write.public" in found.headers["x-oauth-scopes"].split(",")


async def test_auth_test_names_the_enterprise(practice: Practice, client: AsyncWebClient) -> None:
    practice.workspace.enterprise_id = "E0BIGCORP"
    assert (await client.auth_test())["enterprise_id"] == "E0BIGCORP"


async def test_users_info_gives_a_person(client: AsyncWebClient) -> None:
    ana = (await client.users_info(user=ANA.id))["user"]
    assert (ana["name"], ana["profile"]["display_name"], ana["profile"]["title"]) == (
        "ana",
        "Ana",
        "Product designer",
    )
    assert (ana["tz"], ana["tz_offset"]) == ("Europe/Lisbon", 0)
    assert "locale" not in ana
    assert (await client.users_info(user=LENA.id, include_locale=True))["user"]["locale"] == "de-DE"
    carol = (await client.users_info(user=CAROL.id))["user"]
    assert (carol["tz_offset"], carol["tz_label"]) == (-5 * 3600, "EST")


async def test_users_info_marks_guests_strangers_and_bots(client: AsyncWebClient) -> None:
    async def fields(user: str, *names: str) -> list[object]:
        found = (await client.users_info(user=user))["user"]
        return [found.get(name) for name in names]

    assert await fields(ERIK.id, "deleted") == [True]
    assert await fields(TOM.id, "is_restricted", "is_ultra_restricted") == [True, True]
    assert await fields(ROSA.id, "is_stranger", "team_id") == [True, "T0NORTHL1"]
    assert await fields(SAM.id, "is_stranger", "is_bot") == [None, False]
    assert await fields("U0BUILD01", "is_bot") == [True]
    assert await fields("USLACKBOT", "is_bot") == [False]
    assert await fields("U0JONAS01", "is_admin", "is_owner") == [True, False]


async def test_users_list_gives_everyone(practice: Practice, client: AsyncWebClient) -> None:
    everybody = await client.users_list()
    assert [person["id"] for person in everybody["members"]] == list(practice.workspace.people)
    first = await client.users_list(limit=5)
    rest = await client.users_list(cursor=first["response_metadata"]["next_cursor"])
    assert first["members"] + rest["members"] == everybody["members"]


async def test_user_groups_are_listed(client: AsyncWebClient, refused: Refused) -> None:
    groups = (await client.usergroups_list())["usergroups"]
    assert [(group["handle"], group["user_count"]) for group in groups] == [("backend", 3), ("office", 2)]
    assert (await client.usergroups_users_list(usergroup="S0OFFICE1"))["users"] == [CAROL.id, SAM.id]
    lost = await refused(client.usergroups_users_list(usergroup="S0NOWHERE"))
    assert lost["error"] == "no_such_subteam"


async def test_custom_emoji_are_listed(practice: Practice, client: AsyncWebClient) -> None:
    found = await client.emoji_list()
    address = r"https://emoji\.slack-edge\.com/T0BRIGHT1/brightside/[0-9a-f]{16}\.png"
    assert re.fullmatch(address, found["emoji"]["brightside"])
    assert found["emoji"]["sunny-side"] == "alias:brightside"
    assert "categories" not in found
    assert (await client.emoji_list(include_categories=True))["categories"] == []


async def test_unknown_people_are_not_found(client: AsyncWebClient, refused: Refused) -> None:
    assert (await refused(client.users_info(user="U0NOBODY1")))["error"] == "user_not_found"


@pytest.mark.parametrize(
    ("scope", "method", "asked"),
    [
        ("users:read", "users.info", {"user": ANA.id}),
        ("users:read", "users.list", {}),
        ("usergroups:read", "usergroups.list", {}),
        ("emoji:read", "emoji.list", {}),
        ("usergroups:read", "usergroups.users.list", {"usergroup": "S0OFFICE1"}),
        ("chat:write", "chat.postMessage", {"channel": ANA.id, "text": "hello"}),
        ("channels:read", "conversations.info", {"channel": "C0DESIGN1"}),
        ("groups:read", "conversations.members", {"channel": "C0OFFICE1"}),
        ("im:write", "conversations.open", {"users": ANA.id}),
    ],
)
async def test_users_methods_need_their_scope(
    practice: Practice,
    client: AsyncWebClient,
    refused: Refused,
    scope: str,
    method: str,
    asked: dict[str, str],
) -> None:
    practice.workspace.scopes.remove(scope)
    refusal = await refused(client.api_call(method, params=asked))
    assert (refusal["error"], refusal["needed"]) == ("missing_scope", scope)
    assert scope not in refusal["provided"].split(",")


async def test_bot_says_its_app(practice: Practice, client: AsyncWebClient, refused: Refused) -> None:
    bot = (await client.bots_info(bot=practice.workspace.bot_id))["bot"]
    assert (bot["app_id"], bot["user_id"]) == (practice.workspace.app_id, practice.workspace.bot_user_id)
    assert (await refused(client.bots_info(bot="B0OTHER")))["error"] == "bot_not_found"
