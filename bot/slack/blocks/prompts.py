"""Questions that invite a thought of somebody."""

from bot.domain.questions import Question
from bot.slack.blocks.document import Button, Buttons, Message, Note, line, message
from bot.slack.blocks.giving_form import GIVE
from bot.slack.blocks.inline import Text, fill
from bot.slack.language import Language


def asked(language: Language, question: Question) -> str:
    """The question in words."""
    _ = language.gettext
    match question:
        case Question.EASIER:
            return _("Who made something easier for you, perhaps without noticing?")
        case Question.WENT_WRONG:
            return _("Who helped when something went wrong?")
        case Question.TAUGHT:
            return _("What did someone teach you this week?")
        case Question.LIGHTER:
            return _("Who made a hard day lighter?")


def prompt(language: Language, question: Question) -> Message:
    """The question, and what to type if somebody comes to mind; if not, that is fine."""
    _ = language.gettext
    hint = fill(
        _("If someone comes to mind, one sentence is enough: {thank}. You asked for this; {off} ends it."),
        thank=Text("/kudos @… thanks for …", code=True),
        off=Text("/kudos privacy prompts off", code=True),
    )
    button = Button(_("Thank someone"), GIVE, GIVE)
    return message([line((Text(asked(language, question), italic=True),)), Buttons((button,)), Note(hint)])
