"""Who may talk to the page: a browser on this machine that was sent here by nobody else.

The page has no password, so a foreign site must not be able to press its buttons (checked by Origin), nor
to reach it under a name of its own (checked by Host). And a message must not be able to bring anything
with it that runs or loads (the content security policy).
"""

from typing import Final
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

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
        """Stand before an app."""
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer 403 to a request that is not from here, else pass it on."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def protected(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(HEADERS)
            await send(message)

        if is_from_here(scope["method"], Headers(scope=scope)):
            await self._app(scope, receive, protected)
        else:
            await PlainTextResponse("This page answers only itself.", 403)(scope, receive, protected)


def is_from_here(method: str, headers: Headers) -> bool:
    """Whether a request names this machine and comes from the page itself.

    Browsers send an Origin with everything that changes something, so what changes something needs one.
    """
    host, origin = headers.get("host", ""), headers.get("origin")
    if _host_name(host) not in _LOCAL:
        return False
    if origin is None:
        return method in _READING
    return origin == f"http://{host}"


def _host_name(host: str) -> str | None:
    try:
        return urlsplit(f"//{host}").hostname
    except ValueError:
        return None
