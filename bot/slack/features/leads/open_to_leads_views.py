"""Opening private recognitions to one's leads, and what the giver reads about it."""

from slack_sdk.models.blocks import Block, SectionBlock

from bot.domain.ids import RecognitionId
from bot.domain.visibility import LeadsAccess
from bot.slack.features.recognition.views import undo_button
from bot.slack.ui.inline import Names, TextSpan, capitalize_start, fill, join_user_names, text_spans
from bot.slack.ui.language import Language
from bot.slack.ui.message import Message, build_message, line
from bot.slack.ui.modal import View, form, notice
from bot.slack.ui.mrkdwn import text_object
from bot.slack.ui.parts import Buttons, Line, Part, Passage, Quote
from bot.usecases.message_contents import LeadsAccessContent

OPEN = "open-to-leads"
CLOSE = "close-to-leads"


def menu_options(language: Language, leads: LeadsAccess) -> list[tuple[str, str]]:
    """Return the menu option that opens a private recognition to leads, or closes it."""
    _ = language.gettext
    match leads:
        case LeadsAccess.NONE:
            return []
        case LeadsAccess.OPEN:
            return [(_("Keep it between us again"), CLOSE)]
        case LeadsAccess.CLOSED:
            return [(_("Let my lead read it …"), OPEN)]


def build_question_form(language: Language, recognition: RecognitionId) -> View:
    """Ask before leads may read a recognition."""
    _ = language.gettext
    sentence = _(
        "Your leads can then read these words and who wrote them. I tell the writer. You can undo this later."
    )
    return form(
        OPEN,
        _("Let my lead read it?"),
        [_paragraph(sentence)],
        submit=_("Let them read it"),
        close=_("Leave it"),
        context=recognition,
    )


def opened_notice(language: Language, *, is_done: bool) -> View:
    """Confirm in the form's place that leads may read it."""
    _ = language.gettext
    sentence = (
        _("You let the leads who care for you read this, too.")
        if is_done
        else _("Nothing was changed: your leads can read it already, or it's gone.")
    )
    return notice(_("Let my lead read it?"), [_paragraph(sentence)], close=_("Close"))


def _paragraph(sentence: str) -> Block:
    return SectionBlock(text=text_object([TextSpan(sentence)]))


def access_parts(language: Language, leads: LeadsAccess) -> list[Part]:
    """Say that the reader's leads can read it, if so."""
    if leads is not LeadsAccess.OPEN:
        return []
    return [line(fill(language.gettext("You let the leads who care for you read this, too.")))]


def access_message(language: Language, names: Names, content: LeadsAccessContent) -> Message:
    """Notify a giver that leads of a recipient can read what they gave in private."""
    _ = language.gettext
    user = join_user_names(language, names, [content.by])
    first = fill(_("{person} lets the leads who care for them read what you said in private:"), person=user)
    quote = Quote(text_spans(language, names, content.recognition.text))
    explanation = _("No one else can read it. If that is not what you meant, you can take it back.")
    return build_message(
        [
            Passage((Line(capitalize_start(language, first)), quote)),
            line(fill(explanation)),
            Buttons((undo_button(language, content.recognition),)),
        ]
    )
