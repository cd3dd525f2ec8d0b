"""Leads and their circles, as leads and circle members see them."""

from collections.abc import Iterable, Sequence

from bot.domain.circle import Circle, CircleSource
from bot.domain.history import Cursor, PageSide
from bot.domain.ids import NO_USER, UserId
from bot.domain.recognition import RecognitionView
from bot.domain.values import Values
from bot.slack.features.history.query_state import HistoryQuestion, PageRequest
from bot.slack.ui.inline import (
    ChannelSpan,
    Names,
    Spans,
    TextSpan,
    address_user,
    fill,
    join_user_names,
    slash_command,
)
from bot.slack.ui.language import Language
from bot.slack.ui.message import Message, build_message, line
from bot.slack.ui.parts import Button, Buttons, Divider, Part
from bot.slack.ui.parts import NoteLine as Small
from bot.slack.ui.phrases import recognition_passage, value_names
from bot.slack.ui.sizes import MAX_COUNTED, count_parts, take_parts
from bot.usecases.lead_notes import LeadNoteContent
from bot.usecases.leads import CircleOverview
from bot.usecases.message_contents import CareContent

SHOW_CIRCLE = "circle"
NOT_THANKED = "not-thanked"
"""The action of the button on a lead's Home that names users the lead has not thanked lately."""
MAX_LISTED = 20
"""Circles in one answer: each takes two blocks."""
SHOW_REST = "note-rest"
"""The action that shows the rest of a note; its value is a page of the history."""


def circle_name(language: Language, names: Names, circle: Circle, reader: UserId = NO_USER) -> Spans:
    """Return a circle's name: its channel, its group, or its members."""
    match circle.source:
        case CircleSource.CHANNEL:
            return (ChannelSpan(circle.source_id),)
        case CircleSource.GROUP:
            return (TextSpan(f"@{circle.name}"),)
        case CircleSource.NAMED:
            return join_user_names(language, names, [user for user in circle.members if user != reader])


def build_own_circles(
    language: Language, names: Names, circles: Sequence[Circle], reader: UserId
) -> list[Part]:
    """List the circles that the reader cares for, with a button for each."""
    _ = language.gettext
    parts: list[Part] = [line(fill(_("You care for these people:")))]
    for circle in circles[:MAX_LISTED]:
        parts.append(line(circle_name(language, names, circle, reader)))
        parts.append(Buttons((Button(_("Read their thanks"), SHOW_CIRCLE, circle.id),)))
    return parts


def join_sections(sections: Iterable[Sequence[Part]]) -> Message:
    """Join sections with rules between them."""
    parts: list[Part] = []
    for section in sections:
        if parts and section:
            parts.append(Divider())
        parts += section
    return build_message(parts)


def not_lead_message(language: Language) -> Message:
    """Explain leads to a reader who is neither an admin nor a lead."""
    return build_message(
        [
            line(
                fill(
                    language.gettext(
                        "Admins of this workspace appoint leads. If someone becomes your lead, I tell "
                        "you, and you can see when they look."
                    )
                )
            )
        ]
    )


def care_message(language: Language, names: Names, content: CareContent) -> Message:
    """Notify a user of the leads who care for them from now on."""
    _ = language.gettext
    leads = join_user_names(language, names, content.leads)
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
    explanation = _(
        "That means: reading the thanks that you get and give in public, and in private channels that "
        "both of you are in. Private ones only if you let them. Whenever someone looks, you can see it."
    )
    return build_message([line(opening), line(fill(explanation))])


def build_overview(language: Language, values: Values, circle_overview: CircleOverview) -> list[Part]:
    """Build a summary of a circle for its lead: without figures and names."""
    _ = language.gettext
    parts: list[Part] = [Divider()]
    if carried := values.sort_keys(circle_overview.values):
        lived = _("What these people showed in the last weeks: {values}.")
        parts.append(line(fill(lived, values=value_names(language, carried))))
    question = TextSpan(_("How are you managing your workload?"), italic=True)
    parts.append(line(fill(_("A question to ask someone, face to face: {question}"), question=question)))
    invitation = TextSpan(_("Is there someone you'd like to thank yourself?"), italic=True)
    asking = _("And one for you: {question} If you ask, my Home names the people you haven't thanked lately.")
    parts.append(line(fill(asking, question=invitation)))
    return parts


def not_thanked_note(language: Language, names: Names, users: Sequence[UserId] | None) -> Spans:
    """Name users that a lead has not thanked lately; `users` is None if the reader is no lead."""
    _ = language.gettext
    if users is None:
        return fill(_("You care for no one here, so there is no one to name."))
    if not users:
        return fill(_("You've thanked everyone you care for in the last 30 days."))
    sentence = _("You haven't thanked {people} in the last 30 days. Only you can see this.")
    return fill(sentence, people=join_user_names(language, names, users))


def build_note(
    language: Language, names: Names, values: Values, content: LeadNoteContent, *, room: int = MAX_COUNTED
) -> Message:
    """Build a lead's weekly note, cut to `room` counted characters, with a button for the rest."""
    _ = language.gettext
    opening = _("Good morning, {name}. Here is what your people thanked each other for:")
    name = address_user(language, names, content.reader) if names.get(content.reader) else _("you there")
    first = line(fill(opening, name=name))
    footer = _("You get this on Mondays. {off} ends it. Those it is about see that you read about them.")
    ending = [
        *build_overview(language, values, content.overview),
        Small(fill(footer, off=slash_command(language, "leads note off"))),
    ]
    rest = _rest_parts(language, content, content.recognitions[-1:])
    passages: list[Part] = [
        recognition_passage(language, names, values, recognition, content.reader)
        for recognition in content.recognitions
    ]
    fitting = take_parts(passages, room - count_parts([first, *rest, *ending]), at_least=1)
    is_all = len(fitting) == len(passages) and not content.has_older
    rest = (
        []
        if is_all
        else _rest_parts(language, content, content.recognitions[len(fitting) - 1 : len(fitting)])
    )
    return build_message([first, *fitting, *rest, *ending])


def _rest_parts(
    language: Language, content: LeadNoteContent, last_shown: Sequence[RecognitionView]
) -> list[Part]:
    """Return a button that reads on after the last recognition, or where to ask if it can't."""
    _ = language.gettext
    question = HistoryQuestion(circles=content.circles, since=content.since, until=content.until)
    if not (last_shown and content.circles and question.fits):
        more = _("There is more than fits here: {command} shows all of it.")
        return [line(fill(more, command=slash_command(language, "history #…")))]
    page_request = PageRequest(question, Cursor(PageSide.OLDER, last_shown[0].id))
    more = _("There was more than fits here.")
    return [line(fill(more)), Buttons((Button(_("Read the rest"), SHOW_REST, page_request.as_value()),))]


def note_switch_message(language: Language, *, on: bool, is_lead: bool) -> Message:
    """Confirm that the weekly note is on or off."""
    _ = language.gettext
    if not is_lead:
        sentence = _("The weekly note is for leads, and you care for no one here yet.")
    elif on:
        sentence = _("From now on you get a note on Monday mornings, whenever there's something to read.")
    else:
        sentence = _("You no longer get the weekly note.")
    return build_message([line(fill(sentence))])
