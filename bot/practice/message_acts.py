"""The messages that people write, edit and delete, and what the app is sent."""

from bot.practice.access import hears_mention, hears_messages, seeing, writing
from bot.practice.delivery import Answer, Delivery, Payload
from bot.practice.payloads import Payloads
from bot.practice.records import JsonObject, Message, SlackError
from bot.practice.typed_text import as_message
from bot.practice.workspace import Workspace


class Talking:
    """Lets people write messages; raises SlackError as `Acts` does."""

    def __init__(self, workspace: Workspace, delivery: Delivery) -> None:
        """Write in this workspace, to an app that `delivery` reaches."""
        self.workspace = workspace
        self._delivery = delivery
        self._payloads = Payloads(workspace)

    async def say(
        self,
        person_id: str,
        channel_id: str,
        text: str,
        *,
        thread_ts: str | None = None,
        is_broadcast: bool = False,
    ) -> Message:
        """Write an ordinary message, or a reply in a thread, perhaps one that stands in the channel, too.

        The app hears of it where it is mentioned, or written to.
        """
        person, channel = writing(self.workspace, person_id, channel_id)
        message = self.workspace.post(
            channel.id,
            user=person.id,
            text=as_message(self.workspace, person.id, text),
            thread_ts=thread_ts,
            is_broadcast=is_broadcast,
        )
        if hears_messages(self.workspace, channel):
            await self._tell(self._payloads.message("message", person, message))
        if hears_mention(self.workspace, channel, message):
            await self._tell(self._payloads.message("app_mention", person, message))
        return message

    async def edit(self, person_id: str, channel_id: str, ts: str, text: str) -> Answer | None:
        """Change a message of one's own; None if the app is not told of it.

        SlackError as `Corrections` raises it. A mention is told once more,
        as `app_mention` with the `ts` of before.
        """
        person, channel = writing(self.workspace, person_id, channel_id)
        before = self.workspace.message(channel.id, ts)
        previous, said = self._payloads.written(before), before.text
        changed = Corrections(self.workspace).reword(person.id, channel.id, ts, text)
        if changed.text == said:
            return None
        answer = None
        if hears_messages(self.workspace, channel):
            answer = await self._tell(self._payloads.message_changed(changed, previous))
        if hears_mention(self.workspace, channel, changed):
            answer = await self._tell(self._payloads.message("app_mention", person, changed))
        return answer

    async def delete(self, person_id: str, channel_id: str, ts: str) -> Answer | None:
        """Delete a message of one's own; None if the app is not told of it.

        SlackError as `Corrections` raises it. Where there are replies to it, the app is told that it has
        changed into what stands in its place.
        """
        person, channel = seeing(self.workspace, person_id, channel_id)
        previous = self._payloads.written(self.workspace.message(channel.id, ts))
        Corrections(self.workspace).take_away(person.id, channel.id, ts)
        if not hears_messages(self.workspace, channel):
            return None
        left = self.workspace.messages[channel.id].get(ts)
        if left is not None:
            return await self._tell(self._payloads.message_changed(left, previous))
        return await self._tell(self._payloads.message_deleted(channel, previous))

    async def _tell(self, event: JsonObject) -> Answer:
        return await self._delivery.send(Payload("events_api", self._payloads.event(event)))


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
