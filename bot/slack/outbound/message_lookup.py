"""Looking for our own messages where they may stand."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from bot.slack.api.client import SlackClient

PAGE = 200
"""Messages that one look asks for."""


async def find(
    client: SlackClient,
    channel: str,
    is_it: Callable[[Mapping[str, Any]], bool],
    *,
    oldest: datetime | None = None,
    thread_ts: str = "",
) -> Mapping[str, Any] | None:
    """Return the newest message of this kind in a conversation, or one in a thread of it.

    Nothing is looked for on pages that are older than `oldest`. The newest page is always read, so that a
    clock which is wrong hides nothing there. Raises `SlackError`.
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
            answer = await client.call("conversations.replies", ts=thread_ts, **page)
        else:
            answer = await client.call("conversations.history", **page)
        for one in answer["messages"]:
            if is_it(one):
                found: Mapping[str, Any] = one
                return found
        cursor = (answer.get("response_metadata") or {}).get("next_cursor") or None
        is_past = not thread_ts and any(float(one["ts"]) < float(since or 0) for one in answer["messages"])
        if cursor is None or is_past:
            return None
