"""What Slack did when something was tried. It holds no name, no id and no text of anyone's."""

from enum import StrEnum

from msgspec import Struct


class Outcome(StrEnum):
    """How a trial ended."""

    WORKED = "worked"
    REFUSED = "refused"
    NOT_TRIED = "not tried"


class Trial(Struct, frozen=True):
    """One thing that was tried."""

    place: str
    """The kind of channel, such as `public channel, not joined`."""
    subject: str
    outcome: Outcome
    seconds: float = 0.0
    reason: str = ""
    """Slack's name of a refusal, or why something was not tried."""
    is_needed: bool = True
    """False if Hearten works without it, too, so that a refusal is only good to know."""

    @property
    def is_problem(self) -> bool:
        """Return True if Slack refused what Hearten needs."""
        return self.is_needed and self.outcome is Outcome.REFUSED
