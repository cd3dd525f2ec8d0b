"""Sharing the credit for a recognition, by form."""

from bot.domain import mentions
from bot.domain.credit import CreditRefusal
from bot.domain.credit import NewCredit as Wanted
from bot.domain.ids import RecognitionId, UserId
from bot.domain.message_text import clean_text
from bot.domain.user import User
from bot.domain.visibility import is_open_to
from bot.domain.workspace import Workspace
from bot.errors import SlackError
from bot.slack.context import Context
from bot.slack.features.credit import views as credit_views
from bot.slack.features.recognition import recipient_views
from bot.slack.payloads.interactions import Press
from bot.slack.payloads.submissions import Submission
from bot.slack.private_data import parse_recognition_id
from bot.slack.request import Reader
from bot.slack.ui import rich_text_input
from bot.slack.ui.inline import address_user
from bot.slack.ui.modal import Answer, errors, replace_view
from bot.usecases import shared_credits, visible_recognitions
from bot.usecases.shared_credits import ShareResult


async def open_form(
    context: Context, workspace: Workspace, reader: Reader, press: Press, recognition: RecognitionId
) -> None:
    """Open the form, or explain why there is nothing to share."""
    shareable = await context.deps.database.read(
        shared_credits.find_shareable, workspace, reader.user.id, recognition
    )
    if isinstance(shareable, CreditRefusal):
        sentence = credit_views.refusal_sentence(reader.language, shareable)
        await context.answer_privately(press.response_url, recipient_views.sentence_message(sentence))
        return
    names = await context.names(workspace, shareable.shared_with)
    form = credit_views.build_form(reader.language, names, shareable)
    await context.open_or_explain(workspace, press.trigger_id, press.response_url, form, reader)


async def submit(
    context: Context, workspace: Workspace, reader: Reader, submission: Submission
) -> Answer | None:
    """Share the credit, withdraw credits, or return field errors. Raises `InvalidPayloadError`."""
    language, database = reader.language, context.deps.database
    recognition = parse_recognition_id(submission.context)
    colleague = submission.selected_user(credit_views.COLLEAGUE)
    withdrawn = tuple(map(UserId, submission.selected(credit_views.WITHDRAW)))
    if not (colleague or withdrawn):
        return errors(credit_views.no_colleague_error(language))
    result, names = None, await context.names(workspace, [colleague] if colleague else [])
    if colleague:
        credit = await _read_credit(context, workspace, reader, submission, recognition, colleague)
        outcome = await database.write(shared_credits.share, workspace, recognition, credit)
        if not isinstance(outcome, ShareResult):
            return errors(credit_views.refusal_errors(language, names, colleague, outcome))
        result = outcome
    if withdrawn:
        await database.write(
            shared_credits.withdraw_credits, workspace, reader.user.id, recognition, withdrawn
        )
    return replace_view(
        credit_views.result_notice(language, address_user(language, names, colleague), result)
    )


async def _read_credit(
    context: Context,
    workspace: Workspace,
    reader: Reader,
    submission: Submission,
    recognition: RecognitionId,
    colleague: UserId,
) -> Wanted:
    text = clean_text(rich_text_input.read_typed_text(submission.rich(credit_views.TEXT)))
    users = await context.directory.users.find(workspace, [colleague])
    return Wanted(
        sharer=reader.user.id,
        colleague=users[colleague],
        text=text,
        mentioned=mentions.find_mentioned_users(text),
        can_read=await _can_read(context, workspace, recognition, users[colleague]),
    )


async def _can_read(
    context: Context, workspace: Workspace, recognition: RecognitionId, colleague: User
) -> bool:
    """Return True if the colleague may read the recognition's channel; False if Slack doesn't answer."""
    channel = await context.deps.database.read(visible_recognitions.find_channel, workspace, recognition)
    if channel is None:
        return False
    kind = (await context.directory.channels.find(workspace, channel)).kind
    if is_open_to(colleague, kind):
        return True
    try:
        async with context.in_time():
            return await context.directory.memberships.is_member(workspace, channel, colleague.id)
    except (SlackError, TimeoutError):
        return False
