"""Leads and their circles, as leads and those who are cared for see them."""

from collections.abc import Iterable, Sequence

from bot.domain.circle import Circle, CircleSource
from bot.domain.history import Cursor, PageSide
from bot.domain.recognition import RecognitionView
from bot.domain.values import Values
from bot.slack.features.history.query_state import Question, Turn
from bot.slack.ui.inline import ChannelSpan, Names, Spans, TextSpan, fill, named, slash_command
from bot.slack.ui.language import Language
from bot.slack.ui.message import Button, Buttons, Message, Part, Rule, line, message
from bot.slack.ui.message import NoteLine as Small
from bot.slack.ui.phrases import story, value_names
from bot.slack.ui.sizes import MAX_COUNTED, count_all, first_parts
from bot.usecases.lead_notes import LeadNoteContent
from bot.usecases.leads import CircleOverview
from bot.usecases.message_contents import CareContent

SHOW_CIRCLE = "circle"
NOT_THANKED = "not-thanked"
"""The action of the button, on a lead's Home alone, that names whom the lead has not thanked lately."""
MAX_LISTED = 20
"""Circles in one answer: each takes two blocks."""
READ_REST = "note-rest"
"""The action that shows the rest of a note; its value is a page of the history."""


def circle_name(language: Language, names: Names, circle: Circle, reader: str = "") -> Spans:
    """What a circle is called: its channel, its group, or its people."""
    match circle.source:
        case CircleSource.CHANNEL:
            return (ChannelSpan(circle.source_id),)
        case CircleSource.GROUP:
            return (TextSpan(f"@{circle.name}"),)
        case CircleSource.NAMED:
            return named(language, names, [one for one in circle.members if one != reader])


def mine(language: Language, names: Names, circles: Sequence[Circle], reader: str) -> list[Part]:
    """The circles that the reader cares for, with a button for each."""
    _ = language.gettext
    parts: list[Part] = [line(fill(_("You care for these people:")))]
    for circle in circles[:MAX_LISTED]:
        parts.append(line(circle_name(language, names, circle, reader)))
        parts.append(Buttons((Button(_("Read their thanks"), SHOW_CIRCLE, circle.id),)))
    return parts


def listed(parts: Iterable[Sequence[Part]]) -> Message:
    """What an admin or a lead sees, one after the other."""
    found: list[Part] = []
    for one in parts:
        if found and one:
            found.append(Rule())
        found += one
    return message(found)


def nothing_to_do_with_it(language: Language) -> Message:
    """Somebody who is neither an admin nor a lead."""
    return message(
        [
            line(
                fill(
                    language.gettext(
                        "Leads are appointed by the admins of this workspace. Whoever comes to care for you: "
                        "you are told, and you can see when they look."
                    )
                )
            )
        ]
    )


def in_care(language: Language, names: Names, content: CareContent) -> Message:
    """To somebody whom leads care for from now on."""
    _ = language.gettext
    leads = named(language, names, content.leads)
    count = len(content.leads)
    if content.circle.source is CircleSource.NAMED:
        sentence = language.ngettext(
            "{leads} cares for you as your lead from now on.",
            "{leads} care for you as your leads from now on.",
            count,
        )
        opening = fill(sentence, leads=leads)
    else:
        sentence = language.ngettext(
            "{leads} cares for the people of {circle} from now on, you among them.",
            "{leads} care for the people of {circle} from now on, you among them.",
            count,
        )
        opening = fill(sentence, leads=leads, circle=circle_name(language, names, content.circle))
    explained = _(
        "That means: reading the thanks that you get and give in public, and in private channels that both "
        "of you are in. Private ones only if you let them. Whenever somebody looks, you can see it."
    )
    return message([line(opening), line(fill(explained))])


def overview(language: Language, values: Values, seen: CircleOverview) -> list[Part]:
    """Render a circle as a whole, for its lead alone: no figures, and nobody's name."""
    _ = language.gettext
    parts: list[Part] = [Rule()]
    if carried := values.sort_keys(seen.values):
        lived = _("What these people lived in the last weeks: {values}.")
        parts.append(line(fill(lived, values=value_names(language, carried))))
    question = TextSpan(_("How are you managing your workload?"), italic=True)
    parts.append(line(fill(_("A question to ask somebody, face to face: {question}"), question=question)))
    own = TextSpan(_("Is there someone you'd like to thank yourself?"), italic=True)
    asking = _("And one for you: {question} If you ask, my Home names the people you haven't thanked lately.")
    parts.append(line(fill(asking, question=own)))
    return parts


def not_thanked(language: Language, names: Names, users: Sequence[str] | None) -> Spans:
    """Render whom a lead has not thanked lately; `users` is None for a user who leads nobody."""
    _ = language.gettext
    if users is None:
        return fill(_("You care for nobody here, so there is nobody to name."))
    if not users:
        return fill(_("You've thanked everyone you care for in the last 30 days."))
    sentence = _("You haven't thanked {people} in the last 30 days. Only you can see this.")
    return fill(sentence, people=named(language, names, users))


def note(
    language: Language, names: Names, values: Values, content: LeadNoteContent, *, room: int = MAX_COUNTED
) -> Message:
    """A lead's week, as far as it fits into `room` counted characters, and a button for the rest."""
    _ = language.gettext
    opening = _("Good morning, {name}. Here is what your people thanked each other for:")
    first = line(fill(opening, name=names.get(content.reader) or _("you there")))
    footer = _("You get this on Mondays. {off} ends it. Those it is about see that you read about them.")
    ending = [
        *overview(language, values, content.overview),
        Small(fill(footer, off=slash_command(language, "leads note off"))),
    ]
    rest = _rest(language, content, content.recognitions[-1:])
    passages: list[Part] = [
        story(language, names, values, told, content.reader) for told in content.recognitions
    ]
    shown = first_parts(passages, room - count_all([first, *rest, *ending]), at_least=1)
    is_all = len(shown) == len(passages) and not content.has_older
    rest = [] if is_all else _rest(language, content, content.recognitions[len(shown) - 1 : len(shown)])
    return message([first, *shown, *rest, *ending])


def _rest(language: Language, content: LeadNoteContent, last_shown: Sequence[RecognitionView]) -> list[Part]:
    """Return a button that reads on after the last story shown, or where to ask if none can carry it."""
    _ = language.gettext
    asked = Question(circles=content.circles, since=content.since, until=content.until)
    if not (last_shown and content.circles and asked.fits):
        more = _("There is more than fits here: {command} shows all of it.")
        return [line(fill(more, command=slash_command(language, "history #…")))]
    place = Turn(asked, Cursor(PageSide.OLDER, last_shown[0].id))
    more = _("There was more than fits here.")
    return [line(fill(more)), Buttons((Button(_("Read the rest"), READ_REST, place.as_value()),))]


def note_switched(language: Language, *, on: bool, is_lead: bool) -> Message:
    """A lead gets the weekly note, or not."""
    _ = language.gettext
    if not is_lead:
        sentence = _("The weekly note is for leads, and you care for nobody here yet.")
    elif on:
        sentence = _("From now on you get a note on Monday mornings, whenever there is something to tell.")
    else:
        sentence = _("You get no weekly note any more.")
    return message([line(fill(sentence))])
