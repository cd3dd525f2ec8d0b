"""A slash command with what is needed to answer it."""

from dataclasses import dataclass

from bot.domain.values import Values
from bot.domain.workspace import Workspace
from bot.slack.desk import Reader
from bot.slack.payloads import Command


@dataclass(frozen=True, slots=True)
class Request:
    """Who typed what, where, and what the workspace celebrates."""

    workspace: Workspace
    values: Values
    reader: Reader
    command: Command

    @property
    def typed(self) -> str:
        """The command as Slack sent it, to be given back."""
        return f"{self.command.name} {self.command.text}"
