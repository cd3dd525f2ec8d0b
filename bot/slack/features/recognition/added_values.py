"""Adding values to a thanks of one's own: by a button for each, or by form."""

from bot.domain.workspace import Workspace
from bot.slack import payloads
from bot.slack.context import Context
from bot.slack.features.recognition import added_value_views, views
from bot.slack.features.recognition import confirmation as recognition_confirmation
from bot.slack.payloads import Press, Submission
from bot.slack.reader import Reader
from bot.slack.ui.message import Message
from bot.slack.ui.modal import Answer, errors
from bot.usecases import added_values


async def add_value(context: Context, workspace: Workspace, reader: Reader, press: Press) -> Message:
    """Add the value of the button, and show below what was given what stands now."""
    key = press.detail or press.value.partition(":")[2]
    added = await context.deps.database.write(
        added_values.add_values, workspace, reader.user.id, press.recognition, [key]
    )
    if added is None:
        return views.gone(reader.language)
    return await recognition_confirmation.confirm_again(context, workspace, reader, added.recognition)


async def open_form(context: Context, workspace: Workspace, reader: Reader, press: Press) -> Message | None:
    """Open the form, or say why there is none."""
    found = await context.deps.database.read(
        added_values.find_extendable, workspace, reader.user.id, press.recognition
    )
    if found is None:
        return await context.tell(press.response_url, views.gone(reader.language))
    if not found.others:
        return await context.tell(press.response_url, added_value_views.all_carried(reader.language))
    form = added_value_views.adding_values(reader.language, found.others, found.recognition.id)
    return await context.open_or_tell(press.trigger_id, press.response_url, form, reader)


async def submit(
    context: Context, workspace: Workspace, reader: Reader, submission: Submission
) -> Answer | None:
    """Add what was chosen, or say at the field why not. Raises `InvalidPayloadError`."""
    recognition = payloads.recognition_id(submission.context)
    chosen = submission.selected(added_value_views.VALUES)
    added = await context.deps.database.write(
        added_values.add_values, workspace, reader.user.id, recognition, chosen
    )
    if added is None:
        return errors(added_value_views.gone(reader.language))
    if added.is_closed:
        return errors(added_value_views.closed(reader.language))
    return errors(added_value_views.retired(reader.language)) if added.is_retired else None
