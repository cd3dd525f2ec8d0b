"""The messages that people write, edit and delete, and what the app is sent."""

from bot.practice.access import is_app_mentioned, require_writable
from bot.practice.acts import Acts
from bot.practice.delivery import Answer
from bot.practice.records import Channel, Message, Person, SlackError
from bot.practice.typed_text import as_message


class MessageActs(Acts):
    """Lets people write messages, and edit and delete their own.

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

        The app hears of it where it is mentioned, or written to.
        """
        person, channel = require_writable(self.workspace, person_id, channel_id)
        message = self.workspace.post(
            channel.id,
            user=person.id,
            text=as_message(self.workspace, person.id, text),
            thread_ts=thread_ts,
            is_broadcast=is_broadcast,
        )
        await self._tell(self._payloads.message("message", person, message), channel)
        await self._tell_mention(person, channel, message)
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
        previous = self._payloads.written(message)
        new_text = as_message(self.workspace, person.id, text.strip())
        if message.text == new_text:
            return None
        changed = self.workspace.update(channel.id, ts, text=new_text, blocks=())
        answer = await self._tell(self._payloads.message_changed(changed, previous), channel)
        return await self._tell_mention(person, channel, changed) or answer

    async def delete(self, person_id: str, channel_id: str, ts: str) -> Answer | None:
        """Delete one's own message; None if the app is sent nothing.

        If there are replies to it, the app is sent that it has changed into what takes its place.
        """
        _, channel, message = self._own_message(person_id, channel_id, ts, "cant_delete_message")
        previous = self._payloads.written(message)
        self.workspace.delete(channel.id, ts)
        tombstone = self.workspace.messages[channel.id].get(ts)
        if tombstone is not None:
            return await self._tell(self._payloads.message_changed(tombstone, previous), channel)
        return await self._tell(self._payloads.message_deleted(channel, previous), channel)

    async def _tell_mention(self, person: Person, channel: Channel, message: Message) -> Answer | None:
        if not is_app_mentioned(self.workspace, channel, message):
            return None
        return await self._tell(self._payloads.message("app_mention", person, message), channel)

    def _own_message(
        self, person_id: str, channel_id: str, ts: str, refusal: str
    ) -> tuple[Person, Channel, Message]:
        person, channel, message = self._visible_message(person_id, channel_id, ts)
        if message.user != person.id:
            raise SlackError(refusal)
        return person, channel, message
