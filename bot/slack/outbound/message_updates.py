"""Changing and deleting messages that were posted."""

from collections.abc import Mapping
from typing import Any

from bot.deps import Deps
from bot.domain.delivery import Failure
from bot.domain.error_names import ErrorMeaning, find_error_meaning
from bot.domain.message_changes import NO_TS
from bot.errors import SlackError, SlackRefusedError
from bot.slack.api.client import SlackClient
from bot.slack.outbound.failures import failed
from bot.storage.messages import Message
from bot.usecases.delivery_results import Done, Failed, Outcome, press_url

CANNOT_POST = (ErrorMeaning.NO_ACCESS, ErrorMeaning.READ_ONLY)
"""Refusals of the bot in a channel, where a `response_url` may post and change messages."""


class Changes:
    """Calls `chat.update` and `chat.delete`, or the way around them."""

    def __init__(self, deps: Deps, client: SlackClient) -> None:
        """Keep the clock and the client."""
        self._deps = deps
        self._client = client

    async def change_message(self, method: str, standing: Message, done: Done, **arguments: Any) -> Outcome:
        """Change or delete a message. One that was deleted by hand needs neither."""
        if standing.ts is None:
            return await self._change_through_press(standing, done, NO_TS, arguments)
        try:
            await self._client.call(method, channel=standing.channel, ts=standing.ts, **arguments)
        except SlackRefusedError as error:
            meaning = find_error_meaning(error.error)
            if meaning is ErrorMeaning.GONE:
                return done
            if meaning in CANNOT_POST:
                return await self._change_through_press(standing, done, error.error, arguments)
            return failed(error, acting=True)
        except SlackError as error:
            return failed(error, acting=True)
        return done

    async def _change_through_press(
        self, standing: Message, done: Done, error: str, arguments: Mapping[str, Any]
    ) -> Outcome:
        """Change a message through the latest press in it, where the bot itself may not."""
        response_url = press_url(standing, self._deps.clock.now())
        if not response_url:
            return Failed(Failure.REFUSED, error)
        body = {**arguments, "replace_original": True} if arguments else {"delete_original": True}
        try:
            await self._client.respond(response_url, body)
        except SlackRefusedError:
            return Failed(Failure.REFUSED, error)
        except SlackError as unavailable:
            return failed(unavailable, acting=True)
        return done
