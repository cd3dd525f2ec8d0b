"""The page's addresses: `/`, `/as/{person}/{channel}` and `/as/{person}/home`, with what happens there."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.parse import quote
from zoneinfo import ZoneInfo

from markupsafe import Markup
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response, StreamingResponse
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from bot.practice.entries import fill_blocks
from bot.practice.page import markup, permalinks, templates, view
from bot.practice.page.actions import ACTIONS, HOME_ACTIONS, answer
from bot.practice.page.failures import current_failures
from bot.practice.page.middleware import Guard, MovingIn
from bot.practice.page.transcript import PICTURES, picture_ids, picture_ids_in_forms
from bot.practice.page.updates import DrawnPages, Parts, stream, wait_for_first
from bot.practice.records import Person

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.practice.server import Practice
    from bot.practice.tour import Tour

_STATIC: Final = Path(__file__).parent / "static"
_FRESH: Final = {"cache-control": "no-store"}
_PATIENCE: Final = 20.0
"""Seconds after which a question for what is new is answered, even if there is nothing."""
_LOST: Final = "That message can't be shown: it is gone, or it stands where {name} can't look."


def routes(practice: Practice, tour: Tour | None = None) -> list[BaseRoute]:
    """Return the routes of the page, with a tour for newcomers if there is one.

    They are the last of a server's, as they take every address that is left.
    """
    page = Page(practice, tour)
    app = Starlette(
        routes=[
            Route("/", page.enter),
            Route("/as/{person}", page.enter),
            # Before those that have a channel in this place.
            Route("/as/{person}/home", page.show_home),
            Route("/as/{person}/home/changes", page.follow_home),
            Route("/as/{person}/home/{action}", page.act_at_home, methods=["POST"]),
            Route("/as/{person}/{channel}", page.show),
            Route("/as/{person}/archives/{channel}/{message}", page.find),
            Route("/as/{person}/{channel}/changes", page.follow),
            Route("/as/{person}/{channel}/picture", page.open_picture),
            Route("/as/{person}/{channel}/files/{file}", page.file),
            Route("/as/{person}/{channel}/inspector", page.inspect),
            Route("/as/{person}/{channel}/inspector/{number:int}", page.entry),
            Route("/as/{person}/{channel}/{action}", page.act, methods=["POST"]),
            Route("/emoji/{name}", page.emoji),
            Mount("/static", StaticFiles(directory=_STATIC)),
        ],
        middleware=[Middleware(Guard), Middleware(MovingIn, practice=practice)],
    )
    return [Mount("/", app)]


class Page:
    """The page's endpoints for one practice workspace."""

    def __init__(self, practice: Practice, tour: Tour | None) -> None:
        self._tour = tour
        self._drawn_pages = DrawnPages()
        self._practice = practice
        self._workspace = practice.workspace

    async def enter(self, request: Request) -> Response:
        """Send the browser to a person's first channel, or to the first person's if none is named.

        It opens at the channel's latest picture.
        """
        if "person" in request.path_params:
            person = self._person(request)
        else:
            person = next(each for each in self._workspace.people.values() if view.can_act(each))
        first = view.first_channel(self._workspace, person.id)
        return RedirectResponse(permalinks.latest_picture(self._workspace, person.id, first), 303)

    async def open_picture(self, request: Request) -> Response:
        """Send the browser to a channel's latest picture."""
        person, channel_id = self._person(request), self._channel(request)
        return RedirectResponse(permalinks.latest_picture(self._workspace, person.id, channel_id), 303)

    async def show(self, request: Request) -> Response:
        """Return the whole page."""
        person, channel_id = self._person(request), self._channel(request)
        if not person.is_stranger:
            self._workspace.dm_channel(person.id)
        shown = self._view(person, channel_id, _read_opened(request))
        notice = _LOST.format(name=shown.me.name) if "lost" in request.query_params else ""
        troubles = current_failures(self._practice)
        key = self._drawn_pages.keep(templates.changing(shown, troubles))
        html = templates.page(shown, troubles, self._tour, notice, key)
        return HTMLResponse(html, headers=_FRESH)

    def _view(self, person: Person, channel_id: str, opened: view.Opened) -> view.View:
        """Return what a person sees of a channel, which they have read then."""
        shown = view.view(self._workspace, person.id, channel_id, opened)
        view.mark_read(self._workspace, person.id, channel_id)
        return shown

    async def find(self, request: Request) -> Response:
        """Send the browser to the message that Slack has at this address, or back with words of regret."""
        person, channel_id = self._person(request), request.path_params["channel"]
        number = request.path_params["message"]
        address = permalinks.find_address(self._workspace, person.id, channel_id, number)
        if address is None:
            back = permalinks.find_origin(self._workspace, person.id, request.headers.get("referer", ""))
            address = f"/as/{person.id}/{back}?lost=yes"
        return RedirectResponse(address, 303)

    async def follow(self, request: Request) -> Response:
        """Return what changes on the page from now on, as server-sent events."""
        person, channel_id, opened = self._person(request), self._channel(request), _read_opened(request)
        key = request.query_params.get("drawn", "")

        def draw() -> Parts:
            shown = self._view(person, channel_id, opened)
            return templates.changing(shown, current_failures(self._practice))

        return self._events(draw, self._drawn_pages.take(key))

    async def show_home(self, request: Request) -> Response:
        """Return the whole page of the app's Home. Opening it is what the app is sent."""
        person = self._person_with_home(request)
        answer = await self._practice.open_home(person.id)
        trouble = f"The app did not answer ({answer.failure})." if answer and answer.failure else ""
        around, drawn = self._home(person)
        failures = current_failures(self._practice)
        return HTMLResponse(templates.home(around, drawn, trouble, failures, self._tour), headers=_FRESH)

    async def follow_home(self, request: Request) -> Response:
        """Return what changes at the Home from now on, as server-sent events."""
        person = self._person_with_home(request)
        return self._events(
            lambda: templates.home_changing(*self._home(person), current_failures(self._practice))
        )

    def _events(self, draw: Callable[[], Parts], last: Parts | None = None) -> Response:
        is_gone = self._practice.leaving.is_set
        events = stream(self._workspace, self._practice.stopping, draw, is_gone, last)
        return StreamingResponse(events, media_type="text/event-stream", headers=_FRESH)

    def _home(self, person: Person) -> tuple[view.View, Markup | None]:
        """Return what surrounds the Home, and what is there; None for nothing."""
        direct = self._workspace.dm_channel(person.id)
        around = view.view(self._workspace, person.id, direct.id)
        home = self._practice.find_home(person.id)
        if home is None:
            return around, None
        return around, Markup("").join(
            Markup('<div id="home-{}">{}</div>').format(
                quote(block["block_id"], safe=""), markup.block(block, around.reader)
            )
            for block in fill_blocks(home.blocks, home.values)
        )

    async def inspect(self, request: Request) -> Response:
        """Return the journal's entries after the one with the number `after`, as soon as there are some."""
        zone, after = ZoneInfo(self._person(request).tz), request.query_params.get("after", "")
        number, journal = int(after) if after.isdecimal() else 0, self._practice.journal
        await wait_for_first(journal.more(number), self._practice.stopping.wait(), patience=_PATIENCE)
        html = templates.fill("entries.html", entries=journal.after(number), zone=zone)
        return HTMLResponse(html, headers=_FRESH)

    async def entry(self, request: Request) -> Response:
        """Return the whole of one entry of the journal."""
        self._person(request)
        entry = self._practice.journal.find(request.path_params["number"])
        html = templates.fill("entry.html", entry=entry, workspace_url=self._practice.url)
        return HTMLResponse(html, headers=_FRESH)

    async def file(self, request: Request) -> Response:
        """Return a file that the person can see in this channel: a picture to look at, all else to keep."""
        person, channel_id = self._person(request), self._channel(request)
        file_id = request.path_params["file"]
        messages = self._workspace.visible_messages(channel_id, person.id)
        is_posted = any(file_id in {*message.files, *picture_ids(message.blocks)} for message in messages)
        if not (is_posted or file_id in picture_ids_in_forms(self._workspace, person.id)):
            raise HTTPException(404, "There is no such file for this person.")
        file = self._workspace.files.find(file_id)
        shown = file.mimetype in PICTURES
        disposition = f"{'inline' if shown else 'attachment'}; filename*=utf-8''{quote(file.name, safe='')}"
        return Response(
            file.content,
            media_type=file.mimetype if shown else "application/octet-stream",
            headers={**_FRESH, "content-disposition": disposition},
        )

    async def emoji(self, request: Request) -> Response:
        """Return the picture of one of the workspace's own emoji."""
        picture = self._workspace.emoji.picture(request.path_params["name"])
        if picture is None:
            raise HTTPException(404, "There is no such emoji.")
        return Response(picture, media_type="image/png", headers={"cache-control": "private, max-age=3600"})

    async def act(self, request: Request) -> Response:
        """Do what a form asks for."""
        person, channel_id = self._person(request), self._channel(request)
        action = ACTIONS.get(request.path_params["action"])
        return await answer(request, action, self._practice, person, channel_id)

    async def act_at_home(self, request: Request) -> Response:
        """Do what a form of the Home asks for."""
        person, action = self._person_with_home(request), HOME_ACTIONS.get(request.path_params["action"])
        return await answer(request, action, self._practice, person, "")

    def _person(self, request: Request) -> Person:
        person = self._workspace.people.get(request.path_params["person"])
        if person is None or not view.can_act(person):
            raise HTTPException(404, "Nobody here whose part you could take has this name.")
        return person

    def _person_with_home(self, request: Request) -> Person:
        person = self._person(request)
        if person.is_stranger:
            raise HTTPException(404, "Nobody here whose part you could take has this Home.")
        return person

    def _channel(self, request: Request) -> str:
        channel_id: str = request.path_params["channel"]
        visible = self._workspace.visible_channels(request.path_params["person"])
        if all(channel.id != channel_id for channel in visible):
            raise HTTPException(404, "There is no such channel for this person.")
        return channel_id


def _read_opened(request: Request) -> view.Opened:
    """Return what the address says is open; what it says wrongly is not."""
    shown = request.query_params.get("shown", "")
    return view.Opened(
        request.query_params.get("thread", ""),
        max(int(shown), view.LATEST) if shown.isdecimal() and len(shown) < 6 else view.LATEST,
    )
