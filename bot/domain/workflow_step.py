"""Steps of Workflow Builder: what a workflow asks for, and how a step ends."""

from enum import StrEnum

from msgspec import Struct

from bot.domain.ids import StepId

MAX_WAITING = 5
"""Thanks that workflows wrote for one giver and that wait for their answer: more would be a flood."""
MAX_STEP_ID = 32
"""Characters of a step's id."""
_PREFIX = "step:"


class StepFailure(StrEnum):
    """Why nothing came of a step: a sentence in the workflow's log, which must not name anyone's wishes."""

    NO_GIVER = "no giver"
    """No person runs the workflow."""
    NO_PLACE = "no place"
    """The bot or the giver may not post in the channel."""
    NOBODY = "nobody"
    """No person is filled in."""
    ONESELF = "oneself"
    """Nobody is thanked but the giver."""
    APPS = "apps"
    DEACTIVATED = "deactivated"
    """The accounts of all of them."""
    NO_RECIPIENTS = "no recipients"
    """They can't be thanked, for different reasons or one that is nobody's business."""
    NO_TEXT = "no words"
    TEXT_TOO_LONG = "too many words"
    TOO_MANY_RECIPIENTS = "too many people"
    TOO_OFTEN = "too often"
    NOT_CONFIRMED = "not confirmed"
    """The giver declined, or did not answer in time: no one learns which."""
    NOT_POSTED = "not posted"
    WITHDRAWN = "withdrawn"


class StepSuccess(Struct, frozen=True):
    """The thanks were sent. `link` leads to the shout-out; "" if they are private."""

    link: str = ""


StepOutcome = StepSuccess | StepFailure


def make_step_key(step: StepId) -> str:
    """Return the deduplication key of what a step gives."""
    return f"{_PREFIX}{step}"


def find_step(key: str) -> StepId:
    """Return the step with this deduplication key; "" if it is not one of a step."""
    return StepId(key.removeprefix(_PREFIX) if key.startswith(_PREFIX) else "")
