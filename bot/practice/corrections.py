"""What becomes of people's own messages once they stand there: other words, or nothing."""

from __future__ import annotations

from bot.practice.typed_text import as_message
from bot.practice.workspace import Message, SlackError, Workspace


class Corrections:
    """Lets people correct themselves.

    Raises SlackError `message_not_found`; `cant_update_message` and `cant_delete_message` for what somebody
    else wrote; `no_text` where no word would be left.
    """

    def __init__(self, workspace: Workspace) -> None:
        """Let the people of `workspace` correct themselves."""
        self.workspace = workspace

    def reword(self, person_id: str, channel_id: str, ts: str, text: str) -> Message:
        """Replace the words of one's own message; `text` is what a human types."""
        message = self._own(person_id, channel_id, ts, "cant_update_message")
        if not text.strip():
            raise SlackError("no_text")
        written = as_message(self.workspace, message.user or "", text.strip())
        if written == message.text:
            return message
        return self.workspace.update(message.channel, ts, text=written, blocks=())

    def take_away(self, person_id: str, channel_id: str, ts: str) -> None:
        """Delete one's own message; the replies to it stay."""
        message = self._own(person_id, channel_id, ts, "cant_delete_message")
        self.workspace.delete(message.channel, ts)

    def _own(self, person_id: str, channel_id: str, ts: str, refusal: str) -> Message:
        person = self.workspace.person(person_id)
        message = self.workspace.message(channel_id, ts)
        if message.ephemeral_to not in (None, person.id):
            raise SlackError("message_not_found")
        if message.user != person.id:
            raise SlackError(refusal)
        return message
