"""What people do in modals and on the app's Home, and what becomes of the app's answer."""

import contextlib
from collections.abc import Iterator, Mapping

from bot.practice.acts import Acts
from bot.practice.checks.schema import UNKNOWN
from bot.practice.checks.views import check_view
from bot.practice.delivery import Answer
from bot.practice.entries import (
    KEYS,
    InitialRichText,
    describe_action,
    entry_value,
    find_element,
    iterate_elements,
    make_entry,
    offers,
    submission_errors,
)
from bot.practice.files import check_pictures
from bot.practice.records import JsonObject, Person, SlackError
from bot.practice.response_urls import Place
from bot.practice.views import TROUBLE, View


class ViewActs(Acts):
    """What people do with shortcuts, with the modals that the app shows them, and at its Home.

    Raises SlackError `account_inactive`; `view_not_found` (nothing is open, or published),
    `action_not_found`, `option_not_found`, words that Slack does not have; `user_not_found` and
    `channel_not_found` for what cannot be chosen.
    """

    def find_view(self, person_id: str) -> View | None:
        """Return the view on top of a person's stack; None if no modal is open."""
        return self.workspace.modals.top(self.workspace.person(person_id).id)

    def fill(self, person_id: str, values: Mapping[str, object]) -> View:
        """Type and choose in the view that is open, without submitting it.

        `values` are `{block_id: {action_id: value}}` or `{action_id: value}`. A value is the text, the value
        of an option, the id of a person or conversation, a date (2026-11-23), a time (09:30), a `rich_text`
        block, or a list of those where several can be chosen; None or an empty one clears the element.
        """
        view = self._facing(person_id)
        filled = {block_id: dict(entries) for block_id, entries in view.values.items()}
        for block, element, value in _spread(view, values):
            if element["type"] not in KEYS:
                raise SlackError("action_not_found", f"Nothing can be entered in {element['action_id']!r}.")
            self._check_reach(view.person, element, value)
            before = filled[block["block_id"]][element["action_id"]]
            if not (isinstance(before, InitialRichText) and entry_value(before) == value):
                filled[block["block_id"]][element["action_id"]] = make_entry(element, value)
        return self.workspace.modals.change(view, values=filled)

    async def submit(self, person_id: str, values: Mapping[str, object] | None = None) -> Answer:
        """Fill in a view as `fill` does, press its submit button, and do what the app answers.

        ValueError if Slack's window would not send it, because a required field is empty, an entry too
        long, or rich text that mentions someone as the app put it there; the person then reads why in the
        view's `errors`.
        """
        view = self.fill(person_id, values or {})
        if not view.content["submit"]:
            raise ValueError("This view has no submit button.")
        wrong = submission_errors(view.blocks, view.values)
        view = self.workspace.modals.change(view, errors=wrong, trouble="")
        if wrong:
            raise ValueError("; ".join(f"{block_id}: {words}" for block_id, words in wrong.items()))
        body = self._payloads.submission(self.workspace.person(person_id), view, self._response_urls_of(view))
        answer = await self._send_interaction(body)
        self._follow(view, answer)
        return answer

    async def press_in_view(
        self, person_id: str, action_id: str, value: object = None, *, block_id: str | None = None
    ) -> Answer:
        """Press a button of a view, or choose or write `value` in an element that is sent at once.

        The elements of input blocks do so only with `dispatch_action`.
        """
        view = self._facing(person_id)
        block, element = find_element(view.blocks, action_id, block_id)
        if block["type"] == "input" and not block["dispatch_action"]:
            raise SlackError("action_not_found", f"{action_id!r} is sent with the submission only.")
        if element["type"] in KEYS:
            view = self.fill(person_id, {block["block_id"]: {action_id: value}})
        view = self.workspace.modals.change(view, trouble="")
        person = self.workspace.person(person_id)
        answer = await self._press(person, view, describe_action(block, element, value))
        if answer.failure:
            self._trouble(view)
        return answer

    async def close(self, person_id: str) -> None:
        """Close the view on top, which the app is not sent."""
        self.workspace.modals.close(self._facing(person_id))

    async def shortcut(self, person_id: str, callback_id: str) -> Answer:
        """Choose a global shortcut; SlackError `account_inactive`, `restricted_action` as for commands."""
        person = self._acting(person_id)
        if person.is_stranger:
            raise SlackError("restricted_action", "People of other organisations cannot use shortcuts.")
        return await self._send_interaction(self._payloads.shortcut(person, callback_id))

    def _response_urls_of(self, view: View) -> list[JsonObject]:
        """Return where the app may answer: in the conversation chosen in each menu that asks for that.

        It may be one that the app is not in, as the person's reach counts.
        """
        return [
            {
                "block_id": block["block_id"],
                "action_id": element["action_id"],
                "channel_id": place,
                "response_url": self._new_response_url(Place(place, view.person)),
            }
            for block, element in iterate_elements(view.blocks)
            if element.get("response_url_enabled")
            and (place := entry_value(view.values[block["block_id"]][element["action_id"]]))
            and isinstance(place, str)
        ]

    def _follow(self, view: View, answer: Answer) -> None:
        """Do what the app answers to a submission, or let the person read that it could not be done."""
        try:
            if answer.failure or isinstance(answer.body, str):
                raise SlackError("no_answer")
            self._obey(self.workspace.modals.find(view.id), answer.body or {})
        except SlackError:
            self._trouble(view)

    def _obey(self, view: View, answer: JsonObject) -> None:
        modals = self.workspace.modals
        match answer.get("response_action"):
            case None if not answer:
                modals.close(view)
            case "update":
                content = check_view(answer.get("view"))
                check_pictures(self.workspace.files, content["blocks"], "/view/blocks", "invalid_arguments")
                modals.update(view, content)
            case "errors":
                modals.change(view, errors=_field_errors(view, answer.get("errors")))
            case action:
                raise SlackError("invalid_response_action", f"{UNKNOWN} {action}")

    def _trouble(self, view: View) -> None:
        """Show the person that it did not work, if the view is still there."""
        with contextlib.suppress(SlackError):
            self.workspace.modals.change(view, trouble=TROUBLE)

    def _check_reach(self, person_id: str, element: JsonObject, value: object) -> None:
        """Raise SlackError for someone who is not there, and for a channel that a person cannot see."""
        ids = value if isinstance(value, list | tuple | set) else [value] if value else []
        if "users_select" in element["type"] and not set(self.workspace.people).issuperset(ids):
            raise SlackError("user_not_found")
        if "conversations_select" in element["type"]:
            visible = {channel.id for channel in self.workspace.visible_channels(person_id)}
            if not visible.issuperset(ids):
                raise SlackError("channel_not_found")
            if not all(offers(self.workspace, element, str(each)) for each in ids):
                raise SlackError("option_not_found", f"{element['action_id']!r} does not offer that.")

    def _facing(self, person_id: str) -> View:
        view = self.find_view(person_id)
        if view is None:
            raise SlackError("view_not_found", f"{person_id} has no modal open.")
        return view

    def find_home(self, person_id: str) -> View | None:
        """Return what a person sees on their Home; None while nothing is published there."""
        return self.workspace.homes.find(self.workspace.person(person_id).id)

    async def open_home(self, person_id: str, tab: str = "home") -> Answer | None:
        """Open the app, at its Home or (`messages`) its conversation.

        The app is sent either; None if it has not subscribed.
        """
        person = self._acting(person_id)
        if "app_home_opened" not in self.workspace.events:
            return None
        return await self.deliver_event(self._payloads.home_opened(person, tab))

    async def press_on_home(
        self, person_id: str, action_id: str, value: object = None, *, block_id: str | None = None
    ) -> Answer:
        """Press a button of one's Home, or put a `value` into an element that is sent at once."""
        person = self._acting(person_id)
        view = self.find_home(person_id)
        if view is None:
            raise SlackError("view_not_found", f"{person_id} has no Home.")
        block, element = find_element(view.blocks, action_id, block_id)
        if element["type"] in KEYS:
            values = {key: dict(entries) for key, entries in view.values.items()}
            values[block["block_id"]][action_id] = make_entry(element, value)
            view = self.workspace.homes.enter(person.id, values)
        return await self._press(person, view, describe_action(block, element, value))

    async def _press(self, person: Person, view: View, action: JsonObject) -> Answer:
        return await self._send_interaction(self._payloads.pressed_in_view(person, view, action))

    def _acting(self, person_id: str) -> Person:
        person = self.workspace.person(person_id)
        if person.deleted:
            raise SlackError("account_inactive")
        return person


def _field_errors(view: View, errors: object) -> Mapping[str, str]:
    """Return the app's errors by field; SlackError if there are none, or one is of no field."""
    fields = {block["block_id"] for block in view.blocks if block["type"] == "input"}
    if not isinstance(errors, dict) or not errors or not fields.issuperset(errors):
        raise SlackError("invalid_errors")
    if not all(isinstance(words, str) for words in errors.values()):
        raise SlackError("invalid_errors")
    return errors


def _spread(view: View, values: Mapping[str, object]) -> Iterator[tuple[JsonObject, JsonObject, object]]:
    """Yield each value with its element and block, whichever of the two ways it was named in."""
    actions: dict[str, set[str]] = {}
    for block, element in iterate_elements(view.blocks):
        actions.setdefault(block["block_id"], set()).add(element["action_id"])
    for key, value in values.items():
        if isinstance(value, dict) and key in actions and actions[key].issuperset(value):
            for action_id, each in value.items():
                yield *find_element(view.blocks, action_id, key), each
        else:
            yield *find_element(view.blocks, key), value
