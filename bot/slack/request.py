"""What somebody typed for the bot, with what is needed to answer it."""

from dataclasses import dataclass

from bot.domain.values import Values
from bot.domain.workspace import Workspace
from bot.slack.conversation_type import ConversationType
from bot.slack.payloads import SlashCommand, UserMessage
from bot.slack.reader import Reader


@dataclass(frozen=True, slots=True)
class Request:
    """Who typed what, where, and what the workspace celebrates.

    What stands in a `message` is read as a command, too: one without a `trigger_id` and a `response_url`.
    """

    workspace: Workspace
    values: Values
    reader: Reader
    command: SlashCommand
    message: UserMessage | None = None
    part: int = 0
    """Which of several recognitions in one text this is about, from 0."""

    @property
    def conversation(self) -> ConversationType:
        """What Slack says about where it was typed."""
        return self.message.conversation if self.message else self.command.conversation

    @property
    def typed(self) -> str:
        """The command as Slack sent it, to be given back; "" where it stands in a message anyway."""
        return "" if self.message else f"{self.command.name} {self.command.text}"

    @property
    def key(self) -> str:
        """What is the same when Slack brings it again, and when a message is edited."""
        key = self.message.origin if self.message else f"command:{self.command.trigger_id}"
        return f"{key}:{self.part}" if self.part else key
