"""A recognition with its day and channel, as one reader sees it later."""

from collections.abc import Iterable, Mapping

from msgspec.structs import replace

from bot.domain.ids import UserId
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
    capitalize_start,
    fill,
    join_user_names,
    user_name,
)
from bot.slack.ui.language import Language
from bot.slack.ui.message import line
from bot.slack.ui.mrkdwn import mrkdwn
from bot.slack.ui.parts import MAX_FACES, Face, Line, NoteLine, Part, Passage, Quote
from bot.slack.ui.phrases import recognition_passage

Faces = Mapping[UserId, str]
"""The addresses of people's pictures, by user id; those without one are missing."""
MAX_SMALL_TEXT = 3_000
"""Characters of a text in a context block (https://docs.slack.dev/reference/block-kit/composition-objects)."""


def render_dated(
    language: Language, names: Names, values: Values, recognition: RecognitionView, reader: UserId, zone: str
) -> Passage:
    """Render a recognition with its day and channel before the text."""
    first, *rest = recognition_passage(language, names, values, recognition, reader).parts
    day_span = TextSpan(f"{language.date(recognition.created_at, zone)} · ", italic=True)
    spans: Spans = (day_span, *first.spans, *_place_spans(language, recognition, reader))
    return Passage((Line(spans), *rest, *_render_replies(language, names, recognition, reader)))


def render_text_first(
    language: Language,
    names: Names,
    faces: Faces,
    values: Values,
    recognition: RecognitionView,
    reader: UserId,
    zone: str,
    *,
    pictured: Iterable[UserId],
) -> list[Part]:
    """Render a recognition with its text first, and the rest small beside the faces of `pictured`."""
    first, *rest = recognition_passage(language, names, values, recognition, reader).parts
    day_span = TextSpan(f" · {language.date(recognition.created_at, zone)}")
    spans: Spans = (*first.spans, day_span, *_place_spans(language, recognition, reader))
    text_parts, others = rest[: 1 if recognition.text else 0], rest[1 if recognition.text else 0 :]
    others += _render_replies(language, names, recognition, reader)
    pictures = [Face(faces[user], user_name(language, names, user)) for user in pictured if faces.get(user)][
        :MAX_FACES
    ]
    small: Part = NoteLine(spans, tuple(pictures)) if len(mrkdwn(spans)) <= MAX_SMALL_TEXT else line(spans)
    return [
        *([Passage(tuple(text_parts))] if text_parts else []),
        small,
        *([Passage(tuple(others))] if others else []),
    ]


def _place_spans(language: Language, recognition: RecognitionView, reader: UserId) -> Spans:
    """Return where it was given and where it is shown, a dot before each."""
    spans: Spans = (TextSpan(" · "), _place_span(language, recognition, reader))
    if recognition.permalink and recognition.text and not recognition.is_private:
        spans = (*spans, TextSpan(" · "), LinkSpan(recognition.permalink, language.gettext("see it")))
    return spans


def _render_replies(
    language: Language, names: Names, recognition: RecognitionView, reader: UserId
) -> list[Line | Quote]:
    return [
        part
        for reply in recognition.replies[:MAX_REPLIES_SHOWN]
        for part in _render_reply(language, names, reply, reader)
    ]


def _place_span(language: Language, recognition: RecognitionView, reader: UserId) -> Span:
    """Return the channel, or that it is private; a lead also reads why they can see it."""
    _ = language.gettext
    if not recognition.is_private:
        return ChannelSpan(recognition.channel)
    is_between = reader in {*recognition.givers, *recognition.recipients}
    return TextSpan(_("in private") if is_between else _("in private, opened to leads"))


def _render_reply(language: Language, names: Names, reply: Reply, reader: UserId) -> tuple[Line, Quote]:
    """Return the reply, cut to what a page has room for."""
    is_short = len(reply.text) <= MAX_REPLY_SHOWN
    shown = reply if is_short else replace(reply, text=reply.text[:MAX_REPLY_SHOWN] + "…")
    return reply_lines(language, names, shown, reader)


def reply_lines(language: Language, names: Names, reply: Reply, reader: UserId) -> tuple[Line, Quote]:
    """Return a reply as its giver or recipient reads it later."""
    _ = language.gettext
    sentence = _("You answered:") if reply.by == reader else _("{person} answered:")
    sentence_spans = capitalize_start(
        language, fill(sentence, person=join_user_names(language, names, [reply.by]))
    )
    return Line(sentence_spans), Quote((TextSpan(reply.text),))
