"""Who looks at the page: everything that drawing a message for one person has to know."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, tzinfo


@dataclass(frozen=True, slots=True)
class Reader:
    """One person's eyes: the names they may read, their zone, and the time that it is for them.

    `people`, `channels` and `groups` map ids to names without ``@`` or ``#``. A channel that is missing
    from `channels` is one the person may not see, and is never named.
    """

    me: str
    people: Mapping[str, str]
    channels: Mapping[str, str]
    groups: Mapping[str, str]
    my_groups: frozenset[str]
    zone: tzinfo
    now: datetime
