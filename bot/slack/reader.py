"""Who reads an answer."""

from dataclasses import dataclass

from bot.domain.user import User
from bot.slack.ui.language import Language


@dataclass(frozen=True, slots=True)
class Reader:
    """The user who reads an answer, and the language to answer in."""

    user: User
    language: Language
