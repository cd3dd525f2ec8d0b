"""The modals that are open in the practice workspace: a stack of views for each person."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from bot.practice.entries import Values, values_of
from bot.practice.records import JsonObject, SlackError

DEPTH = 3
"""How many views can lie on each other."""
TROUBLE = "We had some trouble connecting. Try again?"
"""What a person reads in a view whose app did not answer, or not so that Slack could follow."""


@dataclass(frozen=True, slots=True)
class View:
    """A view of a modal before one person's eyes, as it is at present; every change makes a new one."""

    id: str
    person: str
    content: JsonObject
    """What the app gave, with all that Slack adds: title, blocks, submit, close and so on."""
    values: Values
    """What stands in its elements, typed or chosen or there from the start."""
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
        """The words at the top."""
        words: str = self.content["title"]["text"]
        return words

    @property
    def blocks(self) -> list[JsonObject]:
        """The blocks, as the app gave them and with an id each."""
        found: list[JsonObject] = self.content["blocks"]
        return found

    @property
    def callback_id(self) -> str:
        """The app's name for this kind of view."""
        found: str = self.content["callback_id"]
        return found

    @property
    def state(self) -> JsonObject:
        """What stands in its elements, as payloads tell it: `{"values": {block_id: {action_id: …}}}`."""
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
        """A person's views, the one they look at last."""
        return tuple(self._stacks.get(person_id, ()))

    def top(self, person_id: str) -> View | None:
        """The view that a person looks at."""
        stack = self._stacks.get(person_id)
        return stack[-1] if stack else None

    def is_open(self, view: View) -> bool:
        """Whether a view is still there, changed perhaps."""
        return any(each.id == view.id for each in self.stack(view.person))

    def find(self, view_id: str) -> View:
        """Return an open view by its id; SlackError `not_found`."""
        for stack in self._stacks.values():
            for view in stack:
                if view.id == view_id:
                    return view
        raise SlackError("not_found")

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
        """Show something else in a view, keeping what stands in the elements that stay."""
        return self.change(
            view,
            content=content,
            values=values_of(content["blocks"], view.values, self._begins(view.here)),
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
        stack = self._stacks[person_id]
        view_id = f"V{secrets.token_hex(5).upper()}"
        view = View(
            id=view_id,
            person=person_id,
            content=content,
            values=values_of(content["blocks"], {}, self._begins(here)),
            hash=_new_hash(),
            root_id=stack[0].id if stack else view_id,
            previous_id=stack[-1].id if stack else None,
            here=here,
        )
        stack.append(view)
        self._changed()
        return view

    def _begins(self, here: str) -> Callable[[JsonObject], str]:
        """What menus that begin with the conversation one came from begin with."""
        return lambda element: here if here and self._offers(element, here) else ""


def _new_hash() -> str:
    return f"{secrets.randbelow(10**10)}.{secrets.token_hex(4)}"
