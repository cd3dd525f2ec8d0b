"""Giving recognitions by command or message, and withdrawing them."""

from msgspec.structs import replace

from bot.domain.commands.command import (
    DoubtfulGiveCommand,
    GiveCommand,
    GiveSeveralCommand,
    GiveWithoutNames,
    TooLongCommand,
    UndoCommand,
)
from bot.domain.commands.requests import is_thanks_to_bot
from bot.domain.new_recognition import NewRecognition
from bot.domain.pending_recognition import PendingQuestion, PendingRecognition
from bot.domain.recognition import RefusalReason, Rejection, Source
from bot.domain.visibility import ChannelKind
from bot.domain.workspace import Workspace
from bot.slack import known_names
from bot.slack.api.channels import Channel
from bot.slack.context import Context
from bot.slack.features.conversation import views as conversation_views
from bot.slack.features.recognition import confirmation as recognition_confirmation
from bot.slack.features.recognition import form as recognition_form
from bot.slack.features.recognition import giver_questions, incomplete_recognitions, refusal_views, views
from bot.slack.features.recognition import views as recognition_views
from bot.slack.features.recognition.recipients import (
    NamedRecipients,
    are_too_many_in_private,
    find_recipients,
    find_team_rejection,
)
from bot.slack.features.recognition.recognition_batches import Answer
from bot.slack.features.recognition.target_channel import TargetChannel, find_target
from bot.slack.features.recognition.typed_recognition import TypedRecognition
from bot.slack.outbound.rendering import users_in
from bot.slack.payloads.interactions import Press
from bot.slack.request import Reader, Request
from bot.slack.request_record import current_record
from bot.slack.ui.message import Message
from bot.usecases import pending_recognitions
from bot.usecases.recognitions import RecordedRecognition
from bot.usecases.withdrawals import RecipientMismatch, withdraw, withdraw_latest


async def answer_command(
    context: Context, request: Request, command: GiveCommand | GiveWithoutNames
) -> Message | None:
    """Record a recognition, ask for what is missing, or explain why it was not recorded."""
    language = request.reader.language
    text = await context.custom_emoji.mark_unknown_names(request.workspace, command.text)
    if text != command.text:
        command = replace(command, text=text)
    if isinstance(command, GiveWithoutNames):
        return await incomplete_recognitions.ask_who(context, request, command)
    slash_command, message = request.command, request.message
    channel = await context.directory.channels.find(
        request.workspace, slash_command.channel, request.conversation
    )
    is_private = command.is_private or channel.kind is ChannelKind.DIRECT
    recipients = await _find_recipients(context, request, command, is_private=is_private)
    users, unread_groups = recipients.users, recipients.has_unread
    is_unshown = is_private or command.is_anonymous
    if rejection := find_team_rejection(recipients, command.groups, is_private=is_unshown):
        return await incomplete_recognitions.ask_to_complete(context, request, command, recipients, rejection)
    # A recognition from a message is posted in its thread.
    placed = (
        TargetChannel(channel)
        if command.is_private or message
        else await _find_target_channel(context, request, channel)
    )
    channel = placed.channel
    new_recognition = NewRecognition(
        workspace=request.workspace,
        giver=slash_command.user,
        named=users,
        text=command.text,
        values=command.values,
        channel=channel.id,
        channel_kind=channel.kind,
        is_private=command.is_private,
        source=Source.MENTION if message else Source.COMMAND,
        deduplication_key=request.key,
        # The `response_url` posts only into the channel where the command was typed.
        response_url="" if placed.is_moved else slash_command.response_url,
        can_post=channel.can_post,
        # A recognition from a message is posted in its thread, which has the same readers.
        thread_ts=(message.thread_ts or message.ts) if message else "",
        teams=recipients.teams,
    )
    pending = PendingRecognition(
        deduplication_key=new_recognition.deduplication_key,
        giver=new_recognition.giver,
        question=PendingQuestion.ANONYMOUS,
        users=tuple(user.id for user in users),
        text=new_recognition.text,
        values=new_recognition.values,
        channel=new_recognition.channel,
        channel_kind=new_recognition.channel_kind,
        source=new_recognition.source,
        can_post=new_recognition.can_post,
        is_private=new_recognition.is_private,
        thread_ts=new_recognition.thread_ts,
        is_moved=placed.is_moved,
        stay_reason=placed.stays,
        near_values=tuple((miss.typed, miss.value) for miss in command.near_values),
        unread_groups=unread_groups,
        unresolved_names=command.unresolved_names,
        broadcast=command.broadcast,
        teams=tuple(each.team for each in recipients.teams),
        typed_in=slash_command.channel,
        fits_privately=not are_too_many_in_private(recipients, command.groups),
    )
    saved_before = current_record().saved
    if command.is_anonymous:
        recorded: Answer = await context.deps.database.write(
            pending_recognitions.ask_giver, new_recognition, pending
        )
    else:
        recorded = await context.recognition_batches.give_or_ask(
            new_recognition, pending, request.reader.remembered
        )
    if isinstance(recorded, RecordedRecognition) and recorded.is_repeated:
        context.deps.metrics.duplicates.labels("event" if message else "command").inc()
    if isinstance(recorded, PendingRecognition):
        # Without the question nothing happened, so a failure must not say that it was saved.
        current_record().saved = saved_before
        return await giver_questions.build_question(context, request.workspace, request.reader, recorded)
    if message and (recorded is None or (isinstance(recorded, RecordedRecognition) and recorded.is_repeated)):
        # The first delivery was answered, or the message was edited since.
        return None
    if recorded is None:
        return await giver_questions.find_earlier_answer(
            context, request.workspace, request.reader, new_recognition.deduplication_key
        )
    if isinstance(recorded, Rejection):
        if recorded.reason is RefusalReason.NO_RECIPIENTS and not recorded.excluded:
            return refusal_views.empty_group_message(language, request.typed, is_known=not unread_groups)
        return await incomplete_recognitions.ask_to_complete(context, request, command, recipients, recorded)
    return await recognition_confirmation.confirm_new(
        context,
        request.workspace,
        request.reader,
        request.values,
        recorded,
        placed,
        is_private=command.is_private,
        known_users={user.id: user for user in (*users, request.reader.user) if not user.is_unknown},
        near=command.near_values,
        unread_groups=unread_groups,
        matches=await known_names.look_up_names(
            context, request, command.unresolved_names, "", besides=recorded.recognition.recipients
        ),
        broadcast=command.broadcast,
    )


async def answer_without_names(
    context: Context, request: Request, command: GiveWithoutNames
) -> Message | None:
    """Answer thanks without names; they may be meant for the bot."""
    if not (command.typed_name or command.broadcast) and is_thanks_to_bot(request.command.text):
        count = context.thanks_to_bot.next(request.reader.user.id)
        return conversation_views.thanks_reply(request.reader.language, count)
    return await answer_command(context, request, command)


async def starts_with_known_name(context: Context, request: Request, command: GiveWithoutNames) -> bool:
    """Return whether a text without mentions starts with a name that Hearten knows."""
    return await incomplete_recognitions.starts_with_known_name(context, request, command)


async def ask_about_doubt(context: Context, request: Request, unsure: DoubtfulGiveCommand) -> Message | None:
    """Open the form with what may be a recognition, or offer to; nothing is sent before."""
    recipients = await _find_recipients(
        context, request, unsure.command, is_private=unsure.command.is_private
    )
    is_anonymous = unsure.command.is_anonymous
    if rejection := find_team_rejection(recipients, unsure.command.groups, is_private=is_anonymous):
        return await incomplete_recognitions.ask_to_complete(
            context, request, unsure.command, recipients, rejection
        )
    return await incomplete_recognitions.ask_about_doubt(context, request, unsure, recipients)


async def ask_for_less(context: Context, request: Request, too_long: TooLongCommand) -> Message | None:
    """Open the form with the beginning of a text that is too long, or offer to; nothing is sent."""
    command = too_long.command
    recipients = await _find_recipients(context, request, command, is_private=command.is_private)
    rejection = Rejection(RefusalReason.TEXT_TOO_LONG, {})
    return await incomplete_recognitions.ask_to_complete(context, request, command, recipients, rejection)


async def _find_target_channel(context: Context, request: Request, channel: Channel) -> TargetChannel:
    """Return the channel that a recognition given here is posted in."""
    workspace = request.workspace
    reader = request.reader
    return await find_target(
        context.directory, workspace, reader.user, channel, reader.settings.shout_outs_in
    )


async def open_form(context: Context, request: Request) -> bool:
    """Open the empty form; return whether Slack took it."""
    return await recognition_form.open_for_command(context, request, TypedRecognition())


async def _find_recipients(
    context: Context, request: Request, command: GiveCommand, *, is_private: bool
) -> NamedRecipients:
    return await find_recipients(
        context,
        request.workspace,
        request.reader,
        command.users,
        command.groups,
        command.whole,
        channel=request.command.channel,
        is_private=is_private,
    )


async def undo_latest(context: Context, request: Request, command: UndoCommand) -> Message:
    """Withdraw the reader's latest recognition if it went to the users that the command names."""
    language = request.reader.language
    users = frozenset(command.users) - {request.workspace.identity.bot_user_id}
    recipients: set[str] = set(users)
    for group in command.groups:
        recipients |= {group, *(await context.directory.groups.find_members(request.workspace, group) or ())}
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
    names = await context.names(request.workspace, users_in([withdrawn.recognition]))
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
    names = await context.names(workspace, users_in([withdrawn.recognition]))
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
    for part, give_command in enumerate(command.commands):
        answer = await answer_command(context, replace(request, part=part), give_command)
        if answer is None and request.message is not None and request.message.is_edited:
            # The giver withdrew the first one before the edit, so the others are not given either.
            break
        if answer is not None:
            answers.append(answer)
    return answers
