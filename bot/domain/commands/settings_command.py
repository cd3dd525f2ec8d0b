"""What a command can mean that is about the settings, as plain data."""

from dataclasses import dataclass

from bot.domain.digest import DigestEditors
from bot.domain.ids import ChannelId, UserId


@dataclass(frozen=True, slots=True)
class AdminCommand:
    """Something that only admins see and change."""


@dataclass(frozen=True, slots=True)
class SettingsCommand(AdminCommand):
    """Show an admin how Hearten is set."""


@dataclass(frozen=True, slots=True)
class SettingsHistoryCommand(AdminCommand):
    """Show an admin who changed what."""


@dataclass(frozen=True, slots=True)
class RetentionCommand(AdminCommand):
    """Store recognitions for this number of months."""

    months: int


@dataclass(frozen=True, slots=True)
class DeactivatedDaysCommand(AdminCommand):
    """Erase the names of users that many days after their account was deactivated."""

    days: int


@dataclass(frozen=True, slots=True)
class DigestEditorsCommand(AdminCommand):
    """Choose who may set up digests."""

    by: DigestEditors


@dataclass(frozen=True, slots=True)
class PublicLanguageCommand(AdminCommand):
    """Choose the language of messages to everyone, a tag such as `de`."""

    tag: str


@dataclass(frozen=True, slots=True)
class ValuesInFormCommand(AdminCommand):
    """Choose if the form asks for a value."""

    are_asked: bool


@dataclass(frozen=True, slots=True)
class TargetChannelCommand(AdminCommand):
    """Post shout-outs in this channel; "" for the channel where a user gives."""

    channel: ChannelId


@dataclass(frozen=True, slots=True)
class AdminsCommand(AdminCommand):
    """Add or remove users (ids) as admins of the settings."""

    is_added: bool
    users: tuple[UserId, ...]


SettingsCommands = (
    SettingsCommand
    | SettingsHistoryCommand
    | RetentionCommand
    | DeactivatedDaysCommand
    | DigestEditorsCommand
    | PublicLanguageCommand
    | ValuesInFormCommand
    | TargetChannelCommand
    | AdminsCommand
)
