"""What people do in conversations: they write, edit and delete messages, join, leave and archive channels."""

from typing import Literal

from bot.practice.access import is_app_mentioned, require_visible, require_writable
from bot.practice.acts import Acts
from bot.practice.delivery import Answer
from bot.practice.records import Channel, Message, Person, SlackError
from bot.practice.typed_text import as_message


class ConversationActs(Acts):
    """What people do with messages and channels.

    Raises SlackError `cant_update_message` and `cant_delete_message` for what someone else wrote.
    """

    async def say(
        self,
        person_id: str,
        channel_id: str,
        text: str,
        *,
        thread_ts: str | None = None,
        is_broadcast: bool = False,
    ) -> Message:
        """Write an ordinary message, or a reply in a thread, perhaps one that is in the channel, too.

        The app hears of it where it is mentioned, or payload to.
        """
        person, channel = require_writable(self.workspace, person_id, channel_id)
        message = self.workspace.post(
            channel.id,
            user=person.id,
            text=as_message(self.workspace, person.id, text),
            thread_ts=thread_ts,
            is_broadcast=is_broadcast,
        )
        await self._send_event(self._payloads.message("message", person, message), channel)
        await self._send_mention(person, channel, message)
        return message

    async def edit(self, person_id: str, channel_id: str, ts: str, text: str) -> Answer | None:
        """Replace the text of one's own message; None if the app is sent nothing.

        A mention is sent once more, as `app_mention` with the `ts` of before. SlackError `no_text` where no
        word would be left.
        """
        require_writable(self.workspace, person_id, channel_id)
        person, channel, message = self._own_message(person_id, channel_id, ts, "cant_update_message")
        if not text.strip():
            raise SlackError("no_text")
        previous = self._payloads.message_payload(message)
        new_text = as_message(self.workspace, person.id, text.strip())
        if message.text == new_text:
            return None
        changed = self.workspace.update(channel.id, ts, text=new_text, blocks=())
        answer = await self._send_event(self._payloads.message_changed(changed, previous), channel)
        return await self._send_mention(person, channel, changed) or answer

    async def delete(self, person_id: str, channel_id: str, ts: str) -> Answer | None:
        """Delete one's own message; None if the app is sent nothing.

        If there are replies to it, the app is sent that it has changed into what takes its place.
        """
        _, channel, message = self._own_message(person_id, channel_id, ts, "cant_delete_message")
        previous = self._payloads.message_payload(message)
        self.workspace.delete(channel.id, ts)
        tombstone = self.workspace.messages[channel.id].get(ts)
        if tombstone is not None:
            return await self._send_event(self._payloads.message_changed(tombstone, previous), channel)
        return await self._send_event(self._payloads.message_deleted(channel, previous), channel)

    async def join(self, person_id: str, channel_id: str) -> Answer | None:
        """Join a public channel; None if the app is sent nothing, or nothing has changed."""
        person, channel = require_visible(self.workspace, person_id, channel_id)
        if person.id in channel.members:
            return None
        self.workspace.join(channel.id, person.id)
        event = self._payloads.membership("member_joined_channel", person, channel)
        return await self._send_event(event, channel)

    async def leave(
        self, person_id: str, channel_id: str, *, by: str = "", is_withheld: bool = False
    ) -> Answer | None:
        """Leave a channel; None if the app is sent nothing, or nothing has changed.

        The app itself, which someone removes (`by`, the app if no one is named), hears of it as
        `channel_left` or `group_left`. `is_withheld` is for events that Slack loses.
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
        return await self._send_event(event, channel)

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
        return await self._send_event(self._payloads.archiving(act, channel, person.id), channel)

    async def _send_mention(self, person: Person, channel: Channel, message: Message) -> Answer | None:
        if not is_app_mentioned(self.workspace, channel, message):
            return None
        return await self._send_event(self._payloads.message("app_mention", person, message), channel)

    def _own_message(
        self, person_id: str, channel_id: str, ts: str, refusal: str
    ) -> tuple[Person, Channel, Message]:
        person, channel, message = self._visible_message(person_id, channel_id, ts)
        if message.user != person.id:
            raise SlackError(refusal)
        return person, channel, message
