"""Adding people to a recognition of one's own: by one click, or by form."""

from msgspec import Struct

from bot.domain.ids import UserId
from bot.domain.recognition import Rejection
from bot.domain.workspace import Workspace
from bot.slack.context import Context
from bot.slack.features.recognition import added_recipient_views, form_views, views
from bot.slack.features.recognition import confirmation as recognition_confirmation
from bot.slack.features.recognition.edit_views import absence_sentence
from bot.slack.membership import Absence, find_absence
from bot.slack.payloads.interactions import Press
from bot.slack.payloads.submissions import Submission
from bot.slack.private_data import CarriedRecognitionId, dump, load
from bot.slack.request import Reader
from bot.slack.ui.message import Message
from bot.slack.ui.modal import Answer, errors
from bot.usecases import added_recipients, visible_recognitions


class _AddedRecipientsData(Struct, frozen=True):
    """The private data of the form."""

    recognition: CarriedRecognitionId
    response_url: str


async def add_recipient(context: Context, workspace: Workspace, reader: Reader, press: Press) -> Message:
    """Add the user that the button names, and return the updated confirmation."""
    users = await context.directory.users.find(workspace, [UserId(press.detail)])
    giver, recognition = reader.user.id, press.recognition
    outcome = await context.deps.database.write(
        added_recipients.add_recipients,
        workspace,
        giver,
        recognition,
        tuple(users.values()),
        press.response_url,
    )
    if isinstance(outcome, Rejection):
        recorded = await context.deps.database.read(
            visible_recognitions.find_given_with_text, workspace, giver, recognition
        )
        if recorded:
            return await recognition_confirmation.confirm_again(
                context, workspace, reader, recorded, outcome.excluded
            )
    if outcome is None or isinstance(outcome, Rejection):
        return views.withdrawn_message(reader.language)
    return await recognition_confirmation.confirm_again(
        context, workspace, reader, outcome.recognition, outcome.excluded
    )


async def open_form(context: Context, workspace: Workspace, reader: Reader, press: Press) -> Message | None:
    """Open the form, or return a message if the recognition is gone."""
    giver, recognition = reader.user.id, press.recognition
    recorded = await context.deps.database.read(
        visible_recognitions.find_given_with_text, workspace, giver, recognition
    )
    if recorded is None:
        return views.withdrawn_message(reader.language)
    form_data = dump(_AddedRecipientsData(recognition, press.response_url))
    form = added_recipient_views.build_form(reader.language, form_data)
    return await context.open_or_explain(workspace, press.trigger_id, press.response_url, form, reader)


async def submit(
    context: Context, workspace: Workspace, reader: Reader, submission: Submission
) -> Answer | None:
    """Add the chosen users, or return field errors. Raises `InvalidPayloadError`."""
    form_data = load(_AddedRecipientsData, submission.context)
    recognition, response_url = form_data.recognition, form_data.response_url
    recorded = await context.deps.database.read(
        visible_recognitions.find_given_with_text, workspace, reader.user.id, recognition
    )
    absence = await find_absence(context, workspace, reader, recorded.channel) if recorded else None
    if absence:
        is_known = absence is Absence.LEFT
        return errors({added_recipient_views.PEOPLE: absence_sentence(reader.language, is_known=is_known)})
    users = await context.directory.users.find(
        workspace, submission.selected_users(added_recipient_views.PEOPLE)
    )
    outcome = await context.deps.database.write(
        added_recipients.add_recipients,
        workspace,
        reader.user.id,
        recognition,
        tuple(users.values()),
        response_url,
    )
    if outcome is None:
        context.replace_later(response_url, views.withdrawn_message(reader.language))
        return errors(added_recipient_views.withdrawn_error(reader.language))
    if isinstance(outcome, Rejection):
        names = {user.id: user.name for user in users.values()}
        return errors(added_recipient_views.rejection_error(reader.language, names, outcome))
    confirmation = await recognition_confirmation.confirm_again(
        context, workspace, reader, outcome.recognition, outcome.excluded
    )
    in_form = form_views.build_confirmation_view(reader.language, confirmation)
    return await context.confirm(response_url, confirmation, in_form, replaces=True)
