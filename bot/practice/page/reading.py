"""How far each person has read: what makes a channel unread in the sidebar."""

from bot.practice.records import Message
from bot.practice.workspace import Workspace


class Reading:
    """Notes for each person and channel the last message they have seen, in the workspace's read marks.

    What was there when the page was first opened counts as read by everyone.
    """

    def __init__(self, workspace: Workspace) -> None:
        """Follow a workspace in which everybody has read everything so far, from the first use on."""
        self._workspace = workspace
        self._marks = workspace.read_marks

    def begin(self) -> None:
        """Count all there is as read, the first time only."""
        if self._marks.beginning is None:
            channels = self._workspace.messages.values()
            self._marks.beginning = max((ts for messages in channels for ts in messages), default="")

    def saw(self, person_id: str, channel_id: str, messages: list[Message]) -> None:
        """Note that a person has these messages of a channel before their eyes."""
        if messages:
            self._marks.seen.setdefault(person_id, {})[channel_id] = messages[-1].ts

    def has_unread(self, person_id: str, channel_id: str) -> bool:
        """Whether someone else has written there since, where the person can see it, threads apart."""
        seen = max(self._marks.seen.get(person_id, {}).get(channel_id, ""), self._marks.beginning or "")
        return any(
            message.ts > seen and message.is_in_channel and message.user != person_id
            for message in self._workspace.visible_messages(channel_id, person_id)
        )
