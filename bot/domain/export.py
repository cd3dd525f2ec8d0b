"""What is kept about a person, as files for themselves: all of it as JSON, and the thanks as CSV."""

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from bot.domain.formatting_parser import remove_guards
from bot.domain.mentions import (
    Broadcast,
    ChannelMention,
    GroupMention,
    LinkToken,
    TextToken,
    Token,
    UserMention,
    parse_markup,
)
from bot.domain.recognition import Credit, Reply
from bot.domain.user import ERASED

Names = Mapping[str, str]
"""What people are called, by user id."""

KEYS: Mapping[str, str] = {
    "about": "What each part of this file means. Times are in UTC; users and channels are Slack's ids.",
    "made_at": "When this file was made.",
    "workspace": "The Slack workspace that it is from.",
    "profile": "What Slack says about you, and when it was asked.",
    "preferences": (
        "What you chose, or the default where you chose nothing; when your preferences were explained to "
        "you, and when it was explained what an emoji does."
    ),
    "given": (
        "Thanks that you gave and didn't take back, oldest first. 'text' is as typed, in Slack's markup; "
        "'recipients' says who may see that each of them was thanked: everyone (public), the members of the "
        "channel (channel), or the two of you (private); 'seen_by' is the widest of these. 'endorsers' are "
        "the people who joined in; 'comments' is what some of them added or, for an emoji, what some givers "
        "added; 'credits' is who recipients shared it with ('by', 'to' and 'text'); 'replies' is what they "
        "wrote back to you; 'link' leads to the message."
    ),
    "received": (
        "Thanks that you received and didn't take down, oldest first. 'seen_by' says who may see that you "
        "were thanked. Of the other recipients you find those that the channel sees; if it is private to "
        "you, 'channel' is empty. 'replies' is what you wrote back, 'opened_to_leads_at' when you allowed "
        "your leads to read what is private."
    ),
    "endorsed": "Thanks between others that you joined in, and the text that you added, oldest first.",
    "reactions": "Emoji that you put on messages and that mean a value.",
    "in_circles": "The leads who may read your public thanks, if admins allow it.",
    "led_circles": "The people you lead. 'members' are listed if they were named one by one.",
    "audit_about_you": "Who looked at your thanks, and what they asked for.",
    "audit_by_you": "Who you looked up, and what you asked for.",
    "digests": "Weekly digests that you set up. 'weekday' 0 is Monday; 'at' is the time of day in 'zone'.",
    "reports": "What you reported to the admins.",
    "leads_note_at": "When your next weekly note as a lead comes; null if you get none.",
    "home": "What you had open on your Home within the last day, and when; null for nothing.",
    "admin_since": "Since when you may change the settings without being a Slack admin; null if you may not.",
    "setting_changes": (
        "What you changed in the settings as an admin, and what was changed about you: 'by' is who did it, "
        "'about' is the user or the item that it concerned."
    ),
    "values": "The names of the values, by the keys that thanks carry.",
    "users": "The names of the users in this file, as far as they are known.",
}
"""The keys of the JSON file, each with its meaning."""

COLUMNS = (
    "given or received",
    "when (UTC)",
    "from",
    "to",
    "text",
    "values",
    "seen by",
    "channel",
    "endorsed by",
    "comments",
    "source",
    "link",
    "id",
)
"""The first row of the CSV file."""

_SIGNS = "=+@＝＋－＠-"
_FORMULA = re.compile(rf"\A(?:[\t\r\n]|[ \u00a0\"']*[{_SIGNS}])")
"""How a cell begins that a spreadsheet would calculate, or pass on to another program."""
_INNER_FORMULA = re.compile(rf"([;|\t\r\n][ \u00a0\"']*)(?=[{_SIGNS}])")
"""Where a cell would begin for a spreadsheet that separates cells by another character than a comma."""


class ExportDirection(StrEnum):
    """Whether a person gave a thanks or received it."""

    GIVEN = "given"
    RECEIVED = "received"


@dataclass(frozen=True, slots=True)
class ExportedRecognition:
    """A recognition, as the person may see it; `channel` and `link` are "" where they are not told.

    Its fields are the keys of the JSON file, as with all that follow here; `KEYS` says what they mean.
    """

    id: str
    at: datetime
    edited_at: datetime | None
    source: str
    givers: tuple[str, ...]
    recipients: Mapping[str, str]
    seen_by: str
    text: str
    values: tuple[str, ...]
    endorsers: tuple[str, ...]
    comments: Mapping[str, str]
    channel: str
    link: str
    credits: tuple[Credit, ...] = ()
    replies: tuple[Reply, ...] = ()
    opened_to_leads_at: datetime | None = None

    @property
    def users(self) -> set[str]:
        """Everybody whom it names."""
        written = (self.text, *self.comments.values(), *(credit.text for credit in self.credits))
        named = {t.id for words in written for t in parse_markup(words) if isinstance(t, UserMention)}
        added = {one for credit in self.credits for one in (credit.by, credit.to)}
        replied = {reply.by for reply in self.replies}
        return {*self.givers, *self.recipients, *self.endorsers, *named, *added, *replied}


@dataclass(frozen=True, slots=True)
class ExportedProfile:
    """What Slack told about a person."""

    id: str
    name: str
    timezone: str
    locale: str
    is_guest: bool
    is_admin: bool
    picture: str
    fetched_at: datetime


@dataclass(frozen=True, slots=True)
class ExportedEndorsement:
    """A recognition of others that a person joined in, with their own words; no `link` to a private one."""

    id: str
    at: datetime
    text: str
    channel: str
    link: str


@dataclass(frozen=True, slots=True)
class ExportedReaction:
    """A value's emoji that a person put on a message."""

    at: datetime
    emoji: str
    value: str
    channel: str
    link: str


@dataclass(frozen=True, slots=True)
class ExportedCircle:
    """A circle that a person is in. `source` is "channel", "group" or "named", `source_id` which one."""

    source: str
    source_id: str
    name: str
    leads: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ExportedLedCircle:
    """A circle that a person leads; see `ExportedCircle`."""

    source: str
    source_id: str
    name: str
    members: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReceivedAuditEntry:
    """Somebody's look at a person's thanks; `by` is a user id."""

    at: datetime
    by: str
    query: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class OwnAuditEntry:
    """A person's look at the thanks of others, whose ids are `people`."""

    at: datetime
    users: tuple[str, ...]
    query: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class ExportedDigest:
    """A channel's weekly digest that a person set up."""

    channel: str
    weekday: int
    at: str
    zone: str
    next_at: datetime


@dataclass(frozen=True, slots=True)
class ExportedReport:
    """What a person told the admins about the thanks with this id."""

    at: datetime
    id: str
    reason: str


@dataclass(frozen=True, slots=True)
class ExportedHome:
    """What a person has open on their Home; `page` says from which of the thanks on, "" for the newest."""

    section: str
    page: str
    opened_at: datetime


@dataclass(frozen=True, slots=True)
class ExportedSettingChange:
    """A setting that a person changed, or that was changed about them; see `KEYS`."""

    at: datetime
    by: str
    setting: str
    about: str
    before: Any
    after: Any


def write_json_file(parts: Iterable[tuple[str, object]]) -> bytes:
    """One JSON object with these keys, `about` before them.

    An iterator becomes a list with an item to a line, and is read while it is written: a long one is never
    whole in memory.
    """
    content = io.BytesIO()
    out = io.TextIOWrapper(content, "utf-8", errors="replace", newline="")
    out.write(f'{{\n"about": {_dump_json(KEYS, indent=1)}')
    for key, value in parts:
        out.write(f",\n{_dump_json(key)}: ")
        if isinstance(value, Iterator):
            out.write("[")
            for number, item in enumerate(value):
                out.write(f"{',' if number else ''}\n {_dump_json(item)}")
            out.write("\n]")
        else:
            out.write(_dump_json(value, indent=1))
    out.write("\n}\n")
    out.flush()
    return content.getvalue()


def _dump_json(value: object, indent: int | None = None) -> str:
    return json.dumps(value, ensure_ascii=False, indent=indent, default=_encode_value)


def _encode_value(value: object) -> object:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    if is_dataclass(value):
        return {field.name: getattr(value, field.name) for field in fields(value)}
    raise TypeError(f"{type(value).__name__} has no place in a file")


class Spreadsheet:
    """Thanks as CSV, one to a row, for people: with names in place of ids, and words without markup."""

    def __init__(self) -> None:
        """Begin with the mark by which Excel knows that it is UTF-8, and the names of the columns."""
        self._content = io.BytesIO()
        self._out = io.TextIOWrapper(self._content, "utf-8-sig", errors="replace", newline="")
        self._writer = csv.writer(self._out)
        self._writer.writerow(COLUMNS)

    def add(self, way: ExportDirection, thanks: ExportedRecognition, names: Names, values: Names) -> None:
        """Add a row. `values` are the names of values, by key."""
        row = (
            way.value,
            f"{thanks.at.astimezone(UTC):%Y-%m-%d %H:%M:%S}",
            _join_names(names, thanks.givers),
            _join_names(names, thanks.recipients),
            write_plain_text(thanks.text, names),
            ", ".join(values.get(key) or key for key in thanks.values),
            thanks.seen_by,
            thanks.channel,
            _join_names(names, thanks.endorsers),
            "\n".join(
                f"{_find_name(names, one)}: {write_plain_text(words, names)}"
                for one, words in thanks.comments.items()
            ),
            thanks.source,
            thanks.link,
            thanks.id,
        )
        self._writer.writerow(map(escape_formula, row))

    def content(self) -> bytes:
        """The file, as far as it was written."""
        self._out.flush()
        return self._content.getvalue()


def escape_formula(cell: str) -> str:
    """The cell as it is or, where a spreadsheet would take it for a formula, after an apostrophe."""
    inner = _INNER_FORMULA.sub(r"\1'", cell)
    return f"'{inner}" if _FORMULA.match(inner) else inner


def write_plain_text(text: str, names: Names) -> str:
    """Words as one reads them, without markup; marks of formatting stay, as they were typed."""
    return "".join(_write_token(token, names) for token in parse_markup(remove_guards(text)))


def _write_token(token: Token, names: Names) -> str:
    match token:
        case TextToken(text):
            return text
        case UserMention(user):
            return _find_name(names, user) if user == ERASED else f"@{_find_name(names, user)}"
        case GroupMention(group, handle):
            return f"@{handle or group}"
        case ChannelMention(channel, name):
            return f"#{name or channel}"
        case Broadcast(name):
            return f"@{name}"
        case LinkToken(url, label):
            return f"{label} ({url})" if label and label not in url else url


def _join_names(names: Names, users: Iterable[str]) -> str:
    return ", ".join(sorted(_find_name(names, user) for user in users))


def _find_name(names: Names, user: str) -> str:
    return "a colleague" if user == ERASED else names.get(user) or user
