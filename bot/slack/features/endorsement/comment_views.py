"""Views for comments: the field, its errors, and the form for a comment on one's own reaction."""

from slack_sdk.models.blocks import (
    Block,
    InputBlock,
    PlainTextObject,
    RichTextInputElement,
    SectionBlock,
)

from bot.domain.endorsement import MAX_COMMENT_LENGTH
from bot.domain.ids import UserId
from bot.domain.recognition import HiddenNames, RecognitionView, RefusalReason
from bot.slack.features.recognition.edit_views import hidden_names_error, no_additions_sentence
from bot.slack.ui.inline import Names, TextSpan, fill, join_user_names, plain_text
from bot.slack.ui.language import Language
from bot.slack.ui.modal import View, field, form, notice
from bot.slack.ui.mrkdwn import text_object
from bot.slack.ui.parts import Button
from bot.slack.ui.rich_text_input import FilledText

COMMENT = "comment-reaction"
"""The action that opens the form, and the form's name."""
TEXT = "text"
"""The field for the comment."""


def comment_label(language: Language, *, has_comment: bool) -> str:
    """Return the label of a button that adds a comment, or changes it."""
    return language.gettext("Change your words") if has_comment else language.gettext("Add words")


def comment_button(language: Language, recognition: RecognitionView, reader: UserId) -> Button:
    """Build the button with which the reader comments on their own reaction."""
    has_comment = any(comment.user == reader for comment in recognition.comments)
    return Button(comment_label(language, has_comment=has_comment), COMMENT, recognition.id)


def build_form(
    language: Language, names: Names, recognition: RecognitionView, filled: FilledText | None, context: str
) -> View:
    """Build the form for the comment on a reaction; it returns `context` on submission."""
    _ = language.gettext
    explanation = fill(
        _("Your words are shown beside your emoji. {people} can read them in {history}."),
        people=join_user_names(language, names, recognition.recipients),
        history=language.command("history"),
    )
    return form(
        COMMENT,
        _("Add words"),
        [paragraph(plain_text(explanation)), comment_field(language, filled, _("What was your emoji for?"))],
        submit=_("Save"),
        close=_("Cancel"),
        context=context,
    )


def comment_text(recognition: RecognitionView, user: UserId) -> str:
    """Return a user's comment; "" if there is none."""
    return next((comment.text for comment in recognition.comments if comment.user == user), "")


def saved_notice(language: Language) -> View:
    """Confirm in the form's place that the comment was saved."""
    _ = language.gettext
    sentence = _("Thank you. Your words are shown beside your emoji. If you remove it, they're removed, too.")
    return notice(_("Add words"), [paragraph(sentence)], close=_("Close"))


def removed_notice(language: Language) -> View:
    """Confirm in the form's place that the comment was removed."""
    _ = language.gettext
    return notice(_("Add words"), [paragraph(_("Your emoji has no words now."))], close=_("Close"))


def comment_field(language: Language, filled: FilledText | None, invitation: str) -> InputBlock:
    """Build the field for a comment, filled in with the current one; `invitation` is the placeholder."""
    _ = language.gettext
    element = RichTextInputElement(
        placeholder=PlainTextObject(text=invitation),
        initial_value=filled.block if filled else None,
        focus_on_load=True,
    )
    return field(TEXT, _("A few words of your own"), element, is_optional=True)


def paragraph(sentence: str) -> Block:
    """Build a block with a sentence."""
    return SectionBlock(text=text_object([TextSpan(sentence)]))


def refusal_error(language: Language, names: Names, reason: RefusalReason | HiddenNames) -> str:
    """Return the error at the comment's field."""
    if isinstance(reason, HiddenNames):
        return hidden_names_error(language, names, reason)
    if reason is RefusalReason.NO_ADDITIONS:
        return no_additions_sentence(language)
    sentence = language.gettext("That is longer than {most} characters. Could it be shorter?")
    return sentence.format(most=MAX_COMMENT_LENGTH)


def withdrawn_error(language: Language) -> str:
    """Return the field error for a recognition that was withdrawn."""
    return language.gettext("This thanks was taken back meanwhile, so nothing was changed.")
