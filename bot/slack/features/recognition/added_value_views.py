"""Adding values to one's own recognition: the form and its errors."""

from collections.abc import Iterable

from slack_sdk.models.blocks import StaticMultiSelectElement

from bot.domain.recognition import RecognitionView
from bot.domain.values import Value
from bot.slack.features.recognition.edit_views import no_additions_sentence
from bot.slack.ui.inline import fill
from bot.slack.ui.language import Language
from bot.slack.ui.message import Message, build_message, line
from bot.slack.ui.modal import View, field, form, value_options
from bot.slack.ui.parts import Button

ADD_VALUES = "add-values"
"""The action that opens the form, and the form's name."""
VALUES = "values"
"""The field."""


def add_values_button(language: Language, recognition: RecognitionView) -> Button:
    """Build the button that opens the form for this recognition."""
    return Button(language.gettext("Add values"), ADD_VALUES, recognition.id)


def build_form(language: Language, values: Iterable[Value], context: str) -> View:
    """Build the form with the values to choose from; it returns `context` on submission."""
    _ = language.gettext
    element = StaticMultiSelectElement(options=value_options(language, values), focus_on_load=True)
    hint = _("Everyone who can read your thanks sees its values, too.")
    return form(
        ADD_VALUES,
        _("Add values"),
        [field(VALUES, _("What did they show?"), element, hint=hint)],
        submit=_("Add"),
        close=_("Cancel"),
        context=context,
    )


def all_values_message(language: Language) -> Message:
    """Say that the recognition has all values already."""
    sentence = language.gettext("Your thanks carries all that we celebrate here already.")
    return build_message([line(fill(sentence))])


def retired_value_error(language: Language) -> dict[str, str]:
    """Return the field error for a value that was retired while the form was open."""
    sentence = language.gettext(
        "One of these is no longer celebrated here, so nothing was added. Please choose again."
    )
    return {VALUES: sentence}


def closed_error(language: Language) -> dict[str, str]:
    """Return the field error for a recognition that takes no additions."""
    return {VALUES: no_additions_sentence(language)}


def withdrawn_error(language: Language) -> dict[str, str]:
    """Return the field error for a recognition that was withdrawn."""
    return {VALUES: language.gettext("This thanks was taken back meanwhile, so nothing was changed.")}
