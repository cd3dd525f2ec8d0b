"""The files of an export: JSON for machines, CSV for people."""

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime

from msgspec import Struct
from msgspec.structs import asdict

from bot.domain.export import COLUMNS, KEYS, ExportDirection, ExportedRecognition, Names
from bot.domain.formatting_parser import remove_guards
from bot.domain.ids import UserId
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
from bot.domain.team import Team
from bot.domain.user import ERASED

_SIGNS = "=+@＝＋－＠-"
_FORMULA = re.compile(rf"\A(?:[\t\r\n]|[ \u00a0\"']*[{_SIGNS}])")
"""How a cell begins that a spreadsheet would calculate, or pass on to another program."""
_INNER_FORMULA = re.compile(rf"([;|\t\r\n][ \u00a0\"']*)(?=[{_SIGNS}])")
"""Where a cell would begin for a spreadsheet that separates cells by another character than a comma."""


def write_json_file(parts: Iterable[tuple[str, object]]) -> bytes:
    """Write one JSON object with these keys, and `about` before them.

    An iterator becomes a list with one item per line, and is read while it is written: a long one is never
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
    if isinstance(value, Struct):
        return asdict(value)
    raise TypeError(f"{type(value).__name__} has no place in a file")


class Spreadsheet:
    """Return the recognitions as CSV, one in a row: with names in place of ids, and text without markup."""

    def __init__(self) -> None:
        """Begin with the mark by which Excel knows that it is UTF-8, and the names of the columns."""
        self._content = io.BytesIO()
        self._out = io.TextIOWrapper(self._content, "utf-8-sig", errors="replace", newline="")
        self._writer = csv.writer(self._out)
        self._writer.writerow(COLUMNS)

    def add(
        self, way: ExportDirection, thanks: ExportedRecognition, names: Names, values: Mapping[str, str]
    ) -> None:
        """Add a row. `values` are the names of values, by key."""
        row = (
            way.value,
            f"{thanks.at.astimezone(UTC):%Y-%m-%d %H:%M:%S}",
            _join_names(names, thanks.givers),
            ", ".join(filter(None, (_join_names(names, thanks.recipients), *map(_label_team, thanks.teams)))),
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
        """Return the file, as far as it was written."""
        self._out.flush()
        return self._content.getvalue()


def escape_formula(cell: str) -> str:
    """Return the cell as it is or, where a spreadsheet would take it for a formula, after an apostrophe."""
    inner = _INNER_FORMULA.sub(r"\1'", cell)
    return f"'{inner}" if _FORMULA.match(inner) else inner


def write_plain_text(text: str, names: Names) -> str:
    """Return a text without markup; formatting marks stay as they were typed."""
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


def _join_names(names: Names, users: Iterable[UserId]) -> str:
    return ", ".join(sorted(_find_name(names, user) for user in users))


def _label_team(team: Team) -> str:
    sign = "#" if team.is_channel else "@"
    return f"{sign}{team.name or team.id}"


def _find_name(names: Names, user: UserId) -> str:
    return "a colleague" if user == ERASED else names.get(user) or user
