"""Letting one's leads read what is private, and what the giver reads about it."""

from bot.domain.recognition import Story
from bot.domain.visibility import ForLeads
from bot.slack.blocks.document import Button, Buttons, Line, Message, Part, Passage, Quote, line, message
from bot.slack.blocks.giving import undo_button
from bot.slack.blocks.inline import Names, fill, named, opening, words
from bot.slack.language import Language
from bot.usecases.contents import LeadsMayRead

OPEN = "open-to-leads"
CLOSE = "close-to-leads"


def buttons(language: Language, told: Story, leads: ForLeads) -> list[Button]:
    """Opens a private thanks to the reader's leads, or closes it again."""
    _ = language.gettext
    match leads:
        case ForLeads.NONE:
            return []
        case ForLeads.OPEN:
            return [Button(_("Keep it between us again"), CLOSE, told.id)]
        case ForLeads.CLOSED:
            confirm = (
                _("Let my lead read it?"),
                _(
                    "Everybody who cares for you as a lead can read these words then, and who wrote them. "
                    "Whoever wrote them is told. You can close it again."
                ),
                _("Let them read it"),
                _("Leave it"),
            )
            return [Button(_("Let my lead read it"), OPEN, told.id, confirm=confirm)]


def state(language: Language, leads: ForLeads) -> list[Part]:
    """That the reader's leads can read it, where it is so."""
    if leads is not ForLeads.OPEN:
        return []
    return [line(fill(language.gettext("You let the leads who care for you read this, too.")))]


def leads_may_read(language: Language, names: Names, content: LeadsMayRead) -> Message:
    """To a giver: what they said in private can be read by the leads of whoever they said it to."""
    _ = language.gettext
    person = named(language, names, [content.by])
    first = fill(_("{person} lets the leads who care for them read what you said in private:"), person=person)
    quote = Quote(words(language, names, content.story.words))
    explained = _("Nobody else can read it. If that is not what you meant, you can take it back.")
    return message(
        [
            Passage((Line(opening(language, first)), quote)),
            line(fill(explained)),
            Buttons((undo_button(language, content.story),)),
        ]
    )
