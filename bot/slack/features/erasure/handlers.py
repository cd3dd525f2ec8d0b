"""Erasing the reader's own data."""

from bot.domain.commands.command import ForgetMeCommand
from bot.domain.erasure import ErasureExtent
from bot.domain.workspace import Workspace
from bot.errors import InvalidPayloadError
from bot.slack.context import Context
from bot.slack.features.erasure import views as erasure_views
from bot.slack.payloads.interactions import Press
from bot.slack.request import Reader, Request
from bot.slack.ui.message import Message
from bot.usecases import erasure


async def answer_command(context: Context, request: Request, _: ForgetMeCommand) -> Message:
    """Offer what can be erased."""
    return build_offer(context, request.reader)


def build_offer(context: Context, reader: Reader) -> Message:
    """Build the message that offers what can be erased."""
    settings = context.deps.settings
    has_ledger = erasure.has_ledger(settings.database_url, settings.erasures)
    return erasure_views.build_offer(reader.language, has_ledger=has_ledger)


async def order_erasure(context: Context, workspace: Workspace, reader: Reader, press: Press) -> Message:
    """Order the erasure that the button names, or offer what can be erased. Raises `InvalidPayloadError`."""
    if not press.detail:
        return build_offer(context, reader)
    chosen = next((extent for extent in erasure_views.EXTENTS if extent.value == press.detail), None)
    if chosen is None:
        raise InvalidPayloadError("action_id")
    return await _place_order(context, workspace, reader, chosen)


async def _place_order(
    context: Context, workspace: Workspace, reader: Reader, extent: ErasureExtent
) -> Message:
    is_new = await context.deps.database.write(erasure.order_erasure, workspace, reader.user.id, extent)
    return erasure_views.confirmation_message(reader.language, extent, is_new=is_new)
