"""What a command can mean that is about the settings, as plain data."""

from bot.domain.digest import DigestEditors
from bot.domain.ids import ChannelId, UserId
from bot.domain.records import record


@record
class AdminCommand:
    """Something that only admins see and change."""


@record
class SettingsCommand(AdminCommand):
    """Show an admin how Hearten is set."""


@record
class SettingsHistoryCommand(AdminCommand):
    """Show an admin who changed what."""


@record
class RetentionCommand(AdminCommand):
    """Store recognitions for this number of months."""

    months: int


@record
class DeactivatedDaysCommand(AdminCommand):
    """Erase the names of users that many days after their account was deactivated."""

    days: int


@record
class DigestEditorsCommand(AdminCommand):
    """Choose who may set up digests."""

    by: DigestEditors


@record
class PublicLanguageCommand(AdminCommand):
    """Choose the language of messages to everyone, a tag such as `de`."""

    tag: str


@record
class ValuesInFormCommand(AdminCommand):
    """Choose if the form asks for a value."""

    are_asked: bool


@record
class TargetChannelCommand(AdminCommand):
    """Post shout-outs in this channel; "" for the channel where a user gives."""

    channel: ChannelId


@record
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
