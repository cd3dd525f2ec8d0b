"""What a typed command means, as plain data."""

from enum import StrEnum

from msgspec import Struct

from bot.domain.commands.card import CardCommand, CardsCommand
from bot.domain.commands.digest_command import (
    DigestChannelsCommand,
    DigestNowCommand,
    DigestOffCommand,
    DigestOnCommand,
    DigestPreviewCommand,
    DigestStatusCommand,
    UnclearDigestCommand,
)
from bot.domain.commands.keepsake_command import KeepsakeCommands
from bot.domain.commands.order_topics import Topic
from bot.domain.commands.parse_error import ParseError
from bot.domain.commands.settings_command import SettingsCommands
from bot.domain.date_ranges import DateRange
from bot.domain.ids import ChannelId, UserId
from bot.domain.preferences import Preference


class NearMiss(Struct, frozen=True):
    """Something that was almost a value: as typed (no `#`), and the key of the closest value."""

    typed: str
    value: str


class GiveCommand(Struct, frozen=True):
    """A thanks. `users` and `groups` are ids; `text` is Slack markup; `values` are keys.

    `groups` are user groups, and channels whose members are thanked; `whole` are those of them that the giver
    wants to thank as themselves.
    """

    users: tuple[UserId, ...]
    groups: tuple[str, ...]
    text: str
    values: tuple[str, ...]
    near_values: tuple[NearMiss, ...] = ()
    is_private: bool = False
    unresolved_names: tuple[str, ...] = ()
    """Names among those at the start that Slack made no mention of; no at sign."""
    broadcast: str = ""
    """What was among the names for everyone in the channel: "here"."""
    is_anonymous: bool = False
    """The giver asks for a thanks without their own name, and is asked whether to send it privately."""
    whole: frozenset[str] = frozenset()


def is_given_at_once(command: object) -> bool:
    """Return True for a thanks that is recorded, or refused, without a question to the giver before."""
    return isinstance(command, GiveCommand) and not command.is_anonymous


class GiveSeveralCommand(Struct, frozen=True):
    """Several thanks in one text, each with its own people and words."""

    commands: tuple[GiveCommand, ...]


class Doubt(StrEnum):
    """Why a text that names people is not taken as thanks without asking."""

    WHO = "who"
    """People are named, and any of them may be the one thanked, or a word of the sentence."""
    SEVERAL = "several"
    """It may hold several thanks."""
    DISCREET = "discreet"
    """A word may ask for discretion, or be a word of the sentence."""
    QUESTION = "question"
    """It asks something."""
    NO_THANKS = "no thanks"
    """Nothing in it thanks or praises anybody."""


class DoubtfulGiveCommand(Struct, frozen=True):
    """What may be a recognition: nothing is sent before the giver has confirmed it.

    `command` is how it is most likely meant; it may have no users.
    """

    command: GiveCommand
    doubt: Doubt


class TooLongCommand(Struct, frozen=True):
    """A text that is too long to be read. `command` is what its beginning means."""

    command: GiveCommand


class GiveWithoutNames(Struct, frozen=True):
    """A recognition without recipients yet. `typed_name` is a name without a mention; the rest is as in
    `GiveCommand`.
    """

    typed_name: str = ""
    text: str = ""
    values: tuple[str, ...] = ()
    is_private: bool = False
    unresolved_names: tuple[str, ...] = ()
    broadcast: str = ""
    """This and `unresolved_names` are as in `GiveCommand`."""


class UndoCommand(Struct, frozen=True):
    """Withdraw the latest recognition; with `users` or `groups` (ids) only if it went to these."""

    users: tuple[UserId, ...] = ()
    groups: tuple[str, ...] = ()


class ValuesCommand(Struct, frozen=True):
    """List the values."""


class HelpCommand(Struct, frozen=True):
    """Explain what can be typed. `is_requested` is False where nothing at all was typed.

    `topics` are those that were asked about, `has_greeting` says that the bot introduces itself first.
    """

    is_requested: bool = True
    topics: tuple[Topic, ...] = ()
    has_greeting: bool = False


class RankingQuestion(Struct, frozen=True):
    """Explain why there are no rankings, and what there is instead."""


class HistoryQuery(Struct, frozen=True):
    """A question about the past.

    `users` are user ids (`ME` for the one who asks), `channels` and `groups` ids, `values` keys,
    `since` and `until` days in the asker's zone (both included), `stretch` the days between which all of it
    lies, `last_days` a number of days up to now, `phrases` what the words must contain, as Slack markup.

    `counterparts` (user ids) and `counterpart_groups` narrow what the asker gave to what these received, and
    what the asker received to what these gave.
    """

    users: tuple[UserId, ...] = ()
    channels: tuple[ChannelId, ...] = ()
    groups: tuple[str, ...] = ()
    values: tuple[str, ...] = ()
    is_given: bool = False
    since: DateRange | None = None
    until: DateRange | None = None
    last_days: int | None = None
    stretch: DateRange | None = None
    phrases: tuple[str, ...] = ()
    counterparts: tuple[UserId, ...] = ()
    counterpart_groups: tuple[str, ...] = ()


ME = UserId("me")


class LeadsCommand(Struct, frozen=True):
    """Show leads and circles, as far as they concern the reader."""


class LeadsChangeCommand(Struct, frozen=True):
    """Add or remove channels, user groups and users (ids) in the circle of a lead."""

    is_added: bool
    lead: UserId
    channels: tuple[ChannelId, ...] = ()
    groups: tuple[str, ...] = ()
    users: tuple[UserId, ...] = ()


class LeadsSwitchCommand(Struct, frozen=True):
    """Switch questions of leads about their circles on or off."""

    is_on: bool


class PrivacyCommand(Struct, frozen=True):
    """Show what is stored about the user, who looked, and their preferences."""


class PreferenceCommand(Struct, frozen=True):
    """Change one of the user's preferences."""

    preference: Preference


class LeadsNoteCommand(Struct, frozen=True):
    """Switch the weekly note of a lead on or off."""

    is_on: bool


class ExportCommand(Struct, frozen=True):
    """Send the user all that is stored about them."""


class ForgetMeCommand(Struct, frozen=True):
    """Explain what users can have erased about themselves."""


Command = (
    GiveCommand
    | GiveSeveralCommand
    | DoubtfulGiveCommand
    | TooLongCommand
    | GiveWithoutNames
    | CardCommand
    | CardsCommand
    | UndoCommand
    | ValuesCommand
    | HelpCommand
    | RankingQuestion
    | HistoryQuery
    | DigestOnCommand
    | DigestOffCommand
    | DigestPreviewCommand
    | DigestNowCommand
    | DigestChannelsCommand
    | DigestStatusCommand
    | UnclearDigestCommand
    | LeadsCommand
    | LeadsChangeCommand
    | LeadsSwitchCommand
    | LeadsNoteCommand
    | PrivacyCommand
    | PreferenceCommand
    | ExportCommand
    | KeepsakeCommands
    | ForgetMeCommand
    | SettingsCommands
    | ParseError
)
