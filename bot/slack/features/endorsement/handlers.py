"""Endorsing recognitions: by button, or by form with a comment."""

from bot.domain.endorsement import EndorsementRefusal
from bot.domain.recognition import HiddenNames, RefusalReason
from bot.domain.workspace import Workspace
from bot.slack import text_fields
from bot.slack.context import Context
from bot.slack.features.endorsement import comment_views
from bot.slack.features.endorsement import views as endorsement_views
from bot.slack.features.recognition import edit_views
from bot.slack.membership import Absence, find_absence
from bot.slack.outbound.rendering import find_hidden_users, users_in
from bot.slack.payloads.interactions import Press
from bot.slack.payloads.submissions import Submission
from bot.slack.private_data import dump, load
from bot.slack.request import Reader
from bot.slack.text_fields import RecognitionFormData, with_filled_in
from bot.slack.ui.message import Message
from bot.slack.ui.modal import Answer, errors
from bot.usecases import endorsements
from bot.usecases.endorsements import EndorsableRecognition


async def endorse(context: Context, workspace: Workspace, reader: Reader, press: Press) -> Message | None:
    """Endorse a recognition and confirm it, or explain why not."""
    recognition = press.recognition
    result = await context.deps.database.write(endorsements.endorse, workspace, reader.user.id, recognition)
    if isinstance(result, EndorsementRefusal):
        return await context.answer_privately(
            press.response_url, endorsement_views.refusal_message(reader.language, result)
        )
    names = await context.names(workspace, users_in([result.recognition]))
    return await context.answer_privately(
        press.response_url, endorsement_views.endorsement_message(reader.language, names, result)
    )


async def withdraw(context: Context, workspace: Workspace, reader: Reader, press: Press) -> Message:
    """Withdraw the reader's endorsement, and return what replaces the confirmation."""
    recognition = press.recognition
    emoji_stays = await context.deps.database.write(
        endorsements.withdraw, workspace, reader.user.id, recognition
    )
    return endorsement_views.withdrawal_message(reader.language, emoji_stays=emoji_stays)


async def open_form(context: Context, workspace: Workspace, reader: Reader, press: Press) -> Message | None:
    """Open the form for a comment, or explain why the reader can't endorse the recognition."""
    recognition = press.recognition
    endorsable = await context.deps.database.read(
        endorsements.find_endorsable, workspace, reader.user.id, recognition
    )
    if isinstance(endorsable, EndorsementRefusal):
        return await context.answer_privately(
            press.response_url, endorsement_views.refusal_message(reader.language, endorsable)
        )
    names = await context.names(workspace, users_in([endorsable.recognition]))
    text = endorsable.endorser.text if endorsable.endorser else ""
    filled = await text_fields.fill_field(context, workspace, reader.language, text)
    form_data = with_filled_in(RecognitionFormData(endorsable.recognition.id), filled)
    form = endorsement_views.build_form(reader.language, names, endorsable, filled, dump(form_data))
    return await context.open_or_explain(workspace, press.trigger_id, press.response_url, form, reader)


async def submit(
    context: Context, workspace: Workspace, reader: Reader, submission: Submission
) -> Answer | None:
    """Save or withdraw the endorsement, or return field errors. Raises `InvalidPayloadError`."""
    form_data = load(RecognitionFormData, submission.context)
    recognition = form_data.recognition
    user = reader.user.id
    database, view = context.deps.database, submission.view
    if endorsement_views.WITHDRAW in submission.selected(endorsement_views.WITHDRAW):
        await database.write(endorsements.withdraw_with_form, workspace, user, recognition, view)
        return None
    endorsable = await database.read(endorsements.find_endorsable, workspace, user, recognition)
    endorser = None if isinstance(endorsable, EndorsementRefusal) else endorsable.endorser
    absence = None
    if isinstance(endorsable, EndorsableRecognition):
        absence = await find_absence(context, workspace, reader, endorsable.recognition.channel)
    if absence:
        is_known = absence is Absence.LEFT
        return errors({comment_views.TEXT: edit_views.absence_sentence(reader.language, is_known=is_known)})
    text = text_fields.read_text(
        submission, comment_views.TEXT, form_data.filled_in, endorser.text if endorser else None
    )
    outcome = await database.write(endorsements.endorse_with_form, workspace, user, recognition, text, view)
    match outcome:
        case EndorsementRefusal():
            return errors(endorsement_views.refusal_errors(reader.language, outcome))
        case RefusalReason() | HiddenNames():
            names = await context.names(workspace, find_hidden_users(outcome))
            return errors({comment_views.TEXT: comment_views.refusal_error(reader.language, names, outcome)})
        case None:
            return None
