"""The journal as the page shows it: a line for each entry, the whole of one, and the same as a command."""

import json
from dataclasses import dataclass
from datetime import tzinfo
from shlex import quote
from typing import Final

from bot.practice.journal import Entry
from bot.practice.page.reader import items, mapping, string
from bot.practice.signed_posts import encoded

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


def describe_entry(entry: Entry, zone: tzinfo) -> Row:
    """Describe an entry in a line, with the time of day in a zone."""
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


def describe_whole_entry(entry: Entry, zone: tzinfo, workspace_url: str) -> Details:
    """Describe all of an entry."""
    answer = entry.answer if isinstance(entry.answer, str) else _pretty(entry.answer) if entry.answer else ""
    return Details(describe_entry(entry, zone), _pretty(entry.request), answer, curl(entry, workspace_url))


def _pretty(value: object) -> str:
    return json.dumps(value, indent=2, ensure_ascii=False)


def _named(entry: Entry) -> tuple[str, str]:
    """Return what an entry is, and what it is about."""
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


_SIGNED: Final = """\
body={body}
now=$(date +%s)
signature=$(printf 'v0:%s:%s' "$now" "$body" |
  openssl dgst -sha256 -hmac "$SLACK_SIGNING_SECRET" | sed 's/^.* //')
curl "$APP_URL/slack/events" \\
  -H {content_type} \\{retry}
  -H "X-Slack-Request-Timestamp: $now" \\
  -H "X-Slack-Signature: v0=$signature" \\
  --data-raw "$body"
"""


def curl(entry: Entry, workspace_url: str) -> str:
    """Write the command; tokens, secrets and the app's address are variables that the shell has to know.

    `workspace_url` is where the practice workspace is, without a slash at the end.
    """
    if entry.kind == "call":
        return _call(entry, workspace_url)
    content_type, body = encoded(entry.kind, entry.request)
    retry = (
        f'\n  -H "X-Slack-Retry-Num: {entry.retry}" -H "X-Slack-Retry-Reason: {entry.retry_reason}" \\'
        if entry.retry
        else ""
    )
    return _SIGNED.format(
        body=quote(body.decode()), content_type=quote(f"Content-Type: {content_type}"), retry=retry
    )


def _call(entry: Entry, workspace_url: str) -> str:
    parts = [f"curl {quote(workspace_url + entry.address)}"]
    if entry.address.startswith("/api/"):
        token = "SLACK_APP_TOKEN" if entry.address.endswith("/apps.connections.open") else "SLACK_BOT_TOKEN"
        parts.append(f'-H "Authorization: Bearer ${token}"')
    if entry.address.startswith("/upload/"):
        parts.append("--data-binary @file")
    elif entry.address.startswith("/api/") and all(isinstance(each, str) for each in entry.request.values()):
        parts += [f"--data-urlencode {quote(f'{name}={value}')}" for name, value in entry.request.items()]
        if not entry.request:
            parts.append("-X POST")
    else:
        parts.append(f"-H {quote('Content-Type: application/json; charset=utf-8')}")
        parts.append(f"--data-raw {quote(json.dumps(entry.request))}")
    return " \\\n  ".join(parts) + "\n"
