"""Posts that Slack finds too long: sent again with half as much in them."""

import json
from collections.abc import Awaitable, Callable

from bot.slack.ui.message import Message
from bot.slack.ui.message_splitting import TOO_LONG, halve_message, keep_picture
from bot.slack.ui.sizes import MAX_COUNTED
from bot.usecases.delivery_results import DeliveryResult, Failed

MIN_ROOM = 500
"""Counted characters of a page that is not halved any more."""
MAX_HALVINGS = 5
"""How often one message is sent again with less in it."""


async def send_shortened(
    rendered: Message,
    render: Callable[..., Awaitable[Message]],
    send: Callable[[Message], Awaitable[DeliveryResult]],
) -> DeliveryResult:
    """Send a message, and again with half as much in it while Slack finds it too long.

    `render` renders it within a `room`; `rendered` may have a picture besides.
    """
    shown, room = rendered, MAX_COUNTED
    result = await send(shown)
    for _ in range(MAX_HALVINGS):
        if not (isinstance(result, Failed) and result.error in TOO_LONG):
            break
        shorter = shown
        while room > MIN_ROOM and _size(shorter) >= _size(shown):
            room //= 2
            shorter = keep_picture(rendered, await render(room=room))
        # What has no further pages, or one thing on a page that is too long, ends in an ellipsis.
        shown = shorter if _size(shorter) < _size(shown) else halve_message(shown)
        result = await send(shown)
    return result


def _size(shown: Message) -> int:
    return len(json.dumps(shown["blocks"]))
