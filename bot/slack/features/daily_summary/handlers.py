"""Pages of a daily summary that is too long for one message."""

from msgspec.structs import replace

from bot.domain.workspace import Workspace
from bot.slack.api.reachable_links import keep_reachable_links
from bot.slack.context import Context
from bot.slack.features.daily_summary import views as daily_summary_views
from bot.slack.features.daily_summary.cursor import SummaryCursor
from bot.slack.outbound.rendering import find_users
from bot.slack.payloads.interactions import Press
from bot.slack.private_data import load
from bot.slack.request import Reader
from bot.slack.ui.message import Message
from bot.usecases.daily_summary import compose_daily_summary
from bot.usecases.message_contents import DailySummaryContent


async def show_rest(context: Context, workspace: Workspace, reader: Reader, press: Press) -> Message | None:
    """Show the page that a button asks for, below the message of the button."""
    return await context.answer_privately(
        press.response_url, await build_page(context, workspace, reader, press)
    )


async def build_page(context: Context, workspace: Workspace, reader: Reader, press: Press) -> Message:
    """Build a page of what the reader may still see. Raises `InvalidPayloadError`."""
    cursor = load(SummaryCursor, press.value)
    database = context.deps.database
    summary = await database.read(compose_daily_summary, workspace, reader.user.id, cursor.message)
    rest = (summary or DailySummaryContent(reader.user.id, ())).after(cursor.recognition, cursor.by)
    rest = replace(
        rest,
        recognitions=await keep_reachable_links(context.directory, workspace, reader.user, rest.recognitions),
    )
    names = await context.names(workspace, find_users(rest))
    return daily_summary_views.build_summary_page(reader.language, names, reader.values, rest)
