"""A slash command with what is needed to answer it."""

import re
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
        """The command, to be given back: mentions as they were typed, else as Slack sent them."""
        return f"{self.command.name} {_LABELLED.sub(_as_typed, self.command.text)}"


_LABELLED = re.compile(r"<(?P<sign>[@#]|!subteam\^)[A-Z0-9]+\|@?(?P<label>[^<>]+)>")


def _as_typed(mention: re.Match[str]) -> str:
    return ("#" if mention["sign"] == "#" else "@") + mention["label"]
