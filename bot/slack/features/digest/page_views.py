"""All of a digest, page by page, in a form that whoever wants to read it opens."""

from dataclasses import dataclass, replace

from bot.domain.digest import DigestChapter, DigestCursor
from bot.domain.recognition import RecognitionView
from bot.domain.values import Values
from bot.slack.features.digest.page_cursor import DigestPage
from bot.slack.ui.inline import EmojiSpan, Names, Spans, TextSpan, fill
from bot.slack.ui.language import Language
from bot.slack.ui.message import Button, Buttons, Line, Message, Part, Passage, Quote, line, message
from bot.slack.ui.modal import View, showing
from bot.slack.ui.phrases import story
from bot.slack.ui.sizes import count, count_all, count_paragraph, first_fitting, split_paragraphs
from bot.usecases.message_contents import WeeklyDigestContent

TURN = "digest-rest-on"
"""The action that shows another page in the place of this one."""
MAX_PAGE = 4_000
"""Counted characters of a page: some twenty recognitions, which is what one likes to scroll through."""
STORIES_IN_A_BLOCK = 8
MAX_PASSAGES = 40
"""Blocks of recognitions on one page, beside the title and the buttons."""


def form(language: Language, shown: Message) -> View:
    """The form around a page."""
    return showing(language.gettext("Good words"), shown, close=language.gettext("Close"))


def page(
    language: Language,
    names: Names,
    values: Values,
    left: tuple[DigestChapter, ...],
    content: WeeklyDigestContent,
    turn: DigestPage,
) -> Message:
    """Render a page; `left` is what comes after the page's place."""
    _ = language.gettext
    period = language.period(content.digest.period, content.digest.zone)
    first = _("All good words from {period}:") if turn.after is None else _("More good words from {period}:")
    title = line(fill(first if left else _("That was all of it, {period}."), period=period))
    room = MAX_PAGE - count_all([title, Buttons((_from_start(language, turn), _read_on(language, "")))])
    told = _told(language, names, values, content, left, room, turn.after)
    buttons = [] if turn.after is None else [_from_start(language, turn)]
    if told.last:
        buttons.append(_read_on(language, turn.next(told.last).as_value()))
    parts: list[Part] = [title, *told.parts]
    return message([*parts, Buttons(tuple(buttons))] if buttons else parts)


def _from_start(language: Language, turn: DigestPage) -> Button:
    return Button(language.gettext("From the start"), f"{TURN}:start", turn.first.as_value())


def _read_on(language: Language, value: str) -> Button:
    return Button(language.gettext("Read on"), f"{TURN}:next", value)


def gone(language: Language) -> Message:
    """There is no such digest any more, or not for whoever asks."""
    return message([line(fill(language.gettext("This digest has nothing more that I can show here.")))])


@dataclass(frozen=True, slots=True)
class _PageParts:
    """Chapters as blocks, as far as they fit; `last` is the place where that ends, None if that is all."""

    parts: list[Part]
    last: DigestCursor | None = None


def _told(
    language: Language,
    names: Names,
    values: Values,
    content: WeeklyDigestContent,
    chapters: tuple[DigestChapter, ...],
    room: int,
    after: DigestCursor | None = None,
) -> _PageParts:
    """Fill `room` with what comes after a place. A story alone in it is shown as far as it fits."""
    parts: list[Part] = []
    last = None
    for chapter in chapters:
        lines: list[Line | Quote] = []
        key = chapter.value.key if chapter.value else ""
        title = _title(language, chapter)
        room -= count(line(title))
        for number, told in enumerate(chapter.recognitions):
            begin = after.paragraphs if after and told.id == after.recognition else 0
            passage = story(language, names, values, _beside(told, chapter, content))
            left = split_paragraphs(passage.parts)[begin:]
            fitting = first_fitting(left, room)
            if last is None and not fitting:
                # A page that shows nothing would never get any further.
                fitting = left[:1]
            if len(fitting) < len(left) or len(parts) == MAX_PASSAGES:
                if last is None:
                    last = DigestCursor(key, told.id, begin + len(fitting))
                    lines += fitting
                return _PageParts([*parts, *_passage(title, lines)], last)
            room -= sum(map(count_paragraph, left))
            last = DigestCursor(key, told.id)
            lines += left
            if (number + 1) % STORIES_IN_A_BLOCK == 0:
                parts += _passage(title, lines)
                title, lines = (), []
        parts += _passage(title, lines)
    return _PageParts(parts)


def _beside(
    recognition: RecognitionView, chapter: DigestChapter, content: WeeklyDigestContent
) -> RecognitionView:
    """Return the recognition with the values that its chapter does not name, and no link for few readers."""
    heading = chapter.value.key if chapter.value else ""
    others = tuple(value for value in recognition.values if value != heading)
    return replace(recognition, values=others, permalink=content.link(recognition))


def _title(language: Language, chapter: DigestChapter) -> Spans:
    if chapter.value is None:
        return (TextSpan(language.gettext("And also"), bold=True),)
    name = chapter.value.name
    return (EmojiSpan(chapter.value.emoji), TextSpan(" "), TextSpan(name[:1].upper() + name[1:], bold=True))


def _passage(title: Spans, lines: list[Line | Quote]) -> list[Part]:
    if not lines:
        return []
    return [Passage(tuple([Line(title), *lines] if title else lines))]
