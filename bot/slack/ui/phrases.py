"""Phrases that several messages share."""

from collections.abc import Iterable

from bot.domain.endorsement import MAX_COMMENTS_SHOWN
from bot.domain.recognition import Credit, RecognitionView
from bot.domain.values import Value, Values
from bot.slack.ui.inline import (
    EmojiSpan,
    LinkSpan,
    Names,
    Spans,
    TextSpan,
    capitalize_start,
    fill,
    join_mentions,
    join_user_names,
    text_spans,
    user_name,
)
from bot.slack.ui.language import Language
from bot.slack.ui.parts import Line, NoteLine, Part, Passage, Quote

MAX_TYPED_LENGTH = 80
"""Characters of a piece of a command that a sentence about it names."""


def shorten_typed(typed: str) -> str:
    """A piece of what was typed, to be named in a sentence."""
    return typed if len(typed) <= MAX_TYPED_LENGTH else typed[:MAX_TYPED_LENGTH] + "…"


def value_names(language: Language, values: Iterable[Value]) -> Spans:
    """Values with their emoji: "🤝 collaboration and 💡 creativity"."""
    shown = list(values)
    labels: dict[str, Spans] = {
        f"p{n}": (EmojiSpan(v.emoji), TextSpan(f" {v.name}")) for n, v in enumerate(shown)
    }
    return fill(language.join_items([f"{{{place}}}" for place in labels]), **labels)


def _names_or_you(language: Language, names: Names, users: Iterable[str], reader: str, *, you: str) -> Spans:
    """People as plain names, the reader as "you", who comes last."""
    others = [user for user in users if user != reader]
    return join_user_names(language, names, others, you if reader in set(users) else "")


def recipient_names(language: Language, names: Names, recognition: RecognitionView, reader: str) -> Spans:
    """Those whom the givers of a recognition thanked, the reader as "you"."""
    you = language.pgettext("who was thanked", "you")
    return _names_or_you(language, names, recognition.directly_thanked, reader, you=you)


def recognition_passage(
    language: Language, names: Names, values: Values, recognition: RecognitionView, reader: str = ""
) -> Passage:
    """A recognition as it is read again: who thanked whom, for which values, in which words."""
    _ = language.gettext
    places = {
        "givers": _names_or_you(
            language, names, recognition.givers, reader, you=language.pgettext("who thanked", "you")
        ),
        "recipients": recipient_names(language, names, recognition, reader),
        "values": value_names(language, values.sort_keys(recognition.values)),
    }
    carried = bool(values.sort_keys(recognition.values))
    if not recognition.text:
        link = (
            LinkSpan(recognition.permalink, _("this message"))
            if recognition.permalink
            else TextSpan(_("a message"))
        )
        places["message"] = (link,)
        sentence = (
            _("{givers} thanked {recipients} for {message} ({values})")
            if carried
            else _("{givers} thanked {recipients} for {message}")
        )
        return Passage(
            (
                Line(capitalize_start(language, fill(sentence, **places))),
                *comment_lines(language, names, recognition),
            )
        )
    sentence = (
        _("{givers} thanked {recipients} for {values}") if carried else _("{givers} thanked {recipients}")
    )
    lines: list[Line | Quote] = [
        Line(capitalize_start(language, fill(sentence, **places))),
        Quote(text_spans(language, names, recognition.text)),
    ]
    for credit in recognition.credits:
        lines += credit_lines(language, names, credit, reader)
    if joined := endorser_spans(language, names, recognition):
        lines.append(Line(joined))
    return Passage((*lines, *comment_lines(language, names, recognition)))


def credit_lines(language: Language, names: Names, credit: Credit, reader: str = "") -> list[Line | Quote]:
    """That a recipient shares a thanks, and why, in plain names."""
    _ = language.gettext
    if credit.by != reader:
        sentence = _credit_sentence(language, credit)
    elif credit.text:
        sentence = _("You share this with {colleague}:")
    else:
        sentence = _("You share this with {colleague}.")
    first = fill(
        sentence,
        person=join_user_names(language, names, [credit.by]),
        colleague=_names_or_you(
            language, names, [credit.to], reader, you=language.pgettext("with whom it is shared", "you")
        ),
    )
    return _add_reason(language, names, first, credit)


def credit_lines_with_mentions(language: Language, names: Names, credit: Credit) -> list[Line | Quote]:
    """The same in a channel, where both are mentions as all recipients are."""
    first = fill(
        _credit_sentence(language, credit),
        person=join_mentions(language, [credit.by]),
        colleague=join_mentions(language, [credit.to]),
    )
    return _add_reason(language, names, first, credit)


def _credit_sentence(language: Language, credit: Credit) -> str:
    _ = language.gettext
    if credit.text:
        return _("{person} shares this with {colleague}:")
    return _("{person} shares this with {colleague}.")


def _add_reason(language: Language, names: Names, first: Spans, credit: Credit) -> list[Line | Quote]:
    quote = [Quote(text_spans(language, names, credit.text))] if credit.text else []
    return [Line(capitalize_start(language, first)), *quote]


def endorsement_parts(language: Language, names: Names, recognition: RecognitionView) -> list[Part]:
    """Who joined in, as parts of the message that is about this alone."""
    joined, quoted = endorser_spans(language, names, recognition), comment_lines(language, names, recognition)
    return [*([NoteLine(joined)] if joined else []), *([Passage(tuple(quoted))] if quoted else [])]


def endorser_spans(language: Language, names: Names, recognition: RecognitionView) -> Spans:
    """Whose voices a recognition has beside those that are quoted; nothing where it has no others."""
    quoted = {one.user for one in recognition.comments[:MAX_COMMENTS_SHOWN]}
    others = [user for user in recognition.endorsers if user not in quoted]
    if not others:
        return ()
    sentence = language.ngettext("{people} joins in.", "{people} join in.", len(others))
    return capitalize_start(language, fill(sentence, people=join_user_names(language, names, others)))


def comment_lines(language: Language, names: Names, recognition: RecognitionView) -> list[Line]:
    """What others said to a recognition, each in a line, as far as one message quotes them."""
    _ = language.gettext
    return [
        Line(
            capitalize_start(
                language,
                fill(
                    _("{person}: “{words}”"),
                    person=user_name(language, names, one.user),
                    words=text_spans(language, names, one.text),
                ),
            )
        )
        for one in recognition.comments[:MAX_COMMENTS_SHOWN]
    ]
