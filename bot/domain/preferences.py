"""How users wish to be thanked, written to and counted in."""

from collections.abc import Iterator, Mapping
from enum import Enum

from msgspec import Struct
from msgspec.structs import replace

from bot.domain.visibility import ThanksPreference


class MessagePreference(Enum):
    """When a user gets messages about recognitions, reactions and endorsements.

    No member here equals one of another choice, as `StrEnum`s of the same text would.
    """

    AT_ONCE = "at once"
    DAILY = "daily"
    """Once a day at most, in their afternoon."""
    NEVER = "never"


class DigestPreference(Enum):
    """Whether digests may name a user."""

    ON = "on"
    OFF = "off"


class ReactionPreference(Enum):
    """Whether the emoji that a user adds to messages are recorded as recognitions."""

    ON = "on"
    OFF = "off"


class PromptPreference(Enum):
    """Whether a user gets a weekly prompt to thank a colleague."""

    OFF = "off"
    ON = "on"


Preference = ThanksPreference | MessagePreference | DigestPreference | ReactionPreference | PromptPreference
"""One preference; its type is what it is about."""

TOPICS: Mapping[str, type[Preference]] = {
    "thanks": ThanksPreference,
    "messages": MessagePreference,
    "digests": DigestPreference,
    "reactions": ReactionPreference,
    "prompts": PromptPreference,
}
"""What can be chosen, by the words that users type. The first option of each is what holds unless chosen."""


def find_topic(preference: Preference) -> str:
    """Return the word that users type for what this choice is about."""
    return next(name for name, kind in TOPICS.items() if isinstance(preference, kind))


def list_options(about: str) -> tuple[Preference, ...]:
    """Return all that can be chosen about a topic; first what holds for a user who chose nothing."""
    return tuple(TOPICS[about])


def find_preference(about: str, option: str) -> Preference | None:
    """Return the choice with this name (`messages`, `daily`), if there is one."""
    return next((one for one in TOPICS.get(about, ()) if one.value == option), None)


class Preferences(Struct, frozen=True):
    """A user's preferences, or the defaults for a user who chose nothing."""

    thanks: ThanksPreference = ThanksPreference.PUBLICLY
    messages: MessagePreference = MessagePreference.AT_ONCE
    digests: DigestPreference = DigestPreference.ON
    reactions: ReactionPreference = ReactionPreference.ON
    prompts: PromptPreference = PromptPreference.OFF

    def __iter__(self) -> Iterator[Preference]:
        """Yield one preference for each topic, in the order of `TOPICS`."""
        return iter((self.thanks, self.messages, self.digests, self.reactions, self.prompts))

    def replace_preference(self, preference: Preference) -> "Preferences":
        """Return these preferences with one of them replaced."""
        match preference:
            case ThanksPreference():
                return replace(self, thanks=preference)
            case MessagePreference():
                return replace(self, messages=preference)
            case DigestPreference():
                return replace(self, digests=preference)
            case ReactionPreference():
                return replace(self, reactions=preference)
            case PromptPreference():
                return replace(self, prompts=preference)
