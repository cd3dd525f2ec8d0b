"""The Web API over HTTP: tokens, encodings, errors, and which function is which method."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from bot.practice.access import MissingScopeError, need_scope
from bot.practice.api import chat, conversations, files, functions, users, views
from bot.practice.api.arguments import Arguments
from bot.practice.api.faults import ANY_METHOD, Call, Faults, Outcome, Rates
from bot.practice.checks.schema import UNKNOWN, parse_json
from bot.practice.records import JsonObject, SlackError
from bot.practice.workspace import Workspace

Run = Callable[[Workspace, Arguments], JsonObject]


@dataclass(frozen=True, slots=True)
class Method:
    """A method of the Web API."""

    run: Run
    scope: str = ""
    """The scope that it needs; "" if it needs none, or one that depends on the conversation."""
    takes_json: bool = False
    """False for a method that only reads: a body of JSON says nothing to it, as if it were empty."""


MAX_ACTIVE = 2
"""Tokens that expire and are accepted at a time."""

METHODS: Mapping[str, Method] = {
    "auth.revoke": Method(lambda *_: {"revoked": True}),
    "auth.teams.list": Method(users.team_list),
    "auth.test": Method(users.auth_test, takes_json=True),
    "bots.info": Method(users.bot_info, "users:read"),
    "chat.delete": Method(chat.delete, "chat:write", takes_json=True),
    "chat.postEphemeral": Method(chat.post_ephemeral, "chat:write", takes_json=True),
    "chat.postMessage": Method(chat.post_message, "chat:write", takes_json=True),
    "chat.update": Method(chat.update, "chat:write", takes_json=True),
    "conversations.history": Method(conversations.history),
    "conversations.info": Method(conversations.info),
    "conversations.list": Method(conversations.list_channels),
    "conversations.members": Method(conversations.members),
    "conversations.open": Method(conversations.open_direct, "im:write", takes_json=True),
    "conversations.replies": Method(conversations.replies),
    "emoji.list": Method(users.emoji_list, "emoji:read"),
    "files.completeUploadExternal": Method(files.complete_upload, "files:write", takes_json=True),
    "files.delete": Method(files.delete, "files:write", takes_json=True),
    "files.getUploadURLExternal": Method(files.get_upload_url, "files:write"),
    "functions.completeError": Method(functions.complete_error, takes_json=True),
    "functions.completeSuccess": Method(functions.complete_success, takes_json=True),
    "usergroups.list": Method(users.group_list, "usergroups:read"),
    "usergroups.users.list": Method(users.group_members, "usergroups:read"),
    "users.conversations": Method(conversations.list_memberships),
    "users.info": Method(users.user_info, "users:read"),
    "users.list": Method(users.user_list, "users:read"),
    "views.open": Method(views.open_view, takes_json=True),
    "views.publish": Method(views.publish, takes_json=True),
    "views.push": Method(views.push, takes_json=True),
    "views.update": Method(views.update, takes_json=True),
}
"""The methods of the bot token."""
OPEN_METHODS: Mapping[str, Method] = {"api.test": Method(lambda *_: {}, takes_json=True)}
"""The methods that need no token."""


TEAM_METHODS = (
    "conversations.list",
    "emoji.list",
    "usergroups.list",
    "usergroups.users.list",
    "users.conversations",
    "users.list",
)
"""The methods that need `team_id` with a token for a whole organisation."""


@dataclass(frozen=True, slots=True)
class BotToken:
    """A token of the bot. `refusal` is Slack's name for why it is of no use, "" if it is."""

    expires_at: datetime | None = None
    is_org_wide: bool = False
    refusal: str = ""

    def check(self, now: datetime) -> None:
        """Raise SlackError unless the token is good."""
        if self.refusal:
            raise SlackError(self.refusal)
        if self.expires_at and now >= self.expires_at:
            raise SlackError("token_expired")


class WebApi:
    """The Web API of one workspace, for one bot token and one app-level token."""

    def __init__(
        self,
        workspace: Workspace,
        *,
        bot_token: str,
        app_token: str,
        open_connection: Callable[[], str],
        faults: Faults,
        rates: Rates,
    ) -> None:
        """`open_connection` gives the address of a new Socket Mode connection.

        `faults` spoil calls, and `rates` refuse those that come too often.
        """
        self._rates = rates
        self.calls: list[Call] = []
        self._faults = faults
        self._workspace = workspace
        self._tokens = {bot_token: BotToken()}
        self._app_token = app_token
        self._app_methods = {"apps.connections.open": Method(lambda *_: {"url": open_connection()})}

    def knows_token(self, token: str) -> bool:
        """Return True for a token that was issued here, also if it is of no use any longer."""
        return token == self._app_token or token in self._tokens

    def issue_token(self, token: str, expires_at: datetime | None, *, is_org_wide: bool) -> None:
        """Accept a token of the bot, until an instant if there is one.

        Of those that expire, only the newest are accepted
        (https://docs.slack.dev/authentication/using-token-rotation).
        """
        self._tokens[token] = BotToken(expires_at, is_org_wide)
        now = self._workspace.now()
        active = [each for each, known in self._tokens.items() if known.expires_at and now < known.expires_at]
        for oldest in active[:-MAX_ACTIVE]:
            self._tokens[oldest] = BotToken(refusal="token_revoked")

    def revoke_tokens(self) -> None:
        """Refuse all tokens of the bot from now on: the app was uninstalled."""
        self._tokens = {token: BotToken(refusal="account_inactive") for token in self._tokens}

    async def endpoint(self, request: Request) -> Response:
        """Answer one call of the method that the path names."""
        method: str = request.path_params["method"]
        try:
            known = METHODS.get(method) or OPEN_METHODS.get(method)
            passed, token = await _read_arguments(request, takes_json=known is not None and known.takes_json)
        except SlackError as refusal:
            return JSONResponse(_refusal_body(refusal))
        names = (method, ANY_METHOD) if method in METHODS else (method,)
        return await self._faults.meet(
            request.url.path,
            passed,
            self._faults.take(*names),
            lambda: self._outcome(method, passed, token),
            lambda body: self.calls.append(Call(method, passed, body)),
        )

    def _outcome(self, method: str, passed: JsonObject, token: str) -> Outcome:
        wait = self._rates.take(method)
        if wait is not None:
            refusal: JsonObject = {"ok": False, "error": "ratelimited"}
            return refusal, JSONResponse(refusal, 429, {"Retry-After": str(wait)})
        body = self._run(method, passed, token)
        headers = {"date": format_datetime(self._workspace.now(), usegmt=True)}
        if method not in OPEN_METHODS:
            headers["x-oauth-scopes"] = ",".join(sorted(self._workspace.scopes))
        return body, JSONResponse(body, headers=headers)

    def _run(self, method: str, passed: JsonObject, token: str) -> JsonObject:
        try:
            called, arguments = self._method(method, token), Arguments(passed)
            if called.scope:
                need_scope(self._workspace, called.scope)
            if token in self._tokens and self._tokens[token].is_org_wide and method in TEAM_METHODS:
                arguments.required("team_id")
            return {"ok": True, **called.run(self._workspace, arguments)}
        except MissingScopeError as refusal:
            provided = ",".join(sorted(self._workspace.scopes))
            return {**_refusal_body(refusal), "needed": refusal.needed, "provided": provided}
        except SlackError as refusal:
            return _refusal_body(refusal)

    def _method(self, method: str, token: str) -> Method:
        if method in OPEN_METHODS:
            return OPEN_METHODS[method]
        if method not in METHODS and method not in self._app_methods:
            raise SlackError("unknown_method", f"{UNKNOWN} {method}")
        if not token:
            raise SlackError("not_authed")
        if not self.knows_token(token):
            raise SlackError("invalid_auth")
        if token in self._tokens:
            self._tokens[token].check(self._workspace.now())
        methods = self._app_methods if token == self._app_token else METHODS
        if method not in methods:
            raise SlackError("not_allowed_token_type")
        if method == "auth.revoke":
            self._tokens[token] = BotToken(refusal="token_revoked")
        return methods[method]


async def _read_arguments(request: Request, *, takes_json: bool) -> tuple[JsonObject, str]:
    """Return the arguments and the token, which is a header or an argument, though never one in JSON."""
    passed: JsonObject = dict(request.query_params)
    content_type = request.headers.get("content-type", "").partition(";")[0].strip()
    in_json: JsonObject = {}
    if content_type == "application/json":
        if takes_json:
            in_json = _json_object(await request.body())
    elif content_type == "application/x-www-form-urlencoded":
        async with request.form() as form:
            passed |= {key: value for key, value in form.items() if isinstance(value, str)}
    elif await request.body():
        raise SlackError("invalid_post_type" if content_type else "missing_post_type")
    bearer = request.headers.get("authorization", "")
    argument = passed.pop("token", "")
    token = bearer.removeprefix("Bearer ").strip() if bearer else str(argument)
    return passed | {key: value for key, value in in_json.items() if key != "token"}, token


def _json_object(body: bytes) -> JsonObject:
    try:
        value = parse_json(body or b"{}")
    except ValueError:
        raise SlackError("invalid_json") from None
    if not isinstance(value, dict):
        raise SlackError("json_not_object")
    return value


def _refusal_body(refusal: SlackError) -> JsonObject:
    body: JsonObject = {"ok": False, "error": refusal.error}
    if refusal.messages:
        body["errors"] = list(refusal.messages)
        body["response_metadata"] = {"messages": [f"[ERROR] {message}" for message in refusal.messages]}
    return body
