"""Editing one's own recognition by form."""

from bot.domain.recognition import HiddenNames, RecognitionView, RefusalReason
from bot.domain.workspace import Workspace
from bot.slack import text_fields
from bot.slack.context import Context
from bot.slack.features.recognition import confirmation as recognition_confirmation
from bot.slack.features.recognition import edit_views, form_views
from bot.slack.features.recognition import views as recognition_views
from bot.slack.membership import Absence, find_absence
from bot.slack.outbound.rendering import find_hidden_users
from bot.slack.payloads.interactions import Press
from bot.slack.payloads.submissions import Submission
from bot.slack.private_data import dump, load
from bot.slack.request import Reader
from bot.slack.text_fields import RecognitionFormData, with_filled_in
from bot.slack.ui.message import Message
from bot.slack.ui.modal import Answer, errors
from bot.usecases import edits, visible_recognitions


async def open_form(context: Context, workspace: Workspace, reader: Reader, press: Press) -> Message | None:
    """Open the form, or return a message if the recognition is gone."""
    database = context.deps.database
    recognition = await database.read(
        visible_recognitions.find_given_with_text, workspace, reader.user.id, press.recognition
    )
    if recognition is None:
        return recognition_views.withdrawn_message(reader.language)
    filled = await text_fields.fill_field(context, workspace, reader.language, recognition.text)
    form_data = with_filled_in(
        RecognitionFormData(recognition.id, press.response_url, tuple(recognition.values)), filled
    )
    form = edit_views.build_form(reader.language, reader.values, recognition.values, filled, dump(form_data))
    return await context.open_or_explain(workspace, press.trigger_id, press.response_url, form, reader)


async def submit(
    context: Context, workspace: Workspace, reader: Reader, submission: Submission
) -> Answer | None:
    """Save the new text, or return field errors. Raises `InvalidPayloadError`."""
    form_data = load(RecognitionFormData, submission.context)
    recognition_id, url = form_data.recognition, form_data.response_url
    recognition = await context.deps.database.read(
        visible_recognitions.find_given_with_text, workspace, reader.user.id, recognition_id
    )
    absence = None
    if recognition and not recognition.is_private:
        absence = await find_absence(context, workspace, reader, recognition.channel)
    if absence:
        is_known = absence is Absence.LEFT
        return errors({edit_views.TEXT: edit_views.absence_sentence(reader.language, is_known=is_known)})
    text = text_fields.read_text(
        submission, edit_views.TEXT, form_data.filled_in, recognition.text if recognition else None
    )
    change = edits.ValuesChange(frozenset(form_data.values), submission.selected(edit_views.VALUES))
    if edit_views.VALUES not in submission.entries:
        change = edits.NO_CHANGE
    outcome = await context.deps.database.write(
        edits.edit, workspace, reader.user.id, recognition_id, text, change
    )
    match outcome:
        case edits.RetiredValue():
            return errors(edit_views.retired_value_error(reader.language))
        case RefusalReason() | HiddenNames():
            names = await context.names(workspace, find_hidden_users(outcome))
            return errors({edit_views.TEXT: edit_views.rejection_error(reader.language, names, outcome)})
        case None:
            # The confirmation behind the form must not offer to undo it again.
            context.replace_later(url, recognition_views.withdrawn_message(reader.language))
            return errors({edit_views.TEXT: edit_views.withdrawn_error(reader.language)})
        case RecognitionView():
            if not url:
                # The form was opened on the Home, which shows the new text.
                return None
            confirmation = await recognition_confirmation.confirm_again(context, workspace, reader, outcome)
            in_form = form_views.build_confirmation_view(reader.language, confirmation)
            return await context.confirm(url, confirmation, in_form, replaces=True)
