"""Reading the history page by page."""

from datetime import date, datetime, timedelta

import structlog
from msgspec.structs import replace

from bot.domain import calendar
from bot.domain.commands.command import ME, HistoryQuery
from bot.domain.commands.history import resolve_days
from bot.domain.commands.parse_error import ParseError
from bot.domain.history import NO_FILTERS, PageSide
from bot.domain.ids import ChannelId, UserId
from bot.domain.scopes import ReceivedScope, Scope, ScopeRefusal, make_reader
from bot.domain.team import is_user_group
from bot.domain.workspace import Workspace
from bot.errors import InvalidPayloadError
from bot.slack.api.reachable_links import keep_reachable_links
from bot.slack.context import Context
from bot.slack.features.help import views as help_views
from bot.slack.features.history import query_resolver, query_state
from bot.slack.features.history import views as history_views
from bot.slack.features.history.query_state import HistoryQuestion, PageRequest
from bot.slack.features.leads import views as leads_views
from bot.slack.outbound.rendering import users_in
from bot.slack.payloads.interactions import Press
from bot.slack.private_data import parse_recognition_id
from bot.slack.request import Reader, Request
from bot.slack.ui.language import first_weekday
from bot.slack.ui.message import Message
from bot.usecases import history
from bot.usecases.history import HistoryOfChannels, HistoryOfUsers

MAX_MEMBERS_ASKED = 100
"""Members of a user group that are looked up one by one in what the reader gave."""
_log = structlog.get_logger(__name__)


async def answer_query(context: Context, request: Request, query: HistoryQuery) -> Message:
    """Answer a typed question with its newest page."""
    reader = request.reader
    bounds = _find_bounds(context, query, reader)
    if isinstance(bounds, ParseError):
        return help_views.error_message(reader.language, bounds, request.typed)
    since, until = bounds
    counterparts = await _find_counterparts(context, request, query)
    if counterparts is None:
        return history_views.unread_group_message(reader.language)
    new_question = HistoryQuestion(
        users=tuple(dict.fromkeys(reader.user.id if p == ME else p for p in query.users)),
        groups=query.groups,
        channels=query.channels,
        values=query.values,
        phrases=query.phrases,
        given=query.is_given,
        since=since,
        until=until,
        counterparts=counterparts,
    )
    if not new_question.fits:
        return history_views.too_long_message(reader.language)
    return await _show_page(
        context, request.workspace, reader, PageRequest(new_question), request.command.channel
    )


async def show_circle(context: Context, workspace: Workspace, reader: Reader, press: Press) -> Message:
    """Show a lead the history of a circle."""
    circle = parse_recognition_id(press.value)
    return await _show_page(
        context, workspace, reader, PageRequest(HistoryQuestion(circles=(circle,))), press.channel
    )


async def turn_page(context: Context, workspace: Workspace, reader: Reader, press: Press) -> Message:
    """Show the page that a button asks for; access is checked again."""
    try:
        requested = query_state.parse_page(press.value)
    except InvalidPayloadError:
        _log.warning("a button of a history that cannot be read")
        return history_views.unreadable_page_message(reader.language)
    return await _show_page(context, workspace, reader, requested, press.channel)


async def show_rest(context: Context, workspace: Workspace, reader: Reader, press: Press) -> Message | None:
    """Show the page that a button asks for, below the message of the button."""
    return await context.answer_privately(
        press.response_url, await turn_page(context, workspace, reader, press)
    )


def _find_bounds(
    context: Context, query: HistoryQuery, reader: Reader
) -> tuple[datetime | None, datetime | None] | ParseError:
    """Return the dates as instants: whole days in the reader's time zone, weeks by their locale."""
    now, zone = context.deps.clock.now(), calendar.find_zone(reader.user.timezone)
    if query.last_days:
        return now - timedelta(days=query.last_days), None
    today = calendar.to_local_date(now, zone)
    days = resolve_days(query, today, first_weekday(reader.user.locale))
    if isinstance(days, ParseError):
        return days
    first, last = days
    since = calendar.find_day_start(first, zone) if first else None
    return since, calendar.find_day_start(_next_day(last), zone) if last else None


async def _find_counterparts(
    context: Context, request: Request, query: HistoryQuery
) -> tuple[UserId, ...] | None:
    """Return the users and teams that the reader's recognitions are narrowed to.

    None if a group can't be read.
    """
    user_ids = dict.fromkeys(query.counterparts)
    for group in query.counterpart_groups:
        members = await context.directory.groups.find_members(request.workspace, group)
        if not members:
            return None
        if query.is_given:
            # It may have been thanked as itself, which says nothing about its members.
            user_ids[UserId(group)] = None
        if not query.is_given or len(members) <= MAX_MEMBERS_ASKED:
            user_ids |= dict.fromkeys(members)
    return tuple(user_id for user_id in user_ids if user_id != request.reader.user.id)


async def _show_page(
    context: Context, workspace: Workspace, reader: Reader, page_request: PageRequest, channel: ChannelId
) -> Message:
    answer = await build_page(context, workspace, reader, page_request, channel)
    return (
        history_views.refusal_message(reader.language, answer) if isinstance(answer, ScopeRefusal) else answer
    )


async def build_page(
    context: Context, workspace: Workspace, reader: Reader, page_request: PageRequest, channel: ChannelId
) -> Message | ScopeRefusal:
    """Return the page of a question asked in `channel`, or why there is none."""
    language, user, question = reader.language, reader.user, page_request.question
    about = await query_resolver.resolve_subject(context, workspace, user.id, question, channel)
    if isinstance(about, ScopeRefusal):
        return about
    scope = await _find_scope(context, workspace, reader, about, page_request)
    if isinstance(scope, ScopeRefusal):
        return scope
    answer = await context.deps.database.read(
        history.read_answer, workspace, about, scope, page_request.question.filters(), page_request.cursor
    )
    page, values, overview, circles = answer.page, answer.values, answer.overview, answer.circles
    recognitions = await keep_reachable_links(context.directory, workspace, user, page.recognitions)
    page = replace(page, recognitions=recognitions)
    others = _other_users(about, user.id)
    in_circles = {member for circle in circles for member in circle.members}
    teams = [one for one in question.counterparts if is_user_group(one)]
    named_users = others | in_circles | set(question.counterparts).difference(teams)
    names = await context.names(workspace, users_in(page.recognitions) | named_users)
    if teams:
        names = {
            **names,
            **{team: await context.directory.groups.find_name(workspace, team) for team in teams},
        }
    people_spans = history_views.name_subjects(language, names, others, circles, user.id)
    after = leads_views.build_overview(language, values, overview) if overview else []
    channels = () if question.is_about_people else question.channels
    between = history_views.name_counterparts(language, names, question.counterparts)
    if not page.recognitions:
        is_narrowed = question.filters() != NO_FILTERS
        return history_views.build_empty_page(
            language,
            channels=channels,
            is_given=question.given,
            is_narrowed=is_narrowed,
            about=people_spans,
            between=between,
            question=PageRequest(question).as_value(),
            after=after,
        )
    title = history_views.build_title(
        language, channels=channels, is_given=question.given, about=people_spans, between=between
    )
    page = history_views.fit_page(
        language,
        names,
        values,
        page,
        reader=user.id,
        zone=user.timezone,
        title=title,
        after=after,
        answerable=isinstance(scope, ReceivedScope),
        goes_up=page_request.cursor is not None and page_request.cursor.side is PageSide.NEWER,
    )
    older, newer = page_request.older(page), page_request.newer(page)
    return history_views.build_page(
        language,
        names,
        values,
        page.recognitions,
        reader=user.id,
        zone=user.timezone,
        title=title,
        newer=newer.as_value() if newer else None,
        older=older.as_value() if older else None,
        question=PageRequest(question).as_value(),
        after=after,
        answerable=isinstance(scope, ReceivedScope),
    )


async def _find_scope(
    context: Context,
    workspace: Workspace,
    reader: Reader,
    about: history.HistorySubject,
    page_request: PageRequest,
) -> Scope | ScopeRefusal:
    """Return what the reader may read. Write the audit entry before anything about others is read."""
    user, database, filters = reader.user, context.deps.database, page_request.question.filters()
    asker = make_reader(user)
    if isinstance(about, HistoryOfChannels) or (about.users == (user.id,) and not about.circles):
        return await database.read(history.authorize, workspace, asker, about, filters)
    channels = await query_resolver.find_private_channels(context, workspace, user.id)
    is_turning = page_request.cursor is not None
    return await database.write(
        history.authorize, workspace, asker, about, filters, channels=channels, is_turning=is_turning
    )


def _other_users(about: history.HistorySubject, reader: UserId) -> set[UserId]:
    """Return the users that the reader named, without themselves."""
    return set(about.users) - {reader} if isinstance(about, HistoryOfUsers) else set()


def _next_day(day: date) -> date:
    return day + timedelta(days=1)
