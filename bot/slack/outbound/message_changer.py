"""Updates and deletes messages in Slack."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from bot.deps import Deps
from bot.domain.delivery import Failure
from bot.domain.error_names import ErrorMeaning, find_error_meaning
from bot.domain.ids import WorkspaceId
from bot.domain.message_changes import NO_TS
from bot.errors import SlackError, SlackRefusedError
from bot.slack.api.client import SlackClient
from bot.slack.outbound.claim_check import check_claim
from bot.slack.outbound.failures import read_failure
from bot.slack.ui.message import Message
from bot.storage.deliveries import Delivery
from bot.storage.messages import PostedMessage
from bot.usecases.delivery_results import DeliveryDone, DeliveryResult, Failed

CANNOT_POST = (ErrorMeaning.NO_ACCESS, ErrorMeaning.READ_ONLY)
"""Refusals of the bot in a channel, where a `response_url` may post and change messages."""


class MessageChanger:
    """Calls `chat.update` and `chat.delete`, or a `response_url` where the bot may not call them."""

    def __init__(self, deps: Deps, client: SlackClient) -> None:
        """Call with this client."""
        self._deps = deps
        self._client = client

    async def change_message(
        self,
        workspace_id: WorkspaceId,
        method: str,
        posted: PostedMessage,
        done: DeliveryDone,
        **arguments: Any,
    ) -> DeliveryResult:
        """Call `method` for a message. Return `done` also if the message was deleted by hand."""
        if posted.ts is None:
            return await self._change_through_press(posted, done, NO_TS, arguments)
        try:
            await self._client.call(workspace_id, method, channel=posted.channel, ts=posted.ts, **arguments)
        except SlackRefusedError as error:
            meaning = find_error_meaning(error.error)
            if meaning is ErrorMeaning.GONE:
                return done
            if meaning in CANNOT_POST:
                return await self._change_through_press(posted, done, error.error, arguments)
            return read_failure(error, is_message_call=True)
        except SlackError as error:
            return read_failure(error, is_message_call=True)
        return done

    async def update(
        self, delivery: Delivery, posted: PostedMessage, done: DeliveryDone, rendered: Message
    ) -> DeliveryResult:
        """Update a message, unless another process may have updated it since."""
        try:
            await check_claim(self._deps, delivery)
        except SlackError as error:
            return read_failure(error, is_message_call=False)
        return await self.change_message(delivery.workspace_id, "chat.update", posted, done, **rendered)

    async def _change_through_press(
        self, posted: PostedMessage, done: DeliveryDone, error: str, arguments: Mapping[str, Any]
    ) -> DeliveryResult:
        """Change a message through the `response_url` of the latest press in it."""
        response_url = _update_url(posted, self._deps.clock.now())
        if not response_url:
            return Failed(Failure.REFUSED, error)
        body = {**arguments, "replace_original": True} if arguments else {"delete_original": True}
        try:
            await self._client.respond(response_url, body)
        except SlackRefusedError:
            return Failed(Failure.REFUSED, error)
        except SlackError as unavailable:
            return read_failure(unavailable, is_message_call=True)
        return done


def _update_url(posted: PostedMessage, now: datetime) -> str:
    """Return the `response_url` of the latest press in a message, "" if it cannot change it any longer."""
    update_url = posted.state.update_url
    return update_url.url if update_url and now < update_url.expires_at else ""
