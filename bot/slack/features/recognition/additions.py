"""Recognitions that may be changed or added to."""

from collections.abc import Awaitable, Callable
from functools import wraps

from bot.domain.workspace import Workspace
from bot.slack.context import Context
from bot.slack.features.recognition import edit_views
from bot.slack.payloads.interactions import Press
from bot.slack.request import Reader
from bot.slack.ui.message import Message
from bot.usecases import additions

Handler = Callable[[Context, Workspace, Reader, Press], Awaitable[Message | None]]


def check_additions(handler: Handler) -> Handler:
    """Call the handler only if the recognition takes additions; otherwise explain why not."""

    @wraps(handler)
    async def handle(context: Context, workspace: Workspace, reader: Reader, press: Press) -> Message | None:
        if await context.deps.database.read(additions.allows_additions, workspace, press.recognition):
            return await handler(context, workspace, reader, press)
        return await context.answer_privately(
            press.response_url, edit_views.no_additions_message(reader.language)
        )

    return handle
