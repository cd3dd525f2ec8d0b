"""All users of a workspace with their names and addresses, to match the people in a file."""

from collections.abc import AsyncIterator, Mapping
from typing import Any

from bot.domain.imports.people import Profile
from bot.domain.workspace import Workspace
from bot.slack.api.client import SlackClient
from bot.slack.api.users import parse_user

PAGE_SIZE = 1000
_NAMES = ("display_name", "display_name_normalized", "real_name", "real_name_normalized")


async def fetch_profiles(client: SlackClient, workspace: Workspace) -> AsyncIterator[Profile]:
    """Yield all users of a workspace, also bots and those who left. Raise `SlackError`."""
    cursor: str | None = ""
    while cursor is not None:
        answer = await client.call(workspace.id, "users.list", limit=PAGE_SIZE, cursor=cursor or None)
        for member in answer["members"]:
            yield _parse_profile(workspace, member)
        cursor = (answer.get("response_metadata") or {}).get("next_cursor") or None


def _parse_profile(workspace: Workspace, member: Mapping[str, Any]) -> Profile:
    profile = member.get("profile") or {}
    names = [*(profile.get(name) for name in _NAMES), member.get("real_name"), member.get("name")]
    return Profile(
        parse_user(workspace, member),
        tuple(dict.fromkeys(name for name in names if name)),
        profile.get("email") or "",
    )
