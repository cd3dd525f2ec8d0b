"""The page's addresses: `/`, `/as/{person}/{channel}`, what follows it live, and what a person does there."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.parse import quote
from zoneinfo import ZoneInfo

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response, StreamingResponse
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from bot.practice.page import inspector, permalinks, templates, view
from bot.practice.page.actions import DEEDS, answer
from bot.practice.page.failures import current_failures
from bot.practice.page.home import HomePage
from bot.practice.page.middleware import Guard, MovingIn
from bot.practice.page.transcript import PICTURES, in_blocks, in_views
from bot.practice.page.updates import Drawn, Parts, either, stream
from bot.practice.page.view import ReadTracker
from bot.practice.records import Person

if TYPE_CHECKING:
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
            *HomePage(practice, page.reading, tour).routes(),
            Route("/as/{person}/{channel}", page.show),
            Route("/as/{person}/archives/{channel}/{message}", page.find),
            Route("/as/{person}/{channel}/changes", page.follow),
            Route("/as/{person}/{channel}/picture", page.open_picture),
            Route("/as/{person}/{channel}/files/{file}", page.file),
            Route("/as/{person}/{channel}/inspector", page.inspect),
            Route("/as/{person}/{channel}/inspector/{number:int}", page.entry),
            Route("/as/{person}/{channel}/{deed}", page.act, methods=["POST"]),
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
        self._drawn = Drawn()
        self._practice = practice
        self._workspace = practice.workspace
        self.reading = ReadTracker(practice.workspace)

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
        shown = view.view(self._workspace, self.reading, person.id, channel_id, _opened(request))
        notice = _LOST.format(name=shown.me.name) if "lost" in request.query_params else ""
        troubles = current_failures(self._practice)
        key = self._drawn.keep(templates.changing(shown, troubles))
        html = templates.page(shown, self._workspace, troubles, self._tour, notice, key)
        return HTMLResponse(html, headers=_FRESH)

    async def find(self, request: Request) -> Response:
        """Send the browser to the message that Slack has at this address, or back with words of regret."""
        person, told = self._person(request), request.path_params
        found = permalinks.place(self._workspace, person.id, told["channel"], told["message"])
        if found is None:
            back = permalinks.where_from(self._workspace, person.id, request.headers.get("referer", ""))
            found = f"/as/{person.id}/{back}?lost=yes"
        return RedirectResponse(found, 303)

    async def follow(self, request: Request) -> Response:
        """Return what changes on the page from now on, as server-sent events."""
        person, channel_id, opened = self._person(request), self._channel(request), _opened(request)
        key = request.query_params.get("drawn", "")

        def drawn() -> Parts:
            shown = view.view(self._workspace, self.reading, person.id, channel_id, opened)
            return templates.changing(shown, current_failures(self._practice))

        return StreamingResponse(
            stream(
                self._workspace,
                self._practice.stopping,
                drawn,
                self._practice.leaving.is_set,
                self._drawn.take(key),
            ),
            media_type="text/event-stream",
            headers=_FRESH,
        )

    async def inspect(self, request: Request) -> Response:
        """Return the journal's entries after the one with the number `after`, as soon as there are some."""
        zone, after = ZoneInfo(self._person(request).tz), request.query_params.get("after", "")
        number, journal = int(after) if after.isdecimal() else 0, self._practice.journal
        await either(journal.more(number), self._practice.stopping.wait(), patience=_PATIENCE)
        rows = [inspector.describe_entry(each, zone) for each in journal.after(number)]
        return HTMLResponse(templates.entries(rows), headers=_FRESH)

    async def entry(self, request: Request) -> Response:
        """Return the whole of one entry of the journal."""
        zone = ZoneInfo(self._person(request).tz)
        found = self._practice.journal.find(request.path_params["number"])
        details = inspector.describe_whole_entry(found, zone, self._practice.url) if found else None
        return HTMLResponse(templates.entry(details), headers=_FRESH)

    async def file(self, request: Request) -> Response:
        """Return a file that the person can see in this channel: a picture to look at, all else to keep."""
        person, channel_id = self._person(request), self._channel(request)
        file_id = request.path_params["file"]
        messages = self._workspace.visible_messages(channel_id, person.id)
        is_posted = any(file_id in message.files or file_id in in_blocks(message) for message in messages)
        if not (is_posted or file_id in in_views(self._workspace, person.id)):
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
        deed = DEEDS.get(request.path_params["deed"])
        return await answer(request, deed, self._practice, person, channel_id)

    def _person(self, request: Request) -> Person:
        person = self._workspace.people.get(request.path_params["person"])
        if person is None or not view.can_act(person):
            raise HTTPException(404, "Nobody here whose part you could take has this name.")
        return person

    def _channel(self, request: Request) -> str:
        channel_id: str = request.path_params["channel"]
        visible = self._workspace.visible_channels(request.path_params["person"])
        if all(channel.id != channel_id for channel in visible):
            raise HTTPException(404, "There is no such channel for this person.")
        return channel_id


def _opened(request: Request) -> view.Opened:
    """Return what the address says is open; what it says wrongly is not."""
    shown = request.query_params.get("shown", "")
    return view.Opened(
        request.query_params.get("thread", ""),
        max(int(shown), view.LATEST) if shown.isdecimal() and len(shown) < 6 else view.LATEST,
    )
