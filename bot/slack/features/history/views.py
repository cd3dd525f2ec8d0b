"""Answers to questions about the past."""

from collections.abc import Iterable, Sequence

from bot.domain.circle import Circle
from bot.domain.ids import ChannelId, UserId
from bot.domain.recognition import RecognitionView, Source
from bot.domain.scopes import ScopeRefusal
from bot.domain.values import Values
from bot.slack.features.endorsement.comment_views import comment_button
from bot.slack.features.leads.views import circle_name
from bot.slack.features.recognition.dated_recognition import render_dated
from bot.slack.features.recognition.recipient_views import received_menu
from bot.slack.ui.inline import (
    ChannelSpan,
    Names,
    Spans,
    TextSpan,
    fill,
    join_spans,
    join_user_names,
    slash_command,
)
from bot.slack.ui.language import Language
from bot.slack.ui.message import MAX_BLOCKS, Message, build_message, line
from bot.slack.ui.parts import Button, Buttons, Part
from bot.slack.ui.sizes import MAX_COUNTED, count_parts
from bot.usecases.history import HistoryPage

OLDER = "older"
NEWER = "newer"
MAX_COUNTERPARTS_NAMED = 10
CHANGE = "change-question"
"""The action that opens the question as a form, and the form's name."""


def build_page(
    language: Language,
    names: Names,
    values: Values,
    recognitions: tuple[RecognitionView, ...],
    *,
    reader: UserId,
    zone: str,
    title: Spans,
    newer: str | None = None,
    older: str | None = None,
    question: str = "",
    after: Sequence[Part] = (),
    answerable: bool = False,
) -> Message:
    """Build a page, newest first, dated in the reader's zone; `after` is appended.

    `answerable` says that the reader is the recipient, and can act on it. `newer` and `older` are the values
    of the buttons to the pages before and after, `question` that of the button that changes the question.
    """
    _ = language.gettext
    parts: list[Part] = [line(title)]
    for recognition_ in recognitions:
        parts += _build_entry(language, names, values, recognition_, reader, zone, answerable=answerable)
    parts += page_buttons(language, newer, older, question)
    return build_message([*parts, *after])


def fit_page(
    language: Language,
    names: Names,
    values: Values,
    page: HistoryPage,
    *,
    reader: UserId,
    zone: str,
    title: Spans,
    after: Sequence[Part] = (),
    answerable: bool = False,
    goes_up: bool = False,
) -> HistoryPage:
    """Return as many recognitions as one message holds: the newest or, if `goes_up`, the oldest.

    The other arguments are those of `build_page`.
    """
    beside = [line(title), *page_buttons(language, NEWER, OLDER, CHANGE), *after]
    room, blocks, number = MAX_COUNTED - count_parts(beside), len(beside), 0
    for recognition in reversed(page.recognitions) if goes_up else page.recognitions:
        entry = _build_entry(language, names, values, recognition, reader, zone, answerable=answerable)
        room -= count_parts(entry)
        blocks += len(entry)
        # A page without recognitions would end the reading.
        if number and (room < 0 or blocks > MAX_BLOCKS):
            break
        number += 1
    return page.oldest(number) if goes_up else page.newest(number)


def _build_entry(
    language: Language,
    names: Names,
    values: Values,
    recognition: RecognitionView,
    reader: UserId,
    zone: str,
    *,
    answerable: bool,
) -> list[Part]:
    """Return a recognition and what the reader can do about it."""
    about = [received_menu(language, recognition)] if answerable else []
    return [
        render_dated(language, names, values, recognition, reader, zone),
        *_comment_buttons(language, recognition, reader),
        *about,
    ]


def page_buttons(language: Language, newer: str | None, older: str | None, question: str = "") -> list[Part]:
    """Return buttons to the pages before and after, if any, and to change the question."""
    _ = language.gettext
    candidates = (
        (_("Newer"), NEWER, newer),
        (_("Older"), OLDER, older),
        (_("Change the question"), CHANGE, question),
    )
    buttons = tuple(Button(label, action, value) for label, action, value in candidates if value)
    return [Buttons(buttons)] if buttons else []


def _comment_buttons(language: Language, recognition: RecognitionView, reader: UserId) -> list[Part]:
    """Return the button to comment on the reader's own emoji, if the recognition is one."""
    if recognition.source is not Source.REACTION or reader not in recognition.givers:
        return []
    return [Buttons((comment_button(language, recognition, reader),))]


def name_subjects(
    language: Language, names: Names, users: Iterable[UserId], circles: Iterable[Circle], reader: UserId
) -> Spans:
    """Return the names of the circles and users that a lead asks about."""
    names_ = [circle_name(language, names, circle, reader) for circle in circles]
    if others := sorted(users):
        names_.append(join_user_names(language, names, others))
    places = {f"p{number}": spans for number, spans in enumerate(names_)}
    return fill(language.join_items([f"{{{name}}}" for name in places]), **places)


def name_counterparts(language: Language, names: Names, users: Sequence[UserId]) -> Spans:
    """Return the names that the reader's recognitions are narrowed to; nothing if there are none."""
    if len(users) > MAX_COUNTERPARTS_NAMED:
        return (TextSpan(language.gettext("these people")),)
    return join_user_names(language, names, users) if users else ()


def build_title(
    language: Language,
    *,
    channels: Sequence[ChannelId] = (),
    is_given: bool = False,
    about: Spans = (),
    between: Spans = (),
) -> Spans:
    """Return the answer's title; `about` names other users, `between` is `name_counterparts`."""
    _ = language.gettext
    if between:
        sentence = (
            _("Thanks you gave to {people}, newest first:")
            if is_given
            else _("Thanks you received from {people}, newest first:")
        )
        return fill(sentence, people=between)
    if about:
        sentence = (
            _("Thanks that {people} gave, newest first:")
            if is_given
            else _("Thanks that {people} received, newest first:")
        )
        return fill(sentence, people=about)
    if channels:
        channel_spans = join_spans(language, [ChannelSpan(channel) for channel in channels])
        return fill(_("Thanks given in {channel}, newest first:"), channel=channel_spans)
    return fill(_("Thanks you gave, newest first:") if is_given else _("Thanks you received, newest first:"))


def build_empty_page(
    language: Language,
    *,
    channels: Sequence[ChannelId] = (),
    is_given: bool = False,
    is_narrowed: bool = False,
    about: Spans = (),
    between: Spans = (),
    question: str = "",
    after: Sequence[Part] = (),
) -> Message:
    """Say that there is nothing to show; the arguments are those of `build_title` and `build_page`.

    `is_narrowed` says that filters are set.
    """
    _ = language.gettext
    after = [*page_buttons(language, None, None, question), *after]
    if about:
        sentence = _(
            "Nothing that I can show about {people}. Perhaps there is something you could say yourself?"
        )
        return build_message([line(fill(sentence, people=about)), *after])
    if between and not is_narrowed:
        sentence = (
            _("You haven't thanked {people} here yet. If something comes to mind, one sentence is enough.")
            if is_given
            else _("There is nothing from {people} to you yet. Good things often stay unsaid for a while.")
        )
        return build_message([line(fill(sentence, people=between)), *after])
    if is_narrowed:
        sentence = _("Nothing matches that. Perhaps with fewer conditions?")
    elif channels:
        sentence = _("No one has been thanked in {channel} yet. One sentence is enough to begin.")
    elif is_given:
        sentence = _("You haven't thanked anyone here yet. If someone comes to mind, one sentence is enough.")
    else:
        sentence = _("Nothing here yet. Good things often stay unsaid for a while; thanking someone helps.")
    channel_spans = join_spans(language, [ChannelSpan(channel) for channel in channels])
    return build_message([line(fill(sentence, channel=channel_spans)), *after])


def refusal_message(language: Language, refusal: ScopeRefusal) -> Message:
    """Say why there is no answer, without revealing whether there is anything."""
    sentence = fill(
        _refusal_template(language, refusal),
        mine=slash_command(language, "history"),
        invite=TextSpan("/invite @Hearten", code=True),
    )
    return build_message([line(sentence)])


def refusal_sentence(language: Language, refusal: ScopeRefusal) -> str:
    """Say why there is no answer, in plain text."""
    return _refusal_template(language, refusal).format(
        mine=language.command("history"), invite="/invite @Hearten"
    )


def _refusal_template(language: Language, refusal: ScopeRefusal) -> str:
    _ = language.gettext
    return {
        ScopeRefusal.PERSON: _(
            "A person's history is theirs, so I can't show it. Why not ask them directly?"
        ),
        ScopeRefusal.CHANNEL: _(
            "I show a channel's thanks to its members, and I can't see you in that one. If you are in it, "
            "I may not be: type {invite} there."
        ),
        ScopeRefusal.UNANSWERED: _("Slack didn't tell me which channels you're in. Please try again."),
        ScopeRefusal.ONESELF: _(
            "Your own thanks come by themselves: {mine}. For others, please ask without yourself."
        ),
        ScopeRefusal.FOREIGN: _("I can show history only to people of this workspace."),
    }[refusal]


def too_long_message(language: Language) -> Message:
    """Say that the question is too long to carry from page to page."""
    sentence = language.gettext("That is a lot for one question. Could you ask about fewer things at once?")
    return build_message([line(fill(sentence))])


def unread_group_message(language: Language) -> Message:
    """Say that the members of a user group could not be read."""
    sentence = language.gettext("I can't read who is in that group just now. Could you name the people?")
    return build_message([line(fill(sentence))])


def unreadable_page_message(language: Language) -> Message:
    """Answer a button whose page can't be found."""
    sentence = language.gettext("I can no longer find that page. {ask} starts over.")
    return build_message([line(fill(sentence, ask=slash_command(language, "history")))])
