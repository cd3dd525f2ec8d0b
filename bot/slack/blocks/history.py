"""Answers to questions about the past."""

from collections.abc import Sequence

from bot.domain.recognition import Story
from bot.domain.values import Values
from bot.domain.visibility import Refusal
from bot.slack.blocks.document import (
    Button,
    Buttons,
    Line,
    Message,
    Part,
    Passage,
    line,
    message,
)
from bot.slack.blocks.inline import Channel, Link, Names, Span, Spans, Text, fill
from bot.slack.blocks.phrases import story
from bot.slack.language import Language

OLDER = "older"


def page(
    language: Language,
    names: Names,
    values: Values,
    stories: tuple[Story, ...],
    *,
    reader: str,
    zone: str,
    title: Spans,
    older: str | None,
    after: Sequence[Part] = (),
) -> Message:
    """Stories, newest first, dated in the reader's zone; `older` is the button's value for what follows.

    `after` is what else there is to say.
    """
    _ = language.gettext
    parts: list[Part] = [line(title)]
    parts += (_dated(language, names, values, told, reader, zone) for told in stories)
    if older:
        parts.append(Buttons((Button(_("Older"), OLDER, older),)))
    return message([*parts, *after])


def _dated(language: Language, names: Names, values: Values, told: Story, reader: str, zone: str) -> Passage:
    told_again = story(language, names, values, told, reader)
    opening, *rest = told_again.parts
    place: Span = Text(language.gettext("in private")) if told.is_private else Channel(told.channel)
    when = Text(f"{language.date(told.created_at, zone)} · ", italic=True)
    spans: Spans = (when, *opening.spans, Text(" · "), place)
    if told.permalink and told.words and not told.is_private:
        spans = (*spans, Text(" · "), Link(told.permalink, language.gettext("see it")))
    return Passage((Line(spans), *rest))


def title(language: Language, *, channel: str = "", given: bool = False, about: Spans = ()) -> Spans:
    """What the answer is about; `about` names other people, for their lead."""
    _ = language.gettext
    if about:
        sentence = (
            _("Thanks that {people} gave, newest first:")
            if given
            else _("Thanks that {people} received, newest first:")
        )
        return fill(sentence, people=about)
    if channel:
        return fill(_("Thanks given in {channel}, newest first:"), channel=Channel(channel))
    return fill(_("Thanks you gave, newest first:") if given else _("Thanks you received, newest first:"))


def nothing(
    language: Language,
    *,
    channel: str = "",
    given: bool = False,
    narrowed: bool = False,
    about: Spans = (),
    after: Sequence[Part] = (),
) -> Message:
    """There is nothing to show. `about` names other people, for their lead; `after` is what else there is."""
    _ = language.gettext
    if about:
        sentence = _(
            "Nothing that I can show about {people}. Perhaps there is something you could say yourself?"
        )
        return message([line(fill(sentence, people=about)), *after])
    if narrowed:
        sentence = _("Nothing matches that. Perhaps with fewer conditions?")
    elif channel:
        sentence = _("Nobody has been thanked in {channel} yet. One sentence is enough to begin.")
    elif given:
        sentence = _("You haven't thanked anyone here yet. If someone comes to mind, one sentence is enough.")
    else:
        sentence = _("Nothing here yet. Good things often stay unsaid for a while; thanking someone helps.")
    return message([line(fill(sentence, channel=Channel(channel) if channel else ""))])


def refused(language: Language, refusal: Refusal) -> Message:
    """Why there is no answer, in words that do not tell whether there is anything."""
    _ = language.gettext
    sentence = {
        Refusal.PERSON: _("A person's history is theirs, so I can't show it. Why not ask them directly?"),
        Refusal.CHANNEL: _("I show a channel's thanks to its members, and I can't see you in that one."),
        Refusal.FOREIGN: _("I can show history only to people of this workspace."),
    }[refusal]
    return message([line(fill(sentence))])


def one_channel(language: Language) -> Message:
    """Several channels were named."""
    return message([line(fill(language.gettext("One channel at a time, please. Which one shall I show?")))])
