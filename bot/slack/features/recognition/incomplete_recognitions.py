"""Incomplete or doubtful recognitions: they continue in the form, or in a message with a button to it."""

from msgspec.structs import replace

from bot.domain.commands.command import DoubtfulGiveCommand, GiveCommand, GiveWithoutNames
from bot.domain.pending_recognition import PendingQuestion, PendingRecognition
from bot.domain.recognition import MAX_RECIPIENTS, RefusalReason, Rejection, Source
from bot.domain.visibility import ChannelKind
from bot.slack import known_names
from bot.slack.context import Context
from bot.slack.features.recognition import form as recognition_form
from bot.slack.features.recognition import refusal_views
from bot.slack.features.recognition.recipients import NamedRecipients
from bot.slack.features.recognition.typed_recognition import (
    Missing,
    TypedRecognition,
    build_typed,
    fits_button,
    form_buttons,
)
from bot.slack.request import Request
from bot.slack.request_record import saving_aside
from bot.slack.ui.message import Message
from bot.slack.ui.parts import Button
from bot.usecases import pending_recognitions

_MISSING = {
    RefusalReason.NO_TEXT: Missing.WORDS,
    RefusalReason.TEXT_TOO_LONG: Missing.FEWER_WORDS,
    RefusalReason.TOO_MANY_RECIPIENTS: Missing.FEWER_PEOPLE,
}
"""What can be completed in the form."""


async def ask_who(context: Context, request: Request, command: GiveWithoutNames) -> Message | None:
    """Ask who is meant, with the users filled in who are called like a typed name."""
    matches = await known_names.look_up_names(context, request, command.unresolved_names, command.text)
    typed = build_typed(command, matches, Missing.PEOPLE)
    if await recognition_form.open_for_command(context, request, typed):
        return None
    buttons = await _build_buttons(context, request, typed)
    return refusal_views.no_recipients_message(request.reader.language, typed, request.typed, buttons)


async def starts_with_known_name(context: Context, request: Request, command: GiveWithoutNames) -> bool:
    """Return whether the text starts with a name, though without an at sign."""
    return not (
        await known_names.look_up_names(context, request, command.unresolved_names, command.text)
    ).is_empty


async def ask_to_complete(
    context: Context,
    request: Request,
    command: GiveCommand,
    recipients: NamedRecipients,
    rejection: Rejection,
) -> Message | None:
    """Ask for what is missing, or for less, if the form can help; else say why nothing was recorded."""
    language, users = request.reader.language, recipients.users
    buttons: list[Button] = []
    if rejection.reason in _MISSING:
        matches = await known_names.look_up_names(context, request, command.unresolved_names, "")
        user_ids = [user.id for user in users if user.id != request.reader.user.id]
        if rejection.reason is RefusalReason.NO_TEXT:
            user_ids = [user for user in command.users if user != request.reader.user.id]
        typed = build_typed(
            command,
            replace(matches, text=command.text),
            _MISSING[rejection.reason],
            user_ids[:MAX_RECIPIENTS],
            [each.team.id for each in recipients.teams],
        )
        if await recognition_form.open_for_command(context, request, typed):
            return None
        buttons = await _build_buttons(context, request, typed)
    names = {user.id: user.name for user in users}
    return refusal_views.build_refusal(
        language, names, rejection.reason, rejection.excluded, request.typed, buttons
    )


async def ask_about_doubt(
    context: Context, request: Request, unsure: DoubtfulGiveCommand, recipients: NamedRecipients
) -> Message | None:
    """Ask the giver to check what may be a recognition to the people named."""
    give = unsure.command
    matches = await known_names.look_up_names(context, request, give.unresolved_names, "")
    missing = Missing.CARRIES_NAME if give.is_anonymous else Missing(unsure.doubt)
    user_ids = [user.id for user in recipients.users if user.id != request.reader.user.id]
    teams = [each.team.id for each in recipients.teams]
    typed = build_typed(give, replace(matches, text=give.text), missing, user_ids[:MAX_RECIPIENTS], teams)
    if await recognition_form.open_for_command(context, request, typed):
        return None
    buttons = await _build_buttons(context, request, typed)
    return refusal_views.doubt_message(request.reader.language, missing, request.typed, buttons)


async def _build_buttons(context: Context, request: Request, typed: TypedRecognition) -> list[Button]:
    """Build buttons that open the form from a message. A text too long for a button is stored."""
    source_message = request.message
    if source_message is None:
        return []
    thread_ts = source_message.thread_ts or source_message.ts
    if not fits_button(typed, thread_ts):
        pending = PendingRecognition(
            deduplication_key=request.key,
            giver=request.reader.user.id,
            question=PendingQuestion.LENGTH,
            users=(),
            text=typed.text,
            values=(),
            channel=source_message.channel,
            channel_kind=ChannelKind.PRIVATE,
            source=Source.MENTION,
        )
        with saving_aside():
            await context.deps.database.write(pending_recognitions.save_for_form, request.workspace, pending)
        typed = replace(typed, deduplication_key=request.key)
    return form_buttons(request.reader.language, typed, thread_ts)
