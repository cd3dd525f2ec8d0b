"""A recognition with its day and its place, as one reader sees it again."""

from collections.abc import Iterable, Mapping

from bot.domain.recognition import RecognitionView, Reply
from bot.domain.reply import MAX_REPLIES_SHOWN, MAX_REPLY_SHOWN
from bot.domain.values import Values
from bot.slack.ui.inline import (
    ChannelSpan,
    LinkSpan,
    Names,
    Span,
    Spans,
    TextSpan,
    called,
    fill,
    named,
    opening,
)
from bot.slack.ui.language import Language
from bot.slack.ui.message import Face, Line, Note, Part, Passage, Quote, line
from bot.slack.ui.mrkdwn import mrkdwn
from bot.slack.ui.parts import MAX_FACES
from bot.slack.ui.phrases import story

Faces = Mapping[str, str]
"""The addresses of people's pictures, by user id; those without one are missing."""
MAX_SMALL_TEXT = 3_000
"""Characters of a text in a context block (https://docs.slack.dev/reference/block-kit/composition-objects)."""


def dated(
    language: Language, names: Names, values: Values, told: RecognitionView, reader: str, zone: str
) -> Passage:
    """Render a recognition with its day and place in front of the words."""
    first, *rest = story(language, names, values, told, reader).parts
    when = TextSpan(f"{language.date(told.created_at, zone)} · ", italic=True)
    spans: Spans = (when, *first.spans, *_whereabouts(language, told, reader))
    return Passage((Line(spans), *rest, *_replies(language, names, told, reader)))


def words_first(
    language: Language,
    names: Names,
    faces: Faces,
    values: Values,
    told: RecognitionView,
    reader: str,
    zone: str,
    *,
    whose: Iterable[str],
) -> list[Part]:
    """Render a recognition with the words first; below them, small, the rest beside the faces of `whose`."""
    first, *rest = story(language, names, values, told, reader).parts
    when = TextSpan(f" · {language.date(told.created_at, zone)}")
    spans: Spans = (*first.spans, when, *_whereabouts(language, told, reader))
    words, others = rest[: 1 if told.text else 0], rest[1 if told.text else 0 :]
    others += _replies(language, names, told, reader)
    shown = [Face(faces[person], called(language, names, person)) for person in whose if faces.get(person)][
        :MAX_FACES
    ]
    small: Part = Note(spans, tuple(shown)) if len(mrkdwn(spans)) <= MAX_SMALL_TEXT else line(spans)
    return [
        *([Passage(tuple(words))] if words else []),
        small,
        *([Passage(tuple(others))] if others else []),
    ]


def _whereabouts(language: Language, told: RecognitionView, reader: str) -> Spans:
    """Return where it was given and where it is shown, a dot before each."""
    spans: Spans = (TextSpan(" · "), _place(language, told, reader))
    if told.permalink and told.text and not told.is_private:
        spans = (*spans, TextSpan(" · "), LinkSpan(told.permalink, language.gettext("see it")))
    return spans


def _replies(language: Language, names: Names, told: RecognitionView, reader: str) -> list[Line | Quote]:
    return [
        part for reply in told.replies[:MAX_REPLIES_SHOWN] for part in _reply(language, names, reply, reader)
    ]


def _place(language: Language, told: RecognitionView, reader: str) -> Span:
    """Where it was given, or that it is private, and why somebody reads it whom it does not concern."""
    _ = language.gettext
    if not told.is_private:
        return ChannelSpan(told.channel)
    is_between = reader in {*told.givers, *told.recipients}
    return TextSpan(_("in private") if is_between else _("in private, opened to leads"))


def _reply(language: Language, names: Names, reply: Reply, reader: str) -> tuple[Line, Quote]:
    """What was said back, as far as a page has room for it."""
    _ = language.gettext
    words = reply.text if len(reply.text) <= MAX_REPLY_SHOWN else reply.text[:MAX_REPLY_SHOWN] + "…"
    sentence = _("You answered:") if reply.by == reader else _("{person} answered:")
    said = opening(language, fill(sentence, person=named(language, names, [reply.by])))
    return Line(said), Quote((TextSpan(words),))
