"""What the app has published on people's Homes: one view for each person."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable
from dataclasses import replace

from bot.practice.entries import Values, values_of
from bot.practice.modals import View
from bot.practice.records import JsonObject, SlackError


class Homes:
    """The Homes of one app. What is given as content has been checked."""

    def __init__(self, changed: Callable[[], None]) -> None:
        """Begin without any; `changed` is called at every change."""
        self.is_enabled = True
        """Whether the app has a Home at all, as its manifest says."""
        self._views: dict[str, View] = {}
        self._changed = changed

    @property
    def all(self) -> list[View]:
        """What everybody sees there."""
        return list(self._views.values())

    def take_up(self, views: Iterable[View]) -> None:
        """Have these again, from an earlier time."""
        self._views |= {view.person: view for view in views}

    def of(self, person_id: str) -> View | None:
        """What a person sees there; None while the app has published nothing."""
        return self._views.get(person_id)

    def publish(self, person_id: str, content: JsonObject, hash_: str = "") -> View:
        """Show a person this, keeping what stands in the elements that stay.

        Raises SlackError `not_enabled`, or `hash_conflict` (it is not what the `hash` says any more).
        """
        before = self._views.get(person_id)
        if not self.is_enabled:
            raise SlackError("not_enabled")
        if hash_ and (before is None or before.hash != hash_):
            raise SlackError("hash_conflict")
        view_id = before.id if before else f"V{secrets.token_hex(5).upper()}"
        view = View(
            id=view_id,
            person=person_id,
            content=content,
            values=values_of(content["blocks"], before.values if before else {}),
            hash=f"{secrets.randbelow(10**10)}.{secrets.token_hex(4)}",
            root_id=view_id,
            previous_id=None,
        )
        self._views[person_id] = view
        self._changed()
        return view

    def enter(self, person_id: str, values: Values) -> View:
        """Let this stand in the elements of a person's Home; SlackError `view_not_found`."""
        before = self._views.get(person_id)
        if before is None:
            raise SlackError("view_not_found")
        self._views[person_id] = replace(before, values=values)
        self._changed()
        return self._views[person_id]
