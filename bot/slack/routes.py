"""The routes from payloads to handlers: a few dictionaries, filled once by the features."""

from collections.abc import Awaitable, Callable
from typing import Any

from msgspec import Struct, field

from bot.domain.commands.command import Command
from bot.domain.workspace import Workspace
from bot.slack.payloads.interactions import Press, Shortcut
from bot.slack.payloads.submissions import Submission
from bot.slack.request import Reader, Request
from bot.slack.ui.message import Message
from bot.slack.ui.modal import Answer

CommandHandler = Callable[[Request, Any], Awaitable[Message | None]]
"""Returns the answer to a command of the class that it is registered for; None if there is none."""
ActionHandler = Callable[[Workspace, Reader, Press], Awaitable[Message | None]]
"""Returns the message that replaces the button's message; None leaves it as it is."""
SubmissionHandler = Callable[[Workspace, Reader, Submission], Awaitable[Answer | None]]
"""Returns errors or another view for a form; None closes it."""
ShortcutHandler = Callable[[Workspace, Reader, Shortcut], Awaitable[None]]
EventHandler = Callable[[Workspace, Any], Awaitable[None]]
"""Handles an event of the class that `bot.slack.payloads.events` reads for its type."""


class Routes(Struct, frozen=True):
    """The handlers by what they answer."""

    commands: dict[type[Command], CommandHandler] = field(default_factory=dict)
    """By the class of the parsed command."""
    actions: dict[str, ActionHandler] = field(default_factory=dict)
    """By the `action_id` of a button or menu, as far as its `:`."""
    home_actions: dict[str, ActionHandler] = field(default_factory=dict)
    """The same for a button on a Home whose answer is the Home itself."""
    shout_out_actions: set[str] = field(default_factory=set)
    """The `action_id`s of what shout-outs show to everyone who can read them."""
    submissions: dict[str, SubmissionHandler] = field(default_factory=dict)
    """By the `callback_id` of a form."""
    shortcuts: dict[str, ShortcutHandler] = field(default_factory=dict)
    """By the `callback_id` of a shortcut."""
    events: dict[str, EventHandler] = field(default_factory=dict)
    """By the type of an event."""

    async def answer_command(self, request: Request, command: Command) -> Message | None:
        """Return the answer to a command; None if a form opens instead, or there is none."""
        return await self.commands[type(command)](request, command)
