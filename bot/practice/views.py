"""The views that people see: modals, Homes, and the triggers that open modals."""

import secrets
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from bot.practice.entries import Values, current_values
from bot.practice.records import JsonObject, SlackError

DEPTH = 3
"""How many views can lie on each other."""
TROUBLE = "We had some trouble connecting. Try again?"
"""What a person reads in a view whose app did not answer, or not so that Slack could follow."""


@dataclass(frozen=True, slots=True)
class View:
    """A modal or Home of one person, as it is at present; every change makes a new one."""

    id: str
    person: str
    content: JsonObject
    """What the app gave, with all that Slack adds: title, blocks, submit, close and so on."""
    values: Values
    """What is in its elements: typed, chosen, or there from the start."""
    hash: str
    root_id: str
    previous_id: str | None
    here: str = ""
    """The channel from which the modal was opened, "" if from none."""
    errors: Mapping[str, str] = field(default_factory=dict)
    """By `block_id`: what is shown under a field."""
    trouble: str = ""
    """`TROUBLE` while the person reads it."""

    @property
    def title(self) -> str:
        """The text at the top."""
        return str(self.content["title"]["text"])

    @property
    def blocks(self) -> list[JsonObject]:
        """The blocks, as the app gave them and with an id each."""
        return list(self.content["blocks"])

    @property
    def callback_id(self) -> str:
        """The app's name for this kind of view."""
        return str(self.content["callback_id"])

    @property
    def state(self) -> JsonObject:
        """What is in its elements, as payloads carry it: `{"values": {block_id: {action_id: …}}}`."""
        return {"values": {block_id: dict(entries) for block_id, entries in self.values.items()}}


class Modals:
    """The stacks. What is given as content has been checked."""

    def __init__(
        self, changed: Callable[[], None], offers: Callable[[JsonObject, str], bool] = lambda *_: True
    ) -> None:
        """Begin without any; `changed` is called at every change.

        `offers` tells whether a menu offers a conversation, by its id.
        """
        self._offers = offers
        self._stacks: dict[str, list[View]] = {}
        self._changed = changed

    def stack(self, person_id: str) -> tuple[View, ...]:
        """Return a person's views, the one they look at last."""
        return tuple(self._stacks.get(person_id, ()))

    def top(self, person_id: str) -> View | None:
        """Return the view that a person looks at."""
        stack = self._stacks.get(person_id)
        return stack[-1] if stack else None

    def find(self, view_id: str) -> View:
        """Return an open view by its id; SlackError `not_found`."""
        views = (view for stack in self._stacks.values() for view in stack)
        view = next((view for view in views if view.id == view_id), None)
        if view is None:
            raise SlackError("not_found")
        return view

    def open(self, person_id: str, content: JsonObject, here: str = "") -> View:
        """Show a person a modal, in place of the one they had."""
        self._stacks[person_id] = []
        return self._put(person_id, content, here)

    def push(self, person_id: str, content: JsonObject) -> View:
        """Lay a view on those that a person has.

        Raises SlackError `not_found` if there is none, `push_limit_reached`.
        """
        below = self.top(person_id)
        if below is None:
            raise SlackError("not_found")
        if len(self._stacks[person_id]) >= DEPTH:
            raise SlackError("push_limit_reached")
        return self._put(person_id, content, below.here)

    def update(self, view: View, content: JsonObject) -> View:
        """Show something else in a view, keeping what is in the elements that stay."""
        return self.change(
            view,
            content=content,
            values=current_values(content["blocks"], view.values, self._begins(view.here)),
            hash=_new_hash(),
            errors={},
            trouble="",
        )

    def change(self, view: View, **changes: Any) -> View:
        """Change fields of an open view, and return it as it is now; SlackError `not_found`."""
        present = self.find(view.id)
        stack = self._stacks[present.person]
        changed = replace(present, **changes)
        stack[stack.index(present)] = changed
        self._changed()
        return changed

    def close(self, view: View) -> None:
        """Take a view away, with what lies on it; nothing happens if it is gone."""
        ids = [each.id for each in self.stack(view.person)]
        if view.id in ids:
            del self._stacks[view.person][ids.index(view.id) :]
            self._changed()

    def _put(self, person_id: str, content: JsonObject, here: str) -> View:
        stack, view_id = self._stacks[person_id], _new_view_id()
        root_id, previous_id = (stack[0].id, stack[-1].id) if stack else (view_id, None)
        values = current_values(content["blocks"], {}, self._begins(here))
        view = View(view_id, person_id, content, values, _new_hash(), root_id, previous_id, here)
        stack.append(view)
        self._changed()
        return view

    def _begins(self, here: str) -> Callable[[JsonObject], str]:
        """Return what menus that begin with the conversation one came from begin with."""
        return lambda element: here if here and self._offers(element, here) else ""


def _new_view_id() -> str:
    return f"V{secrets.token_hex(5).upper()}"


def _new_hash() -> str:
    return f"{secrets.randbelow(10**10)}.{secrets.token_hex(4)}"


class Homes:
    """The Homes of one app. What is given as content has been checked."""

    def __init__(self, changed: Callable[[], None]) -> None:
        """Begin without any; `changed` is called at every change."""
        self.is_enabled = True
        """Whether the app has a Home at all, as its manifest says."""
        self.views: dict[str, View] = {}
        """What each person sees there, by their ids."""
        self._changed = changed

    def find(self, person_id: str) -> View | None:
        """Return what a person sees there; None while the app has published nothing."""
        return self.views.get(person_id)

    def publish(self, person_id: str, content: JsonObject, hash_: str = "") -> View:
        """Show a person this, keeping what is in the elements that stay.

        Raises SlackError `not_enabled`, or `hash_conflict` (it is not what the `hash` says).
        """
        before = self.views.get(person_id)
        if not self.is_enabled:
            raise SlackError("not_enabled")
        if hash_ and (before is None or before.hash != hash_):
            raise SlackError("hash_conflict")
        view_id = before.id if before else _new_view_id()
        values = current_values(content["blocks"], before.values if before else {})
        self.views[person_id] = View(view_id, person_id, content, values, _new_hash(), view_id, None)
        self._changed()
        return self.views[person_id]

    def enter(self, person_id: str, values: Values) -> View:
        """Put these entries into the elements of a person's Home; SlackError `view_not_found`."""
        before = self.views.get(person_id)
        if before is None:
            raise SlackError("view_not_found")
        self.views[person_id] = replace(before, values=values)
        self._changed()
        return self.views[person_id]


TRIGGER_LIFETIME = 3.0
"""Seconds that a trigger works."""
_MAX_TRIGGERS = 10_000
"""How many triggers are kept, to tell an old one from one that never was."""


@dataclass(slots=True)
class Trigger:
    """What a trigger means: who did something, in which channel ("" for none), and when."""

    person: str
    channel: str
    issued: float
    is_used: bool = False


class Triggers:
    """Gives out triggers and takes each back once. Their time is real, not the workspace's clock."""

    def __init__(self) -> None:
        self.monotonic = time.monotonic
        self._issued: dict[str, Trigger] = {}

    def issue(self, person_id: str, channel_id: str = "") -> str:
        """Return a new `trigger_id` for what a person does now."""
        key = f"{secrets.randbelow(10**13)}.{secrets.randbelow(10**12)}.{secrets.token_hex(16)}"
        self._issued[key] = Trigger(person_id, channel_id, self.monotonic())
        if len(self._issued) > _MAX_TRIGGERS:
            del self._issued[next(iter(self._issued))]
        return key

    def use(self, trigger_id: str) -> Trigger:
        """Use a trigger up; SlackError `invalid_trigger_id`, `expired_trigger_id`, `exchanged_trigger_id`."""
        trigger = self._issued.get(trigger_id)
        if trigger is None:
            raise SlackError("invalid_trigger_id")
        if trigger.is_used:
            raise SlackError("exchanged_trigger_id")
        if self.monotonic() - trigger.issued > TRIGGER_LIFETIME:
            raise SlackError("expired_trigger_id")
        trigger.is_used = True
        return trigger
