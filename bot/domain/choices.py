"""What each person chooses for themselves, and what that means for what may be told of them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from enum import Enum

from bot.domain.visibility import Wish


class Messages(Enum):
    """When a person is written to about thanks, reactions and voices.

    No member here equals one of another choice, as `StrEnum`s of the same text would.
    """

    AT_ONCE = "at once"
    DAILY = "daily"
    """Once a day at most, in their afternoon."""
    NEVER = "never"


class Digests(Enum):
    """Whether digests may name a person."""

    ON = "on"
    OFF = "off"


class Reactions(Enum):
    """Whether the emoji that a person puts on messages are kept as thanks."""

    ON = "on"
    OFF = "off"


class Prompts(Enum):
    """Whether a person is asked, once a week, whom they might thank."""

    OFF = "off"
    ON = "on"


Choice = Wish | Messages | Digests | Reactions | Prompts
"""One thing chosen; its type tells what it is about."""

TOPICS: Mapping[str, type[Choice]] = {
    "thanks": Wish,
    "messages": Messages,
    "digests": Digests,
    "reactions": Reactions,
    "prompts": Prompts,
}
"""What can be chosen, by the words that people type. The first option of each is what holds unless chosen."""


def topic(choice: Choice) -> str:
    """The word that people type for what this choice is about."""
    return next(name for name, kind in TOPICS.items() if isinstance(choice, kind))


def options(about: str) -> tuple[Choice, ...]:
    """All that can be chosen about a topic; first what holds for somebody who chose nothing."""
    return tuple(TOPICS[about])


def named(about: str, option: str) -> Choice | None:
    """The choice with this name (`messages`, `daily`), if there is one."""
    return next((one for one in TOPICS.get(about, ()) if one.value == option), None)


@dataclass(frozen=True, slots=True)
class Choices:
    """All that a person chose, or what holds for somebody who chose nothing."""

    wish: Wish = Wish.PUBLICLY
    messages: Messages = Messages.AT_ONCE
    digests: Digests = Digests.ON
    reactions: Reactions = Reactions.ON
    prompts: Prompts = Prompts.OFF

    def __iter__(self) -> Iterator[Choice]:
        """One choice for each topic, in the order of `TOPICS`."""
        return iter((self.wish, self.messages, self.digests, self.reactions, self.prompts))

    def having(self, choice: Choice) -> "Choices":
        """These, with one of them changed."""
        match choice:
            case Wish():
                return replace(self, wish=choice)
            case Messages():
                return replace(self, messages=choice)
            case Digests():
                return replace(self, digests=choice)
            case Reactions():
                return replace(self, reactions=choice)
            case Prompts():
                return replace(self, prompts=choice)
