"""Who makes a request, and a typed command with what is needed to answer it."""

from msgspec import Struct

from bot.domain.commands.several_recognitions import make_part_key
from bot.domain.user import User
from bot.domain.values import Values
from bot.domain.workspace import Workspace
from bot.domain.workspace_settings import WorkspaceSettings
from bot.slack.payloads.commands import SlashCommand
from bot.slack.payloads.conversation_type import ConversationType
from bot.slack.payloads.messages import UserMessage
from bot.slack.ui.language import Language
from bot.usecases.remembered_settings import RememberedSettings


class Reader(Struct, frozen=True):
    """The user who makes a request and reads its answer, and the language to answer in.

    `settings` and `values` are those of their workspace when the request came or, if they are `remembered`,
    those of an earlier request. Then it is not known whether the user was appointed as an admin.
    """

    user: User
    language: Language
    settings: WorkspaceSettings
    values: Values
    remembered: RememberedSettings | None = None


class Request(Struct, frozen=True):
    """A typed command, its reader, and the values of the workspace.

    The text of a `message` is read as a command, too, without a `trigger_id` and a `response_url`.
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
        """The type of the conversation where it was typed."""
        return self.message.conversation if self.message else self.command.conversation

    @property
    def typed(self) -> str:
        """The command as it was typed; "" if it is in a message, where the user still sees it."""
        return "" if self.message else f"{self.command.name} {self.command.text}"

    @property
    def key(self) -> str:
        """The deduplication key: the same if Slack repeats the payload, and if the message is edited."""
        key = self.message.deduplication_key if self.message else f"command:{self.command.trigger_id}"
        return make_part_key(key, self.part)
