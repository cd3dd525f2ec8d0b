"""Adding values to one's own recognition: by a button for each, or by form."""

from bot.domain.workspace import Workspace
from bot.slack.context import Context
from bot.slack.features.recognition import added_value_views, views
from bot.slack.features.recognition import confirmation as recognition_confirmation
from bot.slack.payloads.interactions import Press
from bot.slack.payloads.submissions import Submission
from bot.slack.private_data import parse_recognition_id
from bot.slack.request import Reader
from bot.slack.ui.message import Message
from bot.slack.ui.modal import Answer, errors
from bot.usecases import added_values


async def add_value(context: Context, workspace: Workspace, reader: Reader, press: Press) -> Message:
    """Add the value that the button names, and return the updated confirmation."""
    key = press.detail or press.value.partition(":")[2]
    added = await context.deps.database.write(
        added_values.add_values, workspace, reader.user.id, press.recognition, [key]
    )
    if added is None:
        return views.withdrawn_message(reader.language)
    return await recognition_confirmation.confirm_again(context, workspace, reader, added.recognition)


async def open_form(context: Context, workspace: Workspace, reader: Reader, press: Press) -> Message | None:
    """Open the form, or return a message that says why it can't be opened."""
    extendable = await context.deps.database.read(
        added_values.find_extendable, workspace, reader.user.id, press.recognition
    )
    if extendable is None:
        return await context.answer_privately(press.response_url, views.withdrawn_message(reader.language))
    if not extendable.others:
        return await context.answer_privately(
            press.response_url, added_value_views.all_values_message(reader.language)
        )
    form = added_value_views.build_form(reader.language, extendable.others, extendable.recognition.id)
    return await context.open_or_explain(workspace, press.trigger_id, press.response_url, form, reader)


async def submit(
    context: Context, workspace: Workspace, reader: Reader, submission: Submission
) -> Answer | None:
    """Add the chosen values, or return field errors. Raises `InvalidPayloadError`."""
    recognition = parse_recognition_id(submission.context)
    chosen = submission.selected(added_value_views.VALUES)
    added = await context.deps.database.write(
        added_values.add_values, workspace, reader.user.id, recognition, chosen
    )
    if added is None:
        return errors(added_value_views.withdrawn_error(reader.language))
    if added.is_closed:
        return errors(added_value_views.closed_error(reader.language))
    return errors(added_value_views.retired_value_error(reader.language)) if added.is_retired else None
