"""Starting and changing cards by form."""

from datetime import date, datetime, time, timedelta

from msgspec import Struct

from bot.domain.calendar import find_zone, to_instant, to_local_date
from bot.domain.card import (
    MAX_OCCASION_LENGTH,
    CardSettings,
    ClosingTimeError,
    find_closing_time_error,
)
from bot.domain.card_deadline import DEFAULT_TIME, find_closing_time
from bot.domain.commands.card import CardCommand
from bot.domain.ids import NO_CHANNEL, ChannelId, UserId
from bot.domain.message_text import clean_text
from bot.domain.visibility import ChannelKind
from bot.domain.workspace import Workspace
from bot.slack.api.channels import Channel
from bot.slack.context import Context
from bot.slack.features.card import form_views, refusal_views, views
from bot.slack.features.card.card_channel import examine_channel
from bot.slack.payloads.conversation_type import ConversationType
from bot.slack.payloads.interactions import Press, ResponseUrl, Shortcut
from bot.slack.payloads.submissions import Submission
from bot.slack.private_data import RowId, dump, load
from bot.slack.request import Reader, Request
from bot.slack.ui.message import Message
from bot.slack.ui.modal import Answer, errors
from bot.usecases import cards
from bot.usecases.cards import NewCard, RefusedCard, StartedCard

NO_CARD_CHANNEL = Channel(NO_CHANNEL, "", ChannelKind.DIRECT, can_post=False)
"""The channel of a card that was started in none."""


class StartFormData(Struct, frozen=True):
    """Where the form was opened that starts a card."""

    channel: ChannelId = NO_CHANNEL
    response_url: str = ""
    conversation: ConversationType = ConversationType.OTHER
    pressed_in: str = ""


class ChangeFormData(Struct, frozen=True):
    """The card that a form changes."""

    card: RowId
    response_url: str = ""


async def open_for_command(
    context: Context, request: Request, command: CardCommand, users: tuple[UserId, ...], occasion: str
) -> bool:
    """Open the form, filled in from a command; return whether Slack took it."""
    typed_in = request.command
    data = StartFormData(typed_in.channel, typed_in.response_url, request.conversation)
    channel = await find_channel(context, request.workspace, data)
    now, zone = context.deps.clock.now(), request.reader.user.timezone
    closes_at = find_closing_time(command.deadline, now, zone) if command.deadline else None
    typed = form_views.TypedCard(
        closes_at if closes_at and closes_at > now else _find_default(now, zone),
        zone,
        users,
        occasion[:MAX_OCCASION_LENGTH],
        _find_place(channel, is_private=command.is_private),
    )
    view = form_views.build_form(request.reader.language, typed, dump(data))
    return await context.open(request.workspace, typed_in.trigger_id, view)


async def open_for_shortcut(
    context: Context, workspace: Workspace, reader: Reader, shortcut: Shortcut
) -> None:
    """Open the form for a message, with its author as the recipient."""
    data = StartFormData(shortcut.channel, shortcut.response_url, shortcut.conversation)
    channel = await find_channel(context, workspace, data)
    users: tuple[UserId, ...] = ()
    if shortcut.author and shortcut.author != reader.user.id:
        found = await context.directory.users.find(workspace, [shortcut.author])
        users = tuple(user.id for user in found.values() if not user.is_bot)
    now, zone = context.deps.clock.now(), reader.user.timezone
    typed = form_views.TypedCard(
        _find_default(now, zone), zone, users, place=_find_place(channel, is_private=False)
    )
    view = form_views.build_form(reader.language, typed, dump(data))
    await context.open_or_explain(workspace, shortcut.trigger_id, shortcut.response_url, view, reader)


def _find_default(now: datetime, zone: str) -> datetime:
    """Return the moment that the form proposes: in the afternoon three days ahead, no day of a weekend."""
    home = find_zone(zone)
    day = to_local_date(now, home) + timedelta(days=3)
    while day.weekday() > 4:
        day += timedelta(days=1)
    return to_instant(day, DEFAULT_TIME, home)


def _find_place(channel: Channel, *, is_private: bool) -> str | None:
    """Return which place the form proposes; None in a direct or group message, where there is none."""
    if channel.kind is ChannelKind.DIRECT:
        return None
    return form_views.PRIVATELY if is_private else form_views.IN_CHANNEL


async def find_channel(context: Context, workspace: Workspace, data: StartFormData) -> Channel:
    """Return the channel where a card is started."""
    if not data.channel:
        return NO_CARD_CHANNEL
    return await context.directory.channels.find(workspace, data.channel, data.conversation)


async def submit(
    context: Context, workspace: Workspace, reader: Reader, submission: Submission
) -> Answer | None:
    """Start the card and confirm it, or return errors by field. Raise `InvalidPayloadError`."""
    data = load(StartFormData, submission.context)
    closes_at = _read_closing_time(context, submission, reader)
    if not isinstance(closes_at, datetime):
        return errors(form_views.closing_time_error(reader.language, closes_at))
    channel = await find_channel(context, workspace, data)
    answer, is_started = await start(
        context,
        workspace,
        reader,
        channel,
        submission.selected_users(form_views.PEOPLE),
        CardSettings(
            _read_occasion(submission),
            closes_at,
            find_zone(reader.user.timezone),
            submission.typed(form_views.PLACE) != form_views.IN_CHANNEL,
        ),
        submission.selected_users(form_views.INVITED),
        f"form:{submission.view}",
    )
    if not is_started:
        return errors({form_views.PEOPLE: answer["text"]})
    in_form = form_views.build_answer_view(reader.language, answer)
    response_url = ResponseUrl(data.response_url, data.pressed_in)
    return await context.confirm(response_url, answer, in_form, replaces=False)


async def start(
    context: Context,
    workspace: Workspace,
    reader: Reader,
    channel: Channel,
    recipients: tuple[UserId, ...],
    settings: CardSettings,
    invited: tuple[UserId, ...],
    key: str,
) -> tuple[Message, bool]:
    """Start a card; return what its starter reads, and whether there is a card now."""
    found = await context.directory.users.find(workspace, list(dict.fromkeys((*recipients, *invited))))
    is_direct = channel.kind is ChannelKind.DIRECT
    place = await examine_channel(context, workspace, channel, recipients)
    new = NewCard(
        workspace=workspace,
        starter=reader.user.id,
        named=tuple(found[user] for user in recipients),
        settings=CardSettings(
            settings.occasion,
            settings.closes_at,
            settings.zone,
            settings.is_private or not place.can_be_given,
        ),
        channel=NO_CHANNEL if is_direct else channel.id,
        channel_kind=channel.kind,
        announcement=place.announcement,
        invited=tuple(found[user] for user in invited),
        deduplication_key=key,
    )
    outcome = await context.deps.database.write(cards.start, new)
    language = reader.language
    match outcome:
        case RefusedCard():
            names = await context.names(workspace, outcome.excluded)
            return refusal_views.refused_message(language, names, outcome), False
        case StartedCard(card):
            named = {*card.recipients, *outcome.excluded, *outcome.not_invited}
            names = await context.names(workspace, named)
            return views.started_message(language, names, outcome, reader.user.timezone), True


async def open_for_change(
    context: Context, workspace: Workspace, reader: Reader, press: Press
) -> Message | None:
    """Open the form that changes a card, or say that it ended."""
    shown = await context.deps.database.read(cards.find_started, workspace, reader.user.id, press.value)
    if shown is None:
        return await context.answer_privately(
            press.response_url, views.cancelled_message(reader.language, {}, None)
        )
    card = shown.card
    place = form_views.PRIVATELY if card.settings.is_private else form_views.IN_CHANNEL
    typed = form_views.TypedCard(
        card.settings.closes_at,
        reader.user.timezone,
        occasion=card.settings.occasion,
        place=place if card.is_in_channel else None,
    )
    data = ChangeFormData(card.id, press.response_url)
    view = form_views.build_change_form(reader.language, typed, dump(data))
    return await context.open_or_explain(workspace, press.trigger_id, press.response_url, view, reader)


async def submit_change(
    context: Context, workspace: Workspace, reader: Reader, submission: Submission
) -> Answer | None:
    """Change the card, or return errors by field. Raise `InvalidPayloadError`."""
    data, language = load(ChangeFormData, submission.context), reader.language
    closes_at = _read_closing_time(context, submission, reader)
    if not isinstance(closes_at, datetime):
        return errors(form_views.closing_time_error(reader.language, closes_at))
    settings = CardSettings(
        _read_occasion(submission),
        closes_at,
        find_zone(reader.user.timezone),
        # The form asks only if it is to be given in a channel: it never becomes less private.
        submission.typed(form_views.PLACE) != form_views.IN_CHANNEL,
    )
    changed = await context.deps.database.write(cards.change, workspace, reader.user.id, data.card, settings)
    if changed is None:
        return errors({form_views.AT: refusal_views.closed_sentence(language)})
    named = {*changed.card.recipients, *(changed.signers or ())}
    names = await context.names(workspace, named)
    answer = views.changed_message(language, names, changed, reader.user.timezone)
    in_form = form_views.build_answer_view(language, answer)
    return await context.confirm(data.response_url, answer, in_form, replaces=False)


def _read_closing_time(
    context: Context, submission: Submission, reader: Reader
) -> datetime | ClosingTimeError | None:
    """Return the moment that was chosen, or why it can't be the hour; None if there is none."""
    try:
        day = date.fromisoformat(submission.typed(form_views.DAY))
        at = time.fromisoformat(submission.typed(form_views.AT))
        closes_at = to_instant(day, at, find_zone(reader.user.timezone))
    except (ValueError, OverflowError):
        return None
    return find_closing_time_error(closes_at, context.deps.clock.now()) or closes_at


def _read_occasion(submission: Submission) -> str:
    """Return the occasion, which is plain text."""
    return clean_text(submission.typed(form_views.OCCASION))[:MAX_OCCASION_LENGTH]
