"""Tokens: whether each is of the right kind, whether Slack accepts it, and what it may do."""

from collections.abc import AsyncIterator, Iterable, Iterator

from bot.doctor.finding import Finding, failure, note, well
from bot.errors import SlackError, SlackRateLimitedError, SlackRefusedError, SlackUnreachableError
from bot.settings import Secret, Settings
from bot.slack.api.client import TokenClient
from bot.slack.manifest import EMAIL_SCOPE, OPTIONAL_SCOPES, SCOPES
from bot.token_kinds import (
    APP_TOKEN,
    BOT_TOKEN,
    CLIENT_ID,
    CLIENT_SECRET,
    SIGNING_SECRET,
    advice,
    find_app_id,
    wrong_kind,
)

_CLIENT = "client ID and secret"
CLIENT_REFUSALS = {"bad_client_secret", "invalid_client_id"}
"""Slack's refusals of an app (https://docs.slack.dev/reference/methods/oauth.v2.access)."""
_USED_SCOPES = {*SCOPES, *OPTIONAL_SCOPES, EMAIL_SCOPE}


def check_kinds(settings: Settings) -> Iterator[Finding]:
    """Report secrets in the wrong variable, recognized by their form."""
    secrets = {
        BOT_TOKEN: settings.bot_token,
        APP_TOKEN: settings.app_token,
        SIGNING_SECRET: settings.signing_secret,
        CLIENT_ID: Secret(settings.client_id) if settings.client_id else None,
        CLIENT_SECRET: settings.client_secret,
    }
    wrong = {variable: _wrong_kind(variable, secret) for variable, secret in secrets.items()}
    for variable, why in wrong.items():
        if why:
            yield failure(variable, why)
    if settings.signing_secret and not settings.app_token and not wrong[SIGNING_SECRET]:
        alike = "the client secret looks the same: if every request is refused with 401, this may be one"
        yield note(SIGNING_SECRET, alike)


def _wrong_kind(variable: str, secret: Secret | None) -> str:
    return wrong_kind(variable, secret.value) if secret else ""


async def check_tokens(settings: Settings) -> AsyncIterator[Finding]:
    """Show Slack each token that is of the right kind."""
    if settings.bot_token and not _wrong_kind(BOT_TOKEN, settings.bot_token):
        app_token = settings.app_token.value if settings.app_token else ""
        async for finding in check_bot_token(
            settings.slack_api_url, settings.bot_token.value, app_token=app_token
        ):
            yield finding
    if settings.serves_many and settings.client_secret:
        yield await check_client(settings.slack_api_url, settings.client_id, settings.client_secret.value)
    if settings.app_token and not _wrong_kind(APP_TOKEN, settings.app_token):
        yield await check_app_token(settings.slack_api_url, settings.app_token.value)


async def check_bot_token(
    api_url: str, token: str, renewal: str = "", app_token: str = ""
) -> AsyncIterator[Finding]:
    """Yield whether Slack accepts a bot token, and how its scopes differ from the manifest's.

    `renewal` says how to get another one, "" for a token in its variable. `app_token` should be of the same
    app.
    """
    try:
        async with TokenClient(api_url, token) as client:
            answer = await client.call("auth.test")
            is_of_other_app = await _is_of_other_app(client, answer.get("bot_id"), app_token)
    except SlackError as error:
        yield _explain("bot token", BOT_TOKEN, token, error, renewal)
        return
    subject = f"bot token (workspace {answer.get('team', '?')})"
    if is_of_other_app:
        yield failure(subject, "it is of another app than the app-level token: copy both from the same app")
        return
    yield well(subject)
    for finding in _compare_scopes(answer["x-oauth-scopes"].replace(" ", "").split(",")):
        yield finding


async def _is_of_other_app(client: TokenClient, bot_id: str | None, app_token: str) -> bool:
    """Return True if a bot is not of the app of an app-level token. Raise `SlackError`.

    See https://docs.slack.dev/reference/methods/bots.info. Without the scope for it nothing is known.
    """
    app_id = find_app_id(app_token)
    if not (app_id and bot_id):
        return False
    try:
        bot = (await client.call("bots.info", bot=bot_id)).get("bot") or {}
    except SlackRefusedError:
        return False
    return str(bot.get("app_id", app_id)) != app_id


def _compare_scopes(scopes: Iterable[str]) -> Iterator[Finding]:
    granted = {scope for scope in scopes if scope}
    missing = ", ".join(sorted(SCOPES.keys() - granted))
    if missing:
        yield failure("scopes", f"add {missing} (`hearten manifest` lists all), then reinstall the app")
    else:
        yield well("scopes")
    if surplus := ", ".join(sorted(granted - _USED_SCOPES)):
        yield note("scopes", f"Hearten doesn't need {surplus}: remove what you didn't add for another reason")
    for scope in sorted(OPTIONAL_SCOPES.keys() - granted):
        advice = "not granted, which is possible; a post whose answer got lost may then appear twice"
        yield note(f"scope {scope}", advice)


async def check_app_token(api_url: str, token: str) -> Finding:
    """Return whether Slack accepts an app-level token for Socket Mode."""
    try:
        async with TokenClient(api_url, token) as client:
            await client.call("apps.connections.open")
    except SlackError as error:
        return _explain("app token", APP_TOKEN, token, error)
    return well("app token")


async def check_client(api_url: str, client_id: str, client_secret: str) -> Finding:
    """Return whether Slack accepts the app's id and secret, which a code that no one gave shows."""
    try:
        async with TokenClient(api_url, "") as client:
            await client.call(
                "oauth.v2.access", client_id=client_id, client_secret=client_secret, code="trial"
            )
    except SlackRefusedError as error:
        if error.error in CLIENT_REFUSALS:
            again = "copy the Client ID and the Client Secret under Basic Information, of the same app"
            return failure(_CLIENT, f"Slack refused them ({error.error}): {again}")
    except SlackError as error:
        return _explain(_CLIENT, CLIENT_SECRET, client_secret, error)
    return well(_CLIENT)


def _explain(subject: str, variable: str, token: str, error: SlackError, renewal: str = "") -> Finding:
    """Return a finding for a failed call, with different advice for a refusal and for a broken network."""
    match error:
        case SlackRefusedError(error=name):
            return failure(subject, f"Slack refused it ({name}): {renewal or advice(variable, token, name)}")
        case SlackRateLimitedError():
            return failure(subject, "Slack was asked too often: try again in a minute")
        case SlackUnreachableError():
            return failure(subject, describe_no_way(error))
        case _:
            return failure(subject, describe_bad_answer(error))


def describe_no_way(error: SlackError) -> str:
    """Return what to do if Slack can't be reached."""
    return f"no way to Slack ({error}): look at the network, HTTPS_PROXY, NO_PROXY and SLACK_API_URL"


def describe_bad_answer(error: SlackError) -> str:
    """Return what to do about an answer that is not Slack's."""
    return f"Slack did not answer as it should ({error}): try again, or look at SLACK_API_URL"
