"""Giving a recognition by form."""

from msgspec.structs import replace

from bot.domain.commands.orders import find_lone_order
from bot.domain.commands.phrases import PhraseKind
from bot.domain.commands.recognition import parse_text
from bot.domain.commands.sentence import find_discretion
from bot.domain.ids import NO_CHANNEL, UserId
from bot.domain.new_recognition import NewRecognition
from bot.domain.recognition import HiddenNames, Rejection, Source, find_excluded
from bot.domain.target_channel import may_post_in_target
from bot.domain.visibility import ChannelKind
from bot.domain.workspace import Workspace
from bot.domain.workspace_settings import WorkspaceSettings
from bot.slack import text_fields
from bot.slack.api.channels import Channel
from bot.slack.context import Context
from bot.slack.features.recognition import confirmation as recognition_confirmation
from bot.slack.features.recognition import form_errors
from bot.slack.features.recognition import form_views as recognition_form_views
from bot.slack.features.recognition.form_data import NewRecognitionFormData
from bot.slack.features.recognition.form_views import FormQuestions
from bot.slack.features.recognition.recipients import (
    find_recipients,
    find_team_rejection,
    list_offered_teams,
)
from bot.slack.features.recognition.recognition_batches import log_recorded
from bot.slack.features.recognition.target_channel import TargetChannel, find_target
from bot.slack.features.recognition.typed_recognition import TypedRecognition, parse_typed
from bot.slack.membership import Absence, find_absence_in, look_up_absence
from bot.slack.payloads.conversation_type import ConversationType
from bot.slack.payloads.interactions import Press, ResponseUrl, Shortcut
from bot.slack.payloads.submissions import Submission
from bot.slack.private_data import dump, load
from bot.slack.request import Reader, Request
from bot.slack.ui.message import Message
from bot.slack.ui.modal import Answer, errors
from bot.usecases import pending_recognitions, recognitions

NO_TARGET = Channel(NO_CHANNEL, "", ChannelKind.DIRECT, can_post=False)
"""The channel of a recognition that is posted nowhere."""


async def open_for_command(context: Context, request: Request, typed: TypedRecognition) -> bool:
    """Open the form for a command, filled in with what was typed; return whether Slack took it."""
    command, workspace = request.command, request.workspace
    form_data = NewRecognitionFormData(
        command.channel, command.response_url, conversation=request.conversation
    )
    form_data = form_data.for_doubt(typed)
    form_data, asks = await _find_questions(context, workspace, request.reader, form_data)
    typed = await _remove_apps(context, workspace, request.reader, typed)
    filled = await text_fields.fill_field(context, workspace, request.reader.language, typed.text)
    private_metadata = dump(form_data.with_text(typed.text, filled))
    view = recognition_form_views.build_form(
        request.reader.language, request.values, typed, private_metadata, asks, filled
    )
    return await context.open(workspace, command.trigger_id, view)


async def _find_questions(
    context: Context,
    workspace: Workspace,
    reader: Reader,
    form_data: NewRecognitionFormData,
) -> tuple[NewRecognitionFormData, FormQuestions]:
    """Return what the form asks differently than by default, and the updated context."""
    directory, settings = context.directory, reader.settings
    channel = Channel(NO_CHANNEL, "", ChannelKind.PUBLIC, can_post=False, is_shared=False)
    if form_data.channel:
        channel = await directory.channels.find(workspace, form_data.channel, form_data.conversation)
    if channel.kind is ChannelKind.DIRECT and not form_data.conversation:
        form_data = replace(form_data, conversation=ConversationType.GROUP)
    is_in_private = channel.kind is ChannelKind.DIRECT
    asks = FormQuestions(
        settings.values_asked,
        is_private=form_data.conversation is ConversationType.GROUP,
        is_direct=is_in_private,
        # Slack returns no name for channels that the bot can't see.
        offers_shared=channel.is_shared and bool(channel.name),
        teams=() if is_in_private else await list_offered_teams(context, workspace, reader, channel),
    )
    if not settings.shout_outs_in or form_data.message_ts or form_data.thread_ts:
        return form_data, asks
    target = await find_target(directory, workspace, reader.user, channel, settings.shout_outs_in)
    return form_data, replace(asks, channel=target.channel.id if target.is_moved else NO_CHANNEL)


async def _remove_apps(
    context: Context, workspace: Workspace, reader: Reader, typed: TypedRecognition
) -> TypedRecognition:
    """Leave apps and the reader out of the form: they can't be thanked."""
    users = await context.directory.users.find(workspace, typed.users)
    recipients = tuple(user for user in typed.users if user != reader.user.id and not users[user].is_bot)
    return replace(typed, users=recipients)


async def choose_reach(context: Context, workspace: Workspace, reader: Reader, press: Press) -> None:
    """Show or hide the field for the channel. The choice counts even if Slack fails to show it."""
    form_data = load(NewRecognitionFormData, press.context)
    _, asks = await _find_questions(context, workspace, reader, form_data)
    view = recognition_form_views.update_reach(reader.language, press.view, asks, press.value)
    context.background_tasks.start(context.update_later(workspace, press.view_id, view))


async def open_for_button(
    context: Context, workspace: Workspace, reader: Reader, press: Press
) -> Message | None:
    """Open the form for a button, with what its value carries; return a message if it can't be opened.

    Raises `InvalidPayloadError`.
    """
    typed, thread_ts = parse_typed(press.value)
    if typed.deduplication_key:
        pending = await context.deps.database.read(
            pending_recognitions.find, workspace, reader.user.id, typed.deduplication_key
        )
        typed = replace(typed, text=pending.text if pending else typed.text)
    # A button that carries a text was shown in the channel where the text was typed.
    channel = press.channel if thread_ts else NO_CHANNEL
    conversation = press.conversation if channel else ConversationType.OTHER
    form_data = NewRecognitionFormData(
        channel,
        press.response_url,
        thread_ts=thread_ts,
        conversation=conversation,
        pressed_in=press.response_url.thread_ts,
    )
    return await _open_form(context, workspace, reader, press.trigger_id, typed, form_data)


async def open_for_shortcut(
    context: Context, workspace: Workspace, reader: Reader, shortcut: Shortcut
) -> None:
    """Open the form for a shortcut, with the author of the message as recipient, if there is one."""
    form_data = NewRecognitionFormData(
        shortcut.channel, shortcut.response_url, shortcut.message_ts, conversation=shortcut.conversation
    )
    users = (shortcut.author,) if shortcut.author and shortcut.author != reader.user.id else ()
    await _open_form(context, workspace, reader, shortcut.trigger_id, TypedRecognition(users), form_data)


async def _open_form(
    context: Context,
    workspace: Workspace,
    reader: Reader,
    trigger_id: str,
    typed: TypedRecognition,
    form_data: NewRecognitionFormData,
) -> Message | None:
    form_data, asks = await _find_questions(context, workspace, reader, form_data.for_doubt(typed))
    typed = await _remove_apps(context, workspace, reader, typed)
    filled = await text_fields.fill_field(context, workspace, reader.language, typed.text)
    private_metadata = dump(form_data.with_text(typed.text, filled))
    view = recognition_form_views.build_form(
        reader.language, reader.values, typed, private_metadata, asks, filled
    )
    return await context.open_or_explain(workspace, trigger_id, form_data.response_url, view, reader)


async def submit(
    context: Context, workspace: Workspace, reader: Reader, submission: Submission
) -> Answer | None:
    """Record the recognition and confirm it, or return errors by field. Raise `InvalidPayloadError`."""
    language, database, directory = reader.language, context.deps.database, context.directory
    form_data = load(NewRecognitionFormData, submission.context)
    is_private = submission.typed(recognition_form_views.REACH) == recognition_form_views.ONLY_RECIPIENTS
    target_id = NO_CHANNEL if is_private else submission.selected_channel(recognition_form_views.CHANNEL)
    # The form asks for no channel in a group message.
    is_direct = not (target_id or is_private) and await _is_direct(context, workspace, form_data)
    values, settings = reader.values, reader.settings
    typed = form_data.read_text(submission)
    text, typed_values = parse_text(typed, values)
    chosen = tuple(dict.fromkeys((*submission.selected(recognition_form_views.VALUES), *typed_values)))
    if any(values.get(key) is None for key in chosen):
        return errors(form_errors.retired_value_error(language))
    if settings.values_asked and not chosen and recognition_form_views.VALUES in submission.entries:
        return errors(form_errors.no_value_error(language))
    if not (target_id or is_private or is_direct):
        return errors(form_errors.no_channel_error(language))
    channel = await directory.channels.find(workspace, target_id) if target_id else NO_TARGET
    channel_response_url = submission.response_urls.get(target_id, "")
    error = None
    if target_id and not is_private and target_id != form_data.channel:
        error = await _find_channel_error(
            context, workspace, reader, channel, settings, has_response_url=bool(channel_response_url)
        )
    elif target_id and (absence := await find_absence_in(context, workspace, reader, channel)):
        error = form_errors.absence_error(language, is_known=absence is Absence.LEFT)
    if error:
        return errors(error)
    if order := find_lone_order(typed):
        return errors(form_errors.order_error(language, order.typed))
    is_public = bool(target_id) and not is_private
    doubts = find_discretion(typed, with_clauses=not form_data.was_asked) if is_public else ()
    if doubts:
        return errors(form_errors.discretion_error(language, is_anonymous=PhraseKind.ANONYMOUS in doubts))
    # Only the message's own channel gets a link to it: others may not see it.
    about_message = bool(form_data.message_ts) and target_id in ("", form_data.channel)
    chosen_people = [
        *submission.selected_users(recognition_form_views.PEOPLE),
        *map(UserId, submission.selected(recognition_form_views.CANDIDATES)),
    ]
    chosen_teams = submission.selected(recognition_form_views.TEAMS)
    recipients = await find_recipients(
        context,
        workspace,
        reader,
        chosen_people,
        chosen_teams,
        frozenset(chosen_teams),
        channel=form_data.channel,
        is_private=not is_public,
    )
    users = {user.id: user for user in recipients.users}
    if recipients.has_unread:
        return errors(form_errors.unread_team_error(language))
    if rejection := find_team_rejection(recipients, chosen_teams, is_private=not is_public):
        return errors(form_errors.rejection_errors(language, {}, rejection))
    chosen_users = [user for user in recipients.users if user.id in chosen_people]
    if unthankable := find_excluded(reader.user.id, chosen_users):
        names = {user.id: user.name for user in users.values()}
        return errors(form_errors.excluded_users_error(language, names, unthankable))
    new_recognition = NewRecognition(
        workspace=workspace,
        giver=reader.user.id,
        named=recipients.users,
        teams=recipients.teams,
        text=text,
        values=chosen,
        channel=channel.id or form_data.channel,
        channel_kind=channel.kind,
        is_private=is_private,
        source=Source.SHORTCUT if about_message else Source.FORM,
        deduplication_key=f"form:{submission.view}",
        response_url=channel_response_url
        or (form_data.response_url if target_id == form_data.channel else ""),
        can_post=channel.can_post,
        message_ts=form_data.message_ts if about_message else None,
        thread_ts=form_data.thread_ts if target_id == form_data.channel else "",
    )
    outcome = await database.write(recognitions.give, new_recognition)
    match outcome:
        case None:
            return errors(form_errors.withdrawn_error(language))
        case Rejection():
            names = {user.id: user.name for user in users.values()}
            return errors(form_errors.rejection_errors(language, names, outcome, new_recognition.text))
        case HiddenNames():
            names = await context.names(workspace, outcome.users)
            return errors(form_errors.hidden_names_error(language, names, outcome))
        case recorded:
            log_recorded(recorded)
            target = TargetChannel(channel, is_elsewhere=target_id != form_data.channel)
            confirmation = await recognition_confirmation.confirm_new(
                context, workspace, reader, values, recorded, target, is_private=is_private
            )
            in_form = recognition_form_views.build_confirmation_view(language, confirmation)
            response_url = ResponseUrl(form_data.response_url, form_data.pressed_in)
            return await context.confirm(response_url, confirmation, in_form, replaces=False)


async def _is_direct(context: Context, workspace: Workspace, form_data: NewRecognitionFormData) -> bool:
    """Return True if the form was opened in a direct or group message."""
    if not form_data.channel:
        return False
    channel = await context.directory.channels.find(workspace, form_data.channel, form_data.conversation)
    return channel.kind is ChannelKind.DIRECT


async def _find_channel_error(
    context: Context,
    workspace: Workspace,
    reader: Reader,
    channel: Channel,
    settings: WorkspaceSettings,
    *,
    has_response_url: bool,
) -> dict[str, str] | None:
    """Return what is wrong with a channel other than the one where the form was opened.

    The form's `response_url` leads into a
    private channel that the bot is not in: Slack offers such a channel to its members only.
    """
    if not channel.can_post and channel.kind is ChannelKind.PRIVATE and has_response_url:
        return None
    if not channel.can_post:
        # The bot can post in public channels and in channels that it is in, unless they are archived.
        is_archived = channel.has_bot or channel.kind is ChannelKind.PUBLIC
        return form_errors.cannot_post_error(reader.language, is_archived=is_archived)
    if channel.id == settings.shout_outs_in and may_post_in_target(
        reader.user, channel.kind, is_shared=channel.is_shared
    ):
        return None
    absence = await look_up_absence(context, workspace, reader, channel)
    return form_errors.absence_error(reader.language, is_known=absence is Absence.LEFT) if absence else None
