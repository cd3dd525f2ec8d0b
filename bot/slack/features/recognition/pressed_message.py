"""The message that a button was pressed in, as far as its payload can be trusted."""

from collections.abc import Iterator, Mapping
from typing import Any

from bot.domain.ids import ChannelId, RecognitionId, UserId
from bot.domain.workspace import Workspace
from bot.errors import InvalidPayloadError
from bot.slack.context import Context
from bot.slack.features.endorsement.views import ENDORSE
from bot.slack.features.reports.views import MORE, REPORT
from bot.slack.payloads.interactions import Press
from bot.slack.private_data import parse_recognition_id
from bot.slack.request_record import saving_aside
from bot.usecases import shown_messages
from bot.usecases.shown_messages import MessageKnowledge, PressedMessage


async def learn_shout_out(
    context: Context, workspace: Workspace, body: Mapping[str, Any], press: Press
) -> None:
    """Store where a pressed shout-out is; delete it if its recognition is no longer stored."""
    bot_id = (await context.installations.get(workspace.id)).bot_id
    shout_out = find_pressed_shout_out(body, workspace.identity.bot_user_id, bot_id)
    database = context.deps.database
    if shout_out is None or await database.read(shown_messages.is_known, workspace, shout_out):
        return
    with saving_aside():
        learned = await database.write(shown_messages.record_location, workspace, shout_out)
    if learned is MessageKnowledge.GONE:
        context.background_tasks.start(context.delete_original(press.response_url))


def find_pressed_shout_out(
    body: Mapping[str, Any], bot_user_id: UserId, bot_id: str
) -> PressedMessage | None:
    """Return the shout-out that was pressed; None unless the bot posted it publicly."""
    container, message = body.get("container"), body.get("message")
    if not isinstance(container, Mapping) or not isinstance(message, Mapping):
        return None
    channel, ts = container.get("channel_id"), container.get("message_ts")
    if container.get("is_ephemeral") or not (isinstance(channel, str) and isinstance(ts, str)):
        return None
    if message.get("ts") != ts or not _is_own(body, message, bot_user_id, bot_id):
        return None
    recognitions = set(_recognition_ids(message))
    response_url = body.get("response_url")
    if len(recognitions) != 1 or not isinstance(response_url, str):
        return None
    return PressedMessage(ChannelId(channel), ts, recognitions.pop(), response_url)


def _is_own(body: Mapping[str, Any], message: Mapping[str, Any], bot_user_id: UserId, bot_id: str) -> bool:
    """Return True if the bot wrote the message; those sent by `response_url` can lack some fields."""
    pairs = ((message.get("bot_id"), bot_id), (message.get("user"), bot_user_id))
    by_name = any(actual and actual == expected for actual, expected in pairs)
    app = message.get("app_id")
    return by_name or bool(app and app == body.get("api_app_id"))


def _recognition_ids(message: Mapping[str, Any]) -> Iterator[RecognitionId]:
    """Yield the recognitions that the buttons of a shout-out carry."""
    for element in _elements(message):
        action = element.get("action_id")
        if action == ENDORSE:
            yield from _parse_id(element.get("value"))
        elif action == MORE:
            for option in element.get("options") or ():
                what, _, about = str(option.get("value") if isinstance(option, Mapping) else "").partition(
                    ":"
                )
                if what == REPORT:
                    yield from _parse_id(about)


def _elements(message: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    blocks = message.get("blocks")
    for block in blocks if isinstance(blocks, list) else ():
        if isinstance(block, Mapping):
            elements = block.get("elements")
            elements_ = [*(elements if isinstance(elements, list) else ()), block.get("accessory")]
            yield from (element for element in elements_ if isinstance(element, Mapping))


def _parse_id(value: object) -> Iterator[RecognitionId]:
    try:
        yield parse_recognition_id(value)
    except InvalidPayloadError:
        return
