"""Messages that mention the bot, and messages to it: what they say is understood as after `/kudos`.

Others read a message in a channel already. So what is made of it stands in its thread, and what is for its
author alone is shown to them alone.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import structlog

from bot.domain.commands import addressed_text
from bot.domain.commands.command import (
    Command,
    Doubt,
    DoubtfulGiveCommand,
    GiveCommand,
    GiveSeveralCommand,
    GiveWithoutNames,
    HelpCommand,
    TooLongCommand,
)
from bot.domain.commands.digest import is_about_digest
from bot.domain.commands.parser import find_unnamed_channels, parse
from bot.domain.commands.requests import is_thanks_to_bot
from bot.domain.recognition import RecognitionView
from bot.domain.visibility import ChannelKind
from bot.domain.workspace import Workspace
from bot.errors import SlackError
from bot.slack import payloads
from bot.slack.context import Context
from bot.slack.features.conversation import views
from bot.slack.features.onboarding import handlers as onboarding_handlers
from bot.slack.features.recognition import handlers as recognition_handlers
from bot.slack.features.recognition import source_message_views, source_messages
from bot.slack.features.recognition.typed_recognition import Missing, TypedRecognition, form_button
from bot.slack.outbound.rendering import people_in
from bot.slack.outbound.responses import send_divided
from bot.slack.payloads import SlashCommand, UserMessage
from bot.slack.request import Request
from bot.slack.ui.message import Message
from bot.slack.ui.zone_names import zone_finder
from bot.usecases import answered_messages, pending_recognitions

_USER_SUBTYPES = ("", "file_share", "thread_broadcast", "me_message")
"""The subtypes of what people write; the others tell that something happened to a message or a channel."""

_log = structlog.get_logger(__name__)


async def handle_event(context: Context, body: Mapping[str, Any]) -> None:
    """Handle a message, a mention, or a change of a message. Raise `InvalidPayloadError`."""
    event = payloads.event(body)
    if event.get("type") == "message" and event.get("subtype") in ("message_changed", "message_deleted"):
        if change := payloads.message_change(body):
            await source_messages.handle_change(context, change)
        return
    message = payloads.said(body)
    # A direct message is a `message`, a mention anywhere else an `app_mention`: neither comes twice.
    if message.is_direct == (event.get("type") == "message"):
        await handle_message(context, message)


async def handle_message(context: Context, message: UserMessage) -> None:
    """Take in a message. What it changes is kept before anything is answered; the answer may get lost."""
    if message.is_by_app or not message.user or message.subtype not in _USER_SUBTYPES:
        return
    workspace = await context.workspace()
    bot = workspace.identity.bot_user_id
    if message.user == bot or not (message.is_direct or addressed_text.mentions_bot(message.text, bot)):
        return
    key = f"event:{message.event_id}"
    database = context.deps.database
    if await database.read(answered_messages.is_answered, workspace, key):
        context.deps.metrics.duplicates.labels("event").inc()
        return
    reader = await context.reader(workspace, message.user)
    if reader.user.is_bot:
        return
    await onboarding_handlers.offer_tour(context, workspace, reader)
    values = await context.add_typed_aliases(workspace, reader.values, message.text)
    text = addressed_text.extract_addressed_text(message.text, bot)
    if text is None and message.is_direct:
        text = addressed_text.normalize_addressed_text(message.text)
    command = SlashCommand("", text or "", message.user, message.channel, "", "", "")
    request = Request(workspace, values, reader, command, message)
    if message.is_edited and (recognition := await _find_recorded(context, request, message)):
        await _explain_edit(context, request, text, recognition)
        return
    # Marked last: nothing is lost if we die before it. Of several that came at once one has the answer.
    answer = await _build_answer(context, request, text)
    if answer is None:
        return
    await answer_once(context, workspace, key, message, answer)


async def _find_recorded(context: Context, request: Request, message: UserMessage) -> RecognitionView | None:
    """Return what was recorded of a message before it was edited."""
    return await context.deps.database.read(
        pending_recognitions.find_recorded, request.workspace, message.user, message.origin
    )


async def _explain_edit(
    context: Context, request: Request, text: str | None, recognition: RecognitionView
) -> None:
    """Tell the author how to edit what was recorded, if the message says something else now."""
    meaning = await _parse(context, request, text) if text is not None else None
    gifts = meaning.commands if isinstance(meaning, GiveSeveralCommand) else (meaning,)
    is_same = any(isinstance(gift, GiveCommand) and _is_same_recognition(gift, recognition) for gift in gifts)
    if request.message is None or is_same:
        return
    names = await context.names(request.workspace, people_in([recognition]))
    answer = source_message_views.edited_message(request.reader.language, names, recognition)
    key = f"edited:{request.message.origin}"
    await answer_once(context, request.workspace, key, request.message, answer)


async def answer_once(
    context: Context, workspace: Workspace, key: str, message: UserMessage, answer: Message
) -> None:
    """Answer a message privately, unless something with this key was answered before."""
    if await context.deps.database.write(answered_messages.mark_answered, workspace, key):
        # Slack would bring the event again if it had to wait for this.
        context.background_tasks.start(_post_answer(context, message, answer))


async def _build_answer(context: Context, request: Request, text: str | None) -> Message | None:
    """What to say to a message which says `text` to the bot, or only speaks of it (None)."""
    said, language = request.message, request.reader.language
    if said is None:
        return None
    meaning = await _parse(context, request, text) if text is not None else None
    # Somebody may correct a slip in what was no thanks yet; all else was answered the first time.
    if said.is_edited and not isinstance(meaning, GiveCommand | GiveSeveralCommand):
        return None
    thread = said.thread_ts or said.ts
    match meaning:
        case None:
            return views.no_recognition_message(language, form_button(language, TypedRecognition(), thread))
        case HelpCommand(is_requested=False) | HelpCommand(has_greeting=True) if said.is_direct:
            turn = context.greetings.next(request.reader.user.id)
            return views.greeting_message(language, form_button(language, TypedRecognition(), thread), turn)
        case HelpCommand(is_requested=False) | HelpCommand(has_greeting=True):
            return views.introduction_message(language, form_button(language, TypedRecognition(), thread))
        case GiveWithoutNames(typed_name="", broadcast="") if is_thanks_to_bot(text or ""):
            return views.thanks_reply(language, context.thanks_to_bot.next(request.reader.user.id))
        case GiveWithoutNames(typed_name="", broadcast="") if said.is_direct and not (
            await recognition_handlers.starts_with_known_name(context, request, meaning)
        ):
            typed = TypedRecognition(
                (), meaning.text, meaning.values, Missing.PEOPLE, is_private=meaning.is_private
            )
            return views.not_understood_message(language, form_button(language, typed, thread))
        case DoubtfulGiveCommand(give, Doubt.QUESTION):
            typed = TypedRecognition(give.users, give.text, give.values)
            return views.no_recognition_message(language, form_button(language, typed, thread))
        case _ if _asks_for_discretion(meaning) and await _is_read_by_others(context, request):
            return views.not_private_here_message(language)
        case GiveSeveralCommand():
            answers = await recognition_handlers.give_several(context, request, meaning)
            # The last one is sent as any answer is, the others before it.
            for answer in answers[:-1]:
                await _post_answer(context, said, answer)
            return answers[-1] if answers else None
        case _:
            return await context.routes.answer_command(request, meaning)


async def _parse(context: Context, request: Request, text: str) -> Command:
    """What is meant; the bot itself is nobody to be thanked."""
    names = await context.directory.channel_names(request.workspace, find_unnamed_channels(text))
    zones = await zone_finder(request.reader.user) if is_about_digest(text) else None
    meaning = parse(text, request.values, names, zones)
    return _remove_bot(meaning, request.workspace.identity.bot_user_id)


async def _is_read_by_others(context: Context, request: Request) -> bool:
    channel = await context.directory.channel(
        request.workspace, request.command.channel, request.conversation
    )
    return channel.kind is not ChannelKind.DIRECT


async def _post_answer(context: Context, message: UserMessage, answer: Message) -> None:
    """Answer where the message stands. Not durable: what it confirms is kept already."""
    place = {"channel": message.channel, "thread_ts": message.thread_ts or None}

    async def send(one: Message) -> None:
        if message.is_direct:
            await context.client.call(
                "chat.postMessage", **place, **one, unfurl_links=False, unfurl_media=False
            )
        else:
            # Below a message that nobody has answered yet it would not be shown, so it stands beside
            # that one (https://docs.slack.dev/reference/methods/chat.postEphemeral).
            await context.client.call("chat.postEphemeral", **place, **one, user=message.user)

    try:
        await send_divided(answer, send)
    except SlackError as error:
        _log.warning("message not answered", error=str(error))


def _is_same_recognition(command: GiveCommand, recognition: RecognitionView) -> bool:
    """Return True if this would be recorded as `recognition` was; group members may have changed."""
    is_for_same = bool(command.groups) or set(command.users) == set(recognition.recipients)
    return is_for_same and command.text == recognition.text


def _asks_for_discretion(command: Command) -> bool:
    """Return whether the giver asks that others don't read it, or not their name."""
    match command:
        case DoubtfulGiveCommand(_, Doubt.DISCREET):
            # It may be a part of the sentence: the giver is asked.
            return False
        case (
            GiveCommand(is_private=is_quiet, is_anonymous=is_anonymous)
            | DoubtfulGiveCommand(command=GiveCommand(is_private=is_quiet, is_anonymous=is_anonymous))
        ):
            return is_quiet or is_anonymous
        case GiveSeveralCommand(gifts):
            return any(gift.is_private or gift.is_anonymous for gift in gifts)
        case GiveWithoutNames(is_private=is_quiet):
            return is_quiet
        case _:
            return False


def _remove_bot(command: Command, bot: str) -> Command:
    """Return what is meant without the bot (user id), which nobody thanks."""
    match command:
        case GiveCommand():
            users = tuple(user for user in command.users if user != bot)
            if users or command.groups:
                return replace(command, users=users)
            return GiveWithoutNames(
                next(iter(command.unresolved_names), ""),
                command.text,
                command.values,
                command.is_private,
                command.unresolved_names,
                command.broadcast,
            )
        case DoubtfulGiveCommand(give):
            users = tuple(user for user in give.users if user != bot)
            return replace(command, command=replace(give, users=users))
        case TooLongCommand(give):
            users = tuple(user for user in give.users if user != bot)
            return TooLongCommand(replace(give, users=users))
        case GiveSeveralCommand(gifts):
            left = [_remove_bot(gift, bot) for gift in gifts]
            named = [gift for gift in left if isinstance(gift, GiveCommand)]
            return GiveSeveralCommand(tuple(named)) if len(named) > 1 else (named or left)[0]
        case _:
            return command
