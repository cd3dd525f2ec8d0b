"""Checks what Hearten needs from outside: settings, database, tokens and scopes."""

import asyncio
import os
from collections.abc import AsyncIterator, Iterator, Sequence
from dataclasses import dataclass

from pydantic import SecretStr

from bot.clock import Clock
from bot.errors import (
    DatabaseUnavailableError,
    ErasureLedgerError,
    SlackError,
    SlackRateLimitedError,
    SlackRefusedError,
    SlackUnreachableError,
)
from bot.settings import Settings
from bot.slack.api.client import TokenClient
from bot.slack.manifest import OPTIONAL_SCOPES, SCOPES
from bot.storage import erasure_ledger, migrations
from bot.storage.engine import NO_LOG_ADVICE, connect, has_log
from bot.token_kinds import APP_TOKEN, BOT_TOKEN, SIGNING_SECRET, advice, wrong_kind


@dataclass(frozen=True, slots=True)
class Finding:
    """The result of one check. `advice` says what to do, or what to know if it `is_note`."""

    subject: str
    is_well: bool
    advice: str = ""
    is_note: bool = False


async def examine(settings: Settings) -> AsyncIterator[Finding]:
    """Yield a finding for each check: settings, commands, database, ledger, tokens and scopes."""
    missing = settings.missing
    yield Finding("settings", not missing, f"set {', '.join(missing)}")
    yield _commands(settings.commands)
    yield await _database(settings)
    yield await _ledger(settings)
    for finding in _kinds(settings):
        yield finding
    if settings.bot_token and not _wrong_kind(BOT_TOKEN, settings.bot_token):
        async with TokenClient(settings.slack_api_url, settings.bot_token.get_secret_value()) as client:
            async for finding in _bot_token(client, settings.bot_token):
                yield finding
    if settings.app_token and not _wrong_kind(APP_TOKEN, settings.app_token):
        async with TokenClient(settings.slack_api_url, settings.app_token.get_secret_value()) as client:
            yield await _app_token(client, settings.app_token)


def _wrong_kind(variable: str, secret: SecretStr | None) -> str:
    return wrong_kind(variable, secret.get_secret_value()) if secret else ""


def _kinds(settings: Settings) -> Iterator[Finding]:
    """Report secrets in the wrong variable, recognized by their form."""
    secrets = {
        BOT_TOKEN: settings.bot_token,
        APP_TOKEN: settings.app_token,
        SIGNING_SECRET: settings.signing_secret,
    }
    wrong = {variable: _wrong_kind(variable, secret) for variable, secret in secrets.items()}
    for variable, why in wrong.items():
        if why:
            yield Finding(variable, is_well=False, advice=why)
    if settings.signing_secret and not settings.app_token and not wrong[SIGNING_SECRET]:
        alike = "the client secret looks the same: if every request is refused with 401, this may be one"
        yield Finding(SIGNING_SECRET, is_well=True, advice=alike, is_note=True)


def _unwell(subject: str, variable: str, secret: SecretStr, error: SlackError) -> Finding:
    """Return a finding for a failed call, with different advice for a refusal and for a broken network."""
    match error:
        case SlackRefusedError(error=name):
            said = f"Slack refused it ({name}): {advice(variable, secret.get_secret_value(), name)}"
        case SlackRateLimitedError():
            said = "Slack was asked too often: try again in a minute"
        case SlackUnreachableError():
            said = f"no way to Slack ({error}): look at the network, HTTPS_PROXY, NO_PROXY and SLACK_API_URL"
        case _:
            said = f"Slack did not answer as it should ({error}): try again, or look at SLACK_API_URL"
    return Finding(subject, is_well=False, advice=said)


def _commands(names: Sequence[str]) -> Finding:
    """Return advice for a command that opens another app; no method of Slack lists them."""
    advice = (
        f"if {names[0]} opens another app, that one was installed later and has the name: set "
        "HEARTEN_COMMANDS (such as /thanks), paste what `hearten manifest` prints into the app's settings, "
        "and start again"
    )
    return Finding(f"commands {', '.join(names)}", is_well=True, advice=advice, is_note=True)


async def _database(settings: Settings) -> Finding:
    try:
        database = connect(settings.database_url, Clock().now)
    except DatabaseUnavailableError as error:
        return Finding("database", is_well=False, advice=str(error))
    try:
        if not await asyncio.to_thread(has_log, database.engine):
            return Finding("database", is_well=False, advice=NO_LOG_ADVICE)
        is_current = await asyncio.to_thread(migrations.is_current, database.engine)
        return Finding("database", is_current, "run `hearten migrate` (`hearten run` does it by itself)")
    except DatabaseUnavailableError as error:
        return Finding("database", is_well=False, advice=str(error))
    # Each driver has errors of its own; the operator needs to know that there is one, and its kind.
    except Exception as error:  # noqa: BLE001 -- see above
        return Finding("database", is_well=False, advice=f"does not answer ({type(error).__name__})")
    finally:
        await asyncio.to_thread(database.close)


async def _ledger(settings: Settings) -> Finding:
    file = erasure_ledger.find_ledger(settings.database_url, settings.erasures)
    if file is None:
        advice = "set HEARTEN_ERASURES to a file, or a restored backup brings back what was erased"
        return Finding("ledger of erasures", is_well=True, advice=advice, is_note=True)
    if not os.access(file.parent, os.W_OK):
        advice = f"erasures cannot be written down: there is no folder {file.parent} that can be written"
        return Finding("ledger of erasures", is_well=False, advice=advice)
    try:
        await asyncio.to_thread(erasure_ledger.read, file)
    except ErasureLedgerError as error:
        return Finding("ledger of erasures", is_well=False, advice=str(error))
    return Finding("ledger of erasures", is_well=True)


async def _bot_token(client: TokenClient, token: SecretStr) -> AsyncIterator[Finding]:
    try:
        answer = await client.call("auth.test")
    except SlackError as error:
        yield _unwell("bot token", BOT_TOKEN, token, error)
        return
    yield Finding(f"bot token (workspace {answer.get('team', '?')})", is_well=True)
    granted = set(answer["x-oauth-scopes"].replace(" ", "").split(","))
    lacking = sorted(set(SCOPES) - granted)
    yield Finding(
        "scopes",
        not lacking,
        f"add {', '.join(lacking)} (`hearten manifest` lists all), then reinstall the app",
    )
    for scope in sorted(OPTIONAL_SCOPES.keys() - granted):
        advice = "not granted, which is possible; a post whose answer got lost may then appear twice"
        yield Finding(f"scope {scope}", is_well=True, advice=advice, is_note=True)


async def _app_token(client: TokenClient, token: SecretStr) -> Finding:
    try:
        await client.call("apps.connections.open")
    except SlackError as error:
        return _unwell("app token", APP_TOKEN, token, error)
    return Finding("app token", is_well=True)
