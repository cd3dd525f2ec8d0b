"""The messages that people write, edit and delete, and what the app is sent."""

from bot.practice.access import is_sent_mention, is_sent_messages, require_visible, require_writable
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
        if is_sent_messages(self.workspace, channel):
            await self.deliver_event(self._payloads.message("message", person, message))
        if is_sent_mention(self.workspace, channel, message):
            await self.deliver_event(self._payloads.message("app_mention", person, message))
        return message

    async def edit(self, person_id: str, channel_id: str, ts: str, text: str) -> Answer | None:
        """Replace the words of one's own message by what is typed; None if the app is sent nothing.

        A mention is sent once more, as `app_mention` with the `ts` of before. SlackError `no_text` where no
        word would be left.
        """
        person, channel = require_writable(self.workspace, person_id, channel_id)
        before = self._own_message(person, channel, ts, "cant_update_message")
        if not text.strip():
            raise SlackError("no_text")
        previous, written = (
            self._payloads.written(before),
            as_message(self.workspace, person.id, text.strip()),
        )
        if before.text == written:
            return None
        changed = self.workspace.update(channel.id, ts, text=written, blocks=())
        answer = None
        if is_sent_messages(self.workspace, channel):
            answer = await self.deliver_event(self._payloads.message_changed(changed, previous))
        if is_sent_mention(self.workspace, channel, changed):
            answer = await self.deliver_event(self._payloads.message("app_mention", person, changed))
        return answer

    async def delete(self, person_id: str, channel_id: str, ts: str) -> Answer | None:
        """Delete one's own message; None if the app is sent nothing.

        If there are replies to it, the app is sent that it has changed into what takes its place.
        """
        person, channel = require_visible(self.workspace, person_id, channel_id)
        previous = self._payloads.written(self._own_message(person, channel, ts, "cant_delete_message"))
        self.workspace.delete(channel.id, ts)
        if not is_sent_messages(self.workspace, channel):
            return None
        left = self.workspace.messages[channel.id].get(ts)
        if left is not None:
            return await self.deliver_event(self._payloads.message_changed(left, previous))
        return await self.deliver_event(self._payloads.message_deleted(channel, previous))

    def _own_message(self, person: Person, channel: Channel, ts: str, refusal: str) -> Message:
        message = self.workspace.message(channel.id, ts)
        if message.ephemeral_to not in (None, person.id):
            raise SlackError("message_not_found")
        if message.user != person.id:
            raise SlackError(refusal)
        return message
