"""Views for endorsements: the form, confirmations and refusals."""

from slack_sdk.models.blocks import Block, CheckboxesElement

from bot.domain.endorsement import EndorsementRefusal
from bot.slack.features.endorsement.comment_views import (
    TEXT,
    comment_field,
    comment_label,
    paragraph,
    withdrawn_error,
)
from bot.slack.features.recognition.edit_views import no_additions_sentence
from bot.slack.ui.inline import Names, fill, join_user_names, plain_text
from bot.slack.ui.language import Language
from bot.slack.ui.message import Message, build_message, line
from bot.slack.ui.modal import View, field, form, options
from bot.slack.ui.parts import Button, Buttons
from bot.slack.ui.phrases import join_recipients, recipients_label
from bot.slack.ui.rich_text_input import FilledText
from bot.usecases.endorsements import EndorsableRecognition, EndorsementResult

ENDORSE = "endorse"
"""The action that endorses a recognition, and the name of the form for a comment."""
COMMENT = "comment-endorsement"
"""The action that opens the form."""
WITHDRAW = "withdraw-endorsement"
"""The action that withdraws an endorsement, and the form's field for that with its one option."""


def build_form(
    language: Language,
    names: Names,
    endorsable: EndorsableRecognition,
    filled: FilledText | None,
    context: str,
) -> View:
    """Build the form for an endorsement's comment; it returns `context` on submission.

    An endorser's form also offers to withdraw the endorsement.
    """
    _ = language.gettext
    recognition, endorser = endorsable.recognition, endorsable.endorser
    sentence = (
        _("You have joined {givers} in thanking {recipients}.")
        if endorser
        else _("You join {givers} in thanking {recipients}.")
    )
    explanation = fill(
        sentence,
        givers=join_user_names(language, names, recognition.givers),
        recipients=recipients_label(language, names, recognition),
    )
    invitation = _("What did it make easier for you?")
    blocks: list[Block] = [
        paragraph(plain_text(explanation)),
        comment_field(language, filled, invitation),
    ]
    if endorser:
        leave = CheckboxesElement(options=options([(WITHDRAW, _("Undo my “Me too”, and remove my words"))]))
        blocks.append(field(WITHDRAW, _("Or undo it?"), leave, is_optional=True))
    return form(
        ENDORSE,
        _("Me too"),
        blocks,
        submit=_("Save") if endorser else _("Join in"),
        close=_("Cancel"),
        context=context,
    )


def endorsement_message(language: Language, names: Names, result: EndorsementResult) -> Message:
    """Confirm an endorsement, and offer to add a comment."""
    _ = language.gettext
    recognition = result.recognition
    sentence = (
        _("You joined {givers} in thanking {recipients}.")
        if result.is_new
        else _("You've already joined {givers} in thanking {recipients}.")
    )
    first = fill(
        sentence,
        givers=join_user_names(language, names, recognition.givers),
        recipients=join_recipients(language, names, recognition, recognition.directly_thanked),
    )
    buttons = (
        Button(comment_label(language, has_comment=result.has_comment), COMMENT, recognition.id),
        Button(_("Undo"), WITHDRAW, recognition.id),
    )
    return build_message([line(first), Buttons(buttons)])


def withdrawal_message(language: Language, *, emoji_stays: bool | None) -> Message:
    """Confirm that an endorsement was withdrawn; `emoji_stays` is None if there was none."""
    _ = language.gettext
    if emoji_stays is None:
        return build_message([line(fill(_("There's nothing left to undo.")))])
    if emoji_stays:
        sentence = _("You no longer join in. Your emoji stays on the message until you remove it there.")
        return build_message([line(fill(sentence))])
    return build_message([line(fill(_("You no longer join in.")))])


def refusal_message(language: Language, reason: EndorsementRefusal) -> Message:
    """Say why the reader can't endorse a recognition."""
    return build_message([line(fill(_refusal_sentence(language, reason)))])


def refusal_errors(language: Language, reason: EndorsementRefusal) -> dict[str, str]:
    """Say at the form's field why the reader can't endorse a recognition."""
    return {
        TEXT: withdrawn_error(language)
        if reason is EndorsementRefusal.GONE
        else _refusal_sentence(language, reason)
    }


def _refusal_sentence(language: Language, reason: EndorsementRefusal) -> str:
    _ = language.gettext
    return {
        EndorsementRefusal.GONE: _("This thanks is gone already."),
        EndorsementRefusal.NO_ADDITIONS: no_additions_sentence(language),
        EndorsementRefusal.IS_GIVER: _("These are your own words, so there's no need to join in."),
        EndorsementRefusal.IS_RECIPIENT: _(
            "These are thanks to you. If you would like to answer: the three dots below them offer it."
        ),
    }[reason]
