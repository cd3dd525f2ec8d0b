"""Which method takes which scope: what is refused without it, and in which words."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

import aiohttp
import pytest
from slack_sdk.web.async_client import AsyncWebClient

from bot.practice.api.endpoint import METHODS
from bot.practice.company import ANA, HEARTEN, MAYA
from bot.practice.server import Practice
from tests.practice.conftest import Refused

DESIGN, OFFICE = "C0DESIGN1", "C0OFFICE1"
EVERY = {
    *("chat:write", "chat:write.public", "emoji:read", "files:read", "files:write", "usergroups:read"),
    *("users:read", "im:write", "mpim:write", "reactions:read"),
    *(
        f"{family}:{right}"
        for family in ("channels", "groups", "im", "mpim")
        for right in ("read", "history")
    ),
}
WITHOUT = {
    "auth.revoke",
    "auth.teams.list",
    "auth.test",
    "functions.completeError",
    "functions.completeSuccess",
    "views.open",
    "views.publish",
    "views.push",
    "views.update",
}
"""Those that every token may call."""

Asked = Callable[[Practice], dict[str, Any]]


def direct(practice: Practice) -> str:
    return practice.workspace.dm_channel(ANA.id).id


def together(practice: Practice) -> str:
    return practice.workspace.conversation(HEARTEN.id, ANA.id, MAYA.id).id


NEEDED: list[tuple[str, str, Asked]] = [
    ("bots.info", "users:read", lambda _: {"bot": "B0HEARTEN"}),
    ("chat.postMessage", "chat:write", lambda _: {"channel": DESIGN, "text": "hello"}),
    ("chat.postEphemeral", "chat:write", lambda _: {"channel": DESIGN, "user": ANA.id, "text": "hello"}),
    ("chat.update", "chat:write", lambda _: {"channel": DESIGN, "ts": "1.2", "text": "hello"}),
    ("chat.delete", "chat:write", lambda _: {"channel": DESIGN, "ts": "1.2"}),
    ("conversations.info", "channels:read", lambda _: {"channel": DESIGN}),
    ("conversations.info", "groups:read", lambda _: {"channel": OFFICE}),
    ("conversations.info", "im:read", lambda practice: {"channel": direct(practice)}),
    ("conversations.info", "mpim:read", lambda practice: {"channel": together(practice)}),
    ("conversations.list", "channels:read", lambda _: {}),
    ("conversations.list", "groups:read", lambda _: {"types": "private_channel"}),
    ("conversations.list", "im:read", lambda _: {"types": "im"}),
    ("conversations.list", "mpim:read", lambda _: {"types": "mpim"}),
    ("conversations.members", "channels:read", lambda _: {"channel": DESIGN}),
    ("conversations.members", "groups:read", lambda _: {"channel": OFFICE}),
    ("users.conversations", "channels:read", lambda _: {"user": ANA.id}),
    ("users.conversations", "groups:read", lambda _: {"user": ANA.id, "types": "private_channel"}),
    ("users.conversations", "im:read", lambda _: {"types": "im"}),
    ("users.conversations", "mpim:read", lambda _: {"types": "mpim"}),
    ("conversations.history", "channels:history", lambda _: {"channel": DESIGN}),
    ("conversations.history", "groups:history", lambda _: {"channel": OFFICE}),
    ("conversations.history", "im:history", lambda practice: {"channel": direct(practice)}),
    ("conversations.history", "mpim:history", lambda practice: {"channel": together(practice)}),
    ("conversations.replies", "channels:history", lambda _: {"channel": DESIGN, "ts": "1.2"}),
    ("conversations.open", "im:write", lambda _: {"users": ANA.id}),
    ("emoji.list", "emoji:read", lambda _: {}),
    ("files.getUploadURLExternal", "files:write", lambda _: {"filename": "a.png", "length": 3}),
    ("files.completeUploadExternal", "files:write", lambda _: {"files": [{"id": "F1"}]}),
    ("files.delete", "files:write", lambda _: {"file": "F1"}),
    ("usergroups.list", "usergroups:read", lambda _: {}),
    ("usergroups.users.list", "usergroups:read", lambda _: {"usergroup": "S0OFFICE1"}),
    ("users.info", "users:read", lambda _: {"user": ANA.id}),
    ("users.list", "users:read", lambda _: {}),
]


def test_every_method_is_covered() -> None:
    assert {method for method, _, _ in NEEDED} | WITHOUT == set(METHODS)


@pytest.fixture
async def asking(practice: Practice) -> Callable[..., Awaitable[dict[str, Any]]]:
    """Asks with every scope but the one that is left out."""

    async def ask(method: str, without: str, asked: Asked) -> dict[str, Any]:
        passed = asked(practice)
        practice.workspace.scopes = EVERY - {without}
        async with (
            aiohttp.ClientSession(headers={"Authorization": f"Bearer {practice.bot_token}"}) as session,
            session.post(
                f"{practice.api_url}{method}", data={k: str(v) for k, v in passed.items()}
            ) as response,
        ):
            found: dict[str, Any] = await response.json()
            return found

    return ask


async def test_method_needs_its_scope_only(
    asking: Callable[..., Awaitable[dict[str, Any]]],
) -> None:
    for method, scope, asked in NEEDED:
        assert (await asking(method, "", asked)).get("error") != "missing_scope", method
        assert await asking(method, scope, asked) == {
            "ok": False,
            "error": "missing_scope",
            "needed": scope,
            "provided": ",".join(sorted(EVERY - {scope})),
        }


async def test_methods_without_scope_need_none(
    practice: Practice, client: AsyncWebClient, refused: Refused
) -> None:
    practice.workspace.scopes = set()
    assert (await client.auth_test())["ok"]
    assert (await client.auth_teams_list())["ok"]
    for method in sorted(WITHOUT - {"auth.test", "auth.teams.list", "auth.revoke"}):
        assert (await refused(client.api_call(method)))["error"] == "invalid_arguments"
    assert (await client.auth_revoke())["revoked"]
    assert (await refused(client.auth_test()))["error"] == "token_revoked"


async def test_public_channels_elsewhere_need_chat_write_public(
    practice: Practice, client: AsyncWebClient, refused: Refused
) -> None:
    practice.workspace.leave(DESIGN, HEARTEN.id)
    assert (await client.chat_postMessage(channel=DESIGN, text="hello"))["ok"]
    practice.workspace.scopes.remove("chat:write.public")
    assert (await refused(client.chat_postMessage(channel=DESIGN, text="hello")))["error"] == "not_in_channel"
