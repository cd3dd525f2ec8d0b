"""Which conversations a menu offers: what its `filter` lets through."""

from __future__ import annotations

from collections.abc import Mapping

from bot.practice.directory import Directory
from bot.practice.records import ChannelKind


def offers(directory: Directory, element: Mapping[str, object], channel_id: str) -> bool:
    """Whether a menu of conversations offers this one, whoever looks at it."""
    channel = directory.channel(channel_id)
    apps = (each for each in channel.members if each in directory.people and directory.people[each].is_bot)
    return lets_through(
        element,
        channel.kind,
        is_shared=channel.is_ext_shared,
        is_with_app=channel.kind in ("im", "mpim") and any(apps),
    )


def lets_through(
    element: Mapping[str, object], kind: ChannelKind | str, *, is_shared: bool, is_with_app: bool
) -> bool:
    """Whether a menu offers a conversation of this kind; one without a filter offers them all."""
    wanted = element.get("filter")
    if not isinstance(wanted, Mapping):
        return True
    kinds = wanted.get("include")
    return (
        (not isinstance(kinds, list) or not kinds or kind in kinds)
        and not (is_shared and wanted.get("exclude_external_shared_channels") is True)
        and not (is_with_app and wanted.get("exclude_bot_users") is True)
    )
