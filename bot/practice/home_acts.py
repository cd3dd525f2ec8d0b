"""What people do on the app's Home, and what the app gets to know of it."""

from __future__ import annotations

from bot.practice.delivery import Answer, Delivery, Payload
from bot.practice.entries import KEYS, action_of, element_of, entered
from bot.practice.hearing import hears_home
from bot.practice.interactions import Interactions
from bot.practice.modals import View
from bot.practice.objects import view_object
from bot.practice.payloads import Payloads
from bot.practice.workspace import JsonObject, Person, SlackError, Workspace


class HomeActs:
    """Lets people open the app's Home and use what stands there.

    Raises SlackError `account_inactive`, `view_not_found` (nothing is published), `action_not_found`,
    `option_not_found`.
    """

    def __init__(self, workspace: Workspace, delivery: Delivery) -> None:
        """Let the people of `workspace` act."""
        self.workspace = workspace
        self._delivery = delivery
        self._payloads = Payloads(workspace)
        self._interactions = Interactions(workspace)

    def home_of(self, person_id: str) -> View | None:
        """What a person sees on their Home; None while nothing is published there."""
        return self.workspace.homes.of(self.workspace.person(person_id).id)

    async def open_home(self, person_id: str, tab: str = "home") -> Answer | None:
        """Open the app, at its Home or (`messages`) its conversation.

        The app is told of either; None if it does not want to know.
        """
        person = self._acting(person_id)
        if not hears_home(self.workspace):
            return None
        view = self.workspace.homes.of(person.id)
        event: JsonObject = {
            "type": "app_home_opened",
            "user": person.id,
            "channel": self.workspace.dm_channel(person.id).id,
            "tab": tab,
            "event_ts": self.workspace.next_ts(),
        }
        if view is not None and tab == "home":
            event["view"] = view_object(self.workspace, view)
        return await self._delivery.send(Payload("events_api", self._payloads.event(event)))

    async def press_on_home(
        self, person_id: str, action_id: str, value: object = None, *, block_id: str | None = None
    ) -> Answer:
        """Press a button of one's Home, or put a `value` into an element that tells the app at once."""
        person = self._acting(person_id)
        view = self.workspace.homes.of(person.id)
        if view is None:
            raise SlackError("view_not_found", f"{person_id} has no Home.")
        block, element = element_of(view.blocks, action_id, block_id)
        if element["type"] in KEYS:
            values = {key: dict(entries) for key, entries in view.values.items()}
            values[block["block_id"]][action_id] = entered(element, value)
            view = self.workspace.homes.enter(person.id, values)
        action = action_of(block, element, value)
        body = self._interactions.pressed_in_view(person, view, action)
        return await self._delivery.send(Payload("interactive", body))

    def _acting(self, person_id: str) -> Person:
        person = self.workspace.person(person_id)
        if person.deleted:
            raise SlackError("account_inactive")
        return person
