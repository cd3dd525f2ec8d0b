"""Parsing commands that may name time zones, with as few of their names as it takes."""

from collections.abc import Callable

from bot.domain.commands.command import Command
from bot.domain.commands.zone_words import is_read_with_zones, is_read_without_zones, may_need_zones
from bot.domain.time_zones import ZoneFinder
from bot.domain.user import User
from bot.slack.ui.zone_names import zone_finder


async def parse_with_zones(reader: User, text: str, read: Callable[[ZoneFinder | None], Command]) -> Command:
    """Parse a text with `read`, which takes the names of zones that it knows.

    Loading them is slow. So it happens only for a text that is not clear without them: first English and
    the reader's own language, then all.
    """
    if not may_need_zones(text):
        return read(None)
    command = read(ZoneFinder(home=reader.timezone))
    if is_read_without_zones(command, text):
        return command
    command = read(await zone_finder(reader))
    if is_read_with_zones(command):
        return command
    return read(await zone_finder(reader, in_all_languages=True))
