"""What `hearten setup` asks: each secret is checked at once, and asked for again if it is wrong."""

from __future__ import annotations

from collections.abc import Coroutine, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

import click

from bot.token_kinds import APP_TOKEN, BOT_TOKEN, CLIENT_ID, CLIENT_SECRET, SIGNING_SECRET, wrong_form

if TYPE_CHECKING:
    from bot.doctor.finding import Finding

T = TypeVar("T")

_LABELS = {
    APP_TOKEN: "App-level token",
    SIGNING_SECRET: "Signing secret",
    BOT_TOKEN: "Bot token",
    CLIENT_ID: "Client ID",
    CLIENT_SECRET: "Client secret",
}
_TRANSPORT_STEPS = {
    APP_TOKEN: """\
2. Under "Basic Information", "App-Level Tokens", generate a token with the scope
   connections:write. It begins with xapp-.""",
    SIGNING_SECRET: """\
2. Under "Basic Information", "App Credentials", copy the Signing Secret (not the
   Client Secret).""",
}
_BOT_TOKEN_STEP = """\
3. Under "Install App", install it, and copy the Bot User OAuth Token. It begins
   with xoxb-."""  # noqa: S105 -- no password
_CLIENT_STEP = """\
3. Under "Basic Information", "App Credentials", copy the Client ID and then the
   Client Secret."""


class SetupQuestions:
    """Asks in the terminal, and shows Slack what is typed."""

    def __init__(self, api_url: str) -> None:
        """Check at this address of the Web API."""
        self._api_url = api_url
        self._app_token = ""

    def ask_for_transport(self, *, is_http: bool) -> dict[str, str]:
        """Return the secret for HTTP, or the token for Socket Mode."""
        variable = SIGNING_SECRET if is_http else APP_TOKEN
        click.echo(f"\n{_TRANSPORT_STEPS[variable]}")
        while True:
            secret = _ask(variable)
            if is_http:
                # Slack shows only with its first request whether it is right.
                click.echo("   Yes: that is its form.")
                return {variable: secret}
            if self._accepts_app_token(secret):
                self._app_token = secret
                return {variable: secret}

    def ask_for_bot_token(self) -> dict[str, str]:
        """Return the token of one workspace."""
        click.echo(f"\n{_BOT_TOKEN_STEP}")
        while not self._accepts_bot_token(token := _ask(BOT_TOKEN)):
            pass
        return {BOT_TOKEN: token}

    def ask_for_client(self) -> dict[str, str]:
        """Return the app's id and secret, for many workspaces."""
        click.echo(f"\n{_CLIENT_STEP}")
        while True:
            client_id, client_secret = _ask(CLIENT_ID), _ask(CLIENT_SECRET)
            if self._accepts_client(client_id, client_secret):
                return {CLIENT_ID: client_id, CLIENT_SECRET: client_secret}

    def _accepts_app_token(self, token: str) -> bool:
        from bot.doctor import tokens

        return _report([_run(tokens.check_app_token(self._api_url, token))])

    def _accepts_bot_token(self, token: str) -> bool:
        from bot.doctor import tokens

        async def check() -> list[Finding]:
            checking = tokens.check_bot_token(self._api_url, token, app_token=self._app_token)
            return [finding async for finding in checking]

        return _report(_run(check()))

    def _accepts_client(self, client_id: str, client_secret: str) -> bool:
        from bot.doctor import tokens

        return _report([_run(tokens.check_client(self._api_url, client_id, client_secret))])


def _ask(variable: str) -> str:
    """Return what is typed, once it has the right form. Only an id is shown meanwhile."""
    is_hidden = variable != CLIENT_ID
    label = f"   {_LABELS[variable]}{' (hidden while you paste it)' if is_hidden else ''}"
    while True:
        typed: str = click.prompt(label, hide_input=is_hidden).strip()
        wrong = wrong_form(variable, typed)
        if not wrong:
            return typed
        click.echo(f"   No: {wrong}.")


def _run(check: Coroutine[Any, Any, T]) -> T:
    import asyncio

    return asyncio.run(check)


def _report(findings: Sequence[Finding]) -> bool:
    """Say what Slack answered, and return True if nothing is wrong."""
    from bot.doctor.finding import Status

    problems = [finding for finding in findings if finding.status is Status.FAIL]
    for problem in problems:
        click.echo(f"   No: {problem.advice}.")
    if not problems:
        click.echo(f"   Yes: Slack accepts the {findings[0].subject}.")
    return not problems
