"""Questions about the past: filters, and the cursor of the next page."""

from datetime import datetime
from enum import StrEnum

from msgspec import Struct

from bot.domain.ids import ChannelId


class HistoryFilters(Struct, frozen=True):
    """What to read of what may be read: `since` included and `until` excluded, in UTC; ids of channels;
    keys of values, one of which must be there; phrases, all of which must be found (see `search`), as Slack
    markup."""

    since: datetime | None = None
    until: datetime | None = None
    channels: tuple[ChannelId, ...] = ()
    values: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()


NO_FILTERS = HistoryFilters()


class PageSide(StrEnum):
    """Where a page lies, seen from a recognition."""

    OLDER = "older"
    NEWER = "newer"
    FROM = "from"
    """The page begins with that recognition and continues with older ones."""


class Cursor(Struct, frozen=True):
    """Where a page is: on this side of the recognition with this id, next to it."""

    side: PageSide
    id: str
