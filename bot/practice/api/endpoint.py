"""The Web API over HTTP: tokens, encodings, errors, and which function is which method."""

from collections.abc import Callable, Mapping

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from bot.practice.api import chat, conversations, files, users, views
from bot.practice.api.arguments import Arguments
from bot.practice.api.faults import ANY_METHOD, Call, Faults, Outcome, Rates
from bot.practice.api.permissions import MissingScopeError
from bot.practice.checks.schema import UNKNOWN, parse_json
from bot.practice.records import JsonObject, SlackError
from bot.practice.workspace import Workspace

Method = Callable[[Workspace, Arguments], JsonObject]

METHODS: Mapping[str, Method] = {
    "auth.test": users.auth_test,
    "chat.delete": chat.delete,
    "chat.postEphemeral": chat.post_ephemeral,
    "chat.postMessage": chat.post_message,
    "chat.update": chat.update,
    "conversations.history": conversations.history,
    "conversations.info": conversations.info,
    "conversations.members": conversations.members,
    "conversations.open": conversations.open_direct,
    "conversations.replies": conversations.replies,
    "emoji.list": users.emoji_list,
    "files.completeUploadExternal": files.complete_upload,
    "files.delete": files.delete,
    "files.getUploadURLExternal": files.get_upload_url,
    "usergroups.list": users.group_list,
    "usergroups.users.list": users.group_members,
    "users.conversations": conversations.of_person,
    "users.info": users.user_info,
    "users.list": users.user_list,
    "views.open": views.open_view,
    "views.publish": views.publish,
    "views.push": views.push,
    "views.update": views.update,
}
"""The methods of the bot token."""

JSON_METHODS = frozenset(
    {
        "auth.test",
        "chat.delete",
        "chat.postEphemeral",
        "chat.postMessage",
        "chat.update",
        "conversations.open",
        "files.completeUploadExternal",
        "files.delete",
        "views.open",
        "views.publish",
        "views.push",
        "views.update",
    }
)
"""Those that take JSON. The others read, and a body of JSON says nothing to them, as if it were empty."""


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
        self._open_connection = open_connection
        self._tables: dict[str, Mapping[str, Method]] = {
            bot_token: METHODS,
            app_token: {"apps.connections.open": self._connections_open},
        }

    async def endpoint(self, request: Request) -> Response:
        """Answer one call of the method that the path names."""
        method: str = request.path_params["method"]
        try:
            passed, token = await _passed(request, takes_json=method in JSON_METHODS)
        except SlackError as refusal:
            return JSONResponse(_refused(refusal))
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
        return body, JSONResponse(body, headers={"x-oauth-scopes": ",".join(sorted(self._workspace.scopes))})

    def _run(self, method: str, passed: JsonObject, token: str) -> JsonObject:
        try:
            call = self._method(method, token)
            return {"ok": True, **call(self._workspace, Arguments(passed))}
        except MissingScopeError as refusal:
            provided = ",".join(sorted(self._workspace.scopes))
            return {**_refused(refusal), "needed": refusal.needed, "provided": provided}
        except SlackError as refusal:
            return _refused(refusal)

    def _method(self, method: str, token: str) -> Method:
        if not any(method in table for table in self._tables.values()):
            raise SlackError("unknown_method", f"{UNKNOWN} {method}")
        if not token:
            raise SlackError("not_authed")
        if token not in self._tables:
            raise SlackError("invalid_auth")
        if method not in self._tables[token]:
            raise SlackError("not_allowed_token_type")
        return self._tables[token][method]

    def _connections_open(self, workspace: Workspace, arguments: Arguments) -> JsonObject:
        """apps.connections.open: the address of a new Socket Mode connection."""
        return {"url": self._open_connection()}


async def _passed(request: Request, *, takes_json: bool) -> tuple[JsonObject, str]:
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
        found = parse_json(body or b"{}")
    except ValueError:
        raise SlackError("invalid_json") from None
    if not isinstance(found, dict):
        raise SlackError("json_not_object")
    return found


def _refused(refusal: SlackError) -> JsonObject:
    body: JsonObject = {"ok": False, "error": refusal.error}
    if refusal.messages:
        body["errors"] = list(refusal.messages)
        body["response_metadata"] = {"messages": [f"[ERROR] {message}" for message in refusal.messages]}
    return body
