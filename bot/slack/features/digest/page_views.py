"""All of a digest, page by page, in a form."""

from msgspec import Struct
from msgspec.structs import replace

from bot.domain.digest import DigestChapter, DigestCursor
from bot.domain.recognition import RecognitionView
from bot.domain.values import Values
from bot.slack.features.digest.page_cursor import DigestPage
from bot.slack.ui.inline import EmojiSpan, Names, Spans, TextSpan, fill
from bot.slack.ui.language import Language
from bot.slack.ui.message import Message, build_message, line
from bot.slack.ui.modal import View, message_view
from bot.slack.ui.parts import Button, Buttons, Line, Part, Passage, Quote
from bot.slack.ui.phrases import recognition_passage
from bot.slack.ui.sizes import count_paragraph, count_part, count_parts, split_paragraphs, take_paragraphs
from bot.slack.ui.value_translations import translate_value
from bot.usecases.message_contents import WeeklyDigestContent

TURN = "digest-page"
"""The action that replaces the page with another."""
MAX_PAGE = 4_000
"""Counted characters of a page, about twenty recognitions."""
RECOGNITIONS_PER_BLOCK = 8
MAX_PASSAGES = 40
"""Blocks of recognitions on one page, beside the title and the buttons."""


def build_form(language: Language, page: Message) -> View:
    """Build the form around a page."""
    return message_view(language.gettext("Good words"), page, close=language.gettext("Close"))


def build_page(
    language: Language,
    names: Names,
    values: Values,
    chapters: tuple[DigestChapter, ...],
    content: WeeklyDigestContent,
    page: DigestPage,
) -> Message:
    """Build a page of `chapters`, which begin after the page's cursor."""
    _ = language.gettext
    period = language.period(content.digest.named_period, content.digest.zone)
    first = _("All good words from {period}:") if page.after is None else _("More good words from {period}:")
    title = line(fill(first if chapters else _("That was all of it, {period}."), period=period))
    room = MAX_PAGE - count_parts(
        [title, Buttons((_start_button(language, page), _next_button(language, "")))]
    )
    passages = _fit_chapters(language, names, values, content, chapters, room, page.after)
    buttons = [] if page.after is None else [_start_button(language, page)]
    if passages.last:
        buttons.append(_next_button(language, page.next(passages.last).as_value()))
    parts: list[Part] = [title, *passages.parts]
    return build_message([*parts, Buttons(tuple(buttons))] if buttons else parts)


def _start_button(language: Language, page: DigestPage) -> Button:
    return Button(language.gettext("From the start"), f"{TURN}:start", page.first.as_value())


def _next_button(language: Language, value: str) -> Button:
    return Button(language.gettext("Read on"), f"{TURN}:next", value)


def unavailable_message(language: Language) -> Message:
    """Say that the digest is gone, or that the reader may not see it."""
    return build_message([line(fill(language.gettext("This digest has nothing more that I can show here.")))])


class _PageParts(Struct, frozen=True):
    """Chapters as blocks, as far as they fit; `last` is the cursor after them, None at the end."""

    parts: list[Part]
    last: DigestCursor | None = None


def _fit_chapters(
    language: Language,
    names: Names,
    values: Values,
    content: WeeklyDigestContent,
    chapters: tuple[DigestChapter, ...],
    room: int,
    after: DigestCursor | None = None,
) -> _PageParts:
    """Fill `room` with what comes after a position; one recognition is cut if it is too long."""
    parts: list[Part] = []
    last = None
    for chapter in chapters:
        lines: list[Line | Quote] = []
        key = chapter.value.key if chapter.value else ""
        title = _title_spans(language, chapter)
        room -= count_part(line(title))
        for number, recognition in enumerate(chapter.recognitions):
            begin = after.paragraphs if after and recognition.id == after.recognition else 0
            passage = recognition_passage(
                language, names, values, _without_heading_value(recognition, chapter, content)
            )
            paragraphs = split_paragraphs(passage.parts)[begin:]
            fitting = take_paragraphs(paragraphs, room)
            if last is None and not fitting:
                # A page without recognitions would end the reading.
                fitting = paragraphs[:1]
            if len(fitting) < len(paragraphs) or len(parts) == MAX_PASSAGES:
                if last is None:
                    last = DigestCursor(key, recognition.id, begin + len(fitting))
                    lines += fitting
                return _PageParts([*parts, *_build_passages(title, lines)], last)
            room -= sum(map(count_paragraph, paragraphs))
            last = DigestCursor(key, recognition.id)
            lines += paragraphs
            if (number + 1) % RECOGNITIONS_PER_BLOCK == 0:
                parts += _build_passages(title, lines)
                title, lines = (), []
        parts += _build_passages(title, lines)
    return _PageParts(parts)


def _without_heading_value(
    recognition: RecognitionView, chapter: DigestChapter, content: WeeklyDigestContent
) -> RecognitionView:
    """Return the recognition without its chapter's value, and without a link that few can open."""
    heading = chapter.value.key if chapter.value else ""
    others = tuple(value for value in recognition.values if value != heading)
    return replace(recognition, values=others, permalink=content.link(recognition))


def _title_spans(language: Language, chapter: DigestChapter) -> Spans:
    if chapter.value is None:
        return (TextSpan(language.gettext("And also"), bold=True),)
    name = translate_value(language, chapter.value).name
    return (EmojiSpan(chapter.value.emoji), TextSpan(" "), TextSpan(name[:1].upper() + name[1:], bold=True))


def _build_passages(title: Spans, lines: list[Line | Quote]) -> list[Part]:
    if not lines:
        return []
    return [Passage(tuple([Line(title), *lines] if title else lines))]
