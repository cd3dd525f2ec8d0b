"""What a keepsake says: recognitions as their recipient sees them, as a page of text."""

from collections.abc import Iterable, Iterator
from itertools import groupby

from bot.domain.calendar import to_local_date
from bot.domain.emoji import find_character
from bot.domain.ids import ChannelId
from bot.domain.keepsake import find_days
from bot.domain.recognition import RecognitionView
from bot.domain.values import Values
from bot.images.image_content import Patch, draw_png, has_plain_patch, legend_of
from bot.keepsake.page import Entry, KeepsakePage, Note, Paragraph, ParagraphKind, Picture, Run, Section
from bot.slack.features.digest.image_views import plain_label
from bot.slack.features.keepsake.job import KeepsakeContent
from bot.slack.features.keepsake.page_views import (
    closing_sentences,
    picture_alt_text,
    private_label,
    title,
    unknown_channel,
    unset_note,
)
from bot.slack.features.recognition.dated_recognition import reply_lines
from bot.slack.ui.inline import (
    ChannelSpan,
    CodeBlockSpan,
    EmojiSpan,
    LinkSpan,
    ListItemSpan,
    MentionSpan,
    Span,
    Spans,
    TextSpan,
)
from bot.slack.ui.language import Language
from bot.slack.ui.parts import Line, Quote
from bot.slack.ui.phrases import recognition_passage

_LETTER_COUNTRIES = frozenset({"US", "CA", "MX", "CO", "CL", "PH", "VE", "GT", "CR"})
"""Countries whose paper has the size Letter; all others use A4."""


def build_page(language: Language, values: Values, content: KeepsakeContent) -> KeepsakePage:
    """Build the page, dated in the reader's zone."""
    received = content.recognitions
    days = find_days(content.since, content.until, [one.created_at for one in received], content.zone)
    patches = [Patch(one.id, one.values) for one in received]
    alt = picture_alt_text(language, legend_of(patches, values), has_plain=has_plain_patch(patches, values))
    writer = _EntryWriter(language, values, content)
    return KeepsakePage(
        lang=str(language.locale).replace("_", "-"),
        paper="us-letter" if language.locale.territory in _LETTER_COUNTRIES else "a4",
        title=title(language),
        owner=content.names.get(content.reader, ""),
        period=language.days(days),
        closing=closing_sentences(
            language,
            language.date(content.made_at, content.zone),
            has_private=any(one.is_private for one in received),
        ),
        unset_note=unset_note(language),
        sections=tuple(writer.write_sections()),
        picture=Picture(draw_png(patches, values, plain_label(language)), alt),
    )


class _EntryWriter:
    """Writes recognitions as entries."""

    def __init__(self, language: Language, values: Values, content: KeepsakeContent) -> None:
        self._language = language
        self._values = values
        self._content = content

    def write_sections(self) -> Iterator[Section]:
        """Yield a section for each month, in the reader's zone."""
        days = (
            (to_local_date(one.created_at, self._content.zone), one) for one in self._content.recognitions
        )
        for month, group in groupby(days, key=lambda pair: pair[0].replace(day=1)):
            entries = tuple(self._write_entry(recognition, day.isoformat()) for day, recognition in group)
            yield Section(self._language.month(month), entries)

    def _write_entry(self, recognition: RecognitionView, iso_day: str) -> Entry:
        language, content = self._language, self._content
        passage = recognition_passage(language, content.names, self._values, recognition, content.reader)
        first, *rest = passage.parts
        text: tuple[Paragraph, ...] = ()
        if recognition.text and rest:
            text, rest = self._write_text(rest[0].spans), rest[1:]
        for reply in recognition.replies:
            rest += reply_lines(language, content.names, reply, content.reader)
        channel = content.channels.get(recognition.channel, "")
        return Entry(
            text=text,
            line=Paragraph(self._write_runs(first.spans)),
            day=language.date(recognition.created_at, content.zone),
            iso_day=iso_day,
            place=f"#{channel}" if channel and not recognition.is_private else "",
            private=private_label(language) if recognition.is_private else "",
            notes=tuple(self._write_notes(rest)),
        )

    def _write_notes(self, parts: Iterable[Line | Quote]) -> Iterator[Note]:
        """Yield a note for each line, with the quote that follows it."""
        notes: list[Note] = []
        for part in parts:
            if isinstance(part, Quote) and notes:
                notes[-1] = Note(notes[-1].line, self._write_text(part.spans))
            else:
                notes.append(Note(Paragraph(self._write_runs(part.spans))))
        yield from notes

    def _write_text(self, spans: Spans) -> tuple[Paragraph, ...]:
        """Return the paragraphs of a text. Lines are paragraphs; empty ones are left out."""
        paragraphs: list[Paragraph] = []
        pending: list[Run] = []

        def end_paragraph() -> None:
            if "".join(run.text for run in pending).strip():
                paragraphs.append(Paragraph(tuple(pending)))
            pending.clear()

        for span in spans:
            match span:
                case CodeBlockSpan(code):
                    end_paragraph()
                    paragraphs.append(Paragraph((Run(code),), ParagraphKind.CODE))
                case ListItemSpan(inside, number, indent):
                    end_paragraph()
                    marker = f"{number}." if number is not None else "•"
                    item = Paragraph(self._write_runs(inside), ParagraphKind.ITEM, marker, indent)
                    paragraphs.append(item)
                case TextSpan(text) if "\n" in text:
                    style = self._write_run(span)
                    for number_, piece in enumerate(text.split("\n")):
                        if number_:
                            end_paragraph()
                        if piece:
                            pending.append(Run(piece, style.bold, style.italic, style.strike, style.code))
                case _:
                    pending.append(self._write_run(span))
        end_paragraph()
        return tuple(paragraphs)

    def _write_runs(self, spans: Iterable[Span]) -> tuple[Run, ...]:
        return tuple(self._write_run(span) for span in spans)

    def _write_run(self, span: Span) -> Run:
        match span:
            case TextSpan(text, bold, italic, code, strike):
                return Run(text, bold, italic, strike, code)
            case EmojiSpan(name):
                return Run(find_character(name) or f":{name}:")
            case ChannelSpan(id_):
                name = self._content.channels.get(ChannelId(id_), "")
                return Run(f"#{name}" if name else unknown_channel(self._language))
            case LinkSpan(url, label, style):
                return Run(label or url, style.bold, style.italic, style.strike, style.code, url)
            case CodeBlockSpan(text):
                return Run(text, code=True)
            case ListItemSpan():
                return Run("".join(run.text for run in self._write_runs(span.inline)))
            case MentionSpan(user):
                return Run(self._content.names.get(user, ""))
