"""Finds Hearten's own messages in a conversation."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from bot.domain.ids import ChannelId, WorkspaceId
from bot.slack.api.client import SlackClient

PAGE = 200
"""Messages in one page."""


async def find_message(
    client: SlackClient,
    workspace_id: WorkspaceId,
    channel: ChannelId,
    matches: Callable[[Mapping[str, Any]], bool],
    *,
    oldest: datetime | None = None,
    thread_ts: str = "",
) -> Mapping[str, Any] | None:
    """Return the newest message in a conversation that `matches`, or one in its thread `thread_ts`.

    Pages that are older than `oldest` are not read, except the newest page: the clock may be wrong. Raise
    `SlackError`.
    """
    cursor = None
    since = f"{oldest.timestamp():.6f}" if oldest else ""
    while True:
        page = {
            "channel": channel,
            "oldest": since if since and thread_ts else None,
            "include_all_metadata": "true",
            "limit": PAGE,
            "cursor": cursor,
        }
        if thread_ts:
            answer = await client.call(workspace_id, "conversations.replies", ts=thread_ts, **page)
        else:
            answer = await client.call(workspace_id, "conversations.history", **page)
        for one in answer["messages"]:
            if matches(one):
                found: Mapping[str, Any] = one
                return found
        cursor = (answer.get("response_metadata") or {}).get("next_cursor") or None
        is_past = not thread_ts and any(float(one["ts"]) < float(since or 0) for one in answer["messages"])
        if cursor is None or is_past:
            return None
