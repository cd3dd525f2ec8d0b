"""What people do in the practice workspace, and what the app is sent about it."""

from collections.abc import Callable, Mapping, Sequence

from bot.practice.access import is_sent, require_visible, require_writable
from bot.practice.delivery import Answer, Delivery, Payload
from bot.practice.entries import KEYS, current_values, describe_action, find_element, make_entry
from bot.practice.payloads import Payloads
from bot.practice.records import Channel, JsonObject, Message, Person, SlackError
from bot.practice.response_urls import Place, ResponseUrls, respond
from bot.practice.typed_text import as_command
from bot.practice.workflows import USER, Execution, fill_inputs
from bot.practice.workspace import Workspace

_TIMEOUTS = ("http_timeout", "timeout", "message_too_big")


class Acts:
    """What people of a workspace do: each act changes what Slack itself changes, and reaches the app.

    What Slack's own window would not let a person do raises SlackError: `user_not_found`, `account_inactive`
    (deactivated), `channel_not_found` (they cannot see it), `not_in_channel` (they can, but have not joined),
    `is_archived`, `messages_tab_disabled` (no one may write to the app), `restricted_action` (a command by
    someone of another organisation), `unknown_command` (Slack has no word for it).
    """

    def __init__(
        self,
        workspace: Workspace,
        delivery: Delivery,
        response_urls: ResponseUrls,
        response_url: Callable[[str], str],
    ) -> None:
        """`response_url` makes a whole address of the key that `response_urls` gives."""
        self.workspace = workspace
        self._delivery = delivery
        self._payloads = Payloads(workspace)
        self._response_urls = response_urls
        self._response_url = response_url

    async def command(
        self, person_id: str, channel_id: str, text: str, *, name: str = "/kudos", escape: bool = True
    ) -> Answer:
        """Type a slash command, and show what the app answers, or Slack's error if it does not.

        `text` is what a human types ("@maya thanks"), which reaches the app escaped ("<@U…|maya> thanks") if
        the manifest says so of this command; with `escape=False` it is passed on as it is. A command is never
        sent twice.
        """
        person, channel = require_writable(self.workspace, person_id, channel_id)
        if person.is_stranger:
            raise SlackError("restricted_action", "People of other organisations cannot use commands.")
        command = next((each for each in self.workspace.commands if each.name == name), None)
        if command is None:
            raise SlackError("unknown_command", f"{name} is no command of the app that is installed.")
        place = Place(channel.id, person.id)
        body = self._payloads.command(
            person,
            channel,
            name,
            as_command(self.workspace, person.id, text) if escape and command.should_escape else text,
            self._new_response_url(place),
        )
        answer = await self._delivery.send(Payload("slash_commands", body))
        self._show(place, name, answer)
        return answer

    async def press(
        self,
        person_id: str,
        channel_id: str,
        ts: str,
        action_id: str,
        *,
        value: str | int | Sequence[str] | None = None,
        block_id: str | None = None,
    ) -> Answer:
        """Press a button of a message, or choose `value` from a menu; SlackError `message_not_found` too.

        `value` is the value of an option, the id of a person or a channel, a date (2026-11-23), a time
        (09:30), the seconds of a moment, or a list of those. `block_id` says which, where several blocks
        have such an element.
        Raises SlackError `action_not_found` and `option_not_found`, words that Slack does not have.
        """
        person, channel, message = self._visible_message(person_id, channel_id, ts)
        block, element = find_element(message.blocks, action_id, block_id)
        action = describe_action(block, element, value)
        values = current_values(message.blocks, message.entries.get(person.id, {}))
        if element["type"] in KEYS:
            values[block["block_id"]][action_id] = make_entry(element, value)
            message.entries[person.id] = values
            self.workspace.surroundings_changed()
        url = self._new_response_url(Place(channel.id, person.id, message.ts))
        body = self._payloads.pressed(person, channel, message, action, values, url)
        return await self._send_interaction(body)

    async def message_action(self, person_id: str, callback_id: str, channel_id: str, ts: str) -> Answer:
        """Choose a message shortcut; SlackError `message_not_found` too, also for what only one sees."""
        person, channel, message = self._visible_message(person_id, channel_id, ts)
        if person.is_stranger:
            raise SlackError("restricted_action", "People of other organisations cannot use shortcuts.")
        if message.ephemeral_to is not None:
            raise SlackError("message_not_found")
        url = self._new_response_url(Place(channel.id, person.id, message.ts))
        body = self._payloads.message_action(person, channel, message, callback_id, url)
        return await self._send_interaction(body)

    async def run_step(
        self, person_id: str, channel_id: str, callback_id: str, inputs: Mapping[str, object]
    ) -> Execution:
        """Use a workflow in a channel that has nothing but one step of the app, with these inputs.

        ValueError if Workflow Builder would not take them; SlackError `unknown_step` for no step of the app.
        """
        person, channel = require_writable(self.workspace, person_id, channel_id)
        if person.is_stranger:
            raise SlackError("restricted_action", "People of other organisations cannot use this workflow.")
        step = self.workspace.steps.get(callback_id)
        if step is None:
            raise SlackError("unknown_step")
        filled = fill_inputs(step, person.id, inputs, self._is_choosable)
        execution = self.workspace.executions.start(callback_id, person.id, channel.id)
        await self.deliver_event(self._payloads.step_executed(execution, filled))
        return execution

    def _is_choosable(self, kind: str, id_: str) -> bool:
        """Return True for the id of a user, or of a public or private channel."""
        if kind == USER:
            return id_ in self.workspace.people
        return id_ in self.workspace.channels and self.workspace.channel(id_).kind in ("public", "private")

    async def react(self, person_id: str, channel_id: str, ts: str, emoji: str) -> Answer | None:
        """Put an emoji (its name, without colons) on a message; None if the app is sent nothing."""
        person, channel, message = self._visible_message(person_id, channel_id, ts)
        self.workspace.add_reaction(person.id, channel.id, message.ts, emoji)
        event = self._payloads.reaction("reaction_added", person, message, emoji)
        return await self._send_event(event, channel)

    async def unreact(self, person_id: str, channel_id: str, ts: str, emoji: str) -> Answer | None:
        """Take one's emoji off a message; None if the app is sent nothing."""
        person, channel, message = self._visible_message(person_id, channel_id, ts)
        self.workspace.remove_reaction(person.id, channel.id, message.ts, emoji)
        event = self._payloads.reaction("reaction_removed", person, message, emoji)
        return await self._send_event(event, channel)

    async def deliver_event(self, event: JsonObject, *, event_id: str | None = None) -> Answer:
        """Send the app any event, in an envelope; the same `event_id` again is a repetition."""
        return await self._delivery.send(
            Payload("events_api", self._payloads.event(event, event_id=event_id))
        )

    async def send_rate_limited(self) -> Answer:
        """Tell the app that it is sent no more events in this minute (`app_rate_limited`)."""
        return await self._delivery.send(Payload("events_api", self._payloads.rate_limited()))

    async def deliver(self, payload: Payload) -> Answer:
        """Send the app a payload as it is: one that was sent before, or one that Slack would never send."""
        return await self._delivery.send(payload)

    async def _send_interaction(self, body: JsonObject) -> Answer:
        return await self._delivery.send(Payload("interactive", body))

    async def _send_event(self, event: JsonObject, channel: Channel) -> Answer | None:
        """Send the app an event in a channel; None if it is not sent such events."""
        if not is_sent(self.workspace, event["type"], channel):
            return None
        return await self.deliver_event(event)

    def _show(self, place: Place, name: str, answer: Answer) -> None:
        """Show what came of a command where it was typed; nothing if the app acknowledged without a word."""
        if answer.failure:
            self._show_failure(
                place, name, "operation_timeout" if answer.failure in _TIMEOUTS else "dispatch_failed"
            )
        elif answer.body:
            body = {"text": answer.body} if isinstance(answer.body, str) else answer.body
            try:
                respond(self.workspace, place, body)
            except SlackError:
                self._show_failure(place, name, "invalid_command_response")

    def _show_failure(self, place: Place, name: str, error: str) -> None:
        text = f"{name} failed with the error “{error}”"
        self.workspace.post(place.channel, user="USLACKBOT", text=text, ephemeral_to=place.person)

    def _new_response_url(self, place: Place) -> str:
        return self._response_url(self._response_urls.issue(place))

    def _visible_message(self, person_id: str, channel_id: str, ts: str) -> tuple[Person, Channel, Message]:
        person, channel = require_visible(self.workspace, person_id, channel_id)
        message = self.workspace.message(channel.id, ts)
        if message.ephemeral_to not in (None, person.id):
            raise SlackError("message_not_found")
        return person, channel, message
