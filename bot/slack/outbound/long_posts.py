"""Messages that Slack refuses as too long: sent again with half as much content."""

import json
from collections.abc import Awaitable, Callable

from bot.slack.ui.message import Message
from bot.slack.ui.message_splitting import TOO_LONG, halve_message, keep_picture
from bot.slack.ui.sizes import MAX_COUNTED
from bot.usecases.delivery_results import DeliveryResult, Failed

MIN_ROOM = 500
"""Counted characters of a page that is not halved again."""
MAX_HALVINGS = 5
"""How often one message is halved."""


async def send_shortened(
    rendered: Message,
    render: Callable[..., Awaitable[Message]],
    send: Callable[[Message], Awaitable[DeliveryResult]],
) -> DeliveryResult:
    """Send a message, and send it again with half as much content while Slack refuses it as too long.

    `render` renders it with at most `room` counted characters. `rendered` may contain a picture as well.
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
        # Without further pages, or if one item is too long for a page, the text ends in an ellipsis.
        shown = shorter if _size(shorter) < _size(shown) else halve_message(shown)
        result = await send(shown)
    return result


def _size(shown: Message) -> int:
    return len(json.dumps(shown["blocks"]))
