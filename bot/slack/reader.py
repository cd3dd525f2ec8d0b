"""The user who reads an answer."""

from dataclasses import dataclass

from bot.domain.user import User
from bot.domain.values import Values
from bot.domain.workspace_settings import WorkspaceSettings
from bot.slack.ui.language import Language


@dataclass(frozen=True, slots=True)
class Reader:
    """The user who makes a request and reads its answer, and the language to answer in.

    `settings` and `values` are those of their workspace when the request came.
    """

    user: User
    language: Language
    settings: WorkspaceSettings
    values: Values
