"""Actions of recipients: replying, taking down, sharing the credit, and preferences."""

from bot.domain.ids import RecognitionId
from bot.domain.message_text import clean_text
from bot.domain.preferences import ReactionPreference
from bot.domain.recognition import RecognitionView
from bot.domain.reply import ReplyRefusal
from bot.domain.values import Values
from bot.domain.visibility import ThanksPreference
from bot.domain.workspace import Workspace
from bot.errors import InvalidPayloadError
from bot.slack.context import Context
from bot.slack.features.credit import handlers as credit_handlers
from bot.slack.features.leads import open_to_leads_views
from bot.slack.features.recognition import direct_message, recipient_views
from bot.slack.features.reports import handlers as reports_handlers
from bot.slack.features.reports import views as reports_views
from bot.slack.outbound.rendering import users_in
from bot.slack.payloads.interactions import Press
from bot.slack.payloads.submissions import Submission
from bot.slack.private_data import parse_recognition_id
from bot.slack.request import Reader
from bot.slack.ui.message import Message
from bot.slack.ui.modal import Answer, errors, replace_view
from bot.usecases import (
    direct_messages,
    leads_access,
    preferences,
    replies,
    visible_recognitions,
    withdrawals,
)
from bot.usecases.message_contents import DirectMessageContent


async def choose_from_menu(
    context: Context, workspace: Workspace, reader: Reader, press: Press
) -> Message | None:
    """Do what was chosen from a menu; return what replaces the message. Raises `InvalidPayloadError`."""
    action, _, target = press.value.partition(":")
    match action:
        case reports_views.REPORT:
            await reports_handlers.open_report_form(context, workspace, reader, press)
        case (
            recipient_views.REPLY
            | recipient_views.SHARE
            | recipient_views.TAKE_DOWN
            | open_to_leads_views.OPEN
        ):
            await open_form(context, workspace, reader, press, action, parse_recognition_id(target))
        case recipient_views.PRIVATELY:
            await context.deps.database.write(
                preferences.set_preference, workspace, reader.user.id, ThanksPreference.PRIVATELY
            )
            await context.answer_privately(
                press.response_url, recipient_views.private_from_now_on_message(reader.language)
            )
        case direct_message.PRIVATELY_HERE | direct_message.PUBLICLY:
            preference = (
                ThanksPreference.PRIVATELY
                if action == direct_message.PRIVATELY_HERE
                else ThanksPreference.PUBLICLY
            )
            return await choose_preference(
                context, workspace, reader, parse_recognition_id(target), preference
            )
        case open_to_leads_views.CLOSE:
            recognition = parse_recognition_id(target)
            return await set_open_to_leads(context, workspace, reader, recognition, is_open=False)
        case _:
            raise InvalidPayloadError("value")
    return None


async def open_for_button(context: Context, workspace: Workspace, reader: Reader, press: Press) -> None:
    """Open the form that a recipient's button is about."""
    await open_form(context, workspace, reader, press, press.action_id, press.recognition)


async def press_preference(context: Context, workspace: Workspace, reader: Reader, press: Press) -> Message:
    """Store how the reader wishes to be thanked from now on."""
    is_private = press.action_id == recipient_views.PRIVATELY
    preference = ThanksPreference.PRIVATELY if is_private else ThanksPreference.PUBLICLY
    return await choose_preference(context, workspace, reader, press.recognition, preference)


async def press_leads_access(context: Context, workspace: Workspace, reader: Reader, press: Press) -> Message:
    """Open a private recognition to the reader's leads, or close it."""
    is_open = press.action_id == open_to_leads_views.OPEN
    return await set_open_to_leads(context, workspace, reader, press.recognition, is_open=is_open)


async def take_down(context: Context, workspace: Workspace, reader: Reader, press: Press) -> Message:
    """Take the reader out of a recognition."""
    await context.deps.database.write(withdrawals.take_down, workspace, reader.user.id, press.recognition)
    return direct_message.taken_down_message(reader.language)


async def choose_reactions(context: Context, workspace: Workspace, reader: Reader, press: Press) -> Message:
    """Store whether reactions to the reader's messages count as recognitions."""
    is_on = press.action_id == direct_message.KEEP_REACTIONS
    preference = ReactionPreference.ON if is_on else ReactionPreference.OFF
    await context.deps.database.write(preferences.set_preference, workspace, reader.user.id, preference)
    return direct_message.reaction_choice_message(reader.language, is_on=is_on)


async def open_form(
    context: Context,
    workspace: Workspace,
    reader: Reader,
    press: Press,
    action: str,
    recognition: RecognitionId,
) -> None:
    """Open the form for one of the recipient's actions, or explain why not."""
    if not await _is_recipient(context, workspace, reader, press, recognition):
        return
    if action == recipient_views.SHARE:
        await credit_handlers.open_form(context, workspace, reader, press, recognition)
    elif action == recipient_views.REPLY:
        await _open_reply(context, workspace, reader, press, recognition)
    else:
        ask = (
            open_to_leads_views.build_question_form
            if action == open_to_leads_views.OPEN
            else recipient_views.build_take_down_form
        )
        form = ask(reader.language, recognition)
        await context.open_or_explain(workspace, press.trigger_id, press.response_url, form, reader)


async def _is_recipient(
    context: Context, workspace: Workspace, reader: Reader, press: Press, recognition: RecognitionId
) -> bool:
    """Return True if the reader is a recipient; otherwise explain it to them."""
    database = context.deps.database
    if (
        await database.read(visible_recognitions.find_received, workspace, reader.user.id, recognition)
        is None
    ):
        exists = await database.read(visible_recognitions.find_channel, workspace, recognition)
        withdrawn = recipient_views.sentence_message(
            recipient_views.reply_refusal_sentence(reader.language, ReplyRefusal.GONE)
        )
        message = recipient_views.not_recipient_message(reader.language) if exists else withdrawn
        await context.answer_privately(press.response_url, message)
        return False
    return True


async def _open_reply(
    context: Context, workspace: Workspace, reader: Reader, press: Press, recognition: RecognitionId
) -> None:
    recognition_ = await context.deps.database.read(
        replies.find_repliable, workspace, reader.user.id, recognition
    )
    if isinstance(recognition_, ReplyRefusal):
        refused = recipient_views.sentence_message(
            recipient_views.reply_refusal_sentence(reader.language, recognition_)
        )
        await context.answer_privately(press.response_url, refused)
        return
    names = await context.names(workspace, recognition_.givers)
    form = recipient_views.build_reply_form(reader.language, names, recognition_)
    await context.open_or_explain(workspace, press.trigger_id, press.response_url, form, reader)


async def submit_reply(
    context: Context, workspace: Workspace, reader: Reader, submission: Submission
) -> Answer | None:
    """Save a reply, or return field errors. Raises `InvalidPayloadError`."""
    recognition = parse_recognition_id(submission.context)
    text = clean_text(submission.typed(recipient_views.TEXT))
    outcome = await context.deps.database.write(replies.reply, workspace, reader.user.id, recognition, text)
    match outcome:
        case ReplyRefusal():
            return errors(
                {recipient_views.TEXT: recipient_views.reply_refusal_sentence(reader.language, outcome)}
            )
        case RecognitionView():
            names = await context.names(workspace, outcome.givers)
            return replace_view(recipient_views.reply_notice(reader.language, names, outcome))


async def submit_take_down(
    context: Context, workspace: Workspace, reader: Reader, submission: Submission
) -> Answer | None:
    """Take the reader out of the recognition. Raises `InvalidPayloadError`."""
    recognition = parse_recognition_id(submission.context)
    is_done = await context.deps.database.write(
        withdrawals.take_down, workspace, reader.user.id, recognition, said_there=False
    )
    return replace_view(recipient_views.taken_down_notice(reader.language, is_done=is_done))


async def submit_open_to_leads(
    context: Context, workspace: Workspace, reader: Reader, submission: Submission
) -> Answer | None:
    """Open a private recognition to the reader's leads. Raises `InvalidPayloadError`."""
    recognition = parse_recognition_id(submission.context)
    is_done = await context.deps.database.write(
        leads_access.open_to_leads, workspace, reader.user.id, recognition
    )
    return replace_view(open_to_leads_views.opened_notice(reader.language, is_done=is_done))


async def choose_preference(
    context: Context,
    workspace: Workspace,
    reader: Reader,
    recognition: RecognitionId,
    preference: ThanksPreference,
) -> Message:
    """Save how the reader wishes to be thanked, and show it below the recognition."""
    updated = await context.deps.database.write(
        direct_messages.choose_preference, workspace, reader.user.id, recognition, preference
    )
    return await _rebuild_message(context, workspace, reader, updated)


async def set_open_to_leads(
    context: Context, workspace: Workspace, reader: Reader, recognition: RecognitionId, *, is_open: bool
) -> Message:
    """Open a private recognition to the reader's leads, or close it, and show that."""
    updated = await context.deps.database.write(
        direct_messages.set_open_to_leads, workspace, reader.user.id, recognition, is_open=is_open
    )
    return await _rebuild_message(context, workspace, reader, updated)


async def _rebuild_message(
    context: Context,
    workspace: Workspace,
    reader: Reader,
    updated: tuple[DirectMessageContent | None, Values],
) -> Message:
    content, values = updated
    if content is None:
        return direct_message.withdrawn_message(reader.language)
    names = await context.names(workspace, users_in([content.recognition]))
    return direct_message.build_direct_message(reader.language, names, values, content)
