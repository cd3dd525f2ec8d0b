"""Phrases that several messages share."""

from collections.abc import Iterable

from bot.domain.recognition import Story
from bot.domain.values import Value, Values
from bot.slack.blocks.document import Line, Note, Part, Passage, Quote
from bot.slack.blocks.inline import Emoji, Link, Names, Spans, Text, fill, listed_names, named, opening, words
from bot.slack.language import Language

MOST_NAMED_OF_TYPED = 80
"""Characters of a piece of a command that a sentence about it names."""


def shortened(typed: str) -> str:
    """A piece of what was typed, to be named in a sentence."""
    return typed if len(typed) <= MOST_NAMED_OF_TYPED else typed[:MOST_NAMED_OF_TYPED] + "…"


def value_names(language: Language, values: Iterable[Value]) -> Spans:
    """Values with their emoji: "🤝 collaboration and 💡 creativity"."""
    shown = list(values)
    labels: dict[str, Spans] = {f"p{n}": (Emoji(v.emoji), Text(f" {v.name}")) for n, v in enumerate(shown)}
    return fill(language.listed([f"{{{place}}}" for place in labels]), **labels)


def _people_or_you(
    language: Language, names: Names, people: Iterable[str], reader: str, *, you: str
) -> Spans:
    """People as plain names, the reader as "you", who comes last."""
    others = [person for person in people if person != reader]
    return listed_names(language, names, others, you if reader in set(people) else "")


def story(language: Language, names: Names, values: Values, told: Story, reader: str = "") -> Passage:
    """A recognition as it is read again: who thanked whom, for which values, in which words."""
    _ = language.gettext
    places = {
        "givers": _people_or_you(
            language, names, told.givers, reader, you=language.pgettext("who thanked", "you")
        ),
        "recipients": _people_or_you(
            language, names, told.recipients, reader, you=language.pgettext("who was thanked", "you")
        ),
        "values": value_names(language, values.in_order(told.values)),
    }
    carried = bool(values.in_order(told.values))
    if not told.words:
        places["message"] = (Link(told.permalink, _("this message")),)
        sentence = (
            _("{givers} thanked {recipients} for {message} ({values})")
            if carried
            else _("{givers} thanked {recipients} for {message}")
        )
        return Passage((Line(opening(language, fill(sentence, **places))),))
    sentence = (
        _("{givers} thanked {recipients} for {values}") if carried else _("{givers} thanked {recipients}")
    )
    lines: list[Line | Quote] = [
        Line(opening(language, fill(sentence, **places))),
        Quote(words(language, names, told.words)),
    ]
    if told.voices:
        lines.append(Line(joined_in(language, names, told)))
    return Passage(tuple(lines))


def edited(language: Language, told: Story) -> list[Part]:
    """That the words are others than at first, where it is so."""
    return [Note((Text(language.gettext("Edited")),))] if told.is_edited else []


def joined_in(language: Language, names: Names, told: Story) -> Spans:
    """Whose voices a recognition has."""
    sentence = language.ngettext("{people} joins in.", "{people} join in.", len(told.voices))
    return opening(language, fill(sentence, people=named(language, names, told.voices)))
