"""The journal as the page shows it: what an entry is about, all of it, and the same as a command."""

import json
from importlib.resources import files
from shlex import quote
from typing import Final

from bot.practice.journal import Entry
from bot.practice.page.reader import items, mapping, string
from bot.practice.signed_posts import encode_payload


def pretty(value: object) -> str:
    """Write a payload or an answer so that people can read it; a text stays as it is."""
    return value if isinstance(value, str) else json.dumps(value, indent=2, ensure_ascii=False)


def describe(entry: Entry) -> tuple[str, str]:
    """Return what an entry is, and which person or channel it is about."""
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


_SIGNED: Final = files("bot.practice.page").joinpath("curl.txt").read_text(encoding="utf-8")
"""Commands that send a signed request."""


def curl(entry: Entry, workspace_url: str) -> str:
    """Write the command; tokens, secrets and the app's address are variables that the shell has to know.

    `workspace_url` is where the practice workspace is, without a slash at the end.
    """
    if entry.kind == "call":
        return _call(entry, workspace_url)
    content_type, body = encode_payload(entry.kind, entry.request)
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
