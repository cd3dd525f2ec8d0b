"""What every listener works with."""

from collections.abc import Iterable
from dataclasses import dataclass

import structlog

from bot.deps import Deps
from bot.domain.people import Person
from bot.domain.workspace import Workspace
from bot.slack.blocks.document import Message
from bot.slack.client import SlackClient, SlackError
from bot.slack.directory import Directory
from bot.slack.following import Following
from bot.slack.installations import Installations
from bot.slack.language import Language, language

_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Desk:
    """The process's things, and Slack's."""

    deps: Deps
    client: SlackClient
    installations: Installations
    directory: Directory
    following: Following

    async def workspace(self) -> Workspace:
        """The workspace that a request came from."""
        return (await self.installations.get()).workspace

    async def reader(self, workspace: Workspace, one: str) -> "Reader":
        """Somebody who asks, and the language to answer in."""
        person = (await self.directory.people(workspace, [one]))[one]
        return Reader(person, language(person.locale))

    async def names(self, workspace: Workspace, people: Iterable[str]) -> dict[str, str]:
        """What people are called."""
        return await self.directory.names(workspace, people)

    async def respond(self, response_url: str, message: Message) -> None:
        """Replace the message whose button was pressed. Not durable: what it confirms is kept already."""
        if not response_url:
            return
        try:
            await self.client.respond(response_url, {**message, "replace_original": True})
        except SlackError as error:
            _log.warning("answer not shown", error=str(error))


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads an answer."""

    person: Person
    language: Language
