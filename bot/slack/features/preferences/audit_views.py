"""Audit entries about a user, as that user reads them."""

from collections.abc import Iterator, Sequence
from datetime import timedelta

from bot.domain.audit import AuditedCircle, AuditedQuery, AuditEntry, AuditKind
from bot.domain.circle import CircleSource
from bot.slack.ui.inline import (
    ChannelSpan,
    Names,
    Span,
    Spans,
    TextSpan,
    address_user,
    capitalize_start,
    fill,
    join_spans,
    text_spans,
)
from bot.slack.ui.language import Language
from bot.slack.ui.parts import Line, Passage


def build_audit_lines(language: Language, names: Names, entries: Sequence[AuditEntry], zone: str) -> Passage:
    """Return a line for each audit entry, dated in the reader's zone."""
    return Passage(tuple(Line(_entry_spans(language, names, look, zone)) for look in entries))


def _entry_spans(language: Language, names: Names, entry: AuditEntry, zone: str) -> Spans:
    _ = language.gettext
    query = entry.asked
    subjects: dict[str, Spans] = {
        "person": (TextSpan(address_user(language, names, entry.reader)),),
        "date": (TextSpan(language.date(entry.at, zone)),),
        "circles": _name_circles(language, query.circles),
    }
    match query.kind:
        case AuditKind.PERSON:
            sentence = _("{person} looked at your thanks on {date}.")
        case AuditKind.PEOPLE:
            sentence = _("{person} looked at your thanks and those of others on {date}.")
        case AuditKind.CIRCLE:
            sentence = _("{person} looked at the thanks of {circles} that you are in, on {date}.")
        case AuditKind.NOTE:
            # A note has no filters to describe.
            return capitalize_start(
                language, fill(_("{person} got a note with your circle's thanks on {date}."), **subjects)
            )
    details = list(_filter_details(language, names, query, zone))
    line_spans = capitalize_start(language, fill(sentence, **subjects))
    if not details:
        return line_spans
    return fill(_("{look} They asked for: {details}."), look=line_spans, details=_join_items(details, " · "))


def _name_circles(language: Language, circles: Sequence[AuditedCircle]) -> Spans:
    """Return the names of circles; one of named users is just "a circle"."""
    spans: list[Span] = []
    for circle in circles:
        match circle.source:
            case CircleSource.CHANNEL:
                spans.append(ChannelSpan(circle.source_id))
            case CircleSource.GROUP:
                spans.append(TextSpan(f"@{circle.name}"))
            case CircleSource.NAMED:
                spans.append(TextSpan(language.gettext("a circle")))
    return join_spans(language, spans)


def _filter_details(language: Language, names: Names, query: AuditedQuery, zone: str) -> Iterator[Spans]:
    """Say what narrowed the question."""
    _ = language.gettext
    if query.given:
        yield fill(_("what was given"))
    if query.since:
        yield fill(_("since {date}"), date=language.date(query.since, zone))
    if query.until:
        # The end is exclusive.
        yield fill(_("until {date}"), date=language.date(query.until - timedelta(milliseconds=1), zone))
    if query.channels:
        yield fill(
            _("in {channels}"),
            channels=join_spans(language, [ChannelSpan(channel) for channel in query.channels]),
        )
    if query.values:
        yield join_spans(language, [TextSpan(f"#{key}") for key in query.values])
    for phrase in query.phrases:
        yield fill(_("“{text}”"), text=text_spans(language, names, phrase))


def _join_items(items: Sequence[Spans], mark: str) -> Spans:
    first, *others = items
    return (*first, *(span for item in others for span in (TextSpan(mark), *item)))
