"""What people write to each other and to the app, and what the app hears of it."""

from __future__ import annotations

from bot.practice.corrections import Corrections
from bot.practice.delivery import Answer, Delivery, Payload
from bot.practice.payloads import Payloads
from bot.practice.presence import writing
from bot.practice.records import Channel, JsonObject, Message
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
        if self._hears_direct(channel):
            await self._tell(self._payloads.message("message", person, message))
        elif self._hears_mention(channel, message):
            await self._tell(self._payloads.message("app_mention", person, message))
        return message

    async def edit(self, person_id: str, channel_id: str, ts: str, text: str) -> Answer | None:
        """Change a message of one's own; None if the app is not told of it.

        SlackError as `Corrections` raises it. A mention is told once more,
        as `app_mention` with the `ts` of before.
        """
        person, channel = writing(self.workspace, person_id, channel_id)
        before = self.workspace.message(channel.id, ts)
        previous, said = self._payloads.message("message", person, before), before.text
        changed = Corrections(self.workspace).reword(person.id, channel.id, ts, text)
        if changed.text == said:
            return None
        if self._hears_direct(channel):
            return await self._tell(self._payloads.message_changed(person, changed, previous))
        if self._hears_mention(channel, changed):
            return await self._tell(self._payloads.message("app_mention", person, changed))
        return None

    def _hears_direct(self, channel: Channel) -> bool:
        """Whether the app hears all that is written here: its direct messages, with the scope for it."""
        with_app = channel.kind == "im" and self.workspace.bot_user_id in channel.members
        return with_app and "im:history" in self.workspace.scopes

    def _hears_mention(self, channel: Channel, message: Message) -> bool:
        """Whether the app is mentioned where it is a member, and has the scope for it.

        Never in a direct message (https://docs.slack.dev/reference/events/app_mention).
        """
        bot = self.workspace.bot_user_id
        is_there = channel.kind != "im" and bot in channel.members
        return is_there and "app_mentions:read" in self.workspace.scopes and f"<@{bot}>" in message.text

    async def _tell(self, event: JsonObject) -> Answer:
        return await self._delivery.send(Payload("events_api", self._payloads.event(event)))
