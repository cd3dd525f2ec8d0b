"""The Web API over HTTP: tokens, encodings, errors, and which function is which method."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Mapping

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response

from bot.practice.api import chat, conversations, people
from bot.practice.api.arguments import Arguments
from bot.practice.api.faults import Call, Fault, Faults
from bot.practice.api.permissions import MissingScopeError
from bot.practice.workspace import JsonObject, SlackError, Workspace

Method = Callable[[Workspace, Arguments], JsonObject]

METHODS: Mapping[str, Method] = {
    "auth.test": people.auth_test,
    "chat.delete": chat.delete,
    "chat.getPermalink": chat.get_permalink,
    "chat.postEphemeral": chat.post_ephemeral,
    "chat.postMessage": chat.post_message,
    "chat.update": chat.update,
    "conversations.history": conversations.history,
    "conversations.info": conversations.info,
    "conversations.list": conversations.list_all,
    "conversations.members": conversations.members,
    "conversations.open": conversations.open_direct,
    "usergroups.list": people.group_list,
    "usergroups.users.list": people.group_members,
    "users.conversations": conversations.of_person,
    "users.info": people.user_info,
    "users.list": people.user_list,
}
"""The methods of the bot token."""


class WebApi:
    """The Web API of one workspace, for one bot token and one app-level token."""

    def __init__(
        self,
        workspace: Workspace,
        *,
        bot_token: str,
        app_token: str,
        open_connection: Callable[[], str],
        stopping: asyncio.Event,
    ) -> None:
        """`open_connection` gives the address of a new Socket Mode connection.

        `stopping` being set ends what holds back an answer.
        """
        self.calls: list[Call] = []
        self.faults = Faults()
        self._workspace = workspace
        self._open_connection = open_connection
        self._tables: dict[str, Mapping[str, Method]] = {
            bot_token: METHODS,
            app_token: {"apps.connections.open": self._connections_open},
        }
        self._stopping = stopping

    async def endpoint(self, request: Request) -> Response:
        """Answer one call of the method that the path names."""
        method = request.path_params["method"]
        try:
            passed, token = await _passed(request)
        except SlackError as refusal:
            return JSONResponse(_refused(refusal))
        fault = self.faults.take(method)
        spoiled = bool(fault and fault.spoils_answer)
        body = {} if fault and spoiled and not fault.acts else self._run(method, passed, token)
        if fault and spoiled:
            body, response = _spoiled(fault)
        else:
            response = JSONResponse(
                body, headers={"x-oauth-scopes": ",".join(sorted(self._workspace.scopes))}
            )
        self.calls.append(Call(method, passed, body))
        if fault and fault.hang:
            await self._hold_back(fault.hang)
        return response

    def _run(self, method: str, passed: JsonObject, token: str) -> JsonObject:
        try:
            return {"ok": True, **self._method(method, token)(self._workspace, Arguments(passed))}
        except MissingScopeError as refusal:
            provided = ",".join(sorted(self._workspace.scopes))
            return {**_refused(refusal), "needed": refusal.needed, "provided": provided}
        except SlackError as refusal:
            return _refused(refusal)

    def _method(self, method: str, token: str) -> Method:
        if not any(method in table for table in self._tables.values()):
            raise SlackError("unknown_method")
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

    async def _hold_back(self, seconds: float) -> None:
        try:
            async with asyncio.timeout(seconds):
                await self._stopping.wait()
        except TimeoutError:
            return


async def _passed(request: Request) -> tuple[JsonObject, str]:
    """The arguments and the token, which may be a header or an argument."""
    passed: JsonObject = dict(request.query_params)
    content_type = request.headers.get("content-type", "").partition(";")[0].strip()
    if content_type == "application/json":
        passed |= _json_object(await request.body())
    elif content_type in ("application/x-www-form-urlencoded", "multipart/form-data"):
        async with request.form() as form:
            passed |= {key: value for key, value in form.items() if isinstance(value, str)}
    elif await request.body():
        raise SlackError("invalid_post_type" if content_type else "missing_post_type")
    bearer = request.headers.get("authorization", "")
    argument = passed.pop("token", "")
    return passed, bearer.removeprefix("Bearer ").strip() if bearer else str(argument)


def _json_object(body: bytes) -> JsonObject:
    try:
        found = json.loads(body or b"{}")
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


def _spoiled(fault: Fault) -> tuple[JsonObject, Response]:
    """What a fault answers: the record of it, and the response itself."""
    if fault.retry_after is not None:
        body: JsonObject = {"ok": False, "error": "ratelimited"}
        return body, JSONResponse(body, fault.status or 429, {"Retry-After": str(fault.retry_after)})
    if fault.error:
        body = {"ok": False, "error": fault.error}
        return body, JSONResponse(body, fault.status or 200)
    status = fault.status or 500
    return {"ok": False, "error": f"http_status_{status}"}, PlainTextResponse("upstream error", status)
