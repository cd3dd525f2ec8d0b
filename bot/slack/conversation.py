"""Looking for our own messages where they may stand."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from bot.slack.client import SlackClient

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
    """The newest message of this kind in a conversation, none older than `oldest`; or one in a thread of it.

    Raises `SlackError`.
    """
    cursor = None
    while True:
        page = {
            "channel": channel,
            "oldest": f"{oldest.timestamp():.6f}" if oldest else None,
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
        if cursor is None:
            return None
