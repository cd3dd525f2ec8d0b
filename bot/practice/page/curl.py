"""An entry of the journal as a command for a shell: the same request once more, with nothing secret in it."""

import json
from shlex import quote
from typing import Final

from bot.practice.journal import Entry
from bot.practice.signed_posts import encoded

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
