"""A digest's words as text to copy, for readers who may read its channel."""

import structlog

from bot.domain.workspace import Workspace
from bot.errors import InvalidPayloadError
from bot.slack.context import Context
from bot.slack.features.digest import copy_views, page_views
from bot.slack.features.digest.page_cursor import parse_page
from bot.slack.features.digest.pages import find_readable
from bot.slack.outbound.digest_texts import find_text
from bot.slack.payloads.interactions import Press
from bot.slack.payloads.submissions import Submission
from bot.slack.request import Reader
from bot.slack.ui.modal import Answer, View, loading_view, replace_view
from bot.usecases import digest_texts

_log = structlog.get_logger(__name__)


async def open_form(context: Context, workspace: Workspace, reader: Reader, press: Press) -> None:
    """Open the form with the words of the digest whose button was pressed."""
    empty = copy_views.build_notice(reader.language, page_views.unavailable_message(reader.language))
    view_id = await context.open_view(workspace, press.trigger_id, loading_view(reader.language, empty))
    if view_id:
        context.background_tasks.start(_fill_form(context, workspace, reader, press.value, view_id))
    else:
        await context.answer_privately(press.response_url, copy_views.not_opened_message(reader.language))


async def _fill_form(
    context: Context, workspace: Workspace, reader: Reader, value: str, view_id: str
) -> None:
    await context.update(workspace, view_id, await _build_form(context, workspace, reader, value))


async def _build_form(context: Context, workspace: Workspace, reader: Reader, value: str) -> View:
    language = reader.language
    digest_id = await _find_digest(context, workspace, reader, value)
    if not digest_id:
        return copy_views.build_notice(language, page_views.unavailable_message(language))
    text = await find_text(context.deps, context.directory, workspace, digest_id)
    if text is None:
        return copy_views.build_notice(language, copy_views.nothing_public_message(language))
    return copy_views.build_form(language, digest_id, text)


async def _find_digest(context: Context, workspace: Workspace, reader: Reader, value: str) -> str:
    """Return the id of a digest that the reader may take along, or ""."""
    try:
        digest_id = parse_page(value).digest
    except InvalidPayloadError:
        _log.warning("a button of a digest that cannot be read")
        return ""
    # What everyone in the company may read is not for other companies.
    if reader.user.is_foreign:
        return ""
    digest = await find_readable(context, workspace, reader, digest_id)
    return digest.id if digest else ""


async def submit(context: Context, workspace: Workspace, reader: Reader, submission: Submission) -> Answer:
    """Send the words as files, once for each form."""
    language, message = reader.language, page_views.unavailable_message(reader.language)
    if digest_id := await _find_digest(context, workspace, reader, submission.context):
        is_there = await context.deps.database.write(
            digest_texts.request_files, workspace, digest_id, reader.user.id, submission.view
        )
        message = copy_views.sent_message(language) if is_there else message
    return replace_view(copy_views.build_notice(language, message))
