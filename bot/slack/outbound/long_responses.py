"""Responses that are too long for an acknowledgement and are sent after it."""

import asyncio
import json
from collections.abc import Mapping
from typing import Any

import structlog
from slack_bolt.response import BoltResponse

from bot.domain.ids import NO_CHANNEL, NO_USER
from bot.domain.workspace import Workspace
from bot.errors import InvalidPayloadError, SlackError
from bot.slack.context import Context
from bot.slack.outbound.responses import send_again, send_persistently
from bot.slack.payloads.commands import read_command
from bot.slack.payloads.submissions import read_submission
from bot.slack.request import Reader
from bot.slack.ui.message_splitting import blocks_text
from bot.slack.ui.modal import View, cut_errors, loading_view, replace_view, sent_as_message_view

MAX_FRAME = 16_000
"""Bytes of a Socket Mode frame that Hearten sends. Slack closes the connection at 20,480."""
ACKNOWLEDGEMENT_DELAY = 0.3
"""Seconds after which Slack shows the acknowledgement's view, so that it can be updated."""
_ENVELOPE = {"envelope_id": "00000000-0000-0000-0000-000000000000"}
"""An acknowledgement without a body. The id is as long as Slack's."""
_FRAME_SIZE = len(json.dumps({**_ENVELOPE, "payload": {}})) - len("{}")
"""Bytes of an acknowledgement besides its body."""
_MAX_GROWTH = 3
"""How many times as many bytes JSON may have in a frame, in ASCII with spaces, as in UTF-8 without."""

_log = structlog.get_logger(__name__)


class LongResponses:
    """Decides, for every transport, whether a response fits into the acknowledgement."""

    def __init__(self, context: Context) -> None:
        """Send longer responses with the context's client."""
        self._context = context

    async def fit(self, payload: Mapping[str, Any], response: BoltResponse) -> BoltResponse:
        """Return the acknowledgement of a payload. Start to send a response that is too long for it."""
        if response.status != 200 or _fits(response):
            return response
        answer: dict[str, Any] = _read(response.body)
        if "command" in payload:
            self._context.background_tasks.start(self._answer_command(payload, answer))
            return _ack({})
        if answer.get("response_action") == "errors":
            return _ack({**answer, "errors": cut_errors(answer["errors"])})
        if answer.get("response_action") == "update":
            workspace = await self._context.find_workspace(payload)
            reader = await self._reader(workspace, payload)
            view = answer["view"]
            self._context.background_tasks.start(self._show(workspace, reader, payload, view))
            return _ack(replace_view(loading_view(reader.language, view)))
        _log.error("answer too long for an acknowledgement", kind=str(payload.get("type"))[:40])
        return _ack({})

    async def _answer_command(self, payload: Mapping[str, Any], answer: dict[str, Any]) -> None:
        command = read_command(payload)
        await send_persistently(
            self._context.client,
            (await self._context.find_workspace(payload)).id,
            command.response_url,
            answer,
            channel=command.channel,
            user=command.user,
        )

    async def _show(
        self, workspace: Workspace, reader: Reader, payload: Mapping[str, Any], view: View
    ) -> None:
        """Replace the loading view by the whole view, or send it as a message if that fails."""
        view_id = read_submission(payload).view

        async def update(whole: View) -> None:
            await self._context.client.call(workspace.id, "views.update", view_id=view_id, view=whole)

        await asyncio.sleep(ACKNOWLEDGEMENT_DELAY)
        try:
            await send_again(update, view)
        except SlackError as error:
            _log.warning("form not shown", error=str(error))
            await self._write(workspace, reader, view_id, view)

    async def _write(self, workspace: Workspace, reader: Reader, view_id: str, view: View) -> None:
        """Send the reader the content of the view as a direct message."""
        blocks = [block for block in view["blocks"] if block["type"] != "input"]
        answer = {"text": blocks_text(blocks), "blocks": blocks}
        user = reader.user.id
        if await send_persistently(
            self._context.client, workspace.id, "", answer, channel=NO_CHANNEL, user=user
        ):
            await self._context.update(workspace, view_id, sent_as_message_view(reader.language, view))

    async def _reader(self, workspace: Workspace, payload: Mapping[str, Any]) -> Reader:
        try:
            user = read_submission(payload).user
        except InvalidPayloadError:
            user = NO_USER
        return await self._context.reader(workspace, user)


def _fits(response: BoltResponse) -> bool:
    """Return whether a response can be an acknowledgement. Short ones need no exact count."""
    return (
        _FRAME_SIZE + _MAX_GROWTH * len(response.body.encode()) <= MAX_FRAME
        or frame_size(response) <= MAX_FRAME
    )


def frame_size(response: BoltResponse) -> int:
    """Return the bytes of the frame that acknowledges with this response, as Socket Mode sends it."""
    body = response.body
    if not body:
        return len(json.dumps(_ENVELOPE))
    # Only ASCII is sent, so every character is a byte.
    return _FRAME_SIZE + len(json.dumps(_read(body)))


def _read(body: str) -> Any:
    return json.loads(body) if body.startswith("{") else {"text": body}


def _ack(answer: dict[str, Any]) -> BoltResponse:
    return BoltResponse(status=200, body=answer or "")
