"""The grammar of `privacy`."""

import difflib

from bot.domain.commands.command import PreferenceCommand, PrivacyCommand
from bot.domain.commands.parse_error import ParseError, ParseErrorKind
from bot.domain.preferences import TOPICS, Preference, find_preference, list_options

_REFUSING = ("off", "no", "none", "never")
_AGREEING = ("on", "yes", "always")
"""Words for no and yes, also where the option is called otherwise."""


_TRANSLATED = {
    **dict.fromkeys(("dank", "danke", "remerciements", "gracias"), "thanks"),
    **dict.fromkeys(("nachrichten", "messages", "mensajes"), "messages"),
    **dict.fromkeys(("rückblick", "rückblicke", "wochenrückblick", "wochenrückblicke"), "digests"),
    **dict.fromkeys(("reaktionen", "réactions", "reacciones"), "reactions"),
    **dict.fromkeys(("fragen",), "prompts"),
    **dict.fromkeys(("öffentlich", "publiquement", "públicamente"), "publicly"),
    **dict.fromkeys(("privat", "privé", "privado"), "privately"),
    **dict.fromkeys(("nie", "niemals", "gar nicht", "jamais", "nunca"), "never"),
    **dict.fromkeys(("sofort", "gleich"), "at once"),
    **dict.fromkeys(("täglich", "einmal am tag"), "daily"),
    **dict.fromkeys(("an", "ein"), "on"),
    **dict.fromkeys(("aus",), "off"),
}
"""What topics and options are called in other languages."""


def parse_privacy(rest: str) -> PrivacyCommand | PreferenceCommand | ParseError:
    """Read what follows `privacy`, as plain text."""
    about, *more = rest.casefold().split() or [""]
    if not about:
        return PrivacyCommand()
    about, option = (_TRANSLATED.get(word, word) for word in (about, " ".join(more)))
    if choice := find_preference(about, option):
        return PreferenceCommand(choice)
    closest = _find_option(about, option) if about in TOPICS else _find_similar(" ".join([about, *more]))
    return ParseError(
        ParseErrorKind.PRIVACY, rest.strip(), closest, is_certain=_begins_with_a_choice(about, more)
    )


def _find_option(about: str, option: str) -> tuple[str, ...]:
    """Return the nearest options of this topic; all of them if none is near."""
    found = list_options(about)
    if option in _REFUSING:
        return (_split_words(about, next((one for one in found if one.value in _REFUSING), found[-1])),)
    if option in _AGREEING:
        return (_split_words(about, next((one for one in found if one.value in _AGREEING), found[0])),)
    near = difflib.get_close_matches(option, [one.value for one in found], n=1, cutoff=0.6)
    return tuple(_split_words(about, one) for one in found if one.value in near or not near)


def _find_similar(text: str) -> tuple[str, ...]:
    """Return the options with the nearest name, for a mistyped or missing topic."""
    meant: dict[str, tuple[str, ...]] = {}
    for about in TOPICS:
        phrases = tuple(_split_words(about, one) for one in list_options(about))
        meant[about] = phrases
        for one, phrase in zip(list_options(about), phrases, strict=True):
            meant[phrase] = (phrase,)
            meant[one.value] = (*meant.get(one.value, ()), phrase)
    near = difflib.get_close_matches(text, meant, n=1, cutoff=0.6)
    return meant[near[0]] if near else ()


def _begins_with_a_choice(about: str, more: list[str]) -> bool:
    """Return True if the text starts with a valid preference, so it must not be posted as a recognition."""
    return any(
        find_preference(about, " ".join(more[:end])) is not None for end in range(1, min(len(more), 2) + 1)
    )


def _split_words(about: str, preference: Preference) -> str:
    return f"{about} {preference.value}"
