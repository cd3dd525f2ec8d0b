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
    length,
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
from bot.slack.digest_pages import Rest
from bot.slack.language import Language
from bot.storage.digests import Digest
from bot.usecases.contents import WeeklyDigest

READ_REST = "digest-rest"
"""The action that shows the rest to whoever presses, below the digest."""
READ_ON = "digest-rest-on"
"""The action that shows another page of it, in the place of the one before."""
MOST_CHARACTERS = 12_000
"""Characters of stories in one digest. Slack tells no limit for a message's blocks, but refuses long ones
as `msg_blocks_too_long`; this is well below what it takes."""
STORIES_IN_A_BLOCK = 8
MOST_PASSAGES = MAX_BLOCKS - 10
"""Blocks of stories in one digest, beside those before and after them, a picture among them."""
ONE_WEEK = timedelta(days=8)
"""What is longer, even where the clocks change, holds more than a week."""


def weekly(
    language: Language, names: Names, values: Values, content: WeeklyDigest, *, is_preview: bool = False
) -> Message:
    """The week's stories, grouped by value, or a line about a quiet week. Everyone is a plain name.

    In a preview nobody can read on: the digest is not there yet.
    """
    digest = content.digest
    if not content.chapters:
        quiet = line((Text(_quiet(language, digest.variation)),))
        return message([quiet, thank_button(language), _footer(language, names, digest)])
    told = _told(language, names, values, content.chapters)
    parts: list[Part] = [Heading(_heading(language, digest)), *told.parts]
    if told.last:
        parts.append(line(fill(language.gettext("There was more than fits here."))))
        if not is_preview:
            rest_of_it = Rest(digest.id, told.last, told.last)
            parts.append(
                Buttons((Button(language.gettext("Read the rest"), READ_REST, rest_of_it.as_value()),))
            )
    question = asked(language, tuple(Question)[digest.variation])
    parts += _welcome(language, names, content.first_givers)
    parts += [Rule(), line((Text(question, italic=True),)), thank_button(language)]
    return message([*parts, _footer(language, names, digest)])


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
    told = _told(language, names, values, left)
    period = language.period(content.digest.period, content.digest.zone)
    title = _("More good words, {period}:") if left else _("That was all of it, {period}.")
    buttons = []
    if turn.after != turn.start:
        buttons.append(Button(_("From the start"), f"{READ_ON}:start", turn.from_start.as_value()))
    if told.last:
        buttons.append(Button(_("Read on"), f"{READ_ON}:next", turn.next(told.last).as_value()))
    parts: list[Part] = [line(fill(title, period=period)), *told.parts]
    return message([*parts, Buttons(tuple(buttons))] if buttons else parts)


def gone(language: Language) -> Message:
    """There is no such digest any more, or not for whoever asks."""
    return message([line(fill(language.gettext("This digest has nothing more that I can show here.")))])


def _heading(language: Language, digest: Digest) -> str:
    _ = language.gettext
    is_longer = digest.period.end - digest.period.start > ONE_WEEK
    sentence = (
        _("Good words from these weeks, {period}") if is_longer else _("Good words from this week, {period}")
    )
    return sentence.format(period=language.period(digest.period, digest.zone))


def _quiet(language: Language, variation: int) -> str:
    _ = language.gettext
    return (
        _("A quiet week, and that's fine. If someone comes to mind, one sentence is enough."),
        _("No thanks were written down here this week. Some were surely felt, and can still be said."),
        _("It was quiet here this week. Perhaps a small moment still comes to mind?"),
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
) -> _Told:
    parts: list[Part] = []
    room, last = MOST_CHARACTERS, None
    for chapter in chapters:
        lines: list[Line | Quote] = []
        title = _title(language, chapter)
        for number, told in enumerate(chapter.stories):
            passage = story(language, names, values, _beside(told, chapter))
            room -= length(passage)
            # One always fits: else nobody would ever get beyond it.
            if last and (room < 0 or len(parts) == MOST_PASSAGES):
                return _Told([*parts, *_passage(title, lines)], last)
            last = Place(chapter.value.key if chapter.value else "", told.id)
            lines += passage.parts
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
