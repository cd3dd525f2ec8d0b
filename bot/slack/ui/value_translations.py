"""The first and the ready values in the language of their reader.

They are stored in English, and shown and understood in each language as long as nobody here has given them
another name or description.
"""

from collections.abc import Iterable, Mapping
from functools import cache, lru_cache

from msgspec.structs import replace

from bot.domain.values import FIRST_VALUES, READY_VALUES, Value, Values
from bot.slack.ui.language import ENGLISH, Language

_STORED: Mapping[str, Value] = {value.key: value for value in (*FIRST_VALUES, *READY_VALUES)}
_Words = tuple[str, str, str]
"""A name, a description, and other names with commas between them."""


def translate_value(language: Language, value: Value) -> Value:
    """Return the value with a name and a description in this language, unless they were changed here."""
    stored = _STORED.get(value.key)
    if stored is None or language.locale.language == ENGLISH.language:
        return value
    name, description, _ = _words(language)[value.key]
    return replace(
        value,
        name=name if value.name == stored.name else value.name,
        description=description if value.description == stored.description else value.description,
    )


def translate_each(language: Language, values: Iterable[Value]) -> tuple[Value, ...]:
    """Return each value in this language."""
    return tuple(translate_value(language, value) for value in values)


def translate_values(language: Language, values: Values) -> Values:
    """Return the values in this language, found by all of their names."""
    if language.locale.language == ENGLISH.language:
        return values
    return _translate_all(language, values)


@lru_cache(64)
def _translate_all(language: Language, values: Values) -> Values:
    return values.replace(
        [_with_all_names(language, value) for value in values.all],
        [_with_all_names(language, value) for value in values.retired],
    )


def _with_all_names(language: Language, value: Value) -> Value:
    translated = translate_value(language, value)
    if translated.name == value.name:
        return translated
    others = _words(language)[value.key][2].split(",")
    names = (value.name, *value.aliases, *(name for one in others if (name := one.strip())))
    return replace(translated, aliases=tuple(dict.fromkeys(names)))


@cache
def _words(language: Language) -> Mapping[str, _Words]:
    _ = language.gettext
    return {
        "creativity": (_("creativity"), _("A new idea, or an old one seen anew"), _("creative, idea")),
        "collaboration": (
            _("collaboration"),
            _("Making something together that nobody makes alone"),
            _("teamwork, collab"),
        ),
        "problem-solving": (
            _("problem-solving"),
            _("Staying with a hard thing until it works"),
            _("problem-solver, solution"),
        ),
        "empathy": (_("empathy"), _("Seeing how it is for somebody else"), _("empathetic, compassion")),
        "mentorship": (
            _("mentorship"),
            _("Showing somebody the way and letting them walk it"),
            _("mentoring, mentor"),
        ),
        "trust": (_("trust"), _("Being somebody whom others can count on"), _("trustworthy, reliability")),
        "encouragement": (
            _("encouragement"),
            _("A word that let somebody go on"),
            _("encouraging, cheering"),
        ),
        "learning": (
            _("learning"),
            _("Getting to know something, and passing it on"),
            _("learner, teaching"),
        ),
        "curiosity": (
            _("curiosity"),
            _("Asking the question that nobody had asked"),
            _("curious, inquisitive"),
        ),
        "initiative": (
            _("initiative"),
            _("Beginning, where others would have waited"),
            _("proactive, self-starter"),
        ),
        "ownership": (
            _("ownership"),
            _("Taking care of something to its end"),
            _("responsibility, accountability"),
        ),
    }
