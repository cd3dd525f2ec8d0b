"""Workspace settings, their changes, and forms that two admins change at the same time."""

from collections.abc import Mapping
from datetime import datetime

from msgspec import Struct

from bot.domain.digest import DigestEditors
from bot.domain.ids import NO_CHANNEL, ChannelId, UserId


class WorkspaceSettings(Struct, frozen=True):
    """The settings of a workspace.

    `months` are those that recognitions are kept, `deactivated_days` those after which the name of a user
    who left goes; `leads_are_on` says whether leads may ask about their circles, `digests_by` who may set up
    digests, `language` (a tag) in which everyone is written to, `values_asked` whether the form asks for a
    value. `shout_outs_in` is the target channel, "" for the channel where the giver thanks.
    """

    months: int
    deactivated_days: int
    leads_are_on: bool
    digests_by: DigestEditors = DigestEditors.MEMBERS
    language: str = "en"
    values_asked: bool = False
    shout_outs_in: ChannelId = NO_CHANNEL


SettingValue = str | int | bool | list[str] | None
"""A setting's value as it is stored; None if it was not there, or is no longer there."""


class SettingChange(Struct, frozen=True):
    """One change: who made it and when (UTC), the setting, which one of several it is (`about`), and both
    states."""

    id: str
    user: UserId
    at: datetime
    what: str
    about: str
    before: SettingValue
    after: SettingValue


class MergedForm(Struct, frozen=True):
    """The merged entries, and the names of the fields that two users changed to different things."""

    result: Mapping[str, object]
    conflicts: frozenset[str]


def merge_form(
    opened: Mapping[str, object], wished: Mapping[str, object], current: Mapping[str, object]
) -> MergedForm:
    """Merge what a form was `opened` with, what was `wished`, and the `current` state.

    A field that the user did not touch keeps the current state. All three have the same keys.
    """
    touched = {name for name in wished if wished[name] != opened[name]}
    return MergedForm(
        {name: wished[name] if name in touched else current[name] for name in wished},
        frozenset(name for name in touched if current[name] not in (opened[name], wished[name])),
    )
