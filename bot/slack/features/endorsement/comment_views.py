"""Adding words: the field in which somebody says something to a recognition, and the form for one's emoji."""

from slack_sdk.models.blocks import (
    Block,
    InputBlock,
    PlainTextObject,
    RichTextInputElement,
    SectionBlock,
)

from bot.domain.endorsement import MAX_COMMENT_LENGTH
from bot.domain.recognition import HiddenNames, RecognitionView, RefusalReason
from bot.slack.features.recognition.edit_views import hidden_names_error, no_additions_sentence
from bot.slack.ui.inline import Names, TextSpan, fill, join_user_names, plain_text
from bot.slack.ui.language import Language
from bot.slack.ui.modal import View, field, form, notice
from bot.slack.ui.mrkdwn import text_object
from bot.slack.ui.parts import Button
from bot.slack.ui.rich_text_input import FilledText

ADD_WORDS = "add-words"
"""The action that opens the form, and the form's name."""
WORDS = "words"
"""The field for the words."""


def comment_label(language: Language, *, has_words: bool) -> str:
    """What is called what lets somebody say a few words, or others than before."""
    return language.gettext("Change your words") if has_words else language.gettext("Add words")


def comment_button(language: Language, recognition: RecognitionView, reader: str) -> Button:
    """Opens the form in which the reader says why they put an emoji there."""
    has_words = any(one.user == reader for one in recognition.comments)
    return Button(comment_label(language, has_words=has_words), ADD_WORDS, recognition.id)


def build_form(
    language: Language, names: Names, recognition: RecognitionView, filled: FilledText | None, context: str
) -> View:
    """What a giver adds to their emoji, to be written or changed; `context` comes back with it."""
    _ = language.gettext
    explained = fill(
        _("Your words are shown beside your emoji. {people} can read them in {history}."),
        people=join_user_names(language, names, recognition.recipients),
        history=language.command("history"),
    )
    return form(
        ADD_WORDS,
        _("Add words"),
        [paragraph(plain_text(explained)), comment_field(language, filled, _("What was your emoji for?"))],
        submit=_("Save"),
        close=_("Cancel"),
        context=context,
    )


def comment_text(recognition: RecognitionView, user: str) -> str:
    """Return what a person added; "" if they added nothing."""
    return next((one.text for one in recognition.comments if one.user == user), "")


def saved_notice(language: Language) -> View:
    """What the form becomes when the words are kept."""
    _ = language.gettext
    sentence = _("Thank you. Your words belong to your emoji now; without it, they go.")
    return notice(_("Add words"), [paragraph(sentence)], close=_("Close"))


def removed_notice(language: Language) -> View:
    """What the form becomes when nothing stands in it any more."""
    _ = language.gettext
    return notice(_("Add words"), [paragraph(_("Your emoji has no words now."))], close=_("Close"))


def comment_field(language: Language, filled: FilledText | None, invitation: str) -> InputBlock:
    """A field for a few words, with those that stand already; the invitation is read while it is empty."""
    _ = language.gettext
    element = RichTextInputElement(
        placeholder=PlainTextObject(text=invitation),
        initial_value=filled.block if filled else None,
        focus_on_load=True,
    )
    return field(WORDS, _("A few words of your own"), element, is_optional=True)


def paragraph(sentence: str) -> Block:
    """A sentence in a form, as plain as it is."""
    return SectionBlock(text=text_object([TextSpan(sentence)]))


def refusal_error(language: Language, names: Names, reason: RefusalReason | HiddenNames) -> str:
    """What is wrong with the words, at their field."""
    if isinstance(reason, HiddenNames):
        return hidden_names_error(language, names, reason)
    if reason is RefusalReason.NO_ADDITIONS:
        return no_additions_sentence(language)
    sentence = language.gettext("That is longer than {most} characters. Could it be shorter?")
    return sentence.format(most=MAX_COMMENT_LENGTH)


def withdrawn_error(language: Language) -> str:
    """There is nothing any more to which words could be added, at their field."""
    return language.gettext("This thanks was taken back meanwhile, so nothing was changed.")
