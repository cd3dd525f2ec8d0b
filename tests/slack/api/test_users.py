"""Users, as Slack describes them."""

import asyncio

import pytest
from aiohttp import web
from structlog.testing import capture_logs

from bot.domain.ids import UserId
from bot.slack.api.cache import MAX_CONCURRENT_CALLS
from bot.slack.api.users import MAX_SINGLE_CALLS
from tests.slack.api.conftest import OpenDirectory

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


async def test_users_are_listed_with_their_locale(open_directory: OpenDirectory) -> None:
    async def answer(request: web.Request) -> web.StreamResponse:
        localised = (await request.post()).get("include_locale") == "true"
        locale = {"locale": "de-DE"} if localised else {}
        user = {"id": "U1", "name": "maya", "team_id": "T1", "is_admin": True, **locale}
        return web.json_response({"ok": True, "members": [user]})

    open_directory.slack.answer = answer
    assert await open_directory.directory.admins.find(open_directory.workspace) == ("U1",)
    assert open_directory.methods() == ["users.list"]
    assert (await open_directory.directory.users.find_stored(open_directory.workspace, [UserId("U1")]))[
        UserId("U1")
    ].locale == "de-DE"


CROWD = [UserId(f"U{number:04}") for number in range(3_000)]


class Company:
    """A Slack with many users, which counts how many questions are open at once."""

    def __init__(self, error: str = "") -> None:
        self.error = error
        self.open = self.most_open = 0

    async def answer(self, request: web.Request) -> web.StreamResponse:
        self.open += 1
        self.most_open = max(self.open, self.most_open)
        await asyncio.sleep(0)
        asked = await request.post()
        self.open -= 1
        if self.error:
            return web.json_response({"ok": False, "error": self.error})
        if request.path.endswith("users.list"):
            start = int(str(asked.get("cursor") or 0))
            rest = start + 1_000
            cursor = str(rest) if rest < len(CROWD) else ""
            members = [{"id": one, "name": one.lower()} for one in CROWD[start:rest]]
            return web.json_response(
                {"ok": True, "members": members, "response_metadata": {"next_cursor": cursor}}
            )
        user = str(asked["user"])
        return web.json_response({"ok": True, "user": {"id": user, "name": user.lower()}})


@pytest.mark.parametrize("many", [5, MAX_SINGLE_CALLS, MAX_SINGLE_CALLS + 1, 3_000])
async def test_many_users_are_read_in_pages_with_few_concurrent_calls(
    open_directory: OpenDirectory, many: int
) -> None:
    company = Company()
    open_directory.slack.answer = company.answer
    for look_up in (open_directory.directory.users.find, open_directory.directory.users.find_stored):
        found = await look_up(open_directory.workspace, CROWD[:many])
        assert {one: user.name for one, user in found.items()} == {one: one.lower() for one in CROWD[:many]}
    assert 1 <= company.most_open <= MAX_CONCURRENT_CALLS
    singly = open_directory.methods().count("users.info")
    assert singly == (many if many <= MAX_SINGLE_CALLS else 0)


async def test_unlisted_users_are_unknown_and_not_listed_again(open_directory: OpenDirectory) -> None:
    open_directory.slack.answer = Company().answer
    strangers = [UserId(f"W{number}") for number in range(MAX_SINGLE_CALLS + 30)]
    found = await open_directory.directory.users.find_stored(open_directory.workspace, [*CROWD, *strangers])
    assert sum(user.is_unknown for user in found.values()) == 30
    await open_directory.directory.users.find_stored(
        open_directory.workspace, [UserId(f"X{number}") for number in range(MAX_SINGLE_CALLS + 30)]
    )
    assert open_directory.methods().count("users.list") == 3


@pytest.mark.parametrize("error", ["internal_error", "user_not_found"])
@pytest.mark.parametrize("many", [MAX_SINGLE_CALLS, 3_000])
async def test_failed_lookups_leave_users_unknown_and_log_once(
    open_directory: OpenDirectory, error: str, many: int
) -> None:
    open_directory.slack.answer = Company(error).answer
    with capture_logs() as entries:
        found = await open_directory.directory.users.find(open_directory.workspace, CROWD[:many])
    assert all(user.is_unknown and not user.is_full_member for user in found.values())
    assert [entry["about"] for entry in entries if entry["about"] != "users"] == ["user"]
