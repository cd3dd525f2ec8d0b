"""Keepsakes on request, and the day of the year on which they come by themselves."""

from datetime import date, timedelta

from bot.domain import calendar
from bot.domain.commands.command import HistoryQuery
from bot.domain.commands.history import resolve_days
from bot.domain.commands.keepsake_command import (
    KeepsakeCommand,
    YearlyKeepsakeCommand,
    YearlyKeepsakeOffCommand,
)
from bot.domain.commands.parse_error import ParseError
from bot.domain.keepsake import YearDay, find_year_before
from bot.domain.workspace import Workspace
from bot.slack.context import Context
from bot.slack.features.help import views as help_views
from bot.slack.features.keepsake import views as keepsake_views
from bot.slack.payloads.interactions import Press
from bot.slack.request import Reader, Request
from bot.slack.ui.language import first_weekday
from bot.slack.ui.message import Message
from bot.usecases import keepsakes
from bot.usecases.keepsakes import KeepsakePeriod

_ONE_DAY = timedelta(days=1)


async def answer_command(context: Context, request: Request, command: KeepsakeCommand) -> Message:
    """Start making a keepsake and confirm it."""
    reader = request.reader
    period = _find_period(context, command, reader)
    if isinstance(period, ParseError):
        return help_views.error_message(reader.language, period, request.typed)
    result = await context.deps.database.write(
        keepsakes.request_keepsake, request.workspace, reader.user.id, period, request.key
    )
    return keepsake_views.confirmation_message(reader.language, result)


async def switch_on(context: Context, request: Request, command: YearlyKeepsakeCommand) -> Message:
    """Send the reader a keepsake each year, or say on which day they get it."""
    reader, database = request.reader, context.deps.database
    if not command.month:
        chosen = await database.read(keepsakes.find_day, request.workspace, reader.user.id)
        return keepsake_views.status_message(reader.language, chosen)
    chosen = YearDay(command.month, command.day)
    due = await database.write(keepsakes.switch_on, request.workspace, reader.user, chosen)
    return keepsake_views.switched_on_message(reader.language, chosen, due, reader.user.timezone)


async def switch_off(context: Context, request: Request, _: YearlyKeepsakeOffCommand) -> Message:
    """Send the reader no more yearly keepsakes."""
    return await _switch_off(context, request.workspace, request.reader)


async def stop(context: Context, workspace: Workspace, reader: Reader, _: Press) -> Message:
    """Do the same for a button."""
    return await _switch_off(context, workspace, reader)


async def _switch_off(context: Context, workspace: Workspace, reader: Reader) -> Message:
    await context.deps.database.write(keepsakes.switch_off, workspace, reader.user.id)
    return keepsake_views.switched_off_message(reader.language)


def _find_period(context: Context, command: KeepsakeCommand, reader: Reader) -> KeepsakePeriod | ParseError:
    """Return the dates as instants: whole days in the reader's time zone, weeks by their locale."""
    now, zone = context.deps.clock.now(), calendar.find_zone(reader.user.timezone)
    if command.is_all:
        return KeepsakePeriod()
    if command == KeepsakeCommand():
        return KeepsakePeriod(since=find_year_before(now))
    if command.last_days:
        return KeepsakePeriod(since=now - timedelta(days=command.last_days))
    query = HistoryQuery(since=command.since, until=command.until, stretch=command.stretch)
    days = resolve_days(query, calendar.to_local_date(now, zone), first_weekday(reader.user.locale))
    if isinstance(days, ParseError):
        return days
    first, last = days
    return KeepsakePeriod(
        since=calendar.find_day_start(first, zone) if first else None,
        until=calendar.find_day_start(_find_next_day(last), zone) if last else None,
    )


def _find_next_day(day: date) -> date:
    return day + _ONE_DAY
