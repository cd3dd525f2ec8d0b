"""Other words for thanks that a workflow wrote, before their giver agrees."""

from slack_sdk.models.blocks import RichTextInputElement

from bot.domain.commands.recognition import parse_text
from bot.domain.pending_recognition import PendingRecognition
from bot.domain.workspace import Workspace
from bot.slack import text_fields
from bot.slack.context import Context
from bot.slack.features.recognition import edit_views, form_views, giver_questions, pending_views
from bot.slack.payloads.interactions import Press
from bot.slack.payloads.submissions import Submission
from bot.slack.private_data import dump, load
from bot.slack.request import Reader
from bot.slack.text_fields import FilledFormData, with_filled_in
from bot.slack.ui.language import Language
from bot.slack.ui.message import Message
from bot.slack.ui.modal import Answer, View, errors, field, form
from bot.slack.ui.rich_text_input import FilledText
from bot.usecases import pending_recognitions

TEXT = "text"
"""The field for the words."""


class RewordFormData(FilledFormData, frozen=True):
    """The private data of the form: which pending recognition, and the question that is replaced."""

    key: str
    response_url: str = ""


def build_form(language: Language, filled: FilledText | None, context: str) -> View:
    """Build the form, filled in with what the workflow wrote; it returns `context` on submission."""
    _ = language.gettext
    element = RichTextInputElement(initial_value=filled.block if filled else None, focus_on_load=True)
    hint = _("Nothing is sent yet: I ask you again with the new words.")
    return form(
        pending_views.REWORD,
        _("Change the words"),
        [field(TEXT, _("Your words"), element, hint=hint)],
        submit=_("Save"),
        close=_("Cancel"),
        context=context,
    )


async def open_form(context: Context, workspace: Workspace, reader: Reader, press: Press) -> Message | None:
    """Open the form, or return a message if the question was answered or has expired."""
    pending = await _find(context, workspace, reader, press.value)
    if pending is None:
        return await giver_questions.find_earlier_decision(context, workspace, reader, press.value)
    filled = await text_fields.fill_field(context, workspace, reader.language, pending.text)
    form_data = with_filled_in(RewordFormData(press.value, press.response_url), filled)
    view = build_form(reader.language, filled, dump(form_data))
    return await context.open_or_explain(workspace, press.trigger_id, press.response_url, view, reader)


async def submit(
    context: Context, workspace: Workspace, reader: Reader, submission: Submission
) -> Answer | None:
    """Save the new words and ask again, or return field errors. Raises `InvalidPayloadError`."""
    form_data = load(RewordFormData, submission.context)
    before = await _find(context, workspace, reader, form_data.key)
    typed = text_fields.read_text(submission, TEXT, form_data.filled_in, before.text if before else None)
    values = await context.add_typed_aliases(workspace, reader.language, reader.values, typed)
    text, typed_values = parse_text(typed, values)
    outcome = await context.deps.database.write(
        pending_recognitions.reword, workspace, reader.user.id, form_data.key, text, typed_values
    )
    if outcome is None:
        message = await giver_questions.find_earlier_decision(context, workspace, reader, form_data.key)
    elif isinstance(outcome, PendingRecognition):
        message = await giver_questions.build_question(context, workspace, reader, outcome)
    else:
        return errors({TEXT: edit_views.rejection_error(reader.language, {}, outcome)})
    in_form = form_views.build_confirmation_view(reader.language, message)
    return await context.confirm(form_data.response_url, message, in_form, replaces=True)


async def _find(
    context: Context, workspace: Workspace, reader: Reader, key: str
) -> PendingRecognition | None:
    return await context.deps.database.read(pending_recognitions.find, workspace, reader.user.id, key)
