"""What those who are thanked do about it: replying, taking it down, choosing how they are thanked."""

from bot.domain.message_text import clean_text
from bot.domain.preferences import ReactionPreference
from bot.domain.recognition import RecognitionView
from bot.domain.reply import ReplyRefusal
from bot.domain.values import Values
from bot.domain.visibility import ThanksPreference
from bot.domain.workspace import Workspace
from bot.errors import InvalidPayloadError
from bot.slack import payloads
from bot.slack.context import Context
from bot.slack.features.credit import handlers as credit_handlers
from bot.slack.features.leads import open_to_leads_views
from bot.slack.features.recognition import direct_message, recipient_views
from bot.slack.features.reports import handlers as reports_handlers
from bot.slack.features.reports import views as reports_views
from bot.slack.outbound.rendering import people_in
from bot.slack.payloads import Press, Submission
from bot.slack.reader import Reader
from bot.slack.ui.message import Message
from bot.slack.ui.modal import Answer, errors, instead
from bot.usecases import direct_messages, leads_access, preferences, replies, withdrawals
from bot.usecases.message_contents import DirectMessageContent


async def choose_from_menu(
    context: Context, workspace: Workspace, reader: Reader, press: Press
) -> Message | None:
    """Do what was chosen from a menu; return what takes the message's place, if anything does.

    Raises `InvalidPayloadError`.
    """
    what, _, about = press.value.partition(":")
    match what:
        case reports_views.REPORT:
            await reports_handlers.open_report_form(context, workspace, reader, press)
        case (
            recipient_views.REPLY
            | recipient_views.SHARE
            | recipient_views.TAKE_DOWN
            | open_to_leads_views.OPEN
        ):
            await open_form(context, workspace, reader, press, what, payloads.recognition_id(about))
        case recipient_views.PRIVATELY:
            await context.deps.database.write(
                preferences.set_preference, workspace, reader.user.id, ThanksPreference.PRIVATELY
            )
            await context.tell(press.response_url, recipient_views.privately(reader.language))
        case direct_message.PRIVATELY_HERE | direct_message.PUBLICLY:
            wish = (
                ThanksPreference.PRIVATELY
                if what == direct_message.PRIVATELY_HERE
                else ThanksPreference.PUBLICLY
            )
            return await choose_preference(context, workspace, reader, payloads.recognition_id(about), wish)
        case open_to_leads_views.CLOSE:
            recognition = payloads.recognition_id(about)
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
    return direct_message.taken_down(reader.language)


async def choose_reactions(context: Context, workspace: Workspace, reader: Reader, press: Press) -> Message:
    """Store whether reactions to the reader's messages count as recognitions."""
    is_on = press.action_id == direct_message.KEEP_REACTIONS
    preference = ReactionPreference.ON if is_on else ReactionPreference.OFF
    await context.deps.database.write(preferences.set_preference, workspace, reader.user.id, preference)
    return direct_message.reactions_chosen(reader.language, kept=is_on)


async def open_form(
    context: Context, workspace: Workspace, reader: Reader, press: Press, what: str, recognition: str
) -> None:
    """Open the form by which a recipient does one of these things, or say why not."""
    if not await _is_recipient(context, workspace, reader, press, recognition):
        return
    if what == recipient_views.SHARE:
        await credit_handlers.open_form(context, workspace, reader, press, recognition)
    elif what == recipient_views.REPLY:
        await _open_reply(context, workspace, reader, press, recognition)
    else:
        ask = (
            open_to_leads_views.opening_to_leads
            if what == open_to_leads_views.OPEN
            else recipient_views.taking_down
        )
        form = ask(reader.language, recognition)
        await context.open_or_tell(press.trigger_id, press.response_url, form, reader)


async def _is_recipient(
    context: Context, workspace: Workspace, reader: Reader, press: Press, recognition: str
) -> bool:
    """Whether the reader is thanked; if not, they are told."""
    database = context.deps.database
    if await database.read(replies.find_received, workspace, reader.user.id, recognition) is None:
        stands = await database.read(replies.is_active, workspace, recognition)
        gone = recipient_views.told(recipient_views.not_answered(reader.language, ReplyRefusal.GONE))
        told = recipient_views.not_for_you(reader.language) if stands else gone
        await context.tell(press.response_url, told)
        return False
    return True


async def _open_reply(
    context: Context, workspace: Workspace, reader: Reader, press: Press, recognition: str
) -> None:
    found = await context.deps.database.read(replies.find_repliable, workspace, reader.user.id, recognition)
    if isinstance(found, ReplyRefusal):
        refused = recipient_views.told(recipient_views.not_answered(reader.language, found))
        await context.tell(press.response_url, refused)
        return
    names = await context.names(workspace, found.givers)
    form = recipient_views.replying(reader.language, names, found)
    await context.open_or_tell(press.trigger_id, press.response_url, form, reader)


async def submit_reply(
    context: Context, workspace: Workspace, reader: Reader, submission: Submission
) -> Answer | None:
    """Keep a reply, or say at the field why not. Raises `InvalidPayloadError`."""
    recognition = payloads.recognition_id(submission.context)
    words = clean_text(submission.typed(recipient_views.WORDS))
    outcome = await context.deps.database.write(replies.reply, workspace, reader.user.id, recognition, words)
    match outcome:
        case ReplyRefusal():
            return errors({recipient_views.WORDS: recipient_views.not_answered(reader.language, outcome)})
        case RecognitionView():
            names = await context.names(workspace, outcome.givers)
            return instead(recipient_views.replied(reader.language, names, outcome))


async def submit_take_down(
    context: Context, workspace: Workspace, reader: Reader, submission: Submission
) -> Answer | None:
    """Let it no longer be about the reader. Raises `InvalidPayloadError`."""
    recognition = payloads.recognition_id(submission.context)
    is_done = await context.deps.database.write(
        withdrawals.take_down, workspace, reader.user.id, recognition, said_there=False
    )
    return instead(recipient_views.taken_down(reader.language, is_done=is_done))


async def submit_open_to_leads(
    context: Context, workspace: Workspace, reader: Reader, submission: Submission
) -> Answer | None:
    """Let the reader's leads read a private thanks. Raises `InvalidPayloadError`."""
    recognition = payloads.recognition_id(submission.context)
    is_done = await context.deps.database.write(
        leads_access.open_to_leads, workspace, reader.user.id, recognition
    )
    return instead(open_to_leads_views.opened_to_leads(reader.language, is_done=is_done))


async def choose_preference(
    context: Context, workspace: Workspace, reader: Reader, recognition: str, preference: ThanksPreference
) -> Message:
    """Keep how somebody wishes to be thanked, and show it below the thanks that they read."""
    shown = await context.deps.database.write(
        direct_messages.choose_preference, workspace, reader.user.id, recognition, preference
    )
    return await _show_again(context, workspace, reader, shown)


async def set_open_to_leads(
    context: Context, workspace: Workspace, reader: Reader, recognition: str, *, is_open: bool
) -> Message:
    """Let the reader's leads read a private thanks, or not any more, and show it there."""
    shown = await context.deps.database.write(
        direct_messages.set_open_to_leads, workspace, reader.user.id, recognition, is_open=is_open
    )
    return await _show_again(context, workspace, reader, shown)


async def _show_again(
    context: Context, workspace: Workspace, reader: Reader, found: tuple[DirectMessageContent | None, Values]
) -> Message:
    shown, values = found
    if shown is None:
        return direct_message.gone(reader.language)
    names = await context.names(workspace, people_in([shown.recognition]))
    return direct_message.thanked(reader.language, names, values, shown)
