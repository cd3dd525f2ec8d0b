"""Giving thanks by command or in a message, and taking them back."""

from dataclasses import replace
from functools import partial

from bot.domain.commands.command import (
    DoubtfulGiveCommand,
    GiveCommand,
    GiveSeveralCommand,
    GiveWithoutNames,
    TooLongCommand,
    UndoCommand,
)
from bot.domain.commands.requests import is_thanks_to_bot
from bot.domain.pending_recognition import PendingQuestion, PendingRecognition
from bot.domain.recognition import MAX_RECIPIENTS, RefusalReason, Rejection, Source
from bot.domain.user import User, make_unknown_user
from bot.domain.workspace import Workspace
from bot.slack import known_names
from bot.slack.api.concurrent_calls import ask_each
from bot.slack.api.directory import Channel
from bot.slack.context import Context
from bot.slack.features.conversation import views as conversation_views
from bot.slack.features.recognition import confirmation as recognition_confirmation
from bot.slack.features.recognition import form as recognition_form
from bot.slack.features.recognition import giver_questions, incomplete_recognitions, refusal_views, views
from bot.slack.features.recognition import views as recognition_views
from bot.slack.features.recognition.target_channel import TargetChannel, find_target
from bot.slack.features.recognition.typed_recognition import TypedRecognition
from bot.slack.outbound.rendering import people_in
from bot.slack.payloads import Press
from bot.slack.reader import Reader
from bot.slack.request import Request
from bot.slack.request_record import current_record
from bot.slack.ui.message import Message
from bot.usecases import pending_recognitions
from bot.usecases.recognitions import NewRecognition, RecordedRecognition
from bot.usecases.withdrawals import RecipientMismatch, withdraw, withdraw_latest

MAX_LOOKED_UP = 2 * MAX_RECIPIENTS
"""People whom one command looks up. With more than that there are too many to thank anyway."""


async def answer_command(
    context: Context, request: Request, meaning: GiveCommand | GiveWithoutNames
) -> Message | None:
    """Record a recognition, ask for what is missing, or explain why it was not recorded."""
    language = request.reader.language
    words = await context.custom_emoji.marked(request.workspace, meaning.text)
    meaning = replace(meaning, text=words)
    if isinstance(meaning, GiveWithoutNames):
        return await incomplete_recognitions.ask_who(context, request, meaning)
    named, unread_groups = await _find_recipients(context, request, meaning)
    command, message = request.command, request.message
    here = await context.directory.channel(request.workspace, command.channel, request.conversation)
    # What is made of a message stands in its thread.
    placed = (
        TargetChannel(here)
        if meaning.is_private or message
        else await _find_target_channel(context, request, here)
    )
    channel = placed.channel
    gift = NewRecognition(
        workspace=request.workspace,
        giver=command.user,
        named=named,
        text=meaning.text,
        values=meaning.values,
        channel=channel.id,
        channel_kind=channel.kind,
        is_private=meaning.is_private,
        source=Source.MENTION if message else Source.COMMAND,
        origin=request.key,
        # The way in leads to where it was typed.
        response_url="" if placed.is_moved else command.response_url,
        can_post=channel.can_post,
        # Who reads the channel has read the message: its thread is the place for what is made of it.
        thread_ts=(message.thread_ts or message.ts) if message else "",
    )
    pending = PendingRecognition(
        origin=gift.origin,
        giver=gift.giver,
        question=PendingQuestion.ANONYMOUS,
        users=tuple(user.id for user in named),
        text=gift.text,
        values=gift.values,
        channel=gift.channel,
        channel_kind=gift.channel_kind,
        source=gift.source,
        can_post=gift.can_post,
        is_private=gift.is_private,
        thread_ts=gift.thread_ts,
        is_moved=placed.is_moved,
        stay_reason=placed.stays,
        near_values=tuple((miss.typed, miss.value) for miss in meaning.near_values),
        unread_groups=unread_groups,
        unresolved_names=meaning.unresolved_names,
        broadcast=meaning.broadcast,
    )
    record = pending_recognitions.ask_giver if meaning.is_anonymous else pending_recognitions.give_or_ask
    saved_before = current_record().saved
    given = await context.deps.database.write(record, gift, pending)
    if isinstance(given, RecordedRecognition) and given.is_repeated:
        context.deps.metrics.duplicates.labels("event" if message else "command").inc()
    if isinstance(given, PendingRecognition):
        # What is only asked about is not sent: without the question nothing happened.
        current_record().saved = saved_before
        return await giver_questions.build_question(context, request.workspace, request.reader, given)
    if message and (given is None or (isinstance(given, RecordedRecognition) and given.is_repeated)):
        # The first answer stands, or the message was edited since.
        return None
    if given is None:
        return await giver_questions.find_earlier_answer(
            context, request.workspace, request.reader, gift.origin
        )
    if isinstance(given, Rejection):
        if given.reason is RefusalReason.NO_RECIPIENTS and not given.excluded:
            return refusal_views.empty_group_message(language, request.typed, is_known=not unread_groups)
        return await incomplete_recognitions.ask_to_complete(context, request, meaning, named, given)
    return await recognition_confirmation.confirm_new(
        context,
        request.workspace,
        request.reader,
        request.values,
        given,
        placed,
        is_private=meaning.is_private,
        near=meaning.near_values,
        unread_groups=unread_groups,
        matches=await known_names.look_up_names(
            context, request, meaning.unresolved_names, "", besides=given.recognition.recipients
        ),
        broadcast=meaning.broadcast,
    )


async def answer_without_names(
    context: Context, request: Request, command: GiveWithoutNames
) -> Message | None:
    """Answer thanks that name nobody; they may be meant for the bot."""
    if not (command.typed_name or command.broadcast) and is_thanks_to_bot(request.command.text):
        turn = context.thanks_to_bot.next(request.reader.user.id)
        return conversation_views.thanks_reply(request.reader.language, turn)
    return await answer_command(context, request, command)


async def starts_with_known_name(context: Context, request: Request, command: GiveWithoutNames) -> bool:
    """Return whether a text without mentions starts with a name that Hearten knows."""
    return await incomplete_recognitions.starts_with_known_name(context, request, command)


async def ask_about_doubt(context: Context, request: Request, unsure: DoubtfulGiveCommand) -> Message | None:
    """Open the form with what may be a recognition, or offer to; nothing is sent before."""
    named, _ = await _find_recipients(context, request, unsure.command)
    return await incomplete_recognitions.ask_about_doubt(context, request, unsure, named)


async def ask_for_less(context: Context, request: Request, too_long: TooLongCommand) -> Message | None:
    """Open the form with the beginning of a text that is too long, or offer to; nothing is sent."""
    named, _ = await _find_recipients(context, request, too_long.command)
    rejection = Rejection(RefusalReason.TEXT_TOO_LONG, {})
    return await incomplete_recognitions.ask_to_complete(context, request, too_long.command, named, rejection)


async def _find_target_channel(context: Context, request: Request, here: Channel) -> TargetChannel:
    """Return the channel that a recognition given here is posted in."""
    workspace = request.workspace
    reader = request.reader
    return await find_target(context.directory, workspace, reader.user, here, reader.settings.shout_outs_in)


async def open_form(context: Context, request: Request) -> bool:
    """Open the empty form; return whether Slack took it."""
    return await recognition_form.open_for_command(context, request, TypedRecognition())


async def _find_recipients(
    context: Context, request: Request, command: GiveCommand
) -> tuple[tuple[User, ...], bool]:
    """Return the users named, with groups expanded, and whether a group could not be read.

    The giver, bots and deactivated users are left out of groups.
    """
    directory, workspace = context.directory, request.workspace
    groups = await ask_each(command.groups, partial(directory.group_members, workspace))
    members = [member for group in groups if group for member in group if member != request.command.user]
    user_ids = list(dict.fromkeys([*command.users, *members]))
    users = await directory.people(workspace, user_ids[:MAX_LOOKED_UP])
    users |= {user_id: make_unknown_user(user_id) for user_id in user_ids[MAX_LOOKED_UP:]}
    named = [
        user
        for user in users.values()
        if user.id in command.users or not (user.is_bot or user.is_deactivated)
    ]
    return tuple(named), any(group is None for group in groups)


async def undo_latest(context: Context, request: Request, command: UndoCommand) -> Message:
    """Withdraw the reader's latest recognition if it went to the users that the command names."""
    language = request.reader.language
    users = frozenset(command.users) - {request.workspace.identity.bot_user_id}
    recipients = set(users)
    for group in command.groups:
        recipients |= set(await context.directory.group_members(request.workspace, group) or (group,))
    withdrawn = await context.deps.database.write(
        withdraw_latest,
        request.workspace,
        request.command.user,
        request.key,
        to=frozenset(recipients),
        people=users,
    )
    if withdrawn is None:
        return recognition_views.nothing_to_undo_message(language)
    names = await context.names(request.workspace, people_in([withdrawn.recognition]))
    if isinstance(withdrawn, RecipientMismatch):
        return recognition_views.other_recipients_message(language, names, withdrawn.recognition)
    return recognition_views.withdrawal_message(
        language, names, withdrawn.recognition, out_of_reach=withdrawn.out_of_reach
    )


async def undo(context: Context, workspace: Workspace, reader: Reader, press: Press) -> Message:
    """Withdraw the recognition that the button is about."""
    withdrawn = await context.deps.database.write(withdraw, workspace, reader.user.id, press.recognition)
    if withdrawn is None:
        return views.nothing_to_undo_message(reader.language)
    names = await context.names(workspace, people_in([withdrawn.recognition]))
    return views.withdrawal_message(
        reader.language, names, withdrawn.recognition, out_of_reach=withdrawn.out_of_reach
    )


async def answer_several(context: Context, request: Request, command: GiveSeveralCommand) -> Message | None:
    """Return the answer to the first recognition; those to the others follow it."""
    answers = await give_several(context, request, command)
    for answer in answers[1:]:
        await context.answer_privately(request.command.response_url, answer)
    return answers[0] if answers else None


async def give_several(context: Context, request: Request, command: GiveSeveralCommand) -> list[Message]:
    """Record several recognitions and return the answer to each, in order."""
    answers: list[Message] = []
    for part, gift in enumerate(command.commands):
        answer = await answer_command(context, replace(request, part=part), gift)
        if answer is None and request.message is not None and request.message.is_edited:
            # The first one was withdrawn before the edit: the rest isn't wanted either.
            break
        if answer is not None:
            answers.append(answer)
    return answers
