"""The person who looks at the page, and careful reading of the JSON that is drawn for them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, tzinfo


def mapping(value: object) -> Mapping[str, object]:
    """Return the value if it is a JSON object, else an empty one."""
    return value if isinstance(value, dict) else {}


def items(value: object) -> Sequence[object]:
    """Return the value if it is a JSON array, else an empty one."""
    return value if isinstance(value, list) else ()


def string(value: object) -> str:
    """Return the value if it is a JSON string, else an empty one."""
    return value if isinstance(value, str) else ""


def whole(value: object) -> int | None:
    """Return the value if it is a whole number, else None."""
    return value if isinstance(value, int) and not isinstance(value, bool) else None


@dataclass(frozen=True, slots=True)
class Conversation:
    """A channel, or a talk with others, that one can choose in a menu."""

    id: str
    shown: str
    """Its name with the sign that it goes by."""
    kind: str
    """As the filters of menus name it: public, private, im or mpim."""
    is_shared: bool
    is_with_app: bool


@dataclass(frozen=True, slots=True)
class Reader:
    """What one person may read: names, their zone, and the time that it is for them.

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
    home: str = ""
    """Where Slack would have the workspace in a browser, with a slash at the end."""
    colleagues: Mapping[str, str] = field(default_factory=dict)
    """Those who are offered where someone is to be chosen: ids and names."""
    conversations: Sequence[Conversation] = ()
    """Those that are offered where a channel or a conversation is to be chosen."""
    pictures: Mapping[str, str] = field(default_factory=dict)
    """Where the pictures are that blocks show: ids of files, and addresses on this page."""
    faces: Mapping[str, tuple[str, int]] = field(default_factory=dict)
    """What means people's portraits: initials and the number of a colour, by the ids of people."""
    emoji: Mapping[str, str] = field(default_factory=dict)
    """The workspace's own emoji: names, and where their pictures are on this page."""
