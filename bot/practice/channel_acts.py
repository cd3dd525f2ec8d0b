"""What people do with channels: they join and leave them, archive them, and bring them back."""

from typing import Literal

from bot.practice.access import require_visible
from bot.practice.acts import Acts
from bot.practice.delivery import Answer
from bot.practice.records import SlackError


class ChannelActs(Acts):
    """Lets people change channels; raises SlackError as `Acts` does."""

    async def join(self, person_id: str, channel_id: str) -> Answer | None:
        """Join a public channel; None if the app is sent nothing, or nothing has changed."""
        person, channel = require_visible(self.workspace, person_id, channel_id)
        if person.id in channel.members:
            return None
        self.workspace.join(channel.id, person.id)
        return await self._tell(self._payloads.membership("member_joined_channel", person, channel), channel)

    async def leave(
        self, person_id: str, channel_id: str, *, by: str = "", is_withheld: bool = False
    ) -> Answer | None:
        """Leave a channel; None if the app is sent nothing, or nothing has changed.

        The app itself, which someone removes (`by`, the app if no one is named), hears of it as
        `channel_left` or `group_left`. `is_withheld` is for Slack, which sometimes forgets to tell.
        """
        person, channel = require_visible(self.workspace, person_id, channel_id)
        if person.id not in channel.members:
            return None
        self.workspace.leave(channel.id, person.id)
        if is_withheld:
            return None
        if person.id == self.workspace.bot_user_id:
            event = self._payloads.app_left(channel, self.workspace.person(by or person.id))
        else:
            event = self._payloads.membership("member_left_channel", person, channel)
        return await self._tell(event, channel)

    async def archive(self, person_id: str, channel_id: str) -> Answer | None:
        """Archive a channel, whose messages stay and cannot be changed; None if the app is sent nothing.

        Raises SlackError `already_archived`, `cant_archive_general`, and
        `method_not_supported_for_channel_type` for direct and group messages.
        """
        return await self._set_archived(person_id, channel_id, "archive")

    async def unarchive(self, person_id: str, channel_id: str) -> Answer | None:
        """Bring an archived channel back with its members; None if the app is sent nothing.

        Raises SlackError `not_archived`, and `method_not_supported_for_channel_type` as `archive` does.
        """
        return await self._set_archived(person_id, channel_id, "unarchive")

    async def _set_archived(
        self, person_id: str, channel_id: str, act: Literal["archive", "unarchive"]
    ) -> Answer | None:
        person, channel = require_visible(self.workspace, person_id, channel_id)
        is_archived = act == "archive"
        if channel.kind not in ("public", "private"):
            raise SlackError("method_not_supported_for_channel_type")
        if is_archived and channel.is_general:
            raise SlackError("cant_archive_general")
        if channel.is_archived == is_archived:
            raise SlackError("already_archived" if is_archived else "not_archived")
        channel.is_archived = is_archived
        self.workspace.surroundings_changed()
        return await self._tell(self._payloads.archiving(act, channel, person.id), channel)
