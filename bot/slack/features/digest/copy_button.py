"""The button of a digest that opens its words as text to copy."""

from bot.slack.features.digest.page_cursor import DigestPage
from bot.slack.ui.language import Language
from bot.slack.ui.parts import Button

COPY = "digest-copy"
"""The action that opens the form for a digest, whose id is the value, and the form's name."""


def copy_button(language: Language, digest: str) -> Button:
    """Return the button."""
    return Button(language.gettext("Copy as text"), COPY, DigestPage(digest).as_value())
