"""What a command can mean that is about the settings, as plain data."""

from msgspec import Struct

from bot.domain.digest import DigestEditors
from bot.domain.ids import ChannelId, UserId


class AdminCommand(Struct, frozen=True):
    """Something that only admins see and change."""


class SettingsCommand(AdminCommand, frozen=True):
    """Show an admin how Hearten is set."""


class SettingsHistoryCommand(AdminCommand, frozen=True):
    """Show an admin who changed what."""


class RetentionCommand(AdminCommand, frozen=True):
    """Store recognitions for this number of months."""

    months: int


class DeactivatedDaysCommand(AdminCommand, frozen=True):
    """Erase the names of users that many days after their account was deactivated."""

    days: int


class DigestEditorsCommand(AdminCommand, frozen=True):
    """Choose who may set up digests."""

    by: DigestEditors


class PublicLanguageCommand(AdminCommand, frozen=True):
    """Choose the language of messages to everyone, a tag such as `de`."""

    tag: str


class ValuesInFormCommand(AdminCommand, frozen=True):
    """Choose if the form asks for a value."""

    are_asked: bool


class TargetChannelCommand(AdminCommand, frozen=True):
    """Post shout-outs in this channel; "" for the channel where a user gives."""

    channel: ChannelId


class AdminsCommand(AdminCommand, frozen=True):
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
