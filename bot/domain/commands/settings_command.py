"""What a command can mean that is about the settings, as plain data."""

from dataclasses import dataclass

from bot.domain.digest import DigestEditors


@dataclass(frozen=True, slots=True)
class AboutSettings:
    """Something that only admins see and change."""


@dataclass(frozen=True, slots=True)
class Settings(AboutSettings):
    """Show an admin how Hearten is set."""


@dataclass(frozen=True, slots=True)
class SettingsChanged(AboutSettings):
    """Show an admin who changed what."""


@dataclass(frozen=True, slots=True)
class KeepMonths(AboutSettings):
    """Keep recognitions for so many months."""

    months: int


@dataclass(frozen=True, slots=True)
class ForgetDeactivated(AboutSettings):
    """Erase the names of people whose account has been deactivated for so many days."""

    days: int


@dataclass(frozen=True, slots=True)
class DigestsSetBy(AboutSettings):
    """Let these set up digests."""

    by: DigestEditors


@dataclass(frozen=True, slots=True)
class PublicLanguage(AboutSettings):
    """Write what everybody reads in this language, a tag such as `de`."""

    tag: str


@dataclass(frozen=True, slots=True)
class ValuesAsked(AboutSettings):
    """Let the form ask for a value, or leave it open."""

    are_asked: bool


@dataclass(frozen=True, slots=True)
class ShoutOutsIn(AboutSettings):
    """Let shout-outs stand in this channel, or with "" in the one where somebody thanks."""

    channel: str


@dataclass(frozen=True, slots=True)
class AdminsChange(AboutSettings):
    """Let these people (ids) change the settings, too, or no longer."""

    is_added: bool
    people: tuple[str, ...]


SettingsMeaning = (
    Settings
    | SettingsChanged
    | KeepMonths
    | ForgetDeactivated
    | DigestsSetBy
    | PublicLanguage
    | ValuesAsked
    | ShoutOutsIn
    | AdminsChange
)
