"""Slack's site for several practice workspaces: one Web API, and the page that installs an app."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Sequence
from html import escape
from typing import Any, Self
from urllib.parse import urlencode

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from bot.practice.connections import HttpLine
from bot.practice.oauth import AppRegistration, OAuth
from bot.practice.records import SlackError
from bot.practice.server import KEEP_ALIVE, Practice

_PAGE = """<!doctype html><html lang="en"><meta charset="utf-8"><title>{title}</title>
<h1>{title}</h1>{content}</html>"""


class Site:
    """One address for all workspaces, as https://slack.com is. Start the workspaces themselves besides."""

    def __init__(self, app: AppRegistration, practices: Sequence[Practice], host: str = "127.0.0.1") -> None:
        """Serve these workspaces, before the app is installed in them."""
        self.app = app
        self.oauth = OAuth(app)
        self.practices = practices
        self.faults: list[int] = []
        """Statuses that the next calls of `oauth.v2.access` are answered with instead."""
        self.answers = asyncio.Event()
        """While it is not set, calls of `oauth.v2.access` wait."""
        self.answers.set()
        self._socket = socket.create_server((host, 0))
        self.url = f"http://{host}:{self._socket.getsockname()[1]}"
        for practice in practices:
            practice.signing_secret = app.signing_secret
        routes = [
            Route("/api/{method}", self._call, methods=["GET", "POST"]),
            Route("/oauth/v2/authorize", self._show, methods=["GET"]),
            Route("/oauth/v2/authorize", self._decide, methods=["POST"]),
        ]
        self._server = uvicorn.Server(
            uvicorn.Config(
                Starlette(routes=routes),
                http=HttpLine,
                lifespan="off",
                log_config=None,
                access_log=False,
                timeout_graceful_shutdown=1,
                timeout_keep_alive=KEEP_ALIVE,
            )
        )

    @property
    def api_url(self) -> str:
        """The base of the Web API's methods."""
        return f"{self.url}/api/"

    async def __aenter__(self) -> Self:
        """Serve from now on."""
        self._server.config.load()
        self._server.lifespan = self._server.config.lifespan_class(self._server.config)
        await self._server.startup(sockets=[self._socket])
        return self

    async def __aexit__(self, *_: object) -> None:
        """Stop serving."""
        await self._server.shutdown(sockets=[self._socket])

    async def _call(self, request: Request) -> Response:
        """Answer a call: the token says in which workspace."""
        if request.path_params["method"] == "oauth.v2.access":
            return await self._access(request)
        token = request.headers.get("authorization", "").removeprefix("Bearer ").strip()
        if request.path_params["method"] == "auth.revoke" and self.oauth.revoke(token):
            return JSONResponse({"ok": True, "revoked": True})
        knowing = (practice for practice in self.practices if practice.knows_token(token))
        return await next(knowing, self.practices[0]).answer_call(request)

    async def _access(self, request: Request) -> Response:
        if self.faults:
            return JSONResponse({}, self.faults.pop(0))
        async with request.form() as form:
            passed: dict[str, Any] = dict(form)
        await self.answers.wait()
        try:
            return JSONResponse({"ok": True, **self.oauth.access(passed)})
        except SlackError as refusal:
            return JSONResponse({"ok": False, "error": refusal.error})

    async def _show(self, request: Request) -> Response:
        """Ask the person in front of the browser in which workspace to install the app, and whether to."""
        query = request.query_params
        try:
            self.oauth.check_request(
                query.get("client_id", ""), query.get("redirect_uri", ""), query.get("scope", "")
            )
        except SlackError as refusal:
            text = f"Something went wrong when authorizing this app: {refusal.error}"
            return HTMLResponse(_PAGE.format(title="Oh no!", content=f"<p>{escape(text)}</p>"))
        choices = "".join(
            f'<label><input type="radio" name="team" value="{each.workspace.team_id}" '
            f"{'checked' if query.get('team', '') in ('', each.workspace.team_id) else ''}>"
            f"{escape(each.workspace.name)}</label>"
            for each in self.practices
        )
        form = (
            f'<form method="post" action="?{escape(request.url.query)}">{choices}'
            '<button name="decision" value="allow">Allow</button>'
            '<button name="decision" value="cancel">Cancel</button></form>'
        )
        return HTMLResponse(_PAGE.format(title="Hearten wants to access your workspace", content=form))

    async def _decide(self, request: Request) -> Response:
        """Send the browser back to the app, with a code or with the word for a refusal."""
        query = request.query_params
        async with request.form() as form:
            team, decision = str(form.get("team") or ""), form.get("decision")
            person, is_org_wide = str(form.get("person") or ""), bool(form.get("org_wide"))
        given = {"state": query.get("state", "")}
        if decision == "allow":
            practice = next(each for each in self.practices if each.workspace.team_id == team)
            admins = (one.id for one in practice.workspace.people.values() if one.is_admin)
            redirect_uri = query.get("redirect_uri", "")
            given["code"] = self.oauth.allow(
                practice,
                person or next(admins),
                query.get("scope", ""),
                redirect_uri,
                is_org_wide=is_org_wide,
            )
        else:
            given["error"] = "access_denied"
        address = query.get("redirect_uri") or self.app.redirect_urls[0]
        return RedirectResponse(f"{address}?{urlencode(given)}", 302)
