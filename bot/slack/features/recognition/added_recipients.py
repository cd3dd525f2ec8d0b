"""Adding people to a recognition of one's own: by one click, or by form."""

import json

from bot.domain.recognition import Rejection
from bot.domain.workspace import Workspace
from bot.errors import InvalidPayloadError
from bot.slack import payloads
from bot.slack.context import Context
from bot.slack.features.recognition import added_recipient_views, form_views, views
from bot.slack.features.recognition import confirmation as recognition_confirmation
from bot.slack.features.recognition.edit_views import no_longer_there
from bot.slack.membership import Absence, find_absence
from bot.slack.payloads import Press, Submission
from bot.slack.reader import Reader
from bot.slack.ui.message import Message
from bot.slack.ui.modal import Answer, errors
from bot.usecases import added_recipients, additions


async def add_recipient(context: Context, workspace: Workspace, reader: Reader, press: Press) -> Message:
    """Add the person of the button, and return what stands now."""
    found = await context.directory.people(workspace, [press.detail])
    giver, recognition = reader.user.id, press.recognition
    outcome = await context.deps.database.write(
        added_recipients.add_recipients,
        workspace,
        giver,
        recognition,
        tuple(found.values()),
        press.response_url,
    )
    if isinstance(outcome, Rejection):
        story = await context.deps.database.read(
            additions.find_given_with_text, workspace, giver, recognition
        )
        if story:
            return await recognition_confirmation.confirm_again(
                context, workspace, reader, story, outcome.excluded
            )
    if outcome is None or isinstance(outcome, Rejection):
        return views.gone(reader.language)
    return await recognition_confirmation.confirm_again(
        context, workspace, reader, outcome.recognition, outcome.excluded
    )


async def open_form(context: Context, workspace: Workspace, reader: Reader, press: Press) -> Message | None:
    """Open the form, or return why there is none."""
    giver, recognition = reader.user.id, press.recognition
    story = await context.deps.database.read(additions.find_given_with_text, workspace, giver, recognition)
    if story is None:
        return views.gone(reader.language)
    private_metadata = json.dumps({"recognition": recognition, "response_url": press.response_url})
    form = added_recipient_views.adding(reader.language, private_metadata)
    return await context.open_or_tell(press.trigger_id, press.response_url, form, reader)


async def submit(
    context: Context, workspace: Workspace, reader: Reader, submission: Submission
) -> Answer | None:
    """Add who was chosen, or say at the field why not. Raises `InvalidPayloadError`."""
    recognition, response_url = _context(submission.context)
    story = await context.deps.database.read(
        additions.find_given_with_text, workspace, reader.user.id, recognition
    )
    absence = await find_absence(context, workspace, reader, story.channel) if story else None
    if absence:
        is_known = absence is Absence.LEFT
        return errors({added_recipient_views.PEOPLE: no_longer_there(reader.language, is_known=is_known)})
    users = await context.directory.people(workspace, submission.selected(added_recipient_views.PEOPLE))
    outcome = await context.deps.database.write(
        added_recipients.add_recipients,
        workspace,
        reader.user.id,
        recognition,
        tuple(users.values()),
        response_url,
    )
    if outcome is None:
        context.replace_later(response_url, views.gone(reader.language))
        return errors(added_recipient_views.gone(reader.language))
    if isinstance(outcome, Rejection):
        names = {user.id: user.name for user in users.values()}
        return errors(added_recipient_views.refused(reader.language, names, outcome))
    shown = await recognition_confirmation.confirm_again(
        context, workspace, reader, outcome.recognition, outcome.excluded
    )
    in_form = form_views.done(reader.language, shown)
    return await context.confirm(response_url, shown, in_form, replaces=True)


def _context(text: str) -> tuple[str, str]:
    """The recognition and the response_url that went along with the form."""
    try:
        found = json.loads(text)
        recognition, response_url = found["recognition"], found["response_url"]
    except (ValueError, KeyError, TypeError) as error:
        raise InvalidPayloadError("private_metadata") from error
    if not isinstance(response_url, str):
        raise InvalidPayloadError("private_metadata")
    return payloads.recognition_id(recognition), response_url
