"""The weekly digest as a channel reads it, and the rest of a long one."""

from dataclasses import dataclass, replace
from datetime import timedelta

from bot.domain.digest import Chapter, Place
from bot.domain.questions import Question
from bot.domain.recognition import Story
from bot.domain.values import Values
from bot.slack.blocks.document import (
    MAX_BLOCKS,
    Button,
    Buttons,
    Heading,
    Line,
    Message,
    Note,
    Part,
    Passage,
    Quote,
    Rule,
    line,
    message,
)
from bot.slack.blocks.inline import (
    Channel,
    Emoji,
    Names,
    Spans,
    Text,
    called,
    fill,
    named,
    opening,
    slash_command,
)
from bot.slack.blocks.phrases import story
from bot.slack.blocks.prompts import asked, thank_button
from bot.slack.blocks.sizes import (
    MAX_COUNTED,
    count,
    count_all,
    count_paragraph,
    first_fitting,
    split_paragraphs,
)
from bot.slack.digest_pages import Rest
from bot.slack.language import Language
from bot.storage.digests import Digest
from bot.usecases.contents import WeeklyDigest

READ_REST = "digest-rest"
"""The action that shows the rest to whoever presses, below the digest."""
READ_ON = "digest-rest-on"
"""The action that shows another page of it, in the place of the one before."""
STORIES_IN_A_BLOCK = 8
MOST_PASSAGES = MAX_BLOCKS - 10
"""Blocks of stories in one digest, beside those before and after them, a picture among them."""
ONE_WEEK = timedelta(days=8)
"""What is longer, even where the clocks change, holds more than a week."""


def weekly(
    language: Language,
    names: Names,
    values: Values,
    content: WeeklyDigest,
    *,
    is_preview: bool = False,
    room: int = MAX_COUNTED,
) -> Message:
    """The week's stories, grouped by value, or a line about a quiet week. Everyone is a plain name.

    In a preview nobody can read on: the digest is not there yet. `room` is how many counted characters the
    message may have.
    """
    digest = content.digest
    if not content.chapters:
        quiet = line((Text(_quiet(language, digest.variation)),))
        return message([quiet, thank_button(language), _footer(language, names, digest)])
    heading = Heading(_heading(language, digest))
    more = [line(fill(language.gettext("There was more than fits here.")))]
    question = asked(language, tuple(Question)[digest.variation])
    ending: list[Part] = _welcome(language, names, content.first_givers)
    ending += [Rule(), line((Text(question, italic=True),)), thank_button(language)]
    ending.append(_footer(language, names, digest))
    button = _read_rest(language, "")
    room -= count_all([heading, *more, button, *ending])
    told = _told(language, names, values, content.chapters, room)
    if not told.last:
        return message([heading, *told.parts, *ending])
    if is_preview:
        return message([heading, *told.parts, *more, *ending])
    button = _read_rest(language, Rest(digest.id, told.last, told.last).as_value())
    return message([heading, *told.parts, *more, button, *ending])


def _read_rest(language: Language, value: str) -> Buttons:
    return Buttons((Button(language.gettext("Read the rest"), READ_REST, value),))


def rest(
    language: Language,
    names: Names,
    values: Values,
    left: tuple[Chapter, ...],
    content: WeeklyDigest,
    turn: Rest,
) -> Message:
    """A page of what the post of a digest has no room for; `left` is what comes after the turn's place."""
    _ = language.gettext
    period = language.period(content.digest.period, content.digest.zone)
    title = line(
        fill(_("More good words, {period}:") if left else _("That was all of it, {period}."), period=period)
    )
    room = MAX_COUNTED - count_all([title, Buttons((_from_start(language, turn), _read_on(language, "")))])
    told = _told(language, names, values, left, room, turn.after)
    buttons = []
    if turn.after != turn.start:
        buttons.append(_from_start(language, turn))
    if told.last:
        buttons.append(_read_on(language, turn.next(told.last).as_value()))
    parts: list[Part] = [title, *told.parts]
    return message([*parts, Buttons(tuple(buttons))] if buttons else parts)


def _from_start(language: Language, turn: Rest) -> Button:
    return Button(language.gettext("From the start"), f"{READ_ON}:start", turn.from_start.as_value())


def _read_on(language: Language, value: str) -> Button:
    return Button(language.gettext("Read on"), f"{READ_ON}:next", value)


def gone(language: Language) -> Message:
    """There is no such digest any more, or not for whoever asks."""
    return message([line(fill(language.gettext("This digest has nothing more that I can show here.")))])


def _heading(language: Language, digest: Digest) -> str:
    _ = language.gettext
    is_longer = digest.period.end - digest.period.start > ONE_WEEK
    sentence = (
        _("Good words from these weeks, {period}")
        if is_longer
        else _("Good words from the past week, {period}")
    )
    return sentence.format(period=language.period(digest.period, digest.zone))


def _quiet(language: Language, variation: int) -> str:
    _ = language.gettext
    return (
        _("A quiet week, and that's fine. If someone comes to mind, one sentence is enough."),
        _("No thanks were written down here in the past week. Some were surely felt, and can still be said."),
        _("It was quiet here in the past week. Perhaps a small moment still comes to mind?"),
        _("Not every week needs words. Should you think of someone, a short sentence does it."),
    )[variation]


def _footer(language: Language, names: Names, digest: Digest) -> Note:
    footer = fill(
        language.gettext("{person} set up this digest for {channel}. {command} changes it."),
        person=called(language, names, digest.set_by),
        channel=Channel(digest.channel),
        command=slash_command(language, "digest"),
    )
    return Note(opening(language, footer))


@dataclass(frozen=True, slots=True)
class _Told:
    """Chapters as blocks, as far as they fit; `last` is the place where that ends, None if that is all."""

    parts: list[Part]
    last: Place | None = None


def _told(
    language: Language,
    names: Names,
    values: Values,
    chapters: tuple[Chapter, ...],
    room: int,
    after: Place | None = None,
) -> _Told:
    """Fill `room` with what comes after a place. A story alone in it is shown as far as it fits."""
    parts: list[Part] = []
    last = None
    for chapter in chapters:
        lines: list[Line | Quote] = []
        key = chapter.value.key if chapter.value else ""
        title = _title(language, chapter)
        room -= count(line(title))
        for number, told in enumerate(chapter.stories):
            begin = after.paragraphs if after and told.id == after.story else 0
            left = split_paragraphs(story(language, names, values, _beside(told, chapter)).parts)[begin:]
            fitting = first_fitting(left, room)
            if last is None and not fitting:
                # A page that shows nothing would never get any further.
                fitting = left[:1]
            if len(fitting) < len(left) or len(parts) == MOST_PASSAGES:
                if last is None:
                    last = Place(key, told.id, begin + len(fitting))
                    lines += fitting
                return _Told([*parts, *_passage(title, lines)], last)
            room -= sum(map(count_paragraph, left))
            last = Place(key, told.id)
            lines += left
            if (number + 1) % STORIES_IN_A_BLOCK == 0:
                parts += _passage(title, lines)
                title, lines = (), []
        parts += _passage(title, lines)
    return _Told(parts)


def _beside(told: Story, chapter: Chapter) -> Story:
    """The story with the values that its chapter does not name."""
    heading = chapter.value.key if chapter.value else ""
    return replace(told, values=tuple(value for value in told.values if value != heading))


def _welcome(language: Language, names: Names, people: frozenset[str]) -> list[Part]:
    """A word about first thank-yous that were given. Who first got one is nobody's business."""
    if not people:
        return []
    sentence = language.gettext("{people} gave thanks here for the first time. How good to read that.")
    return [line(opening(language, fill(sentence, people=named(language, names, sorted(people)))))]


def _title(language: Language, chapter: Chapter) -> Spans:
    if chapter.value is None:
        return (Text(language.gettext("And also"), bold=True),)
    name = chapter.value.name
    return (Emoji(chapter.value.emoji), Text(" "), Text(name[:1].upper() + name[1:], bold=True))


def _passage(title: Spans, lines: list[Line | Quote]) -> list[Part]:
    if not lines:
        return []
    return [Passage(tuple([Line(title), *lines] if title else lines))]
