"""Commenting on one's own reaction, by form."""

from bot.domain.recognition import HiddenNames, RecognitionView, RefusalReason
from bot.domain.workspace import Workspace
from bot.slack import text_fields
from bot.slack.context import Context
from bot.slack.features.endorsement import comment_views
from bot.slack.features.recognition import views as recognition_views
from bot.slack.outbound.rendering import find_hidden_users, users_in
from bot.slack.payloads.interactions import Press
from bot.slack.payloads.submissions import Submission
from bot.slack.private_data import dump, load
from bot.slack.request import Reader
from bot.slack.text_fields import RecognitionFormData, with_filled_in
from bot.slack.ui.message import Message
from bot.slack.ui.modal import Answer, errors, replace_view
from bot.usecases import comments, visible_recognitions


async def open_form(context: Context, workspace: Workspace, reader: Reader, press: Press) -> Message | None:
    """Open the form, or return a message if the recognition is gone."""
    giver, recognition_id = reader.user.id, press.recognition
    recognition = await context.deps.database.read(
        visible_recognitions.find_given_by_emoji, workspace, giver, recognition_id
    )
    if recognition is None:
        return await context.answer_privately(
            press.response_url, recognition_views.withdrawn_message(reader.language)
        )
    names = await context.names(workspace, users_in([recognition]))
    filled = await text_fields.fill_field(
        context, workspace, reader.language, comment_views.comment_text(recognition, giver)
    )
    form_data = with_filled_in(RecognitionFormData(recognition.id), filled)
    form = comment_views.build_form(reader.language, names, recognition, filled, dump(form_data))
    return await context.open_or_explain(workspace, press.trigger_id, press.response_url, form, reader)


async def submit(
    context: Context, workspace: Workspace, reader: Reader, submission: Submission
) -> Answer | None:
    """Save the comment, or return field errors. Raises `InvalidPayloadError`."""
    form_data = load(RecognitionFormData, submission.context)
    giver = reader.user.id
    recognition = await context.deps.database.read(
        visible_recognitions.find_given_by_emoji, workspace, giver, form_data.recognition
    )
    text_before = comment_views.comment_text(recognition, giver) if recognition else None
    text = text_fields.read_text(submission, comment_views.TEXT, form_data.filled_in, text_before)
    outcome = await context.deps.database.write(
        comments.set_comment, workspace, reader.user.id, form_data.recognition, text, submission.view
    )
    match outcome:
        case RefusalReason() | HiddenNames():
            names = await context.names(workspace, find_hidden_users(outcome))
            return errors({comment_views.TEXT: comment_views.refusal_error(reader.language, names, outcome)})
        case None:
            return errors({comment_views.TEXT: comment_views.withdrawn_error(reader.language)})
        case RecognitionView():
            build_notice = comment_views.saved_notice if text else comment_views.removed_notice
            return replace_view(build_notice(reader.language))
