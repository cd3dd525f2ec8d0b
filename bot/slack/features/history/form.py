"""Changing a question about the past, by form."""

import json
from dataclasses import replace
from datetime import date, datetime, timedelta

from bot.domain import calendar
from bot.domain.circle import CircleSource
from bot.domain.commands.history import MAX_PHRASES_LENGTH, match_phrases
from bot.domain.mentions import unescape
from bot.domain.message_text import fold_for_search
from bot.domain.visibility import ScopeRefusal
from bot.domain.workspace import Workspace
from bot.errors import InvalidPayloadError
from bot.slack.context import Context
from bot.slack.features.history import form_views as history_form_views
from bot.slack.features.history import handlers as history_handlers
from bot.slack.features.history import query_state
from bot.slack.features.history import views as history_views
from bot.slack.features.history.query_state import Question, Turn, is_circle
from bot.slack.features.leads.views import circle_name
from bot.slack.payloads import Press, Submission
from bot.slack.reader import Reader
from bot.slack.ui.inline import Spans, plain
from bot.slack.ui.message import Message
from bot.slack.ui.modal import Answer, errors, window
from bot.usecases import leads
from bot.usecases.values import find_values

_MOMENT = timedelta(milliseconds=1)


async def open_form(context: Context, workspace: Workspace, reader: Reader, press: Press) -> Message | None:
    """Open the form; answers what to show where that cannot be."""
    try:
        asked = query_state.turn(press.value).question
    except InvalidPayloadError:
        return history_views.unreadable(reader.language)
    database = context.deps.database
    values = await database.read(find_values, workspace)
    led = await database.read(leads.list_led_circles, workspace, reader.user.id)
    names = await context.names(workspace, {one for circle in led for one in circle.members})
    offered = [(c.id, _name(circle_name(reader.language, names, c, reader.user.id))) for c in led]
    # A group that is one of the circles is shown as that; any other one has no name that we know.
    of_group = {c.source_id: c.id for c in led if c.source is CircleSource.GROUP}
    around = [of_group.get(group, group) for group in asked.groups]
    offered += ((g, reader.language.gettext("A user group")) for g in asked.groups if g not in of_group)
    asked = replace(asked, circles=(*asked.circles, *around), groups=())
    zone = calendar.find_zone(reader.user.timezone)
    days = (_day(asked.since, zone), _day(asked.until - _MOMENT if asked.until else None, zone))
    private_metadata = json.dumps({"response_url": press.response_url, "here": press.channel})
    form = history_form_views.asking(reader.language, asked, values, offered, days, private_metadata)
    return await context.open_or_tell(press.trigger_id, press.response_url, form, reader)


async def submit(
    context: Context, workspace: Workspace, reader: Reader, submission: Submission
) -> Answer | None:
    """Show the answer, or say at a field what is wrong. Raises `InvalidPayloadError`."""
    response_url, here = _context(submission.context)
    wrong, asked = _read_question(reader, submission)
    if wrong:
        return errors(wrong)
    answer = await history_handlers.find_page(context, workspace, reader, Turn(asked), here)
    if isinstance(answer, ScopeRefusal):
        return errors(history_form_views.at_field(reader.language, answer))
    in_form = window(reader.language, answer)
    return await context.confirm(response_url, answer, in_form, replaces=True)


def _read_question(reader: Reader, submission: Submission) -> tuple[dict[str, str], Question]:
    """What is wrong, by the names of fields, and the question."""
    zone = calendar.find_zone(reader.user.timezone)
    since, until = (
        _typed_day(submission.typed(name)) for name in (history_form_views.SINCE, history_form_views.UNTIL)
    )
    phrases = match_phrases(submission.typed(history_form_views.WORDS))
    around = submission.selected(history_form_views.CIRCLES)
    asked = Question(
        users=submission.selected(history_form_views.PEOPLE),
        circles=tuple(one for one in around if is_circle(one)),
        groups=tuple(one for one in around if not is_circle(one)),
        channels=submission.selected(history_form_views.CHANNELS),
        values=submission.selected(history_form_views.VALUES),
        phrases=phrases,
        given=submission.typed(history_form_views.DIRECTION) == history_form_views.GIVEN,
        counterparts=tuple(
            one for one in submission.selected(history_form_views.COUNTERPARTS) if one != reader.user.id
        ),
        since=calendar.find_day_start(since, zone) if since else None,
        until=calendar.find_day_start(until + timedelta(days=1), zone) if until else None,
    )
    wrong: dict[str, str] = {}
    if since and until and since > until:
        wrong |= history_form_views.reversed_dates(reader.language)
    if phrases and not any(fold_for_search(phrase).strip() for phrase in phrases):
        wrong |= history_form_views.nothing_sought(reader.language)
    if sum(map(len, phrases)) > MAX_PHRASES_LENGTH or not asked.fits:
        wrong |= history_form_views.too_long(reader.language)
    return wrong, asked


def _name(spans: Spans) -> str:
    """What a circle is called, in plain text."""
    return unescape(plain(spans))


def _day(moment: datetime | None, zone: str) -> date | None:
    return calendar.to_local_date(moment, zone) if moment else None


def _typed_day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise InvalidPayloadError("date") from error


def _context(text: str) -> tuple[str, str]:
    """The response_url and the channel that went along with the form."""
    try:
        found = json.loads(text)
        response_url, here = found["response_url"], found["here"]
    except (ValueError, KeyError, TypeError) as error:
        raise InvalidPayloadError("private_metadata") from error
    if not isinstance(response_url, str) or not isinstance(here, str):
        raise InvalidPayloadError("private_metadata")
    return response_url, here
