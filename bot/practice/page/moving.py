"""Between two companies: what a browser sees while one moves in, and how it leaves the one before."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from bot.practice.page import rendering
from bot.practice.page.live import ANEW

if TYPE_CHECKING:
    from bot.practice.server import Practice

_FRESH: Final = {"cache-control": "no-store"}
_ASKING: Final = "/moving"
"""Where the page that is shown meanwhile asks whether they are still at it."""


class Moving:
    """ASGI middleware that answers for the page while a company moves in."""

    def __init__(self, app: ASGIApp, practice: Practice) -> None:
        """Stand before the page of this practice workspace."""
        self._app = app
        self._practice = practice

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer what must not reach the page now, else pass it on."""
        answer = self._answer(Request(scope)) if scope["type"] == "http" else None
        await (answer or self._app)(scope, receive, send)

    def _answer(self, request: Request) -> Response | None:
        path = request.url.path
        is_moving = self._practice.is_moving_in or self._practice.leaving.is_set()
        if path == _ASKING:
            return PlainTextResponse("yes" if is_moving else "no", headers=_FRESH)
        if path.endswith("/changes") and (is_moving or self._is_of_another(request)):
            return Response(ANEW, media_type="text/event-stream", headers=_FRESH)
        if not is_moving or path.startswith("/static/"):
            return None
        if request.method == "POST":
            # From a page of the company before, which is to show the present one.
            return Response(headers={"hx-refresh": "true"})
        return HTMLResponse(rendering.moving(), headers=_FRESH)

    def _is_of_another(self, request: Request) -> bool:
        present = self._practice.workspace.founded
        return request.query_params.get("company", present) != present
