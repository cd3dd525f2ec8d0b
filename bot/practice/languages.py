"""The languages in which people read Slack."""

import tomllib
from importlib.resources import files
from typing import Final

LANGUAGES: Final[dict[str, str]] = tomllib.loads(
    files("bot.practice").joinpath("languages.toml").read_text(encoding="utf-8")
)
"""The languages that Slack is offered in, by the `locale` that apps get."""


def find_locale(text: str) -> str:
    """Return the locale for a language as typed: “de”, “de-DE” or “German”.

    Raise ValueError, with a sentence, if Slack isn't offered in it.
    """
    typed = text.casefold().replace("_", "-")
    for locale, name in LANGUAGES.items():
        if typed in {locale.casefold(), locale[:2], name.casefold()}:
            return locale
    raise ValueError(
        f"Slack isn't offered in “{text}”. A language is written like “de” or “German”; there are "
        f"{', '.join(sorted({locale[:2] for locale in LANGUAGES}))}."
    )


def language_note(locale: str) -> str:
    """Return a note for a person who reads Slack in another language than English, else an empty text."""
    name = LANGUAGES.get(locale, locale)
    return "" if locale.startswith("en") else f"Slack in {name}"
