"""The event of a workflow that runs a step of the app."""

from collections.abc import Mapping
from typing import Any

from msgspec import Struct

from bot.domain.ids import ChannelId, StepId, UserId
from bot.domain.workflow_step import MAX_STEP_ID
from bot.slack.payloads.fields import MAX_ID, Fields

MAX_PEOPLE = 1_000
"""Users that are read of a step: more are too many recipients anyway."""


class StepEvent(Struct, frozen=True):
    """A step that is executed: its id, which step of the app it is, and what the workflow filled in.

    `giver` is the person who runs the workflow, as Slack says; "" if it says no one. What the workflow filled
    in wrongly is "", too: a person must be able to read why the step failed.
    """

    callback_id: str
    step: StepId
    giver: UserId
    people: tuple[UserId, ...]
    words: str
    value: str
    channel: ChannelId


def read_step(body: Fields) -> StepEvent:
    """Read `function_executed`. Raise `InvalidPayloadError`."""
    event = body.object("event")
    step = event.id("function_execution_id")
    if len(step) > MAX_STEP_ID:
        event.refuse("function_execution_id")
    inputs = event.optional_mapping("inputs") or {}
    return StepEvent(
        callback_id=event.object("function").id("callback_id"),
        step=StepId(step),
        giver=UserId(_read_id(_get(inputs.get("giver"), "id"))),
        people=_read_people(inputs.get("people")),
        words=_read_text(inputs.get("words")),
        value=_read_text(inputs.get("value")),
        channel=ChannelId(_read_id(inputs.get("channel"))),
    )


def _get(value: object, name: str) -> Any:
    return value.get(name) if isinstance(value, Mapping) else None


def _read_text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _read_id(value: object) -> str:
    text = _read_text(value)
    return text if len(text) <= MAX_ID else ""


def _read_people(value: object) -> tuple[UserId, ...]:
    """Return the users of a list; a workflow that names a single user may send no list."""
    listed = value if isinstance(value, list) else [value]
    ids = dict.fromkeys(UserId(_read_id(one)) for one in listed[:MAX_PEOPLE])
    return tuple(user for user in ids if user)
