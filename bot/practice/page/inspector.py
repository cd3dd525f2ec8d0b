"""The journal as the page shows it: a line for each entry, and the whole of one."""

import json
from dataclasses import dataclass
from datetime import tzinfo
from typing import Final

from bot.practice.journal import Entry
from bot.practice.page.curl import curl
from bot.practice.page.shapes import items, mapping, string

_TITLE: Final = 80
"""Characters of a line's title."""


@dataclass(frozen=True, slots=True)
class Row:
    """An entry in a line."""

    number: int
    clock: str
    to_app: bool
    title: str
    about: str
    outcome: str
    is_failure: bool
    milliseconds: str
    remarks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Details:
    """The whole of an entry."""

    row: Row
    request: str
    answer: str
    curl: str


def row(entry: Entry, zone: tzinfo) -> Row:
    """Tell an entry in a line, with the time of day in a zone."""
    title, about = _named(entry)
    remarks = []
    if entry.retry:
        remarks.append(
            f"repetition {entry.retry}" + (f", {entry.retry_reason}" if entry.retry_reason else "")
        )
    if entry.is_spoiled:
        remarks.append("made to fail")
    return Row(
        entry.number,
        f"{entry.at.astimezone(zone):%H:%M:%S}",
        entry.kind != "call",
        title[:_TITLE],
        about[:_TITLE],
        entry.failure or f"{entry.status or 'no answer'}",
        bool(entry.failure) or entry.status is None or entry.status >= 400,
        f"{entry.milliseconds:.0f} ms" if entry.milliseconds >= 10 else f"{entry.milliseconds:.1f} ms",
        tuple(remarks),
    )


def details(entry: Entry, zone: tzinfo, workspace_url: str) -> Details:
    """Tell all of an entry."""
    answer = entry.answer if isinstance(entry.answer, str) else _pretty(entry.answer) if entry.answer else ""
    return Details(row(entry, zone), _pretty(entry.request), answer, curl(entry, workspace_url))


def _pretty(value: object) -> str:
    return json.dumps(value, indent=2, ensure_ascii=False)


def _named(entry: Entry) -> tuple[str, str]:
    """What an entry is, and what it is about."""
    body = entry.request
    match entry.kind:
        case "call":
            _, kind, *rest = entry.address.split("/")
            if kind == "api":
                return "/".join(rest), string(body.get("channel") or body.get("user") or body.get("users"))
            return {"response": "response_url", "upload": "upload"}.get(kind, kind), string(body.get("text"))
        case "slash_commands":
            return f"{string(body.get('command'))} {string(body.get('text'))}", string(body.get("user_name"))
        case "events_api":
            event = mapping(body.get("event"))
            return string(event.get("type") or body.get("type")), string(event.get("user"))
        case "interactive":
            actions = [string(mapping(each).get("action_id")) for each in items(body.get("actions"))]
            view = mapping(body.get("view"))
            named = actions or [string(body.get("callback_id")) or string(view.get("callback_id"))]
            user = string(mapping(body.get("user")).get("username"))
            return f"{string(body.get('type'))} {', '.join(named)}", user
