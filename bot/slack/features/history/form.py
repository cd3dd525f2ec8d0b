"""Changing a question about the past, by form."""

from datetime import date, datetime, timedelta

from msgspec import Struct
from msgspec.structs import replace

from bot.domain import calendar
from bot.domain.circle import CircleSource
from bot.domain.commands.history import MAX_PHRASES_LENGTH, match_phrases
from bot.domain.ids import ChannelId
from bot.domain.mentions import unescape
from bot.domain.message_text import fold_for_search
from bot.domain.scopes import ScopeRefusal
from bot.domain.workspace import Workspace
from bot.errors import InvalidPayloadError
from bot.slack.context import Context
from bot.slack.features.history import form_views as history_form_views
from bot.slack.features.history import handlers as history_handlers
from bot.slack.features.history import query_state
from bot.slack.features.history import views as history_views
from bot.slack.features.history.query_state import HistoryQuestion, PageRequest, is_circle_id
from bot.slack.features.leads.views import circle_name
from bot.slack.payloads.interactions import Press
from bot.slack.payloads.submissions import Submission
from bot.slack.private_data import dump, load
from bot.slack.request import Reader
from bot.slack.ui.inline import Spans, plain_text
from bot.slack.ui.message import Message
from bot.slack.ui.modal import Answer, answer_view, errors
from bot.usecases import leads

_MOMENT = timedelta(milliseconds=1)


class _HistoryFormData(Struct, frozen=True):
    """The private data of the form: the channel is the one that it was opened in."""

    response_url: str
    channel: ChannelId


async def open_form(context: Context, workspace: Workspace, reader: Reader, press: Press) -> Message | None:
    """Open the form, or return a message if the button can't be read."""
    try:
        asked_question = query_state.parse_page(press.value).question
    except InvalidPayloadError:
        return history_views.unreadable_page_message(reader.language)
    database = context.deps.database
    values = reader.values
    led_circles = await database.read(leads.list_led_circles, workspace, reader.user.id)
    names = await context.names(workspace, {user for circle in led_circles for user in circle.members})
    circle_options = [
        (c.id, _plain_name(circle_name(reader.language, names, c, reader.user.id))) for c in led_circles
    ]
    # The names of other groups are unknown.
    circles_by_group = {c.source_id: c.id for c in led_circles if c.source is CircleSource.GROUP}
    chosen_circles = [circles_by_group.get(group, group) for group in asked_question.groups]
    circle_options += (
        (g, reader.language.gettext("A user group"))
        for g in asked_question.groups
        if g not in circles_by_group
    )
    asked_question = replace(asked_question, circles=(*asked_question.circles, *chosen_circles), groups=())
    zone = calendar.find_zone(reader.user.timezone)
    days = (
        _local_day(asked_question.since, zone),
        _local_day(asked_question.until - _MOMENT if asked_question.until else None, zone),
    )
    form_data = dump(_HistoryFormData(press.response_url, press.channel))
    form = history_form_views.build_form(
        reader.language, asked_question, values, circle_options, days, form_data
    )
    return await context.open_or_explain(workspace, press.trigger_id, press.response_url, form, reader)


async def submit(
    context: Context, workspace: Workspace, reader: Reader, submission: Submission
) -> Answer | None:
    """Show the answer, or return field errors. Raises `InvalidPayloadError`."""
    form_data = load(_HistoryFormData, submission.context)
    field_errors, asked_question = _parse_submission(reader, submission)
    if field_errors:
        return errors(field_errors)
    answer = await history_handlers.build_page(
        context, workspace, reader, PageRequest(asked_question), form_data.channel
    )
    if isinstance(answer, ScopeRefusal):
        return errors(history_form_views.refusal_error(reader.language, answer))
    in_form = answer_view(reader.language, answer)
    return await context.confirm(form_data.response_url, answer, in_form, replaces=True)


def _parse_submission(reader: Reader, submission: Submission) -> tuple[dict[str, str], HistoryQuestion]:
    """Return what is wrong, by field, and the question."""
    zone = calendar.find_zone(reader.user.timezone)
    since, until = (
        _parse_day(submission.typed(name)) for name in (history_form_views.SINCE, history_form_views.UNTIL)
    )
    phrases = match_phrases(submission.typed(history_form_views.PHRASES))
    chosen = submission.selected(history_form_views.CIRCLES)
    new_question = HistoryQuestion(
        users=submission.selected_users(history_form_views.PEOPLE),
        circles=tuple(item for item in chosen if is_circle_id(item)),
        groups=tuple(item for item in chosen if not is_circle_id(item)),
        channels=submission.selected_channels(history_form_views.CHANNELS),
        values=submission.selected(history_form_views.VALUES),
        phrases=phrases,
        given=submission.typed(history_form_views.DIRECTION) == history_form_views.GIVEN,
        counterparts=tuple(
            item
            for item in submission.selected_users(history_form_views.COUNTERPARTS)
            if item != reader.user.id
        ),
        since=calendar.find_day_start(since, zone) if since else None,
        until=calendar.find_day_start(until + timedelta(days=1), zone) if until else None,
    )
    field_errors: dict[str, str] = {}
    if since and until and since > until:
        field_errors |= history_form_views.reversed_dates_error(reader.language)
    if phrases and not any(fold_for_search(phrase).strip() for phrase in phrases):
        field_errors |= history_form_views.no_words_error(reader.language)
    if sum(map(len, phrases)) > MAX_PHRASES_LENGTH or not new_question.fits:
        field_errors |= history_form_views.too_long_error(reader.language)
    return field_errors, new_question


def _plain_name(spans: Spans) -> str:
    """Return a circle's name as plain text."""
    return unescape(plain_text(spans))


def _local_day(moment: datetime | None, zone: str) -> date | None:
    return calendar.to_local_date(moment, zone) if moment else None


def _parse_day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise InvalidPayloadError("date") from error
