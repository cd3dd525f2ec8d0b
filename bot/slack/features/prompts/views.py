"""Weekly prompts: questions that invite a recognition."""

from bot.domain.prompt import WeeklyPrompt
from bot.domain.values import Values
from bot.slack.features.recognition.form_views import GIVE
from bot.slack.ui.inline import Names, TextSpan, fill, slash_command
from bot.slack.ui.language import Language
from bot.slack.ui.message import Message, build_message, line
from bot.slack.ui.parts import Button, Buttons, Divider, NoteLine, Part
from bot.slack.ui.phrases import recognition_passage
from bot.usecases.message_contents import PromptContent


def prompt_sentence(language: Language, question: WeeklyPrompt) -> str:
    """Return the question."""
    _ = language.gettext
    match question:
        case WeeklyPrompt.EASIER:
            return _("Who made something easier for you, perhaps without noticing?")
        case WeeklyPrompt.WENT_WRONG:
            return _("Who helped when something went wrong?")
        case WeeklyPrompt.TAUGHT:
            return _("What did someone teach you lately?")
        case WeeklyPrompt.LIGHTER:
            return _("Who made a hard day lighter?")


def prompt_message(language: Language, names: Names, values: Values, content: PromptContent) -> Message:
    """Build a prompt: the question, what to type, and a recognition that the reader got a year ago."""
    _ = language.gettext
    hint = fill(
        _("If someone comes to mind, one sentence is enough: {thank}. You asked for this; {off} ends it."),
        thank=slash_command(language, "@… thanks for …"),
        off=slash_command(language, "privacy prompts off"),
    )
    parts: list[Part] = [
        line((TextSpan(prompt_sentence(language, content.question), italic=True),)),
        thank_button(language),
    ]
    if content.memory:
        parts += [
            Divider(),
            line((TextSpan(_("A year ago, in this week:"), bold=True),)),
            recognition_passage(language, names, values, content.memory, content.reader),
        ]
    return build_message([*parts, NoteLine(hint)])


def thank_button(language: Language) -> Buttons:
    """Build the button that opens the form."""
    return Buttons((Button(language.gettext("Thank someone"), GIVE, GIVE),))
