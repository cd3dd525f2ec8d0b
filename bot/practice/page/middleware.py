"""What answers before the page: the guard against foreign sites, and the page while a company moves in.

The page has no password, so a foreign site must not be able to press its buttons (checked by Origin), nor
to reach it under a name of its own (checked by Host). And a message must not be able to bring anything
with it that runs or loads (the content security policy).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.practice.page import templates
from bot.practice.page.updates import START_OVER

if TYPE_CHECKING:
    from bot.practice.server import Practice


_LOCAL: Final = frozenset({"127.0.0.1", "localhost", "::1"})
_READING: Final = frozenset({"GET", "HEAD"})
HEADERS: Final = {
    "content-security-policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}
"""What every answer of the page carries."""


class Guard:
    """ASGI middleware that refuses foreign requests and adds the protective headers to every answer."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer 403 to a foreign request, else pass it on."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def send_protected(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(HEADERS)
            await send(message)

        if is_from_here(scope["method"], Headers(scope=scope)):
            await self._app(scope, receive, send_protected)
        else:
            await PlainTextResponse("This page answers only itself.", 403)(scope, receive, send_protected)


def is_from_here(method: str, headers: Headers) -> bool:
    """Return True if a request names this machine and comes from the page itself.

    Browsers send an Origin with everything that changes something, so what changes something needs one.
    """
    host, origin = headers.get("host", ""), headers.get("origin")
    try:
        name = urlsplit(f"//{host}").hostname
    except ValueError:
        return False
    if name not in _LOCAL:
        return False
    return method in _READING if origin is None else origin == f"http://{host}"


_FRESH: Final = {"cache-control": "no-store"}
_ASKING: Final = "/moving"
"""Where the page that is shown meanwhile asks whether they are still at it."""


class MovingIn:
    """ASGI middleware that answers for the page while a company moves in."""

    def __init__(self, app: ASGIApp, practice: Practice) -> None:
        self._app = app
        self._practice = practice

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer for the page while a company moves in, else pass the request on."""
        answer = self._answer(Request(scope)) if scope["type"] == "http" else None
        await (answer or self._app)(scope, receive, send)

    def _answer(self, request: Request) -> Response | None:
        path = request.url.path
        is_moving = self._practice.is_moving_in or self._practice.leaving.is_set()
        company = self._practice.workspace.founded
        is_of_another = request.query_params.get("company", company) != company
        if path == _ASKING:
            return PlainTextResponse("yes" if is_moving else "no", headers=_FRESH)
        if path.endswith("/changes") and (is_moving or is_of_another):
            return Response(START_OVER, media_type="text/event-stream", headers=_FRESH)
        if not is_moving or path.startswith("/static/"):
            return None
        if request.method == "POST":
            # From a page of the company before, which is to show the present one.
            return Response(headers={"hx-refresh": "true"})
        return HTMLResponse(templates.fill("moving.html"), headers=_FRESH)
