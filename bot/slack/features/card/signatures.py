"""Signatures: added, changed and removed, and invitations to add one, by name."""

from bot.domain.card import CardRefusal, Signature
from bot.domain.commands.recognition import parse_text
from bot.domain.recognition import HiddenNames, RefusalReason
from bot.domain.workspace import Workspace
from bot.errors import InvalidPayloadError
from bot.slack import text_fields
from bot.slack.context import Context
from bot.slack.features.card import events, form_views, refusal_views, views
from bot.slack.features.recognition.edit_views import rejection_error
from bot.slack.outbound.rendering import find_hidden_users
from bot.slack.payloads.interactions import Press, ResponseUrl
from bot.slack.payloads.submissions import Submission
from bot.slack.private_data import RowId, dump, load
from bot.slack.request import Reader
from bot.slack.text_fields import FilledFormData, with_filled_in
from bot.slack.ui.message import Message
from bot.slack.ui.modal import Answer, errors
from bot.usecases import cards


class SignFormData(FilledFormData, frozen=True):
    """The card that a form is about, and where its button is."""

    card: RowId
    response_url: str = ""
    thread_ts: str = ""


async def open_form(context: Context, workspace: Workspace, reader: Reader, press: Press) -> Message | None:
    """Open the form for the reader's words, or say why they can't sign."""
    language, card_id = reader.language, press.value
    found = await context.deps.database.read(cards.find_card, workspace, reader.user, card_id)
    if isinstance(found, CardRefusal):
        return await context.answer_privately(
            press.response_url, refusal_views.signing_refusal_message(language, found)
        )
    own = found.signature
    filled = await text_fields.fill_field(context, workspace, language, own.text if own else "")
    names = await context.names(workspace, found.card.recipients)
    data = with_filled_in(
        SignFormData(found.card.id, press.response_url, press.response_url.thread_ts), filled
    )
    view = form_views.build_sign_form(
        language, names, reader.values, found.card, own, filled, reader.user.timezone, dump(data)
    )
    return await context.open_or_explain(workspace, press.trigger_id, press.response_url, view, reader)


async def submit(
    context: Context, workspace: Workspace, reader: Reader, submission: Submission
) -> Answer | None:
    """Store the words, or return errors by field. Raise `InvalidPayloadError`."""
    data, language = load(SignFormData, submission.context), reader.language
    found = await context.deps.database.read(cards.find_card, workspace, reader.user, data.card)
    if isinstance(found, CardRefusal):
        return errors(form_views.text_error(refusal_views.signing_refusal_sentence(language, found)))
    before = found.signature.text if found.signature else None
    typed = text_fields.read_text(submission, form_views.TEXT, data.filled_in, before)
    text, typed_values = parse_text(typed, reader.values)
    chosen = tuple(dict.fromkeys((*submission.selected(form_views.VALUES), *typed_values)))
    signature = Signature(reader.user.id, text, chosen)
    outcome = await context.deps.database.write(
        cards.sign, workspace, reader.user, data.card, signature, reader.values
    )
    match outcome:
        case CardRefusal():
            return errors(form_views.text_error(refusal_views.signing_refusal_sentence(language, outcome)))
        case RefusalReason() | HiddenNames():
            names = await context.names(workspace, find_hidden_users(outcome))
            return errors(form_views.text_error(rejection_error(language, names, outcome)))
        case signed:
            context.background_tasks.start(events.check_invitation(context, workspace, signed.card))
            names = await context.names(workspace, signed.card.recipients)
            answer = views.signed_message(language, names, signed, reader.user.timezone)
            in_form = form_views.build_answer_view(language, answer)
            url = ResponseUrl(data.response_url, data.thread_ts)
            return await context.confirm(url, answer, in_form, replaces=False)


async def remove(context: Context, workspace: Workspace, reader: Reader, press: Press) -> Message | None:
    """Take the reader's words off the card."""
    was_there = await context.deps.database.write(
        cards.remove_signature, workspace, reader.user.id, press.value
    )
    answer = views.removed_message(reader.language, was_there=was_there)
    return await context.answer_privately(press.response_url, answer)


async def open_invitations(
    context: Context, workspace: Workspace, reader: Reader, press: Press
) -> Message | None:
    """Open the form that invites people by name, or say that the card ended."""
    shown = await context.deps.database.read(cards.find_started, workspace, reader.user.id, press.value)
    if shown is None:
        return await context.answer_privately(
            press.response_url, views.cancelled_message(reader.language, {}, None)
        )
    data = SignFormData(shown.card.id, press.response_url, press.response_url.thread_ts)
    view = form_views.build_invitation_form(reader.language, dump(data))
    return await context.open_or_explain(workspace, press.trigger_id, press.response_url, view, reader)


async def submit_invitations(
    context: Context, workspace: Workspace, reader: Reader, submission: Submission
) -> Answer | None:
    """Invite people by name, each once. Raise `InvalidPayloadError`."""
    data, language = load(SignFormData, submission.context), reader.language
    named = submission.selected_users(form_views.INVITED)
    if not named:
        raise InvalidPayloadError("state")
    users = await context.directory.users.find(workspace, named)
    invited = await context.deps.database.write(
        cards.invite, workspace, reader.user.id, data.card, tuple(users.values())
    )
    if invited is None:
        return errors({form_views.INVITED: refusal_views.closed_sentence(language)})
    shown, not_invited = invited
    names = await context.names(workspace, {*shown.card.recipients, *not_invited})
    answer = views.invited_message(language, names, shown, not_invited, reader.user.timezone)
    in_form = form_views.build_answer_view(language, answer)
    url = ResponseUrl(data.response_url, data.thread_ts)
    return await context.confirm(url, answer, in_form, replaces=False)
