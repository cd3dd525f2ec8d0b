"""Editing one's own recognition, its text and its values: the form and its errors."""

from collections.abc import Collection

from slack_sdk.models.blocks import InputBlock, RichTextInputElement, StaticMultiSelectElement

from bot.domain.message_text import MAX_TEXT_LENGTH
from bot.domain.recognition import HiddenNames, RefusalReason
from bot.domain.values import Values
from bot.slack.ui.inline import Names, fill, join_user_names, plain_text
from bot.slack.ui.language import Language
from bot.slack.ui.message import Message, build_message, line
from bot.slack.ui.modal import View, field, form, value_options
from bot.slack.ui.rich_text_input import FilledText

EDIT = "edit"
"""The action that opens the form, and the form's name."""
TEXT = "text"
"""The field for the text."""
VALUES = "values"
"""The field for the values."""


def build_form(
    language: Language, values: Values, carried: Collection[str], filled: FilledText | None, context: str
) -> View:
    """Build the form, filled in as it is; it returns `context` on submission.

    `carried` are the keys of the values that the recognition carries.
    """
    _ = language.gettext
    element = RichTextInputElement(initial_value=filled.block if filled else None, focus_on_load=True)
    hint = _("Everyone who can read it sees that it was edited.")
    return form(
        EDIT,
        _("Edit your thanks"),
        [field(TEXT, _("Your words"), element, hint=hint), *_value_blocks(language, values, carried)],
        submit=_("Save"),
        close=_("Cancel"),
        context=context,
    )


def _value_blocks(language: Language, values: Values, carried: Collection[str]) -> list[InputBlock]:
    value_choices = value_options(language, values.all)
    if not value_choices:
        return []
    chosen = [option for option in value_choices if option.value in carried]
    element = StaticMultiSelectElement(options=value_choices, initial_options=chosen or None)
    return [field(VALUES, language.gettext("What did they show?"), element, is_optional=True)]


def retired_value_error(language: Language) -> dict[str, str]:
    """Return the field error for a value that was retired while the form was open."""
    return {VALUES: language.gettext("One of these is no longer celebrated here. Please choose again.")}


def rejection_error(language: Language, names: Names, reason: RefusalReason | HiddenNames) -> str:
    """Return the error at the text's field."""
    _ = language.gettext
    match reason:
        case HiddenNames():
            return hidden_names_error(language, names, reason)
        case RefusalReason.TEXT_TOO_LONG:
            return _("That is longer than {most} characters. Could it be shorter?").format(
                most=MAX_TEXT_LENGTH
            )
        case RefusalReason.NO_ADDITIONS:
            return no_additions_sentence(language)
        case _:
            return _("One sentence more, please: what was it for?")


def no_additions_sentence(language: Language) -> str:
    """Say that nothing can be added, without revealing what the recipients chose."""
    return language.gettext("This thanks can no longer be changed or added to, so it stays as it is.")


def absence_sentence(language: Language, *, is_known: bool) -> str:
    """Say that the reader left the channel, or that Slack didn't answer whether they did."""
    _ = language.gettext
    if is_known:
        return _("You're no longer in that channel, so nothing was changed.")
    return _("Slack didn't tell me whether you're still in that channel. Please try again.")


def no_additions_message(language: Language) -> Message:
    """Say that nothing can be added, as a message."""
    return build_message([line(fill(no_additions_sentence(language)))])


def hidden_names_error(language: Language, names: Names, hidden: HiddenNames) -> str:
    """Ask for a text without the names that no channel may show."""
    sentence = language.ngettext(
        "Your words name {people}. I can't show that name in a channel; could you say it without?",
        "Your words name {people}. I can't show those names in a channel; could you say it without?",
        len(hidden.users),
    )
    return plain_text(fill(sentence, people=join_user_names(language, names, hidden.users)))


def withdrawn_error(language: Language) -> str:
    """Return the error at the text's field for a recognition that was withdrawn."""
    return language.gettext("This thanks was taken back meanwhile, so nothing was changed.")
