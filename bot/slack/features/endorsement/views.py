"""Joining in a recognition of others: the form, and what is said to those who cannot."""

from slack_sdk.models.blocks import Block, CheckboxesElement

from bot.domain.endorsement import EndorsementRefusal
from bot.slack.features.endorsement.comment_views import (
    WORDS,
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
from bot.slack.ui.rich_text_input import FilledText
from bot.usecases.endorsements import EndorsableRecognition, EndorsementResult

JOIN = "join"
"""The action that joins at once, and the name of the form for words."""
ADD_WORDS = "join-words"
"""The action that opens the form."""
LEAVE = "leave"
"""The action that takes the voice back, and the form's field for that with its one option."""


def build_form(
    language: Language, names: Names, found: EndorsableRecognition, filled: FilledText | None, context: str
) -> View:
    """What somebody says with their voice, if anything; who has joined finds it, and can take it back.

    `context` comes back with it.
    """
    _ = language.gettext
    told, endorser = found.recognition, found.endorser
    sentence = (
        _("You have joined {givers} in thanking {recipients}.")
        if endorser
        else _("You join {givers} in thanking {recipients}.")
    )
    explained = fill(
        sentence,
        givers=join_user_names(language, names, told.givers),
        recipients=join_user_names(language, names, told.recipients),
    )
    invitation = _("What did it make easier for you?")
    blocks: list[Block] = [
        paragraph(plain_text(explained)),
        comment_field(language, filled, invitation),
    ]
    if endorser:
        leave = CheckboxesElement(options=options([(LEAVE, _("Take my voice back, with my words"))]))
        blocks.append(field(LEAVE, _("Or undo it?"), leave, is_optional=True))
    return form(
        JOIN,
        _("Me too"),
        blocks,
        submit=_("Save") if endorser else _("Join in"),
        close=_("Cancel"),
        context=context,
    )


def endorsement_message(language: Language, names: Names, done: EndorsementResult) -> Message:
    """Tell somebody that they joined; words can be added afterwards."""
    _ = language.gettext
    told = done.recognition
    sentence = (
        _("You joined {givers} in thanking {recipients}.")
        if done.is_new
        else _("You've already joined {givers} in thanking {recipients}.")
    )
    first = fill(
        sentence,
        givers=join_user_names(language, names, told.givers),
        recipients=join_user_names(language, names, told.directly_thanked),
    )
    buttons = (
        Button(comment_label(language, has_words=done.has_comment), ADD_WORDS, told.id),
        Button(_("Undo"), LEAVE, told.id),
    )
    return build_message([line(first), Buttons(buttons)])


def withdrawal_message(language: Language, *, emoji_stays: bool | None) -> Message:
    """Tell somebody that they no longer join; None if they didn't."""
    _ = language.gettext
    if emoji_stays is None:
        return build_message([line(fill(_("There is nothing left to take back.")))])
    if emoji_stays:
        sentence = _("You no longer join in. Your emoji stays on the message until you remove it there.")
        return build_message([line(fill(sentence))])
    return build_message([line(fill(_("You no longer join in.")))])


def refusal_message(language: Language, reason: EndorsementRefusal) -> Message:
    """To somebody who pressed the button and cannot join."""
    return build_message([line(fill(_refusal_sentence(language, reason)))])


def refusal_errors(language: Language, reason: EndorsementRefusal) -> dict[str, str]:
    """The same, at the field of a form that was open."""
    return {
        WORDS: withdrawn_error(language)
        if reason is EndorsementRefusal.GONE
        else _refusal_sentence(language, reason)
    }


def _refusal_sentence(language: Language, reason: EndorsementRefusal) -> str:
    _ = language.gettext
    return {
        EndorsementRefusal.GONE: _("This thanks is gone already."),
        EndorsementRefusal.NO_ADDITIONS: no_additions_sentence(language),
        EndorsementRefusal.IS_GIVER: _("These are your own words, so your voice is in them already."),
        EndorsementRefusal.IS_RECIPIENT: _(
            "These are thanks to you. If you would like to answer: the three dots below them offer it."
        ),
    }[reason]
