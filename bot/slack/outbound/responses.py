"""Answers to one user that do not fit into an acknowledgement, or are sent after it."""

import asyncio
from collections.abc import Awaitable, Callable

import structlog

from bot.domain.ids import ChannelId, UserId, WorkspaceId
from bot.errors import SlackError, SlackRateLimitedError, SlackRefusedError, SlackUnavailableError
from bot.slack.api.client import SlackClient
from bot.slack.ui.message import Message
from bot.slack.ui.message_splitting import TOO_LONG, split_message

MAX_MESSAGES = 4
"""Messages that one answer is divided into: a `response_url` takes five."""
RETRY_DELAYS = (1.0, 3.0, 10.0)
"""Seconds before each further attempt while Slack is unavailable."""
MAX_RETRY_DELAY = 30.0
"""The longest delay in seconds that Slack may ask for."""

_log = structlog.get_logger(__name__)


async def send_answer(client: SlackClient, response_url: str, answer: Message) -> None:
    """Send an answer through a `response_url`, as several messages if Slack refuses it as too long.

    Raise `SlackError`.
    """
    await send_divided(answer, lambda one: client.respond(response_url, one))


async def send_divided(
    answer: Message, send: Callable[[Message], Awaitable[object]], most: int = MAX_MESSAGES
) -> None:
    """Send an answer, as up to `most` messages if Slack refuses it as too long. Raise `SlackError`."""
    try:
        await send(answer)
    except SlackRefusedError as error:
        if error.error not in TOO_LONG or "blocks" not in answer:
            raise
        halves = split_message(answer) if most > 1 else None
        if halves is None:
            await send({name: value for name, value in answer.items() if name != "blocks"})
            return
        first, second = halves
        if "replace_original" in answer:
            second |= {"replace_original": False, "response_type": "ephemeral"}
        await send_divided(first, send, most // 2)
        await send_divided(second, send, most // 2)


async def send_persistently(
    client: SlackClient,
    workspace_id: WorkspaceId,
    response_url: str,
    answer: Message,
    *,
    channel: ChannelId,
    user: UserId,
) -> bool:
    """Send an answer until Slack accepts it: again, in the channel, as a direct message, as plain text.

    Log and return False if Slack refused all of them.
    """
    shown: Message = {name: answer[name] for name in ("text", "blocks") if name in answer}
    text = {"text": answer["text"]}

    async def respond(one: Message) -> None:
        await send_answer(client, response_url, {**answer, **one} if "blocks" in one else _ephemeral(one))

    async def show_in_channel(one: Message) -> None:
        await client.call(workspace_id, "chat.postEphemeral", channel=channel, user=user, **one)

    async def write(one: Message) -> None:
        await client.call(
            workspace_id, "chat.postMessage", channel=user, unfurl_links=False, unfurl_media=False, **one
        )

    ways: list[tuple[Callable[[Message], Awaitable[None]], Message]] = [(write, shown), (write, text)]
    if channel:
        ways.insert(0, (show_in_channel, shown))
    if response_url:
        ways = [(respond, shown), *ways, (respond, text)]
    for send, one in ways:
        try:
            await send_again(send, one)
        except SlackError as error:
            _log.warning("answer refused", error=str(error))
        else:
            return True
    _log.error("answer lost", user=user)
    return False


def _ephemeral(text: Message) -> Message:
    return {**text, "response_type": "ephemeral", "replace_original": False}


async def send_again(send: Callable[[Message], Awaitable[None]], answer: Message) -> None:
    """Send an answer, and send it again while Slack is unavailable. Raise `SlackError`."""
    for delay in RETRY_DELAYS:
        try:
            await send(answer)
        except SlackRateLimitedError as error:
            await asyncio.sleep(min(error.retry_after.total_seconds(), MAX_RETRY_DELAY))
        except SlackUnavailableError:
            await asyncio.sleep(delay)
        else:
            return
    await send(answer)
