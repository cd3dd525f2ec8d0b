"""What a command can mean that is about the settings, as plain data."""

from dataclasses import dataclass

from bot.domain.digest import DigestEditors


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
    """Keep recognitions for so many months."""

    months: int


@dataclass(frozen=True, slots=True)
class DeactivatedDaysCommand(AdminCommand):
    """Erase the names of people whose account has been deactivated for so many days."""

    days: int


@dataclass(frozen=True, slots=True)
class DigestEditorsCommand(AdminCommand):
    """Let these set up digests."""

    by: DigestEditors


@dataclass(frozen=True, slots=True)
class PublicLanguageCommand(AdminCommand):
    """Write what everybody reads in this language, a tag such as `de`."""

    tag: str


@dataclass(frozen=True, slots=True)
class ValuesInFormCommand(AdminCommand):
    """Let the form ask for a value, or leave it open."""

    are_asked: bool


@dataclass(frozen=True, slots=True)
class TargetChannelCommand(AdminCommand):
    """Let shout-outs stand in this channel, or with "" in the one where somebody thanks."""

    channel: str


@dataclass(frozen=True, slots=True)
class AdminsCommand(AdminCommand):
    """Let these people (ids) change the settings, too, or no longer."""

    is_added: bool
    users: tuple[str, ...]


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
