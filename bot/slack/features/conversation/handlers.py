"""Messages that mention the bot, and direct messages to it, read like the text after `/kudos`.

Others can read a message in a channel. So a shout-out is posted in its thread, and answers are ephemeral.
"""

from collections.abc import Mapping

import structlog
from msgspec.structs import replace

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
from bot.domain.commands.parser import find_unnamed_channels, parse
from bot.domain.commands.requests import is_thanks_to_bot
from bot.domain.ids import UserId
from bot.domain.recognition import RecognitionView
from bot.domain.visibility import ChannelKind
from bot.domain.workspace import Workspace
from bot.errors import SlackError
from bot.slack.context import Context
from bot.slack.features.conversation import views
from bot.slack.features.onboarding import handlers as onboarding_handlers
from bot.slack.features.recognition import handlers as recognition_handlers
from bot.slack.features.recognition import source_message_views, source_messages
from bot.slack.features.recognition.typed_recognition import Missing, TypedRecognition, form_button
from bot.slack.outbound.rendering import users_in
from bot.slack.outbound.responses import send_divided
from bot.slack.payloads.commands import SlashCommand
from bot.slack.payloads.messages import MessageChangedEvent, UserMessage
from bot.slack.request import Request
from bot.slack.typed_zones import parse_with_zones
from bot.slack.ui.message import Message
from bot.usecases import answered_messages, pending_recognitions, workflow_steps
from bot.usecases.values import find_values

_USER_SUBTYPES = ("", "file_share", "thread_broadcast", "me_message")
"""The subtypes of messages that users write; the others are events of messages and channels."""

_log = structlog.get_logger(__name__)


async def offer_step(context: Context, workspace: Workspace, message: UserMessage) -> None:
    """Explain the step below a workflow's message that would thank someone, once in each channel.

    Where it was explained nothing is answered, so that no two apps go on answering each other.
    """
    text = addressed_text.extract_addressed_text(message.text, workspace.identity.bot_user_id)
    if message.is_edited or not text:
        return
    values = await context.deps.database.read(find_values, workspace)
    if isinstance(parse(text, values), GiveCommand | GiveSeveralCommand):
        thread = message.thread_ts or message.ts
        await context.deps.database.write(workflow_steps.offer_step, workspace, message.channel, thread)


async def handle_message_event(
    context: Context, workspace: Workspace, event: UserMessage | MessageChangedEvent | None
) -> None:
    """Handle a direct message, or a change of one. Mentions in channels have events of their own."""
    match event:
        case MessageChangedEvent():
            await source_messages.handle_change(context, workspace, event)
        case UserMessage() if event.is_direct:
            await handle_message(context, workspace, event)
        case _:
            pass


async def handle_mention(
    context: Context, workspace: Workspace, event: UserMessage | MessageChangedEvent | None
) -> None:
    """Handle a mention in a channel or group message. One in a direct message has an event of its own."""
    match event:
        case UserMessage(is_by_workflow=True):
            await offer_step(context, workspace, event)
        case UserMessage() if not event.is_direct:
            await handle_message(context, workspace, event)
        case _:
            pass


async def handle_message(context: Context, workspace: Workspace, message: UserMessage) -> None:
    """Handle a message to the bot. Changes are saved before the answer is sent; the answer is not durable."""
    if message.is_by_app or not message.user or message.subtype not in _USER_SUBTYPES:
        return
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
    values = await context.add_typed_aliases(workspace, reader.language, reader.values, message.text)
    text = addressed_text.extract_addressed_text(message.text, bot)
    if text is None and message.is_direct:
        text = addressed_text.normalize_addressed_text(message.text)
    command = SlashCommand("", message.user, message.channel, trigger_id="", text=text or "")
    request = Request(workspace, values, reader, command, message)
    if message.is_edited and (recorded := await find_recorded(context, workspace, message)):
        await _explain_edit(context, request, message, text, recorded)
        return
    # Marked last, so that a crash before it loses nothing. Of concurrent deliveries one answers.
    answer = await _build_answer(context, request, text)
    if answer is None:
        return
    await answer_once(context, workspace, key, message, answer)


async def find_recorded(
    context: Context, workspace: Workspace, message: UserMessage
) -> dict[str, RecognitionView]:
    """Return what was recorded from a message before it was changed, by deduplication keys."""
    return await context.deps.database.read(
        pending_recognitions.find_all_recorded, workspace, message.user, message.deduplication_key
    )


async def _explain_edit(
    context: Context,
    request: Request,
    message: UserMessage,
    text: str | None,
    recorded: Mapping[str, RecognitionView],
) -> None:
    """Explain to the author how to edit the recognitions that the edited message differs from."""
    command = await _parse(context, request, text) if text is not None else None
    give_commands = command.commands if isinstance(command, GiveSeveralCommand) else (command,)
    changed = dict(recorded)
    is_new = False
    for give_command in give_commands:
        same = [
            key
            for key, recognition in changed.items()
            if isinstance(give_command, GiveCommand) and _is_same_recognition(give_command, recognition)
        ]
        is_new = is_new or not same
        for key in same[:1]:
            del changed[key]
    if not changed and is_new:
        # One was added, which is not recorded either.
        changed = dict([*recorded.items()][-1:])
    names = await context.names(request.workspace, users_in([*changed.values()]))
    for key, recognition in changed.items():
        answer = source_message_views.edited_message(request.reader.language, names, recognition)
        await answer_once(context, request.workspace, f"edited:{key}", message, answer)


async def answer_once(
    context: Context, workspace: Workspace, key: str, message: UserMessage, answer: Message
) -> None:
    """Answer a message privately, unless something with this key was answered before."""
    if await context.deps.database.write(answered_messages.mark_answered, workspace, key):
        # Slack delivers the event again if the acknowledgement takes too long.
        context.background_tasks.start(_post_answer(context, workspace, message, answer))


async def _build_answer(context: Context, request: Request, text: str | None) -> Message | None:
    """Return the answer to a message; `text` is None if the message only mentions the bot."""
    message, language = request.message, request.reader.language
    if message is None:
        return None
    command = await _parse(context, request, text) if text is not None else None
    # An edit can turn a message into a recognition; other messages were answered before.
    if message.is_edited and not isinstance(command, GiveCommand | GiveSeveralCommand):
        return None
    thread = message.thread_ts or message.ts
    match command:
        case None:
            return views.no_recognition_message(language, form_button(language, TypedRecognition(), thread))
        case HelpCommand(is_requested=False) | HelpCommand(has_greeting=True) if message.is_direct:
            count = context.greetings.next(request.reader.user.id)
            return views.greeting_message(language, form_button(language, TypedRecognition(), thread), count)
        case HelpCommand(is_requested=False) | HelpCommand(has_greeting=True):
            return views.introduction_message(language, form_button(language, TypedRecognition(), thread))
        case GiveWithoutNames(typed_name="", broadcast="") if is_thanks_to_bot(text or ""):
            return views.thanks_reply(language, context.thanks_to_bot.next(request.reader.user.id))
        case GiveWithoutNames(typed_name="", broadcast="") if message.is_direct and not (
            await recognition_handlers.starts_with_known_name(context, request, command)
        ):
            typed = TypedRecognition(
                (), command.text, command.values, Missing.PEOPLE, is_private=command.is_private
            )
            return views.not_understood_message(language, form_button(language, typed, thread))
        case DoubtfulGiveCommand(give, Doubt.QUESTION):
            typed = TypedRecognition(give.users, give.text, give.values)
            return views.no_recognition_message(language, form_button(language, typed, thread))
        case _ if _asks_for_discretion(command) and await _is_read_by_others(context, request):
            return views.not_private_here_message(language)
        case GiveSeveralCommand():
            answers = await recognition_handlers.give_several(context, request, command)
            # The caller sends the last answer.
            for answer in answers[:-1]:
                await _post_answer(context, request.workspace, message, answer)
            return answers[-1] if answers else None
        case _:
            return await context.routes.answer_command(request, command)


async def _parse(context: Context, request: Request, text: str) -> Command:
    """Parse a text into a command, without the bot among the recipients."""
    names = await context.directory.channels.names(request.workspace, find_unnamed_channels(text))
    command = await parse_with_zones(
        request.reader.user, text, lambda zones: parse(text, request.values, names, zones)
    )
    return _remove_bot(command, request.workspace.identity.bot_user_id)


async def _is_read_by_others(context: Context, request: Request) -> bool:
    channel = await context.directory.channels.find(
        request.workspace, request.command.channel, request.conversation
    )
    return channel.kind is not ChannelKind.DIRECT


async def _post_answer(context: Context, workspace: Workspace, message: UserMessage, answer: Message) -> None:
    """Post an answer to a message. Not durable: what it confirms is saved already."""
    destination = {"channel": message.channel, "thread_ts": message.thread_ts or None}

    async def send(part: Message) -> None:
        if message.is_direct:
            await context.client.call(
                workspace.id,
                "chat.postMessage",
                **destination,
                **part,
                unfurl_links=False,
                unfurl_media=False,
            )
        else:
            # Slack shows no ephemeral message in a thread without replies, so it is posted in the channel
            # (https://docs.slack.dev/reference/methods/chat.postEphemeral).
            await context.client.call(
                workspace.id, "chat.postEphemeral", **destination, **part, user=message.user
            )

    try:
        await send_divided(answer, send)
    except SlackError as error:
        _log.warning("message not answered", error=str(error))


def _is_same_recognition(command: GiveCommand, recognition: RecognitionView) -> bool:
    """Return True if the command would record the same recognition; group members may have changed."""
    is_for_same = bool(command.groups) or set(command.users) == set(recognition.recipients)
    return is_for_same and command.text == recognition.text


def _asks_for_discretion(command: Command) -> bool:
    """Return True if the giver asks to keep the recognition or their name private."""
    match command:
        case DoubtfulGiveCommand(_, Doubt.DISCREET):
            # The phrase may be a part of the sentence: the giver is asked.
            return False
        case (
            GiveCommand(is_private=is_private, is_anonymous=is_anonymous)
            | DoubtfulGiveCommand(command=GiveCommand(is_private=is_private, is_anonymous=is_anonymous))
        ):
            return is_private or is_anonymous
        case GiveSeveralCommand(commands):
            return any(give_command.is_private or give_command.is_anonymous for give_command in commands)
        case GiveWithoutNames(is_private=is_private):
            return is_private
        case _:
            return False


def _remove_bot(command: Command, bot: UserId) -> Command:
    """Return the command without the bot (user id) among the recipients."""
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
        case GiveSeveralCommand(commands):
            parts = [_remove_bot(part, bot) for part in commands]
            give_commands = [part for part in parts if isinstance(part, GiveCommand)]
            return (
                GiveSeveralCommand(tuple(give_commands))
                if len(give_commands) > 1
                else (give_commands or parts)[0]
            )
        case _:
            return command
