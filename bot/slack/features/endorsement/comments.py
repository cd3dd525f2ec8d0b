"""Adding words to one's emoji, by form."""

from bot.domain.recognition import HiddenNames, RecognitionView, RefusalReason
from bot.domain.workspace import Workspace
from bot.slack import text_fields
from bot.slack.context import Context
from bot.slack.features.endorsement import comment_views
from bot.slack.features.recognition import views as recognition_views
from bot.slack.outbound.rendering import names_in, people_in
from bot.slack.payloads import Press, Submission
from bot.slack.reader import Reader
from bot.slack.ui.message import Message
from bot.slack.ui.modal import Answer, errors, replace_view
from bot.usecases import comments, visible_recognitions


async def open_form(context: Context, workspace: Workspace, reader: Reader, press: Press) -> Message | None:
    """Open the form, or say that there is nothing any more; what was read stays as it is.

    Answers what to show where that cannot be said.
    """
    giver, recognition = reader.user.id, press.recognition
    told = await context.deps.database.read(
        visible_recognitions.find_given_by_emoji, workspace, giver, recognition
    )
    if told is None:
        return await context.answer_privately(
            press.response_url, recognition_views.withdrawn_message(reader.language)
        )
    names = await context.names(workspace, people_in([told]))
    filled = await text_fields.fill_field(
        context, workspace, reader.language, comment_views.comment_text(told, giver)
    )
    private_metadata = text_fields.build_private_metadata(told.id, filled)
    form = comment_views.build_form(reader.language, names, told, filled, private_metadata)
    return await context.open_or_explain(press.trigger_id, press.response_url, form, reader)


async def submit(
    context: Context, workspace: Workspace, reader: Reader, submission: Submission
) -> Answer | None:
    """Keep the words, or say at the field what is wrong. Raises `InvalidPayloadError`."""
    recognition, before, _ = text_fields.read_context(submission.context)
    giver = reader.user.id
    told = await context.deps.database.read(
        visible_recognitions.find_given_by_emoji, workspace, giver, recognition
    )
    words_before = comment_views.comment_text(told, giver) if told else None
    words = text_fields.read(submission, comment_views.WORDS, before, words_before)
    outcome = await context.deps.database.write(
        comments.set_comment, workspace, reader.user.id, recognition, words, submission.view
    )
    match outcome:
        case RefusalReason() | HiddenNames():
            names = await context.names(workspace, names_in(outcome))
            return errors({comment_views.WORDS: comment_views.refusal_error(reader.language, names, outcome)})
        case None:
            return errors({comment_views.WORDS: comment_views.withdrawn_error(reader.language)})
        case RecognitionView():
            shown = comment_views.saved_notice if words else comment_views.removed_notice
            return replace_view(shown(reader.language))
