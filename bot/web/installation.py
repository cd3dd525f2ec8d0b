"""The pages on which people install the app."""

from __future__ import annotations

from collections.abc import Awaitable, Mapping
from html import escape
from typing import Protocol

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

_HEADERS = {
    "cache-control": "no-store",
    "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
    # The address has the code and the state.
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
}
_HTML = """<!doctype html>
<html lang="{language}">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>{title}</title>
<style>
  body {{ margin: 0; min-height: 100vh; display: grid; place-items: center; background: #faf6f2;
         color: #2b2024; font: 1.125rem/1.5 system-ui, sans-serif; }}
  main {{ box-sizing: border-box; max-width: 32rem; padding: 2rem; }}
  h1 {{ font-size: 1.75rem; line-height: 1.2; margin: 0 0 .75rem; }}
  p {{ margin: 0 0 1.75rem; }}
  a {{ display: inline-block; padding: .75rem 1.5rem; border-radius: .5rem; background: #7a3e48;
      color: #fff; font-weight: 600; text-decoration: none; }}
  a:focus-visible {{ outline: 3px solid #2b2024; outline-offset: 3px; }}
  @media (prefers-color-scheme: dark) {{ body {{ background: #211a1c; color: #f3eae6; }}
    a {{ background: #e9b8a8; color: #211a1c; }} a:focus-visible {{ outline-color: #f3eae6; }} }}
</style>
<main>
<h1>{title}</h1>
<p>{text}</p>
<a href="{link}">{label}</a>
</main>
</html>
"""


class Page(Protocol):
    """A page with one link."""

    @property
    def language(self) -> str:
        """The IETF tag of its language."""

    @property
    def title(self) -> str:
        """The heading."""

    @property
    def text(self) -> str:
        """One sentence or two."""

    @property
    def link_label(self) -> str:
        """The text of the link."""

    @property
    def link(self) -> str:
        """The address of the link."""

    @property
    def status(self) -> int:
        """The status of HTTP."""


class Visit(Protocol):
    """A page, and what to set in the browser with it."""

    @property
    def page(self) -> Page:
        """The page."""

    @property
    def set_cookie(self) -> str:
        """The header that sets or deletes the cookie."""


class Installer(Protocol):
    """Begins and ends installations. See `bot.slack.features.installation.installer`."""

    def begin(self, tag: str, team: str) -> Awaitable[Visit]:
        """Return the invitation."""

    def finish(self, tag: str, query: Mapping[str, str], cookies: str) -> Awaitable[Visit]:
        """Return the page at the end."""


def installation_routes(installer: Installer) -> list[Route]:
    """Return the routes of an installation's begin and end."""

    async def begin(request: Request) -> Response:
        return _response(await installer.begin(_language(request), request.query_params.get("team", "")))

    async def finish(request: Request) -> Response:
        cookies = request.headers.get("cookie", "")
        return _response(await installer.finish(_language(request), request.query_params, cookies))

    return [
        Route("/slack/install", begin, methods=["GET"]),
        Route("/slack/oauth_redirect", finish, methods=["GET"]),
    ]


def _language(request: Request) -> str:
    """Return the tag of the language that the browser likes best."""
    return request.headers.get("accept-language", "").partition(",")[0].partition(";")[0].strip()


def _response(visit: Visit) -> Response:
    page = visit.page
    html = _HTML.format(
        language=escape(page.language),
        title=escape(page.title),
        text=escape(page.text),
        link=escape(page.link),
        label=escape(page.link_label),
    )
    return HTMLResponse(html, page.status, {**_HEADERS, "set-cookie": visit.set_cookie})
